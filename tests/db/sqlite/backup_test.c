#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/db/fixture.h"

static void a_backup_is_a_database_of_its_own(void **state)
{
	struct store *s = open_store(), *r, *copy;
	char dest[128], part[160], why[512] = "", value[8];
	struct stat st;

	(void)state;
	snprintf(dest, sizeof(dest), "%s/copy.db", folder);
	snprintf(part, sizeof(part), "%s.part", dest);
	assert_true(store_begin(s) && store_put(s, "a", "1") && open_ticket(s, 0, T0) && store_commit(s));
	assert_true(store_begin(s) && store_put(s, "a", "uncommitted"));
	r = store_open_reading(path, why, sizeof(why));
	assert_non_null(r);
	assert_true(store_backup(r, dest, why, sizeof(why)));
	assert_true(store_commit(s));
	assert_int_not_equal(access(part, F_OK), 0);
	assert_int_equal(stat(dest, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	copy = store_open(dest, why, sizeof(why));
	assert_non_null(copy);
	assert_true(store_get(copy, "a", value, sizeof(value)));
	assert_string_equal(value, "1");
	assert_true(ledger_audit(copy, &flows, NULL, why, sizeof(why)));
	store_close(copy);
	assert_false(store_backup(s, dest, why, sizeof(why)));
	assert_non_null(strstr(why, "exists already"));
	snprintf(dest, sizeof(dest), "%s/nowhere/copy.db", folder);
	assert_false(store_backup(s, dest, why, sizeof(why)));
	assert_non_null(strstr(why, "No such file"));
	snprintf(dest, sizeof(dest), "%s/other.db", folder);
	snprintf(part, sizeof(part), "%s.part", dest);
	close(open(part, O_CREAT | O_WRONLY, 0600));
	assert_false(store_backup(s, dest, why, sizeof(why)));
	assert_non_null(strstr(why, "another backup"));
	assert_int_equal(access(part, F_OK), 0);
	unlink(part);
	assert_true(store_backup(s, dest, why, sizeof(why)));
	store_close(r);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_backup_is_a_database_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
