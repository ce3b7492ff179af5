/* Every statement of the program finds its rows by an index, whether a test has used it or not: they are read from the
 * built program, where each lies as one string. */
#include "tests/db/fixture.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FEWEST 150 /* statements; fewer were not all found */

static const char *const verbs[] = {"SELECT ", "INSERT ", "UPDATE ", "DELETE ", "REPLACE ", "WITH "};

static bool begins_statement(const char *at, const char *end)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		size_t n = strlen(verbs[i]);

		if ((size_t)(end - at) > n && memcmp(at, verbs[i], n) == 0)
			return true;
	}
	return false;
}

/* The first or last row alone; and the schema, which does not grow. */
static bool is_short(const char *text)
{
	return (!strstr(text, "WHERE") && strstr(text, "LIMIT 1")) || strstr(text, "FROM sqlite_schema");
}

/* Words in front of a sentence to people may be a verb's, too: what SQLite cannot read is none. */
static bool look_at(struct store *s, const char *text)
{
	char explain[4096];
	sqlite3_stmt *q = NULL;

	if (snprintf(explain, sizeof(explain), "EXPLAIN QUERY PLAN %s", text) >= (int)sizeof(explain))
		fail_msg("longer than is looked at: %.200s", text);
	if (sqlite3_prepare_v2(s->db, explain, -1, &q, NULL) != SQLITE_OK)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW)
		if (!is_short(text))
			assert_no_scan((const char *)sqlite3_column_text(q, 3), text);
	sqlite3_finalize(q);
	return true;
}

static void no_statement_of_the_program_scans(void **state)
{
	const char *program = getenv("FIELDGATE") ? getenv("FIELDGATE") : "build/fieldgate", *all, *end;
	struct store *s = open_store();
	int fd = open(program, O_RDONLY | O_CLOEXEC), found = 0;
	struct stat is;

	(void)state;
	assert_true(fd >= 0 && fstat(fd, &is) == 0);
	all = mmap(NULL, (size_t)is.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	assert_true(all != MAP_FAILED && all[is.st_size - 1] == '\0');
	end = all + is.st_size;
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRIGGER_EQP, 1, NULL);
	for (const char *at = all; at; at = memchr(at, '\0', (size_t)(end - at))) {
		while (at < end && !*at)
			at++;
		if (at == end)
			break;
		found += begins_statement(at, end) && look_at(s, at);
	}
	if (found < FEWEST)
		fail_msg("only %d statements were found in %s", found, program);
	munmap((void *)(uintptr_t)all, (size_t)is.st_size);
	close(fd);
	store_close(s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {TEST(no_statement_of_the_program_scans)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
