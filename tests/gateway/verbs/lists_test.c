/* What an administrator sees without SQL: lists on a screen, as JSON and as CSV, and exports that an import takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <cmocka.h>

#include "handlers/time/when.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/peer.h"

static struct peer_site site;
static char said[1 << 20];

static int install(void **state)
{
	(void)state;
	peer_make(&site);
	return 0;
}

static int leave(void **state)
{
	(void)state;
	peer_clear(&site);
	return 0;
}

#define RUN(...) aide_do(site.dir, said, aide_program(), __VA_ARGS__)
#define DONE(...)                                                           \
	do {                                                                \
		int code_ = RUN(__VA_ARGS__);                               \
		if (code_ != 0)                                             \
			fail_msg("it exits %d and says:\n%s", code_, said); \
	} while (0)

static void says(const char *what)
{
	if (!strstr(said, what))
		fail_msg("it does not say `%s`:\n%s", what, said);
}

static void misused(const char *why)
{
	says(why);
	says("usage: fieldgate");
}

/* What was said, as JSON. */
static json_t *read_json(void)
{
	json_error_t why;
	json_t *root = json_loads(said, 0, &why);

	if (!root)
		fail_msg("it is no JSON, %s:\n%s", why.text, said);
	return root;
}

static const char *member(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void each_list_is_on_the_screen_json_and_csv(void **state)
{
	static const struct {
		const char *const args[4];
		const char *header; /* of CSV */
	} lists[] = {
		{{"people"}, "name,mobile,roles,station,language,email\n"},
		{{"people", "--all"}, "name,mobile,roles,station,language,email\n"},
		{{"stations"}, "station,region,address\n"},
		{{"customers"}, "name,mobile,class,language,sales_manager\n"},
		{{"machines"}, "serial,model,customer,station,km,latitude,longitude,hours,warranty_until\n"},
		{{"deputies"}, "head,mobile,station,deputy,deputy_mobile,until\n"},
		{{"--all"},
		 "ticket,flow,state,down,opened,machine,customer,station,engineer,parent,fault,due,late,clock,clock_"
		 "label,"
		 "next_code,next_word\n"},
		{{"--late"}, "ticket,flow,clock,due,over,state,machine,customer,station,engineer\n"},
		{{"--unknown"}, "number,texts,last,text\n"},
		{{"--failed"}, "id,at,to,ticket,channel,text,state,why\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		const char *const *a = lists[i].args;
		const char *screen[] = {aide_program(), "list", a[0], a[1], NULL};
		const char *csv[] = {aide_program(), "list", "--csv", a[0], a[1], NULL};
		const char *json[] = {aide_program(), "list", "--json", a[0], a[1], NULL};
		json_t *rows;

		assert_int_equal(aide_run(site.dir, said, sizeof(said), screen), 0);
		if (strncmp(said, lists[i].header, strcspn(lists[i].header, ",")) != 0)
			fail_msg("list %s begins\n%s", a[0], said);
		assert_int_equal(aide_run(site.dir, said, sizeof(said), csv), 0);
		assert_int_equal(strncmp(said, lists[i].header, strlen(lists[i].header)), 0);
		assert_int_equal(aide_run(site.dir, said, sizeof(said), json), 0);
		rows = read_json();
		assert_true(json_is_array(rows));
		json_decref(rows);
	}
}

static void a_ticket_is_an_object_with_its_number_as_a_string(void **state)
{
	char number[32];
	json_t *rows, *first;
	int64_t at;

	(void)state;
	DONE("open", "repair", "EC210-0042", "down", "leaks \"oil\", much");
	snprintf(number, sizeof(number), "%.*s", (int)strcspn(said, "\n"), said);
	DONE("list", "--json");
	rows = read_json();
	first = json_array_get(rows, 0);
	assert_string_equal(member(first, "ticket"), number);
	assert_string_equal(member(first, "flow"), "repair");
	assert_string_equal(member(first, "fault"), "leaks \"oil\", much");
	assert_true(json_is_true(json_object_get(first, "down")));
	assert_true(json_is_null(json_object_get(first, "engineer")));
	assert_true(when_rfc3339_read(member(first, "opened"), &at));
	json_decref(rows);
	DONE("list", "--csv");
	says(",\"leaks \"\"oil\"\", much\",");
}

static void what_cannot_be_listed_says_what_can(void **state)
{
	(void)state;
	assert_int_equal(RUN("list", "peple"), 2);
	misused("there is no list `peple`; did you mean `people`?");
	assert_int_equal(RUN("list", "whatever"), 2);
	misused("the lists are stations, people, customers, machines, deputies");
	assert_int_equal(RUN("list", "stations", "--all"), 2);
	misused("`stations` and `--all` are two lists");
	assert_int_equal(RUN("list", "people", "--late"), 2);
	misused("`people` and `--late` are two lists");
	assert_int_equal(RUN("list", "--json", "--csv"), 2);
	misused("`--json` and `--csv` are two forms");
	assert_int_equal(RUN("export", "deputies"), 2);
	misused("there is no kind `deputies`");
	assert_int_equal(RUN("export", "machine"), 2);
	misused("did you mean `machines`?");
}

static void the_retired_are_listed_only_with_all(void **state)
{
	(void)state;
	aide_write(site.dir, "leaves.csv", "name,mobile,roles,station,language\n老马,+8613800000077,engineer,,zh\n");
	DONE("import", "people", "leaves.csv");
	aide_write(site.dir, "leaves.csv", "name,mobile,roles,station,language\n老马,+8613800000077,,,zh\n");
	DONE("import", "people", "leaves.csv");
	DONE("list", "people", "--csv");
	assert_null(strstr(said, "老马"));
	DONE("list", "people", "--csv", "--all");
	says("老马,+8613800000077,,,zh,\n");
	DONE("export", "people");
	assert_null(strstr(said, "老马"));
}

/* ---- one ticket ---- */

/* Opens a ticket, and dispatches it. */
static void dispatched(char number[32])
{
	DONE("open", "repair", "EC210-0042", "down", "no \"start\"");
	snprintf(number, 32, "%.*s", (int)strcspn(said, "\n"), said);
	DONE("text", "+8613800000001", "派工", number, "2小时", "李雷");
}

static const json_t *row_with(const json_t *rows, const char *key, const char *value)
{
	for (size_t i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);

		if (member(row, key) && strcmp(member(row, key), value) == 0)
			return row;
	}
	fail_msg("no row has %s: %s", key, value);
	return NULL;
}

static void a_ticket_is_shown_as_one_object(void **state)
{
	char number[32];
	const json_t *row;
	json_t *t;
	int64_t at;

	(void)state;
	dispatched(number);
	DONE("show", number, "--json");
	t = read_json();
	assert_string_equal(member(t, "ticket"), number);
	assert_string_equal(member(t, "state"), "dispatched");
	assert_string_equal(member(t, "engineer"), "李雷");
	assert_string_equal(member(t, "fault"), "no \"start\"");
	assert_true(when_rfc3339_read(member(json_object_get(t, "nodes"), "dispatched"), &at));
	assert_null(json_object_get(json_object_get(t, "nodes"), "arrived"));
	assert_true(when_rfc3339_read(member(json_object_get(t, "fields"), "planned"), &at));
	row = row_with(json_object_get(t, "clocks"), "name", "answer");
	assert_string_equal(member(row, "state"), "met");
	assert_string_equal(member(row, "rule"), "60m");
	assert_true(json_is_false(json_object_get(row, "late")));
	row = row_with(json_object_get(t, "texts"), "outcome", "done");
	assert_string_equal(member(row, "direction"), "in");
	assert_string_equal(member(row, "number"), "+8613800000001");
	row = row_with(json_object_get(t, "texts"), "template", "dispatched.engineer");
	assert_string_equal(member(row, "delivery"), "ready");
	assert_string_equal(member(row, "number"), "+8613800000011");
	row = row_with(json_object_get(t, "events"), "name", "dispatch");
	assert_string_equal(member(row, "by"), "阿里木");
	assert_int_equal(json_array_size(json_object_get(t, "events")), 2);
	json_decref(t);
}

static void a_ticket_is_shown_as_csv_by_its_parts(void **state)
{
	char number[32], line[64];

	(void)state;
	dispatched(number);
	DONE("show", "--csv", number);
	assert_int_equal(strncmp(said, "part,name,at,text,state,", 24), 0);
	snprintf(line, sizeof(line), "\nticket,ticket,,%s,", number);
	says(line);
	says(",seq,change,hash,by_kind,from_kind\n"); /* what is new stands at the end */
	says("\nticket,fault,,\"no \"\"start\"\"\",");
	says("\nnodes,dispatched,20");
	says("\nclocks,answer,20");
	says("\nevents,dispatch,20");
	assert_int_equal(RUN("show", number, "--csv", "--raw"), 2);
	misused("are three forms");
}

/* ---- export and import ---- */

static const char *const kinds[] = {"stations", "people", "customers", "machines"};

static void export_all(const char *folder)
{
	char name[64];

	for (size_t i = 0; i < 4; i++) {
		DONE("export", kinds[i]);
		snprintf(name, sizeof(name), "%s/%s.csv", folder, kinds[i]);
		aide_write(site.dir, name, "%s", said);
	}
}

/* Names that two have, quotes, several mobiles, and numbers as small or as large as an import takes. */
static void write_hard_rows(void)
{
	aide_write(site.dir, "hard/stations.csv",
		   "station,region,address\n\"East, \"\"new\"\"\",B,\"1 Main St, Hall 2\"\n");
	aide_write(site.dir, "hard/people.csv",
		   "name,mobile,roles,station,language,email\n"
		   "Twin,+8613800000081;+8613800000082,sales_manager;engineer,\"East, "
		   "\"\"new\"\"\",en,a.b+c@mail.example.com\n"
		   "Twin,+8613800000083,sales_manager,,zh,\n");
	aide_write(site.dir, "hard/customers.csv",
		   "name,mobile,class,language,sales_manager\n"
		   "\"Smith, \"\"Sons\"\"\",+8613900000081,,en,+8613800000083\n"
		   "\"Smith, \"\"Sons\"\"\",+8613900000082,D,zh,\n");
	aide_write(site.dir, "hard/machines.csv",
		   "serial,model,customer,station,km,latitude,longitude,hours,warranty_until\n"
		   "\"S,1\",M,+8613900000082,\"East, \"\"new\"\"\",0.00001,-0.00012,-179.123456,9999999.9,2028-02-29\n"
		   "S-2,,,,,,,,\n");
}

static void import_all(const char *folder)
{
	char name[64];

	for (size_t i = 0; i < 4; i++) {
		snprintf(name, sizeof(name), "%s/%s.csv", folder, kinds[i]);
		DONE("import", kinds[i], name);
	}
}

static void what_is_exported_is_imported_and_exported_again_the_same(void **state)
{
	char name[64];

	(void)state;
	write_hard_rows();
	import_all("hard");
	export_all("one");
	aide_change(site.dir, "fieldgate.yaml", "fieldgate.db", "second.db");
	import_all("one");
	export_all("two");
	aide_change(site.dir, "fieldgate.yaml", "second.db", "fieldgate.db");
	for (size_t i = 0; i < 4; i++) {
		char *one, *two;

		snprintf(name, sizeof(name), "one/%s.csv", kinds[i]);
		one = aide_read(site.dir, name);
		snprintf(name, sizeof(name), "two/%s.csv", kinds[i]);
		two = aide_read(site.dir, name);
		assert_string_equal(one, two);
		DONE("list", kinds[i], "--csv");
		assert_string_equal(said, one);
		free(one);
		free(two);
	}
	DONE("export", "machines");
	says("\"S,1\",M,+8613900000082,\"East, \"\"new\"\"\",0.00001,-0.00012,-179.123456,9999999.9,2028-02-29\n");
	DONE("export", "customers");
	says("\"Smith, \"\"Sons\"\"\",+8613900000081,,en,+8613800000083\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_list_is_on_the_screen_json_and_csv),
		cmocka_unit_test(a_ticket_is_an_object_with_its_number_as_a_string),
		cmocka_unit_test(what_cannot_be_listed_says_what_can),
		cmocka_unit_test(the_retired_are_listed_only_with_all),
		cmocka_unit_test(a_ticket_is_shown_as_one_object),
		cmocka_unit_test(a_ticket_is_shown_as_csv_by_its_parts),
		cmocka_unit_test(what_is_exported_is_imported_and_exported_again_the_same),
	};

	return cmocka_run_group_tests(tests, install, leave);
}
