/* A CSV file as a table: which columns it has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "gateway/import/csv/csv_header.h"
#include "gateway/import/csv/csv_table.h"

static void the_41st_column_was_noted_as_the_9th(void **state)
{
	static char names[CSV_COLUMNS_MAX][8];
	const char *columns[CSV_COLUMNS_MAX + 1] = {NULL};
	char file[] = "/tmp/csv_table_XXXXXX";
	struct csv_table t = {.n = 0};
	struct faults f = {.n = 0};
	int fd = mkstemp(file);

	(void)state;
	assert_true(fd >= 0);
	assert_true(dprintf(fd, "c40\nx\n") > 0);
	close(fd);
	for (int i = 0; i < CSV_COLUMNS_MAX; i++) {
		snprintf(names[i], sizeof(names[i]), "?c%d", i);
		columns[i] = names[i];
	}
	assert_int_equal(csv_table_read(&t, file, columns, &f), TABLE_READ);
	assert_true(t.there == UINT64_C(1) << 40);
	assert_string_equal(t.rows[0].fields[40], "x");
	csv_table_free(&t);
	unlink(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_41st_column_was_noted_as_the_9th),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
