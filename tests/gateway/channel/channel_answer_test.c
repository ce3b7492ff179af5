/* What a carrier's answer means: statuses, bodies, ids, and when to come again. */
#include "gateway/channel/channel_answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/units.h"
#include "tests/gateway/channel/channel_bed.h"

#define NOW INT64_C(1795222800000) /* 2026-11-21T01:00:00Z */
#define HEAD "channel: c\nkind: http\nsend: {url: https://h/}\n"

static struct carrier_answer got;

static int set_up(void **state)
{
	(void)state;
	bed_open();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	bed_close();
	return 0;
}

static enum transport_outcome answered(const struct channel *c, int status, const char *body)
{
	carrier_answer_read(c, status, NULL, body, strlen(body), NOW, &got);
	return got.outcome;
}

static void by_status_and_body(void **state)
{
	const struct channel *c = bed_load(HEAD "answers:\n"
						"  - {status: 200-202, body: \"~ ^(0|3):\", is: taken}\n"
						"  - {status: [429, 503], is: later}\n"
						"  - {status: 5xx, is: later, alone: yes}\n"
						"  - {status: 200, body: OK, is: unknown}\n"
						"  - {status: 4xx, is: refused}\n");

	(void)state;
	assert_int_equal(answered(c, 202, "0: Accepted for delivery"), TRANSPORT_TAKEN);
	assert_string_equal(got.why, "");
	assert_string_equal(got.carrier_id, "");
	assert_int_equal(answered(c, 202, "3: Queued for later delivery"), TRANSPORT_TAKEN);
	assert_int_equal(answered(c, 202, "10: no"), TRANSPORT_UNKNOWN);
	assert_string_equal(got.why, "10: no");
	assert_int_equal(answered(c, 503, "Temporal failure, try again later."), TRANSPORT_LATER);
	assert_false(got.alone);
	assert_int_equal(answered(c, 500, ""), TRANSPORT_LATER);
	assert_true(got.alone);
	assert_string_equal(got.why, "it answered 500 and said no more");
	assert_int_equal(answered(c, 200, "OK"), TRANSPORT_UNKNOWN);
	assert_int_equal(answered(c, 403, " \r\n<h1>No\x01\n  way</h1>"), TRANSPORT_REFUSED);
	assert_string_equal(got.why, "<h1>No    way</h1>");
	assert_int_equal(answered(c, 302, ""), TRANSPORT_UNKNOWN);
}

static void a_carrier_that_repeats_the_request_tells_the_log_no_secret_and_no_number(void **state)
{
	const struct channel *c = bed_load("channel: c\nkind: http\nsecrets: {password: password}\n"
					   "send: {url: \"https://h/?p={secret.password}\"}\n"
					   "answers: [{status: 400, is: refused}]\n");

	(void)state;
	assert_int_equal(answered(c, 400, "bad: p=s3cr%3Dt%26 s3cr=t& to=%2B8613912345678!"), TRANSPORT_REFUSED);
	assert_string_equal(got.why, "bad: p=HIDDEN HIDDEN to=%2B86139****5678!");
	assert_int_equal(answered(c, 500, "s3cr=t& 8613912345678"), TRANSPORT_UNKNOWN);
	assert_string_equal(got.why, "HIDDEN 86139****5678");
}

