/* Inputs that cannot be taken: rejected with a reason, kept, and no harm to what comes with them. A real broker and the
 * built program. */
#include <openssl/evp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/peer.h"
#include "tests/gateway/road.h"

static void sha256(const void *data, size_t n, char hex[65])
{
	unsigned char hash[32];

	assert_int_equal(EVP_Digest(data, n, hash, NULL, EVP_sha256(), NULL), 1);
	for (int i = 0; i < 32; i++)
		snprintf(hex + 2 * i, 3, "%02x", hash[i]);
}

/* Sends it, and wants it back on rejected/… with a reason, its whole length and digest. */
static void is_rejected(struct road *r, const char *topic, const char *back, const void *payload, size_t n)
{
	size_t from = client_heard(r->desk);
	const struct heard *m;
	char hex[65];
	json_t *o;

	sha256(payload, n, hex);
	client_publish(r->desk, topic, payload, n, NULL, NULL);
	m = client_wait(r->desk, from, back, hex);
	if (!m)
		peer_die("not rejected: %.60s", (const char *)payload);
	o = json_loadb(m->payload, m->n, 0, NULL);
	assert_non_null(o);
	assert_true(json_string_length(json_object_get(o, "reason")) > 5);
	assert_true(json_is_string(json_object_get(o, "payload")));
	assert_true(json_string_length(json_object_get(o, "payload")) <= 4096 * 4 / 3 + 4);
	assert_int_equal(json_integer_value(json_object_get(o, "length")), n);
	json_decref(o);
}

static void what_cannot_be_taken_is_rejected_kept_and_harms_nobody(void **state)
{
	static const char *const bad[] = {
		"",
		"{",
		"[]",
		"null",
		"\"text\"",
		"12",
		"{\"id\":\"a\"}",
		"{\"id\":1,\"from\":\"+8613800000001\",\"text\":\"x\"}",
		"{\"id\":\"a\",\"from\":\"+8613800000001\"}",
		"{\"id\":\"a\",\"from\":[],\"text\":\"x\"}",
		"{\"id\":\"a\",\"text\":\"x\"}",
		"{\"id\":\"\",\"from\":\"+8613800000001\",\"text\":\"x\"}",
		"{\"id\":\"a\",\"from\":\"+8613800000001\",\"text\":{}}",
		"{\"id\":\"a\",\"from\":\"+8613800000001\",\"text\":\"x\"",
	};
	const size_t n = sizeof(bad) / sizeof(*bad), big = 1 << 20;
	struct road r = {0};
	char *large = malloc(big), *text = malloc(12000);
	size_t len;

	(void)state;
	assert_true(large && text);
	road_begin(&r);
	for (size_t i = 0; i < n; i++)
		is_rejected(&r, "mo/sms", "rejected/sms", bad[i], strlen(bad[i]));
	is_rejected(&r, "mo/sms", "rejected/sms", "{\"id\":\"a\",\"from\":\"+861\",\"text\":\"\xff\xfe\"}", 37);
	is_rejected(&r, "mo/sms", "rejected/sms", "{\"id\":\"a\",\"from\":\"+861\",\"text\":\"\0\"}", 36);
	memset(large, 'x', big);
	is_rejected(&r, "mo/sms", "rejected/sms", large, big);
	len = (size_t)sprintf(text, "{\"id\":\"long\",\"from\":\"" HEAD "\",\"text\":\"");
	memset(text + len, 'x', 10000);
	len += 10000 + (size_t)sprintf(text + len + 10000, "\"}");
	is_rejected(&r, "mo/sms", "rejected/sms", text, len);
	is_rejected(&r, "dlr/sms", "rejected/sms", "{\"id\":\"none\",\"status\":\"delivered\"}", 34);
	is_rejected(&r, "ticket/open", "rejected/open", "{\"id\":\"o\",\"flow\":\"nosuch\",\"fault\":\"x\"}", 38);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE outcome = 'rejected' AND length(why) > 0"),
			 n + 6);
	assert_int_equal(road_ask(&r, "SELECT max(length) FROM inbox"), big);
	assert_true(road_ask(&r, "SELECT max(length(payload)) FROM inbox") <= 4096);

	/* A channel that is no name is rejected too, where the sender would look for it. */
	is_rejected(&r, "mo/no name", "rejected/no name", "{}", 2);

	len = client_heard(r.desk);
	road_mo(&r, "good", HEAD, "帮助");
	road_ok(&r, len, "good");
	road_told(&r, len, HEAD, "帮助");
	free(large);
	free(text);
	road_end(&r);
}

static void a_rejected_input_that_asks_for_a_reply_gets_the_error(void **state)
{
	struct road r = {0};
	json_t *o;

	(void)state;
	road_begin(&r);
	road_send(&r, "mo/sms", "e-1", json_pack("{s:s}", "id", "e-1"));
	o = road_reply(&r, 0, "e-1");
	assert_true(json_string_length(json_object_get(o, "error")) > 0);
	assert_null(json_object_get(o, "ok"));
	json_decref(o);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_taken_is_rejected_kept_and_harms_nobody),
		cmocka_unit_test(a_rejected_input_that_asks_for_a_reply_gets_the_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
