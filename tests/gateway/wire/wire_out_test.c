/* What goes out, read again by jansson. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <cmocka.h>

#include "gateway/wire/wire_out.h"
#include "handlers/time/when.h"
#include "tests/here.h"

static const char *said(json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static json_t *parsed(char *payload)
{
	json_t *o = json_loads(payload, 0, NULL);

	assert_non_null(o);
	free(payload);
	return o;
}

static void an_mt_goes_out_whatever_is_in_it(void **state)
{
	struct outbox_mt p = {.created = 1000,
			      .expires = 2000,
			      .ticket = 10008,
			      .uuid = "u",
			      .channel = "sms",
			      .number = "+1",
			      .template = "t",
			      .encoding = "gsm7",
			      .segments = 2,
			      .text = (char *)"a\"\\\b\f\n\r\t\x1f/\xff\xe5\x87",
			      .params = (char *)"{\"a\":\"b\\u00e9\\n\",\"c\":\"\"}"};
	json_t *o = parsed(wire_mt(&p));

	(void)state;
	assert_string_equal(said(o, "text"), "a\"\\\b\f\n\r\t\x1f/\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	assert_string_equal(said(o, "ticket"), "10008");
	assert_string_equal(said(json_object_get(o, "params"), "a"), "bé\n");
	json_decref(o);
	/* Of a row that was damaged what is well goes out. */
	p.text = NULL;
	p.params = NULL;
	p.ticket = 0;
	o = parsed(wire_mt(&p));
	assert_string_equal(said(o, "text"), "");
	assert_true(json_is_null(json_object_get(o, "ticket")));
	assert_int_equal(json_object_size(json_object_get(o, "params")), 0);
	json_decref(o);
}

static void a_rejection_keeps_whole_characters_of_the_beginning(void **state)
{
	static char payload[5000];
	json_t *o;

	(void)state;
	for (size_t i = 0; i + 3 < sizeof(payload); i += 3)
		memcpy(payload + i, "油", 3);
	o = parsed(wire_rejected("why", payload, strlen(payload)));
	assert_int_equal(json_string_length(json_object_get(o, "payload")), 4095);
	assert_int_equal(json_integer_value(json_object_get(o, "length")), strlen(payload));
	assert_null(json_object_get(o, "encoding"));
	json_decref(o);
	o = parsed(wire_rejected("not \xff this", "\xff\xfe", 2));
	assert_string_equal(said(o, "payload"), "//4=");
	assert_string_equal(said(o, "encoding"), "base64");
	assert_string_equal(said(o, "reason"), "not \xef\xbf\xbd this");
	json_decref(o);
}

static void who_did_it_is_said_by_number_alone(void **state)
{
	struct ledger_row row = {.seq = 7, .ticket = 10008, .by = 3, .at = 1000, .flow = "repair", .code = "open"};
	json_t *o = parsed(wire_event(&row));

	(void)state;
	assert_string_equal(said(o, "by"), "3");
	json_decref(o);
	row.by = 0;
	o = parsed(wire_event(&row));
	assert_true(!said(o, "by") || strcmp(said(o, "by"), "3") != 0);
	json_decref(o);
	o = parsed(wire_error("", "what"));
	assert_true(json_is_null(json_object_get(o, "id")));
	json_decref(o);
	o = parsed(wire_ok("x", 0));
	assert_null(json_object_get(o, "ticket"));
	json_decref(o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_mt_goes_out_whatever_is_in_it),
		cmocka_unit_test(a_rejection_keeps_whole_characters_of_the_beginning),
		cmocka_unit_test(who_did_it_is_said_by_number_alone),
	};

	here_zone("Asia/Shanghai");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