static void by_json(void **state)
{
	const struct channel *c =
		bed_load(HEAD "answers:\n"
			      "  - {json: {/state: [Pending, \"~ ^Sent\"], /n: \"0\"}, is: taken, id: /list/0/id}\n"
			      "  - {json: {/state: Failed}, is: refused, why: /error}\n"
			      "  - {body: \"~ queued\", is: taken, id: \"~ ref=([0-9a-f]+)\"}\n");

	(void)state;
	assert_int_equal(answered(c, 200, "{\"state\":\"Pending\",\"n\":0,\"list\":[{\"id\":12}]}"), TRANSPORT_TAKEN);
	assert_string_equal(got.carrier_id, "12");
	assert_int_equal(answered(c, 200, " {\"state\":\"Sent out\",\"n\":\"0\"}"), TRANSPORT_TAKEN);
	assert_string_equal(got.carrier_id, "");
	assert_int_equal(answered(c, 200, "{\"state\":\"Pending\",\"n\":1}"), TRANSPORT_UNKNOWN);
	assert_int_equal(answered(c, 200, "{\"state\":\"Failed\",\"error\":\"no\\ncredit\"}"), TRANSPORT_REFUSED);
	assert_string_equal(got.why, "no credit");
	assert_int_equal(answered(c, 200, "queued ref=0aff x"), TRANSPORT_TAKEN);
	assert_string_equal(got.carrier_id, "0aff");
	/* Cut in the middle, it says nothing that could be relied on. */
	assert_int_equal(answered(c, 200, "{\"state\":\"Pending\",\"n\":0,\"li"), TRANSPORT_UNKNOWN);
	carrier_answer_read(c, 200, NULL, "\0\xff\xfe", 3, NOW, &got);
	assert_int_equal(got.outcome, TRANSPORT_UNKNOWN);
	carrier_answer_read(c, 200, NULL, NULL, 0, NOW, &got);
	assert_int_equal(got.outcome, TRANSPORT_UNKNOWN);
}

static void what_is_meant_if_nothing_is_said(void **state)
{
	const struct channel *c = bed_load(HEAD);
	static const struct {
		int status;
		enum transport_outcome outcome;
	} all[] = {{200, TRANSPORT_TAKEN},   {202, TRANSPORT_TAKEN},  {301, TRANSPORT_LATER}, {400, TRANSPORT_REFUSED},
		   {401, TRANSPORT_LATER},   {403, TRANSPORT_LATER},  {404, TRANSPORT_LATER}, {413, TRANSPORT_REFUSED},
		   {422, TRANSPORT_REFUSED}, {429, TRANSPORT_LATER},  {503, TRANSPORT_LATER}, {500, TRANSPORT_UNKNOWN},
		   {504, TRANSPORT_UNKNOWN}, {100, TRANSPORT_UNKNOWN}};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		assert_int_equal(answered(c, all[i].status, "x"), all[i].outcome);
}

static int64_t waits(const struct channel *c, const char *retry_after)
{
	carrier_answer_read(c, 503, retry_after, "", 0, NOW, &got);
	return got.wait_ms;
}

static void when_to_come_again(void **state)
{
	const struct channel *c = bed_load(HEAD);

	(void)state;
	assert_int_equal(waits(c, NULL), 0);
	assert_int_equal(waits(c, "120"), 120 * SECOND_MS);
	assert_int_equal(waits(c, "999999999999"), DAY_MS);
	assert_int_equal(waits(c, "Sat, 21 Nov 2026 01:00:30 GMT"), 30 * SECOND_MS);
	assert_int_equal(waits(c, "Fri, 20 Nov 2026 01:00:30 GMT"), 0);
	assert_int_equal(waits(c, "Fri, 20 Nov 2037 01:00:30 GMT"), DAY_MS);
	assert_int_equal(waits(c, "soon"), 0);
	carrier_answer_read(c, 200, "120", "", 0, NOW, &got);
	assert_int_equal(got.wait_ms, 0);
}

static void a_long_answer(void **state)
{
	const struct channel *c = bed_load(HEAD "answers: [{is: taken, id: \"~ (a+)\"}]\n");
	char *body = malloc(100000);

	(void)state;
	memset(body, 'a', 100000);
	carrier_answer_read(c, 200, NULL, body, 100000, NOW, &got);
	assert_int_equal(strlen(got.carrier_id), sizeof(got.carrier_id) - 1);
	carrier_answer_read(bed_load(HEAD), 400, NULL, body, 100000, NOW, &got);
	assert_in_range(strlen(got.why), 60, sizeof(got.why) - 1);
	free(body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(by_status_and_body, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_carrier_that_repeats_the_request_tells_the_log_no_secret_and_no_number, set_up, tear_down),
		cmocka_unit_test_setup_teardown(by_json, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_meant_if_nothing_is_said, set_up, tear_down),
		cmocka_unit_test_setup_teardown(when_to_come_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_long_answer, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
