/* The app SMS Gateway for Android, played from its documented requests and answers: texts go out by its local server and
 * come in by its webhooks, signed rightly and wrongly. */
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/http.h"
#include "tests/gateway/road.h"
#include "tests/gateway/trial_carrier.h"

#define SHIPPED "scripts/channels/android.yaml"
#define KEY "YtF3kQ0s"
#define PENDING                                                                                            \
	"{\"id\":\"x\",\"deviceId\":\"d\",\"state\":\"Pending\",\"isHashed\":false,\"isEncrypted\":false," \
	"\"recipients\":[{\"phoneNumber\":\"+86\",\"state\":\"Pending\",\"error\":null}],\"states\":{}}"

struct phone {
	struct road r;
	struct trial_carrier *app;
};

/* The shipped file, with the app's port in it, and no limit on segments: nobody waits for it. */
static void make_channel(const struct phone *p)
{
	char *shipped = aide_read(".", SHIPPED), url[40];

	snprintf(url, sizeof(url), "127.0.0.1:%d/messages", trial_carrier_port(p->app));
	aide_write(p->r.site.dir, "channels/android.yaml", "%s", shipped);
	aide_change(p->r.site.dir, "channels/android.yaml", ", segments_per_second: 1", "");
	aide_change(p->r.site.dir, "channels/android.yaml", "127.0.0.1:8080/messages", url);
	aide_write_secret(p->r.site.dir, "channels/android.password", "s3cret");
	aide_write_secret(p->r.site.dir, "channels/android.signing", KEY);
	free(shipped);
}

static struct phone *phone_begin(void)
{
	struct phone *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	p->app = trial_carrier_new();
	trial_carrier_say(p->app, &(struct trial_response){.status = 202, .body = PENDING});
	p->r.site.http = peer_free_port();
	p->r.site.zone = peer_noon_zone();
	p->r.site.config_lines = "default_channel: android\nchannels: [channels]\n";
	peer_make_folder(&p->r.site);
	make_channel(p);
	road_begin(&p->r);
	return p;
}

static void phone_end(struct phone *p)
{
	road_end(&p->r);
	trial_carrier_free(p->app);
	free(p);
}

/* ---- its webhooks ---- */

/* As the app signs: the body, and behind it the time of sending. */
static void sign(const char *key, const char *body, long at, char hex[65])
{
	unsigned char mac[EVP_MAX_MD_SIZE];
	unsigned int n = 0;
	char *over;
	int len = asprintf(&over, "%s%ld", body, at);

	assert_true(len > 0);
	assert_non_null(HMAC(EVP_sha256(), key, (int)strlen(key), (unsigned char *)over, (size_t)len, mac, &n));
	for (unsigned i = 0; i < n; i++)
		sprintf(hex + (size_t)2 * i, "%02x", mac[i]);
	free(over);
}

static int call_signed(struct phone *p, const char *path, const char *key, long at, const char *body)
{
	static struct http_answer a;
	char hex[65], *request;
	int n;

	sign(key, body, at, hex);
	n = asprintf(&request,
		     "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
		     "X-Timestamp: %ld\r\nX-Signature: %s\r\nContent-Length: %zu\r\n\r\n%s",
		     path, at, hex, strlen(body), body);
	assert_true(n > 0);
	http_raw(p->r.site.http, request, (size_t)n, &a);
	free(request);
	return a.status;
}

static int received(struct phone *p, const char *key, const char *from, const char *at, const char *text)
{
	char body[2048];

	snprintf(body, sizeof(body),
		 "{\"id\":\"e1\",\"webhookId\":\"w\",\"event\":\"sms:received\",\"deviceId\":\"d\",\"payload\":"
		 "{\"messageId\":\"7f\",\"message\":\"%s\",\"receivedAt\":\"%s\",\"sender\":\"%s\","
		 "\"recipient\":null,\"simNumber\":1,\"phoneNumber\":\"%s\"}}",
		 text, at, from, from);
	return call_signed(p, "/mo/android", key, time(NULL), body);
}

static int reported(struct phone *p, const char *event, const char *id, const char *more)
{
	char body[2048];

	snprintf(body, sizeof(body),
		 "{\"id\":\"e2\",\"webhookId\":\"w\",\"event\":\"%s\",\"deviceId\":\"d\",\"payload\":"
		 "{\"messageId\":\"%s\",\"sender\":null,\"recipient\":\"+8613800000001\",\"simNumber\":1,"
		 "\"phoneNumber\":\"+8613800000001\",%s}}",
		 event, id, more);
	return call_signed(p, "/dlr/android", KEY, time(NULL), body);
}

/* The id under which a text with these words was given to the app. */
static void id_of(struct phone *p, const char *words, char id[40])
{
	id[0] = '\0';
	for (size_t k = 0; k < trial_carrier_requests(p->app) && !*id; k++) {
		const struct trial_request *r = trial_carrier_request(p->app, k);
		const char *at = strstr(r->body, "\"id\":\"");

		if (strstr(r->body, words) && at)
			snprintf(id, 40, "%.36s", at + strlen("\"id\":\""));
	}
	assert_int_equal(strlen(id), 36);
}

/* ---- tests ---- */

