/* One list in three forms: the cells are put once, and read on a screen, as CSV and as JSON. */
#include "gateway/table/table.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <cmocka.h>

#define AT 1763712000000LL /* 2025-11-21 08:00 UTC */

static const char *const names[] = {"name", "mobile", "ticket", "at", "over", "km", "down", NULL};

static void put_row(struct table *t, const char *name)
{
	table_put_text(t, name);
	table_put_list(t, "+8613800000011;+8613800000012");
	table_put_id(t, 10008);
	table_put_time(t, AT);
	table_put_span(t, 65 * 60 * 1000);
	table_put_real(t, "12.5");
	table_put_flag(t, true, "down");
}

static void put_nothing(struct table *t)
{
	table_put_text(t, NULL);
	table_put_list(t, "");
	table_put_id(t, 0);
	table_put_time(t, 0);
	table_put_span(t, 0);
	table_put_real(t, "");
	table_put_flag(t, false, "down");
}

/* What is printed, to be freed. */
static char *printed(enum table_form form, void (*fill)(struct table *t))
{
	char *said = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&said, &n);
	struct table t;

	assert_non_null(out);
	table_begin(&t, form, names, out);
	fill(&t);
	assert_true(table_end(&t));
	fclose(out);
	return said;
}

static void prints(enum table_form form, void (*fill)(struct table *t), const char *what)
{
	char *said = printed(form, fill);

	assert_string_equal(said, what);
	free(said);
}

static void fill_two(struct table *t)
{
	put_row(t, "Li, \"Lei\" ");
	put_nothing(t);
}

static void fill_none(struct table *t)
{
	(void)t;
}

static void csv_quotes_what_needs_it_and_leaves_empty_what_there_is_none_of(void **state)
{
	(void)state;
	prints(TABLE_CSV, fill_two,
	       "name,mobile,ticket,at,over,km,down\n"
	       "\"Li, \"\"Lei\"\" \",+8613800000011;+8613800000012,10008,2025-11-21T08:00:00+00:00,3900,12.5,true\n"
	       ",,,,0,,false\n");
	prints(TABLE_CSV, fill_none, "name,mobile,ticket,at,over,km,down\n");
}

static void json_is_one_array_of_objects(void **state)
{
	char *said = printed(TABLE_JSON, fill_two);
	json_t *all = json_loads(said, 0, NULL), *first = json_array_get(all, 0), *second = json_array_get(all, 1);

	(void)state;
	assert_int_equal(json_array_size(all), 2);
	assert_string_equal(json_string_value(json_object_get(first, "name")), "Li, \"Lei\" ");
	assert_int_equal(json_array_size(json_object_get(first, "mobile")), 2);
	assert_string_equal(json_string_value(json_object_get(first, "ticket")), "10008");
	assert_string_equal(json_string_value(json_object_get(first, "at")), "2025-11-21T08:00:00+00:00");
	assert_int_equal(json_integer_value(json_object_get(first, "over")), 3900);
	assert_true(json_is_real(json_object_get(first, "km")));
	assert_true(json_is_true(json_object_get(first, "down")));
	assert_int_equal(json_object_size(second), 7);
	assert_true(json_is_null(json_object_get(second, "name")));
	assert_int_equal(json_array_size(json_object_get(second, "mobile")), 0);
	assert_true(json_is_null(json_object_get(second, "ticket")));
	assert_true(json_is_null(json_object_get(second, "at")));
	assert_true(json_is_null(json_object_get(second, "km")));
	assert_true(json_is_false(json_object_get(second, "down")));
	json_decref(all);
	free(said);
	prints(TABLE_JSON, fill_none, "[]\n");
}

static void on_a_screen_columns_are_as_wide_as_their_widest_cell(void **state)
{
	(void)state;
	prints(TABLE_SCREEN, fill_two,
	       "name        mobile                         ticket  at                over        km    down\n"
	       "Li, \"Lei\"   +8613800000011;+8613800000012  10008   2025-11-21 08:00  1 h 05 min  12.5  down\n"
	       "-           -                              -       -                 0 s         -     -\n");
}

/* More than one object of JSON may hold. */
static void fill_many(struct table *t)
{
	for (int i = 0; i < 20000; i++)
		put_row(t, "somebody whose name is rather long");
}

static void rows_go_out_one_by_one(void **state)
{
	char *said = printed(TABLE_JSON, fill_many);
	json_t *all = json_loads(said, 0, NULL);

	(void)state;
	assert_true(strlen(said) > 2u << 20);
	assert_int_equal(json_array_size(all), 20000);
	json_decref(all);
	free(said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_quotes_what_needs_it_and_leaves_empty_what_there_is_none_of),
		cmocka_unit_test(json_is_one_array_of_objects),
		cmocka_unit_test(on_a_screen_columns_are_as_wide_as_their_widest_cell),
		cmocka_unit_test(rows_go_out_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
