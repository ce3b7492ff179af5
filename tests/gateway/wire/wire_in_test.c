/* What is taken of a payload, and what is said of one that cannot be; an opening comes in as it went out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/wire/wire_in.h"
#include "gateway/wire/wire_out.h"
#include "handlers/time/when.h"
#include "tests/here.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct wrong {
	const char *payload, *says;
};

/* ---- MOs ---- */

static void an_mo_that_cannot_be_taken_says_why(void **state)
{
	static const struct wrong all[] = {
		{"", "is not JSON"},
		{"{\"id\":\"1\"", "is not JSON"},
		{"{\"id\":\"1\",\"id\":\"2\"}", "is not JSON: duplicate object key"},
		{"\xff", "is not UTF-8"},
		{"{\"id\":\"\\u00\n\n", "invalid escape near '\"\\u00 ' at"},
		{"[]", "must be a JSON object"},
		{"{}", "\"id\" is missing; it is required"},
		{"{\"id\":null}", "\"id\" is missing"},
		{"{\"id\":1}", "\"id\" must be a string"},
		{"{\"id\":\"\"}", "\"id\" is empty"},
		{"{\"id\":\"1\",\"from\":\"+8613800000001+8613800000001+8613800000001+8613800000001+8613800000001\"}",
		 "\"from\" is too long"},
		{"{\"id\":\"1\",\"from\":\"2\"}", "\"text\" is missing"},
		{"{\"id\":\"1\",\"from\":\"2\",\"text\":3}", "\"text\" must be a string"},
		{"{\"id\":\"1\",\"from\":\"2\",\"text\":\"\",\"to\":4}", "\"to\" must be a string"},
		{"{\"id\":\"1\",\"from\":\"2\",\"text\":\"\",\"sent_at\":4}",
		 "\"sent_at\" must be a string, a time such as"},
		{"{\"id\":\"1\",\"from\":\"2\",\"text\":\"\",\"part\":4}", "\"part\" must be an object"},
		{"{\"id\":\"1\",\"from\":\"2\",\"text\":\"\",\"part\":{}}", "\"part\".\"ref\" must be a whole number"},
		{"{\"id\":\"1\",\"from\":\"2\",\"text\":\"\",\"part\":{\"ref\":-1}}", "from 0 to 65535"},
		{"{\"id\":\"1\",\"from\":\"2\",\"text\":\"\",\"part\":{\"ref\":1,\"total\":21}}", "\"total\" must be"},
		{"{\"id\":\"1\",\"from\":\"2\",\"text\":\"\",\"part\":{\"ref\":1,\"total\":2,\"number\":3}}",
		 "from 1 to 2"},
		{"{\"id\":\"1\",\"from\":\"2\",\"text\":\"\",\"part\":{\"ref\":1,\"total\":2,\"number\":\"1\"}}",
		 "\"number\" must be"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct wire_mo mo;
		char why[256] = "";

		assert_false(wire_read_mo(all[i].payload, strlen(all[i].payload), &mo, why, sizeof(why)));
		assert_null(mo.text);
		if (!strstr(why, all[i].says))
			fail_msg("%s: `%s` is not in: %s", all[i].payload, all[i].says, why);
	}
}

static void an_mo_is_taken_with_what_it_says(void **state)
{
	static const char payload[] =
		"{\"id\":\"m-1\",\"from\":\"+8613800000001\",\"to\":\"10690\",\"text\":\"出发\",\"more\":[1],"
		"\"sent_at\":\"2026-11-21T09:00:00+08:00\",\"part\":{\"ref\":7,\"total\":3,\"number\":2}}";
	struct wire_mo mo;
	char why[256];

	(void)state;
	assert_true(wire_read_mo(payload, strlen(payload), &mo, why, sizeof(why)));
	assert_string_equal(mo.id, "m-1");
	assert_string_equal(mo.from, "+8613800000001");
	assert_string_equal(mo.to, "10690");
	assert_string_equal(mo.text, "出发");
	assert_int_equal(mo.sent, INT64_C(1795222800000));
	assert_true(mo.parted && mo.ref == 7 && mo.total == 3 && mo.number == 2);
	free(mo.text);
}

static void an_emoji_cut_in_two_refuses_no_text(void **state)
{
	static const struct {
		const char *said, *text;
	} all[] = {
		{"\"text\":\"好\\ud83d\"", "好\xEF\xBF\xBD"},
		{"\"text\":\"\\uDE00 ok\\ud83d\\ude00\"", "\xEF\xBF\xBD ok😀"},
		{"\"text\":\"\\\\ud83d\"", "\\ud83d"},
		{"\"text\":\"好\\ud83d\",\"part\":{\"ref\":1,\"number\":1,\"total\":2}", "好\xF4\x8D\xA0\xBD"},
		{"\"text\":\"\\ude00\",\"part\":{\"ref\":1,\"number\":2,\"total\":2}", "\xF4\x8D\xB8\x80"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct wire_mo mo;
		char payload[256], why[256];

		snprintf(payload, sizeof(payload), "{\"id\":\"1\",\"from\":\"2\",%s}", all[i].said);
		assert_true(wire_read_mo(payload, strlen(payload), &mo, why, sizeof(why)));
		assert_string_equal(mo.text, all[i].text);
		free(mo.text);
	}
}

/* No carrier's clock is worth a text. */
static void a_time_that_cannot_be_read_is_not_said(void **state)
{
	static const struct {
		const char *at;
		int64_t sent;
	} all[] = {
		{"\"2026-11-21 09:00:00+08:00\"", INT64_C(1795222800000)},
		{"null", 0},
		{"\"yesterday\"", 0},
		{"\"2026-11-21T09:00:00.000000000000000000000000000000000000000000000000000+08:00\"", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct wire_mo mo;
		char payload[256], why[256];

		snprintf(payload, sizeof(payload),
			 "{\"id\":\"1\",\"from\":\"2\",\"text\":\"\",\"sent_at\":%s,\"part\":null,\"to\":null}",
			 all[i].at);
		assert_true(wire_read_mo(payload, strlen(payload), &mo, why, sizeof(why)));
		assert_int_equal(mo.sent, all[i].sent);
		assert_false(mo.parted);
		free(mo.text);
	}
}

/* ---- DLRs ---- */

static void a_report_is_taken_whatever_its_error_is_called(void **state)
{
	static const struct {
		const char *rest, *error;
	} all[] = {
		{"", ""},
		{",\"error\":null", ""},
		{",\"error\":\"absent subscriber\"", "absent subscriber"},
		{",\"error\":27", "27"},
		{",\"error\":\"\",\"at\":\"2026-11-21T09:00:00+08:00\"", ""},
	};
	struct wire_dlr d;
	char payload[512], why[256];

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		snprintf(payload, sizeof(payload), "{\"id\":\"x\",\"status\":\"failed\"%s}", all[i].rest);
		assert_true(wire_read_dlr(payload, strlen(payload), &d, why, sizeof(why)));
		assert_string_equal(d.error, all[i].error);
		assert_int_equal(d.at, i == 4 ? INT64_C(1795222800000) : 0);
	}
}

static void a_report_that_cannot_be_taken_says_why(void **state)
{
	static const struct wrong all[] = {
		{"[]", "must be a JSON object"},
		{"{\"id\":\"x\"}", "\"status\" is missing"},
		{"{\"id\":\"x\",\"status\":\"gone\"}", "must be accepted, delivered, failed, expired or rejected"},
		{"{\"id\":\"x\",\"status\":\"failed\",\"error\":[]}", "\"error\" must be a string"},
	};
	struct wire_dlr d;
	char why[256];

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		assert_false(wire_read_dlr(all[i].payload, strlen(all[i].payload), &d, why, sizeof(why)));
		if (!strstr(why, all[i].says))
			fail_msg("%s: `%s` is not in: %s", all[i].payload, all[i].says, why);
	}
}

/* ---- openings ---- */

static void an_opening_that_cannot_be_taken_says_why(void **state)
{
	static const struct wrong all[] = {
		{"[]", "must be a JSON object"},
		{"{\"id\":\"x\",\"flow\":\"repair\"}", "\"fault\" is missing"},
		{"{\"id\":\"x\",\"flow\":\"repair\",\"fault\":\"\"}", "\"fault\" is empty; say what is wrong"},
		{"{\"id\":\"x\",\"flow\":\"repair\",\"fault\":\"y\",\"down\":\"yes\"}",
		 "\"down\" must be true or false"},
		{"{\"id\":\"x\",\"flow\":\"repair\",\"fault\":\"y\",\"machine\":1}", "\"machine\" must be a string"},
		{"{\"id\":\"x\",\"flow\":\"f\",\"fault\":\"y\",\"fields\":[]}",
		 "\"fields\" must be an object {NAME: value}"},
		{"{\"id\":\"x\",\"flow\":\"f\",\"fault\":\"y\",\"fields\":{\"a\":\"b\",\"c\":[]}}",
		 "\"c\" must be a string or a number"},
		{"{\"id\":\"x\",\"flow\":\"f\",\"fault\":\"y\",\"fields\":{"
		 "\"a123456789012345678901234567890123456789\":1}}",
		 "there is no field \"a1234567890"},
		{"{\"id\":\"x\",\"flow\":\"f\",\"fault\":\"y\",\"fields\":{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,"
		 "\"f\":1,\"g\":1,\"h\":1,"
		 "\"i\":1,\"j\":1,\"k\":1,\"l\":1,\"m\":1}}",
		 "\"fields\" has more than 12 values; leave some out"},
	};
	struct wire_open o;
	char why[256];

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		assert_false(wire_read_open(all[i].payload, strlen(all[i].payload), &o, why, sizeof(why)));
		assert_null(o.fault);
		if (!strstr(why, all[i].says))
			fail_msg("%s: `%s` is not in: %s", all[i].payload, all[i].says, why);
	}
}

