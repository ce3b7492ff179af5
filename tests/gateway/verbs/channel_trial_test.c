/* `channel` lists channels, and `channel test` tries one by the running gateway: a real broker, the built program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/peer.h"
#include "tests/gateway/road.h"
#include "tests/gateway/trial_carrier.h"
#include "tests/gateway/verbs/said.h"

#define PHONE "+8613700000077"

#define SAYS(code, what, ...) \
	said_by(r.site.dir, (code), (what), (const char *const[]){aide_program(), "channel", __VA_ARGS__, NULL})

/* Begins `channel test`, and returns when it says that the broker has the text. */
static pid_t try_begin(struct road *r, char log[600])
{
	pid_t pid;

	snprintf(log, 600, "%s/trial.log", r->site.dir);
	pid = aide_start(r->site.dir, log,
			 (const char *const[]){aide_program(), "channel", "test", "sms", PHONE, NULL});
	assert_true(aide_says(log, "sent\n"));
	return pid;
}

static void report(struct road *r, const struct heard *mt, const char *status)
{
	json_t *o = json_loadb(mt->payload, mt->n, 0, NULL);

	assert_non_null(o);
	road_send(r, "dlr/sms", "d-1",
		  json_pack("{s:s, s:s, s:s}", "id", json_string_value(json_object_get(o, "id")), "status", status,
			    "error", "absent subscriber"));
	json_decref(o);
}

static void a_text_is_sent_by_the_running_gateway_and_each_step_told(void **state)
{
	struct road r = {0};
	const struct heard *mt;
	char log[600];
	pid_t pid;

	(void)state;
	road_begin(&r);
	pid = try_begin(&r, log);
	assert_true(aide_says(log, "text 1 to +86137****0077 by sms is in the outbox: Fieldgate测试短信，"));
	assert_true(aide_says(log, "it goes to the broker, on mt/sms"));
	mt = client_wait(r.desk, 0, "mt/sms", PHONE);
	assert_non_null(mt);
	report(&r, mt, "delivered");
	assert_true(aide_says(log, "delivered: "));
	assert_int_equal(aide_end(&pid, 0), 0);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event WHERE code = 'channel_test' AND change = 'mt=1'"), 1);
	road_end(&r);
}

static void one_that_does_not_arrive_is_a_failure_with_its_reason(void **state)
{
	struct road r = {0};
	const struct heard *mt;
	char log[600];
	pid_t pid;

	(void)state;
	road_begin(&r);
	pid = try_begin(&r, log);
	mt = client_wait(r.desk, 0, "mt/sms", PHONE);
	assert_non_null(mt);
	report(&r, mt, "failed");
	assert_true(aide_says(log, "failed: absent subscriber\n"));
	assert_int_equal(aide_end(&pid, 0), 1);
	road_end(&r);
}

/* By a carrier of HTTP that refuses all. */
static void the_request_is_shown_without_secrets_and_the_try_with_its_answer(void **state)
{
	struct road r = {0};
	struct trial_carrier *carrier = trial_carrier_new();
	char secret[600];

	(void)state;
	assert_non_null(carrier);
	trial_carrier_say(carrier, &(struct trial_response){.status = 400, .body = "no such subscriber"});
	peer_make(&r.site);
	aide_write(r.site.dir, "pw", "%s", "open sesame\n");
	snprintf(secret, sizeof(secret), "%s/pw", r.site.dir);
	assert_int_equal(chmod(secret, 0600), 0);
	aide_write(r.site.dir, "phone.yaml",
		   "channel: phone\nkind: http\nsecrets: {password: pw}\nsend:\n  url: http://127.0.0.1:%d/send\n"
		   "  query: {to: \"{to}\", text: \"{text}\", password: \"{secret.password}\"}\n"
		   "answers:\n  - {status: 200, is: taken}\n  - {status: 4xx, is: refused}\n",
		   trial_carrier_port(carrier));
	aide_change(r.site.dir, "fieldgate.yaml", "default_channel: sms", "default_channel: sms\nchannels: phone.yaml");
	peer_broker_start(&r.site);
	peer_gateway_start(&r.site);
	assert_true(peer_log_says(&r.site, "serving"));
	SAYS(1, "the request, with HIDDEN for its secrets:\n  GET http://127.0.0.1:", "test", "phone", PHONE);
	assert_non_null(strstr(said, "password=HIDDEN\n"));
	assert_null(strstr(said, "sesame"));
	assert_non_null(strstr(said, "  phone  refused  400  "));
	assert_non_null(strstr(said, "\nrejected: "));
	assert_non_null(strstr(said, "no such subscriber"));
	assert_int_equal(trial_carrier_requests(carrier), 1);
	assert_non_null(strstr(trial_carrier_request(carrier, 0)->target, "sesame"));
	peer_clear(&r.site);
	trial_carrier_free(carrier);
}

