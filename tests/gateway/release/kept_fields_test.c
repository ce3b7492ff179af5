/* What fields keep, as it is seen from outside: on a ticket's topic, which everyone may hear, and by `show`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/road.h"

#define LENDING "/tests/talks/lending/lending.yaml"

static void open_lending(struct road *r, char number[32])
{
	size_t from = client_heard(r->desk);
	json_t *o;

	road_send(r, "ticket/open", "o-1",
		  json_pack("{s:s, s:s, s:s, s:s}", "id", "o-1", "flow", "lending", "fault", "wrench", "machine",
			    "EC210-0042"));
	o = road_reply(r, from, "o-1");
	snprintf(number, 32, "%s", json_string_value(json_object_get(o, "ticket")));
	json_decref(o);
}

/* Sends it, and waits for its reply. */
static void say(struct road *r, const char *id, const char *text)
{
	size_t from = client_heard(r->desk);

	road_mo(r, id, HEAD, text);
	road_ok(r, from, id);
}

/* What the topic says of the fields, once it has these words in it. */
static json_t *published(struct road *r, const char *number, const char *words)
{
	char topic[64];
	const struct heard *m;
	json_t *o, *fields;

	snprintf(topic, sizeof(topic), "ticket/%s", number);
	m = client_wait(r->desk, 0, topic, words);
	assert_non_null(m);
	o = json_loadb(m->payload, m->n, 0, NULL);
	fields = json_incref(json_object_get(o, "fields"));
	json_decref(o);
	return fields;
}

static void a_topic_says_what_is_kept_but_no_words_and_no_people(void **state)
{
	struct road r = {.site = {.flow = LENDING}};
	char n[32];
	const struct heard *m;
	json_t *fields;

	(void)state;
	road_begin(&r);
	open_lending(&r, n);
	m = client_wait(r.desk, 0, "ticket/", "\"wanted\"");
	assert_non_null(m);
	assert_null(memmem(m->payload, m->n, "fields", 6)); /* it keeps nothing yet */
	say(&r, "m-1", "出借 1,200.5元 磨损 2036-12-01 手柄裂了");
	say(&r, "m-2", "交给 Tom Baker");
	say(&r, "m-3", "借往 库尔勒站");
	say(&r, "m-4", "用于 ec55-0201");
	fields = published(&r, n, "EC55-0201");
	assert_int_equal(json_object_size(fields), 5);
	assert_true(json_number_value(json_object_get(fields, "deposit")) > 1200.49);
	assert_true(json_number_value(json_object_get(fields, "deposit")) < 1200.51);
	assert_string_equal(json_string_value(json_object_get(fields, "looks")), "worn");
	assert_string_equal(json_string_value(json_object_get(fields, "back_by")), "2036-12-01");
	assert_string_equal(json_string_value(json_object_get(fields, "branch")), "库尔勒站");
	assert_string_equal(json_string_value(json_object_get(fields, "used_on")), "EC55-0201");
	json_decref(fields);
	road_end(&r);
}

static void an_opening_by_mqtt_fills_fields_or_says_what_is_wrong_with_them(void **state)
{
	static const struct {
		const char *fields, *why;
	} bad[] = {
		{"{\"depositt\": 5}",
		 "the flow \\\"lending\\\" has no field \\\"depositt\\\"; did you mean \\\"deposit\\\"?"},
		{"{\"deposit\": \"much\"}",
		 "\\\"deposit\\\": \\\"much\\\" is not a number with at most three decimals"},
		{"{\"deposit\": 0.0001}", "is not a number with at most three decimals"},
		{"{\"deposit\": -5}", "is not a number with at most three decimals"},
		{"{\"deposit\": true}", "must be a string or a number"},
		{"{\"looks\": \"fine\"}", "is not the name of one of its choices: good, worn, broken"},
		{"{\"back_by\": \"tomorrow\"}", "is not a day, as 2026-11-29"},
		{"{\"holder\": \"Nobody\"}", "is not the full number, or the name, of one person"},
		{"{\"branch\": \"Nowhere\"}", "is not the name of a station"},
		{"{\"used_on\": \"X-1\"}", "is not the serial of a machine"},
		{"{\"pickup\": \"soon\"}", "is not a time"},
		{"[1]", "\\\"fields\\\" must be an object {NAME: value}"},
	};
	struct road r = {.site = {.flow = LENDING}};
	json_t *o, *fields;
	char id[16], n[32];

	(void)state;
	road_begin(&r);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		size_t from = client_heard(r.desk);

		snprintf(id, sizeof(id), "bad-%zu", i);
		road_send(&r, "ticket/open", id,
			  json_pack("{s:s, s:s, s:s, s:o}", "id", id, "flow", "lending", "fault", "x", "fields",
				    json_loads(bad[i].fields, 0, NULL)));
		if (!client_wait(r.desk, from, "rejected/open", bad[i].why))
			fail_msg("%s", bad[i].fields);
	}
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket"), 0);
	road_send(&r, "ticket/open", "good",
		  json_pack("{s:s, s:s, s:s, s:o}", "id", "good", "flow", "lending", "fault", "x", "fields",
			    json_loads("{\"deposit\": 12000.5, \"looks\": \"good\", \"holder\": \"+8613800000013\", "
				       "\"remark\": \"two boxes\", \"pickup\": null, \"back_by\": \"2036-12-01\"}",
				       0, NULL)));
	o = road_reply(&r, 0, "good");
	snprintf(n, sizeof(n), "%s", json_string_value(json_object_get(o, "ticket")));
	json_decref(o);
	fields = published(&r, n, "\"fields\":{\"deposit\":12000.5,\"looks\":\"good\",\"back_by\":\"2036-12-01\"}}");
	json_decref(fields);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM field WHERE name = 'remark' AND words = 'two boxes'"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM concern WHERE field = 'holder'"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event WHERE change LIKE '%two boxes%'"), 0);
	road_end(&r);
}