static void an_opening_comes_in_as_it_went_out(void **state)
{
	struct wire_open o;
	char why[256], *payload = wire_open("x", "repair", "EC210-0042", true, "漏\"油\"\n\x01");

	(void)state;
	assert_true(wire_read_open(payload, strlen(payload), &o, why, sizeof(why)));
	assert_string_equal(o.machine, "EC210-0042");
	assert_string_equal(o.fault, "漏\"油\"\n\x01");
	assert_true(o.down);
	wire_open_free(&o);
	free(payload);
	payload = wire_open("x", "repair", NULL, false, "y");
	assert_string_equal(payload, "{\"id\":\"x\",\"flow\":\"repair\",\"fault\":\"y\",\"down\":false}");
	free(payload);
	payload = wire_open("x", "repair", "", false, "y");
	assert_true(wire_read_open(payload, strlen(payload), &o, why, sizeof(why)));
	assert_string_equal(o.machine, "");
	wire_open_free(&o);
	free(payload);
}

static void fields_of_an_opening_come_in_as_they_went_out(void **state)
{
	static const struct wire_field fields[] = {{"deposit", (char *)"12000.5"}, {"remark", (char *)"a \"b\"\n漏"}};
	char why[256], *payload = wire_open_with("x", "lending", NULL, false, "y", fields, 2);
	struct wire_open o;

	(void)state;
	assert_true(wire_read_open(payload, strlen(payload), &o, why, sizeof(why)));
	assert_int_equal(o.fields_n, 2);
	assert_string_equal(o.fields[0].name, "deposit");
	assert_string_equal(o.fields[0].value, "12000.5");
	assert_string_equal(o.fields[1].value, "a \"b\"\n漏");
	wire_open_free(&o);
	free(payload);
	/* Numbers as others write them. */
	payload = strdup(
		"{\"id\":\"x\",\"flow\":\"f\",\"fault\":\"y\",\"fields\":{\"a\":5,\"b\":0.1,\"c\":1e3,\"d\":null,"
		"\"e\":-7}}");
	assert_true(wire_read_open(payload, strlen(payload), &o, why, sizeof(why)));
	assert_int_equal(o.fields_n, 4);
	assert_string_equal(o.fields[0].value, "5");
	assert_string_equal(o.fields[1].value, "0.1");
	assert_string_equal(o.fields[2].value, "1000");
	assert_string_equal(o.fields[3].value, "-7");
	wire_open_free(&o);
	free(payload);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_mo_that_cannot_be_taken_says_why),
		cmocka_unit_test(an_mo_is_taken_with_what_it_says),
		cmocka_unit_test(an_emoji_cut_in_two_refuses_no_text),
		cmocka_unit_test(a_time_that_cannot_be_read_is_not_said),
		cmocka_unit_test(a_report_is_taken_whatever_its_error_is_called),
		cmocka_unit_test(a_report_that_cannot_be_taken_says_why),
		cmocka_unit_test(an_opening_that_cannot_be_taken_says_why),
		cmocka_unit_test(an_opening_comes_in_as_it_went_out),
		cmocka_unit_test(fields_of_an_opening_come_in_as_they_went_out),
	};

	here_zone("Asia/Shanghai");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
