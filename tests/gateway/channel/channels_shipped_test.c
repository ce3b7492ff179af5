/* The channels that are shipped, scripts/channels: they load as they are, and Kannel's speaks as Kannel 1.4.5 does. What
 * that sent and answered here was taken down from a bearerbox, a smsbox and a fakesmsc. */
#include "gateway/channel/channel.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/channel/channel_answer.h"
#include "gateway/channel/channel_callback.h"
#include "gateway/channel/channel_request.h"
#include "templates/file/yaml_get.h"
#include "templates/file/yaml_open.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/channel/channel_bed.h"

#define SHIPPED "scripts/channels"
#define NOW INT64_C(1795979804000)

static struct channels *channels;

/* The file of each secret that a channel names. */
static void add_secrets(const char *file)
{
	char path[600];
	struct faults f = {0};
	struct yaml *root;
	const struct yaml *secrets;

	snprintf(path, sizeof(path), SHIPPED "/%s", file);
	root = yaml_open(path, &f);
	secrets = yaml_get(root, "secrets");
	for (size_t i = 0; secrets && i < secrets->n; i++)
		aide_write_secret(bed_folder, secrets->items[i].text, "SECRET");
	yaml_close(root);
	faults_free(&f);
}

static int set_up(void **state)
{
	DIR *dir = opendir(SHIPPED);
	struct faults f = {0};

	(void)state;
	assert_non_null(dir);
	bed_open();
	for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
		char *yaml, *dot = strrchr(e->d_name, '.');

		if (!dot || strcmp(dot, ".yaml") != 0)
			continue;
		yaml = aide_read(SHIPPED, e->d_name);
		add_secrets(e->d_name);
		bed_add(e->d_name, yaml);
		free(yaml);
	}
	closedir(dir);
	channels = bed_load_all(&f);
	faults_print(&f, stderr);
	faults_free(&f);
	assert_non_null(channels);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	channels_release(channels);
	bed_close();
	return 0;
}

static void all_of_them(void **state)
{
	struct faults f = {0};

	(void)state;
	assert_true(channels->n >= 2);
	for (size_t i = 0; i < channels->n; i++) {
		const struct channel *c = &channels->all[i];

		assert_int_equal(c->kind, CHANNEL_HTTP);
		assert_non_null(c->send);
		assert_non_null(c->mo);
		assert_non_null(c->dlr);
	}
	channels_warn(channels, &f);
	assert_int_equal(f.n, 0);
}

/* ---- Kannel ---- */

static void kannel_sends(void **state)
{
	struct outbox_mt mt = {.uuid = "0b1c2d3e-0000-4000-8000-000000000001",
			       .number = "+8613800000011",
			       .template = "list",
			       .encoding = "ucs2",
			       .segments = 1,
			       .expires = NOW + 1800000,
			       .text = "工单10008"};
	struct carrier_request r;
	bool again;
	char why[256];

	(void)state;
	assert_true(carrier_request_fill(channels_find(channels, "kannel"), &mt, NOW, &r, &again, why, sizeof(why)));
	assert_string_equal(r.method, "GET");
	assert_string_equal(
		r.url, "http://127.0.0.1:13013/cgi-bin/sendsms?username=fieldgate&password=SECRET&to=%2B8613800000011"
		       "&text=%E5%B7%A5%E5%8D%9510008&coding=2&charset=UTF-8&validity=30&dlr-mask=31"
		       "&dlr-url=http%3A%2F%2F127.0.0.1%3A8088%2Fdlr%2Fkannel%2FSECRET%3Fid%3D0b1c2d3e-0000-4000-8000-"
		       "000000000001"
		       "%26status%3D%25d%26error%3D%25A%26at%3D%25T");
	carrier_request_free(&r);
}

static enum transport_outcome answered(int status, const char *body)
{
	struct carrier_answer a;

	carrier_answer_read(channels_find(channels, "kannel"), status, NULL, body, strlen(body), NOW, &a);
	return a.outcome;
}

static void kannel_answers(void **state)
{
	(void)state;
	assert_int_equal(answered(202, "0: Accepted for delivery"), TRANSPORT_TAKEN);
	assert_int_equal(answered(202, "3: Queued for later delivery"), TRANSPORT_TAKEN);
	assert_int_equal(answered(403, "Not routable. Do not try again."), TRANSPORT_REFUSED);
	assert_int_equal(answered(503, "Temporal failure, try again later."), TRANSPORT_LATER);
	assert_int_equal(answered(403, "Authorization failed for sendsms"), TRANSPORT_LATER);
	assert_int_equal(answered(404, "Unknown request."), TRANSPORT_LATER);
	assert_int_equal(answered(400, "Empty receiver number not allowed, rejected"), TRANSPORT_REFUSED);
	assert_int_equal(answered(502, ""), TRANSPORT_UNKNOWN);
}

static void calls(enum input_kind kind, const char *query, const char *payload)
{
	struct callback_request r = {
		.method = "GET", .secret = "SECRET", .query = query, .address = "127.0.0.1", .body = "", .now = NOW};
	struct callback_taken t;

	assert_true(callback_read(channels_find(channels, "kannel"), kind, &r, &t));
	assert_int_equal(t.status, 200);
	assert_int_equal(t.n, payload ? 1 : 0);
	if (payload) {
		assert_string_equal(t.inputs[0].refused, "");
		assert_string_equal(t.inputs[0].payload, payload);
	}
	assert_int_equal(t.answer_status, 200);
	assert_string_equal(t.answer_body, "");
	callback_taken_free(&t);
}

static void kannel_calls(void **state)
{
	(void)state;
	calls(IN_MO,
	      "id=77547a9e-55b5-4955-9917-be3bf0694efe&from=%2B8613800000011&to=10086&text=hello++world++16%3A30"
	      "&charset=UTF-8&at=1795979781",
	      "{\"id\":\"77547a9e-55b5-4955-9917-be3bf0694efe\",\"from\":\"+8613800000011\",\"to\":\"10086\","
	      "\"text\":\"hello  world  16:30\",\"sent_at\":\"2026-11-30T03:16:21+08:00\"}");
	/* An emoji, and the half of one as templates/text/halves.h has it. */
	calls(IN_MO,
	      "id=a269f949-8534-430a-93b7-b16af807b032&from=%2B8613800000011&to=10086&text=Q%FAS%D1%D8%3D%DE%00%D8%3D"
	      "&charset=UTF-16BE&at=1795979804",
	      "{\"id\":\"a269f949-8534-430a-93b7-b16af807b032\",\"from\":\"+8613800000011\",\"to\":\"10086\","
	      "\"text\":\"出发😀\xF4\x8D\xA0\xBD\",\"sent_at\":\"2026-11-30T03:16:44+08:00\"}");
	calls(IN_DLR, "id=abc&status=8&error=ACK%2F&at=1795979807",
	      "{\"id\":\"abc\",\"status\":\"accepted\",\"at\":\"2026-11-30T03:16:47+08:00\"}");
	calls(IN_DLR, "id=abc&status=1&error=&at=1795979807",
	      "{\"id\":\"abc\",\"status\":\"delivered\",\"at\":\"2026-11-30T03:16:47+08:00\"}");
	calls(IN_DLR, "id=abc&status=16&error=NACK%2Fx&at=0",
	      "{\"id\":\"abc\",\"status\":\"rejected\",\"error\":\"NACK/x\"}");
	calls(IN_DLR, "id=abc&status=32", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_them),
		cmocka_unit_test(kannel_sends),
		cmocka_unit_test(kannel_answers),
		cmocka_unit_test(kannel_calls),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
