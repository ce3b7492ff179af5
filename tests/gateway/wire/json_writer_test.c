/* JSON is written as jansson writes it, and an object of strings is known without it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <cmocka.h>

#include "gateway/wire/json_writer.h"
#include "handlers/time/when.h"
#include "tests/here.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Whatever eight bytes it falls among. */
static void every_byte_is_written_as_jansson_does(void **state)
{
	(void)state;
	for (int c = 1; c < 128; c++) {
		for (size_t at = 0; at < 18; at++) {
			char value[] = "0123456789abcdefgh";
			struct json_writer j = json_begin();
			json_t *o = json_object();
			char *ours, *theirs;

			value[at] = (char)c;
			json_put_string(&j, "key", value);
			ours = json_end(&j);
			json_object_set_new(o, "key", json_string(value));
			theirs = json_dumps(o, JSON_COMPACT);
			assert_string_equal(ours, theirs);
			free(ours);
			free(theirs);
			json_decref(o);
		}
	}
}

static void a_byte_that_is_no_utf8_is_replaced_wherever_it_stands(void **state)
{
	(void)state;
	for (size_t at = 0; at < 18; at++) {
		char value[] = "0123456789abcdefgh", should[64];
		struct json_writer j = json_begin();
		char *ours;

		value[at] = '\xff';
		json_put_string(&j, "key", value);
		ours = json_end(&j);
		snprintf(should, sizeof(should), "{\"key\":\"%.*s\xef\xbf\xbd%s\"}", (int)at, value, value + at + 1);
		assert_string_equal(ours, should);
		free(ours);
	}
}

static void only_an_object_of_strings_is_flat(void **state)
{
	static const char *const flat[] = {"{}", "{\"a\":\"b\"}", "{\"a\":\"b\",\"c\":\"\\\"\\u00E9\\\\\"}",
					   "{\"fault\":\"发动机无法启动，\\\"仪表盘\\\"报警\"}"};
	static const char *const none[] = {"",
					   "[]",
					   "{",
					   "{\"a\"}",
					   "{\"a\":1}",
					   "{\"a\":\"b\",}",
					   "{\"a\":\"b\"}x",
					   "{\"a\":\"b\"",
					   "{\"a\":\"\n\"}",
					   "{\"a\":\"behind eight\nothers\"}",
					   "{\"a\":\"behind eight\\others\"}",
					   "{\"a\":\"never closed, and long",
					   "{\"a\":\"\\x\"}",
					   "{\"a\":\"\\u00g0\"}",
					   "{\"a\":\"\\",
					   "{\"a\" :\"b\"}",
					   "{\"a\":\"\xff\"}"};

	(void)state;
	for (size_t i = 0; i < COUNT(flat); i++)
		assert_true(json_is_flat(flat[i]));
	for (size_t i = 0; i < COUNT(none); i++)
		if (json_is_flat(none[i]))
			fail_msg("%s is not flat", none[i]);
}

static void commas_stand_between_members_and_nowhere_else(void **state)
{
	struct json_writer j = json_begin();
	char *json;

	(void)state;
	json_open_object(&j, "a");
	json_close_object(&j);
	json_open_list(&j, "b");
	json_add_string(&j, "\"");
	json_add_string(&j, "");
	json_close_list(&j);
	json_open_object(&j, "c");
	json_put_null(&j, "d");
	json_put_bool(&j, "e", false);
	json_close_object(&j);
	json_put_number(&j, "a key of more than forty bytes is written too", -7);
	json_put_string(&j, "f", NULL);
	json_put_bytes(&j, "g", "油x", 3);
	json = json_end(&j);
	assert_string_equal(json, "{\"a\":{},\"b\":[\"\\\"\",\"\"],\"c\":{\"d\":null,\"e\":false},"
				  "\"a key of more than forty bytes is written too\":-7,\"f\":\"\",\"g\":\"油\"}");
	free(json);
}

static void time_is(int64_t at, const char *should)
{
	struct json_writer j = json_begin();
	char *json;

	json_put_time(&j, "at", at);
	json = json_end(&j);
	assert_string_equal(json, should);
	free(json);
}

/* A reload brings it, and a thread goes on. */
static void a_time_written_before_is_written_anew_in_another_zone(void **state)
{
	(void)state;
	time_is(1795222800000, "{\"at\":\"2026-11-21T09:00:00+08:00\"}");
	time_is(1795222800000, "{\"at\":\"2026-11-21T09:00:00+08:00\"}");
	assert_true(here_zone("America/Lima"));
	time_is(1795222800000, "{\"at\":\"2026-11-20T20:00:00-05:00\"}");
	when_use(NULL);
	time_is(1795222800000, "{\"at\":\"2026-11-21T01:00:00+00:00\"}");
	assert_true(here_zone("Asia/Shanghai"));
	time_is(1795222800000, "{\"at\":\"2026-11-21T09:00:00+08:00\"}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_is_written_as_jansson_does),
		cmocka_unit_test(a_byte_that_is_no_utf8_is_replaced_wherever_it_stands),
		cmocka_unit_test(commas_stand_between_members_and_nowhere_else),
		cmocka_unit_test(only_an_object_of_strings_is_flat),
		cmocka_unit_test(a_time_written_before_is_written_anew_in_another_zone),
	};

	here_zone("Asia/Shanghai");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
