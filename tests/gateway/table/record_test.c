/* One thing of many parts, as JSON and as CSV. */
#include "gateway/table/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define AT 1763712000000LL /* 2025-11-21 08:00 UTC */

static const char *const columns[] = {"part", "name", "at", "text", "late", "seq", NULL};

static void fill(struct record *r)
{
	record_member_id(r, "ticket", 10008);
	record_member(r, "site", "");
	record_member(r, "fault", "a, \"b\"");
	record_member_time(r, "opened", AT);
	record_member_time(r, "ended", 0);
	record_member_number(r, "visit", 0);
	record_member_flag(r, "down", true);
	record_open_values(r, "nodes");
	record_value_time(r, "arrived", AT);
	record_close(r);
	record_open_names(r, "missed");
	record_name(r, "departed");
	record_close(r);
	record_open_rows(r, "events");
	record_row(r);
	record_put_text(r, "name", "open");
	record_put_time(r, "at", 0);
	record_put_number(r, "seq", 7);
	record_put_flag(r, "late", false);
	record_row_end(r);
	record_row(r);
	record_put_text(r, "text", NULL);
	record_row_end(r);
	record_close(r);
	record_open_rows(r, "texts");
	record_close(r);
}

static void prints(enum table_form form, const char *what)
{
	char *said = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&said, &n);
	struct record r;

	assert_non_null(out);
	record_begin(&r, form, "ticket", columns, out);
	fill(&r);
	assert_true(record_end(&r));
	fclose(out);
	assert_string_equal(said, what);
	free(said);
}

static void json_is_one_object(void **state)
{
	(void)state;
	prints(TABLE_JSON,
	       "{\"ticket\":\"10008\",\"fault\":\"a, \\\"b\\\"\",\"opened\":\"2025-11-21T08:00:00+00:00\",\"visit\":0,"
	       "\"down\":true,\"nodes\":{\"arrived\":\"2025-11-21T08:00:00+00:00\"},\"missed\":[\"departed\"],"
	       "\"events\":[{\"name\":\"open\",\"at\":null,\"seq\":7,\"late\":false},{\"text\":null}],\"texts\":[]}\n");
}

static void csv_has_a_line_for_each_member_value_and_row(void **state)
{
	(void)state;
	prints(TABLE_CSV, "part,name,at,text,late,seq\n"
			  "ticket,ticket,,10008,,\n"
			  "ticket,fault,,\"a, \"\"b\"\"\",,\n"
			  "ticket,opened,2025-11-21T08:00:00+00:00,,,\n"
			  "ticket,visit,,0,,\n"
			  "ticket,down,,true,,\n"
			  "nodes,arrived,2025-11-21T08:00:00+00:00,,,\n"
			  "missed,departed,,,,\n"
			  "events,open,,,false,7\n"
			  "events,,,,,\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_is_one_object),
		cmocka_unit_test(csv_has_a_line_for_each_member_value_and_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