static void open_takes_fields(void **state)
{
	struct peer_site s = {.flow = LENDING};
	char out[16384];

	(void)state;
	peer_make(&s);
	assert_int_equal(peer_run(&s, out, sizeof(out), "open", "lending", "-", "--field", "deposit=5",
				  "--field=looks=good", "--field", "holder=Tom Baker", "down", "a wrench",
				  (char *)NULL),
			 0);
	assert_int_equal(peer_run(&s, out, sizeof(out), "show", "10008", (char *)NULL), 0);
	assert_non_null(strstr(out, "\ndeposit    5 yuan\n"));
	assert_non_null(strstr(out, "\nlooks      good (in order, 完好)\n"));
	assert_non_null(strstr(out, "\nborrower   Tom Baker\n"));
	assert_non_null(strstr(out, "\nfault      a wrench\n"));
	assert_non_null(strstr(out, "\ndown       "));
	assert_int_equal(peer_run(&s, out, sizeof(out), "show", "10008", "--json", (char *)NULL), 0);
	assert_non_null(strstr(out, "\"fields\":{\"deposit\":5,\"looks\":\"good\",\"holder\":\"+8613800000013\"}"));
	assert_int_equal(
		peer_run(&s, out, sizeof(out), "open", "lending", "-", "--field", "deposit", "x", (char *)NULL), 2);
	assert_non_null(strstr(out, "a field is given as `--field NAME=VALUE`"));
	assert_int_equal(peer_run(&s, out, sizeof(out), "open", "lending", "-", "--field", "deposit=5", (char *)NULL),
			 2);
	assert_non_null(strstr(out, "the fault is missing"));
	assert_int_equal(
		peer_run(&s, out, sizeof(out), "open", "lending", "-", "--field", "looks=fine", "x", (char *)NULL), 1);
	assert_non_null(strstr(out, "it was not taken: \"looks\": \"fine\" is not the name of one of its choices"));
	peer_clear(&s);
}

static void show_says_all_of_it(void **state)
{
	static const char *const lines[] = {
		"\ndeposit    1200.5 yuan\n", "\nlooks      worn (worn, 磨损)\n", "\nday of return 2036-12-01\n",
		"\nborrower   Tom Baker\n",   "\nusing station 库尔勒站\n",       "\nused on    EC55-0201\n",
		"\nremark     手柄裂了\n",
	};
	struct peer_site s = {.flow = LENDING};
	char out[16384], number[32], *end;

	(void)state;
	peer_make(&s);
	assert_int_equal(peer_run(&s, out, sizeof(out), "open", "lending", "EC210-0042", "wrench", (char *)NULL), 0);
	snprintf(number, sizeof(number), "%lld", strtoll(out, &end, 10));
	assert_int_equal(
		peer_run(&s, out, sizeof(out), "text", HEAD, "出借 1,200.5元 磨损 2036-12-01 手柄裂了", (char *)NULL),
		0);
	assert_int_equal(peer_run(&s, out, sizeof(out), "text", HEAD, "交给 Tom Baker", (char *)NULL), 0);
	assert_int_equal(peer_run(&s, out, sizeof(out), "text", HEAD, "借往 库尔勒站", (char *)NULL), 0);
	assert_int_equal(peer_run(&s, out, sizeof(out), "text", HEAD, "用于 EC55-0201", (char *)NULL), 0);
	assert_int_equal(peer_run(&s, out, sizeof(out), "text", HEAD, "撤销", (char *)NULL), 0);
	assert_int_equal(peer_run(&s, out, sizeof(out), "show", number, (char *)NULL), 0);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		bool there = strstr(out, lines[i]) != NULL;

		if (there == (strstr(lines[i], "used on") != NULL))
			fail_msg("`%s`: %s", lines[i], out);
	}
	assert_non_null(strstr(out, "used on EC55-0201")); /* by the event, */
	assert_non_null(strstr(out, "used on no more"));   /* and by that which took it back */
	assert_int_equal(peer_run(&s, out, sizeof(out), "audit", (char *)NULL), 0);
	peer_clear(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_topic_says_what_is_kept_but_no_words_and_no_people),
		cmocka_unit_test(an_opening_by_mqtt_fills_fields_or_says_what_is_wrong_with_them),
		cmocka_unit_test(open_takes_fields),
		cmocka_unit_test(show_says_all_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