static void texts_go_out_as_the_app_takes_them(void **state)
{
	struct phone *p = phone_begin();
	const struct trial_request *r;
	char n[32], id[40];

	(void)state;
	road_opened(&p->r, "o-1", n);
	road_await(&p->r, "SELECT count(*) FROM outbox WHERE state <> 'sent'", 0, PEER_PATIENCE);
	r = trial_carrier_request(p->app, 0);
	assert_string_equal(r->method, "POST");
	assert_string_equal(r->target, "/messages");
	assert_non_null(strstr(r->head, "Authorization: Basic c21zOnMzY3JldA==")); /* sms:s3cret */
	assert_non_null(strstr(r->head, "application/json"));
	assert_non_null(strstr(r->body, "\"phoneNumbers\":[\"+86"));
	assert_non_null(strstr(r->body, "\"withDeliveryReport\":true"));
	id_of(p, "发动机无法启动", id);
	assert_int_equal(reported(p, "sms:sent", id, "\"partsCount\":1,\"sentAt\":\"2026-11-29T12:00:00.000+08:00\""),
			 200);
	assert_int_equal(reported(p, "sms:delivered", id, "\"deliveredAt\":\"2026-11-29T12:00:01.000+08:00\""), 200);
	assert_int_equal(reported(p, "sms:sent", id, "\"partsCount\":1,\"sentAt\":\"2026-11-29T12:00:00.000+08:00\""),
			 200);
	assert_int_equal(road_ask(&p->r, "SELECT count(*) FROM outbox WHERE state = 'delivered'"), 1);
	phone_end(p);
}

static void a_text_that_comes_moves_its_ticket_once(void **state)
{
	struct phone *p = phone_begin();
	char n[32];
	size_t from;

	(void)state;
	road_opened(&p->r, "o-1", n);
	from = client_heard(p->r.desk);
	assert_int_equal(received(p, KEY, HEAD, "2026-11-29T12:00:00.000+08:00", "派工 14:00 李雷"), 200);
	road_event(&p->r, from, "dispatch", n);
	/* The app sends it again where it was not answered in time. */
	assert_int_equal(received(p, KEY, HEAD, "2026-11-29T12:00:00.000+08:00", "派工 14:00 李雷"), 200);
	assert_int_equal(road_ask(&p->r, "SELECT count(*) FROM event WHERE code = 'dispatch'"), 1);
	assert_int_equal(road_ask(&p->r, "SELECT count(*) FROM inbox WHERE kind = 'mo'"), 1);
	/* The same words at another time are another text: their messageId is the same. */
	assert_int_equal(received(p, KEY, HEAD, "2026-11-29T12:00:05.000+08:00", "我的"), 200);
	assert_int_equal(received(p, KEY, HEAD, "2026-11-29T12:00:09.000+08:00", "我的"), 200);
	assert_int_equal(road_ask(&p->r, "SELECT count(*) FROM inbox WHERE kind = 'mo'"), 3);
	phone_end(p);
}

static void what_is_not_signed_by_the_app_changes_nothing(void **state)
{
	static const char body[] = "{\"event\":\"sms:received\",\"payload\":{\"message\":\"取消 10001\",\"receivedAt\":"
				   "\"2026-11-29T12:00:00.000+08:00\",\"phoneNumber\":\"+8613800000001\"}}";
	struct phone *p = phone_begin();
	static struct http_answer a;

	(void)state;
	assert_in_range(received(p, "another key", HEAD, "2026-11-29T12:00:00.000+08:00", "我的"), 401, 403);
	assert_in_range(call_signed(p, "/mo/android", KEY, time(NULL) - 3600, body), 401, 403);
	http_ask(p->r.site.http, "POST", "/mo/android", &a);
	assert_in_range(a.status, 401, 403);
	assert_int_equal(road_ask(&p->r, "SELECT count(*) FROM inbox WHERE kind = 'mo'"), 0);
	phone_end(p);
}

static void other_events_are_answered_and_left_alone(void **state)
{
	struct phone *p = phone_begin();

	(void)state;
	assert_int_equal(call_signed(p, "/mo/android", KEY, time(NULL),
				     "{\"id\":\"p\",\"event\":\"system:ping\",\"payload\":{\"health\":{}}}"),
			 200);
	assert_int_equal(road_ask(&p->r, "SELECT count(*) FROM inbox WHERE kind = 'mo'"), 0);
	phone_end(p);
}

/* 409 says that the app has it already; 400 that it never will. */
static void the_apps_refusals_end_a_text_or_take_it(void **state)
{
	struct phone *p = phone_begin();
	char n[32];

	(void)state;
	trial_carrier_say(p->app, &(struct trial_response){.status = 409, .body = "{\"message\":\"exists\"}"});
	trial_carrier_say(p->app,
			  &(struct trial_response){.status = 400, .body = "{\"message\":\"Invalid phone number\"}"});
	trial_carrier_say(p->app, &(struct trial_response){.status = 202, .body = PENDING});
	road_opened(&p->r, "o-1", n);
	road_await(&p->r, "SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'rejected')", 0, PEER_PATIENCE);
	assert_int_equal(road_ask(&p->r, "SELECT count(*) FROM outbox WHERE state = 'rejected' AND error LIKE "
					 "'%Invalid phone number%'"),
			 1);
	phone_end(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_go_out_as_the_app_takes_them),
		cmocka_unit_test(a_text_that_comes_moves_its_ticket_once),
		cmocka_unit_test(what_is_not_signed_by_the_app_changes_nothing),
		cmocka_unit_test(other_events_are_answered_and_left_alone),
		cmocka_unit_test(the_apps_refusals_end_a_text_or_take_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