static void without_a_gateway_nothing_is_put_in(void **state)
{
	struct road r = {0};

	(void)state;
	peer_make(&r.site);
	SAYS(3, "no gateway is running on", "test", "sms", PHONE);
	SAYS(1, "`a/b` is not the name of a channel", "test", "a/b", PHONE);
	SAYS(1, "`x` is no telephone number; write + and the country's code", "test", "sms", "x");
	SAYS(2, "with its name and a number behind `test`", "test", "sms");
	SAYS(2, "with its name and a number behind `test`", "tset", "sms", PHONE);
	peer_clear(&r.site);
}

static void a_mistyped_name_is_not_sent_to_the_broker(void **state)
{
	struct road r = {0};

	(void)state;
	peer_make(&r.site);
	aide_write(r.site.dir, "sms2.yaml", "channel: sms2\nkind: http\nsend: {url: \"http://127.0.0.1:1/\"}\n");
	aide_change(r.site.dir, "fieldgate.yaml", "default_channel: sms", "default_channel: sms\nchannels: sms2.yaml");
	SAYS(1, "no file has a channel `sms3`; did you mean `sms2`?", "test", "sms3", PHONE);
	SAYS(3, "no gateway is running on", "test", "sms", PHONE); /* the broker's own */
	peer_clear(&r.site);
}

static void channels_are_listed_with_what_waits(void **state)
{
	struct road r = {0};

	(void)state;
	peer_make(&r.site);
	aide_write(r.site.dir, "kannel.yaml",
		   "channel: kannel\nkind: http\nthen: sms\nsend: {url: \"http://127.0.0.1:1/\", "
		   "query: {to: \"{to}\", text: \"{text}\"}}\nanswers: [{status: 200, is: taken}]\n");
	aide_change(r.site.dir, "fieldgate.yaml", "default_channel: sms",
		    "default_channel: sms\nchannels: kannel.yaml\nroutes: [{language: en, channel: abroad}]");
	assert_int_equal(aide_do(r.site.dir, said, aide_program(), "open", "repair", "EC210-0042", "x"), 0);
	said_by(r.site.dir, 0, "channel  kind           then  waits  unknown\n",
		(const char *const[]){aide_program(), "channel", NULL});
	assert_non_null(strstr(said, "\nkannel   http           sms   0      0\n"));
	assert_non_null(strstr(said, "\nsms      mqtt, no file  -     2      0        the default\n"));
	assert_non_null(strstr(said, "\nabroad   mqtt, no file  -     0      0\n"));
	peer_clear(&r.site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_sent_by_the_running_gateway_and_each_step_told),
		cmocka_unit_test(one_that_does_not_arrive_is_a_failure_with_its_reason),
		cmocka_unit_test(the_request_is_shown_without_secrets_and_the_try_with_its_answer),
		cmocka_unit_test(without_a_gateway_nothing_is_put_in),
		cmocka_unit_test(a_mistyped_name_is_not_sent_to_the_broker),
		cmocka_unit_test(channels_are_listed_with_what_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
