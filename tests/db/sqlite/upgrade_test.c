/* A database as the program of schema version 1 left it (fixtures/v1.sql), or those of 2 to 7, opened by today's. */
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/db/fixture.h"

#include "db/outbox/outbox.h"
#include "db/outbox/outbox_hand.h"
#include "db/store/lock.h"
#include "handlers/flow/flow_read.h"

#include "handlers/model/flow.h"
#include "handlers/model/ticket_number.h"

static struct flows today;

static int begin(void **state)
{
	struct faults faults = {0};

	set_up_folder(state);
	today = (struct flows){0};
	assert_true(flow_load(&today, "handlers/repair.yaml", &faults) && faults.n == 0);
	run_bare(text_of("tests/db/fixtures/v1.sql"));
	return 0;
}

/* As the program of version 2 brought it up to date. */
static int begin_with_2(void **state)
{
	begin(state);
	run_bare(text_of("db/sqlite/migrations/002.sql"));
	run_bare("PRAGMA user_version = 2");
	return 0;
}

static int begin_with_3(void **state)
{
	begin_with_2(state);
	run_bare(text_of("db/sqlite/migrations/003.sql"));
	run_bare("PRAGMA user_version = 3");
	return 0;
}

static int begin_with_4(void **state)
{
	begin_with_3(state);
	run_bare(text_of("db/sqlite/migrations/004.sql"));
	run_bare("PRAGMA user_version = 4");
	return 0;
}

static int begin_with_5(void **state)
{
	begin_with_4(state);
	run_bare(text_of("db/sqlite/migrations/005.sql"));
	run_bare("PRAGMA user_version = 5");
	return 0;
}

static int begin_with_6(void **state)
{
	begin_with_5(state);
	run_bare(text_of("db/sqlite/migrations/006.sql"));
	run_bare("PRAGMA user_version = 6");
	return 0;
}

static int begin_with_7(void **state)
{
	begin_with_6(state);
	run_bare(text_of("db/sqlite/migrations/007.sql"));
	run_bare("PRAGMA user_version = 7");
	return 0;
}

static int end(void **state)
{
	flows_free(&today);
	return tear_down_folder(state);
}

/* As it lies there, without the store. */
static int64_t asked(const char *text)
{
	struct store bare = {0};
	int64_t v;

	assert_int_equal(sqlite3_open(path, &bare.db), SQLITE_OK);
	v = number_of(&bare, text);
	sqlite3_close(bare.db);
	return v;
}

static void the_fixture_is_of_version_1(void **state)
{
	char why[512] = "";

	(void)state;
	assert_int_equal(asked("PRAGMA user_version"), 1);
	assert_int_equal(asked("SELECT count(*) FROM sqlite_schema WHERE name IN ('part_inbox', 'ticket_words')"), 0);
	/* A verb that only looks does not bring it up to date behind a running gateway's back. */
	assert_null(store_open_reading(path, why, sizeof(why)));
	assert_non_null(strstr(why, "older fieldgate (schema 1"));
	assert_int_equal(asked("PRAGMA user_version"), 1);
}

static void it_is_upgraded_and_its_ledger_holds(void **state)
{
	struct store *s = open_store();
	char why[512], hash[HASH_HEX];
	int64_t seq;

	(void)state;
	assert_int_equal(number_of(s, "SELECT user_version > 1 FROM pragma_user_version"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	assert_true(ledger_head(s, &seq, hash));
	assert_int_equal(seq, 9);
	if (!ledger_audit(s, &today, NULL, why, sizeof(why)))
		fail_msg("%s", why);
	store_close(s);
}

static void its_tickets_people_and_texts_are_read(void **state)
{
	struct store *s = open_store();
	struct ticket *t = calloc(8, sizeof(*t));
	struct outbox_row sent[32];
	struct inbox_row came[16];
	struct person p;
	struct stranger stranger;
	size_t n;

	(void)state;
	assert_non_null(t);
	assert_int_equal(tickets_list(s, &today, true, 0, t, 8), 3);
	assert_int_equal(tickets_list(s, &today, false, 0, t, 8), 2);
	assert_int_equal(t[0].number, 10024);
	assert_string_equal(t[0].fault, "异响");
	assert_true(tickets_load(s, &today, 10008, t));
	assert_string_equal(t->flow->states[t->state].name, "closed");
	assert_string_equal(t->customer_name, "王建国");
	assert_string_equal(t->fault, "发动机无法启动");
	assert_int_equal(t->companions_n, 1);
	assert_true(people_by_number(s, "+8613800000011", &p));
	assert_string_equal(p.name, "李雷");
	assert_int_equal(inbox_strangers(s, &stranger, 1), 1);
	n = inbox_of_ticket(s, 10008, came, 16);
	assert_int_equal(n, 6);
	while (n > 0)
		inbox_row_free(&came[--n]);
	n = outbox_of_ticket(s, 10008, sent, 32);
	assert_true(n > 8);
	while (n > 0)
		outbox_row_free(&sent[--n]);
	free(t);
	store_close(s);
}

static void it_goes_on_from_where_it_stood(void **state)
{
	struct store *s = open_store();
	char why[512];
	int64_t number;

	(void)state;
	repair = *today.all[0];
	assert_true(store_begin(s));
	number = open_ticket(s, 0, T0);
	assert_int_equal(number, ticket_number(1003));
	assert_true(store_commit(s));
	assert_true(ledger_audit(s, &today, NULL, why, sizeof(why)));
	store_close(s);
}

static void one_of_version_2_is_upgraded_too(void **state)
{
	char why[512] = "";

	assert_int_equal(asked("PRAGMA user_version"), 2);
	assert_int_equal(asked("SELECT count(*) FROM sqlite_schema WHERE name = 'inbox_person'"), 1);
	assert_null(store_open_reading(path, why, sizeof(why)));
	assert_non_null(strstr(why, "older fieldgate (schema 2"));
	it_is_upgraded_and_its_ledger_holds(state);
	its_tickets_people_and_texts_are_read(state);
	it_goes_on_from_where_it_stood(state);
	assert_int_equal(asked("SELECT count(*) FROM sqlite_schema WHERE name = 'inbox_person'"), 0);
}

static void one_of_version_3_is_upgraded_too(void **state)
{
	assert_int_equal(asked("SELECT count(*) FROM sqlite_schema WHERE name = 'inbox_digest'"), 1);
	it_is_upgraded_and_its_ledger_holds(state);
	its_tickets_people_and_texts_are_read(state);
	it_goes_on_from_where_it_stood(state);
	assert_int_equal(asked("SELECT count(*) FROM sqlite_schema WHERE name = 'inbox_digest'"), 0);
}

static void one_of_version_4_is_upgraded_too(void **state)
{
	assert_int_equal(asked("SELECT count(*) FROM sqlite_schema WHERE name = 'inbox_gist'"), 0);
	it_is_upgraded_and_its_ledger_holds(state);
	its_tickets_people_and_texts_are_read(state);
	it_goes_on_from_where_it_stood(state);
	assert_int_equal(asked("SELECT count(*) FROM inbox WHERE gist IS NOT NULL"), 0);
}

static void one_of_version_5_is_upgraded_too(void **state)
{
	assert_int_equal(asked("SELECT roles = 4096 FROM person WHERE name = '总部审批'"), 1);
	it_is_upgraded_and_its_ledger_holds(state);
	its_tickets_people_and_texts_are_read(state);
	it_goes_on_from_where_it_stood(state);
}

static void one_of_version_6_is_upgraded_too(void **state)
{
	assert_int_equal(asked("SELECT count(*) FROM sqlite_schema WHERE name IN ('field', 'concern')"), 0);
	it_is_upgraded_and_its_ledger_holds(state);
	its_tickets_people_and_texts_are_read(state);
	it_goes_on_from_where_it_stood(state);
	assert_int_equal(asked("SELECT count(*) FROM sqlite_schema WHERE name IN ('field', 'concern')"), 2);
}

static void one_of_version_7_is_upgraded_too(void **state)
{
	assert_int_equal(asked("SELECT count(*) FROM sqlite_schema WHERE name = 'outbox_person'"), 0);
	it_is_upgraded_and_its_ledger_holds(state);
	its_tickets_people_and_texts_are_read(state);
	it_goes_on_from_where_it_stood(state);
	assert_int_equal(asked("SELECT count(*) FROM sqlite_schema WHERE name = 'outbox_person'"), 1);
}

/* Of what went out, lists find again what they found. */
static void texts_of_version_7_that_wait_or_are_lost_are_found_again(void **state)
{
	static const enum delivery unsettled[] = {DELIVERY_SENDING, DELIVERY_UNKNOWN};
	struct outbox_place place = {.id = 0};
	struct outbox_line line[DELIVERY_N];
	struct store *s;

	(void)state;
	run_bare("UPDATE outbox SET state = 'delivered'");
	for (int d = 0; d < DELIVERY_N; d++) {
		char text[200];

		snprintf(text, sizeof(text),
			 "UPDATE outbox SET state = '%s', state_at = 1000 + %d WHERE id = (SELECT min(id) + %d FROM "
			 "outbox)",
			 delivery_name((enum delivery)d), d, d);
		run_bare(text);
	}
	s = open_store();
	for (size_t i = 0; i < 2; i++) {
		place = (struct outbox_place){.id = 0};
		assert_int_equal(outbox_list(s, unsettled[i], &place, line, DELIVERY_N), 1);
		assert_int_equal(line[0].state, unsettled[i]);
	}
	assert_int_equal(outbox_count_unknown(s, 9), 1);
	place = (struct outbox_place){.id = 0};
	assert_int_equal(outbox_failed(s, &place, line, DELIVERY_N), 3);
	for (int i = 0; i < 3; i++) {
		assert_true(delivery_is_lost(line[i].state));
		assert_int_equal(line[i].state_at, 1000 + (int)line[i].state);
	}
	store_close(s);
}

/* Each role that version 5 knew by a bit, in the order of its bits. */
static void bits_of_roles_become_their_names(void **state)
{
	static const char *const names[] = {
		"station_head", "engineer",         "sales_manager",   "sales_director",
		"unit_manager", "service_director", "service_manager", "general_manager",
		"agent",        "supervisor",       "parts",           "claims",
		"headquarters",
	};
	struct store *s;
	struct person p;
	char text[128];

	(void)state;
	for (int i = 0; i < 13; i++) {
		snprintf(text, sizeof(text),
			 "INSERT INTO person VALUES (%d, 'x', 'x', 'en', %d, 0, '', 2, 1, 1, 7, 'sms')", 100 + i,
			 1 << i);
		run_bare(text);
	}
	run_bare("INSERT INTO person (id, name, folded, lang, roles) VALUES (200, 'all', 'all', 'en', 8191)");
	run_bare("INSERT INTO person (id, name, folded, lang, roles) VALUES (201, 'two', 'two', 'zh', 2050)");
	run_bare("INSERT INTO person (id, name, folded, lang, roles) VALUES (202, 'gone', 'gone', 'zh', 0)");
	s = open_store();
	for (int i = 0; i < 13; i++) {
		snprintf(text, sizeof(text),
			 "SELECT roles = '%s' AND lang = 'en' AND station = 2 AND channel = 'sms' "
			 "FROM person WHERE id = %d",
			 names[i], 100 + i);
		assert_int_equal(number_of(s, text), 1);
		assert_true(people_by_id(s, 100 + i, &p));
		assert_int_equal(p.roles, roles_read(NULL, names[i]));
		assert_int_equal(p.deputy_until, 7);
	}
	assert_true(people_by_id(s, 200, &p));
	assert_int_equal(p.roles, 8191);
	assert_int_equal(number_of(s, "SELECT roles = 'engineer claims' FROM person WHERE id = 201"), 1);
	assert_int_equal(number_of(s, "SELECT roles = '' FROM person WHERE id = 202"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	assert_true(store_begin(s));
	assert_true(number_of(s, "INSERT INTO person (name, folded, lang) VALUES ('Ana', 'ana', 'es') RETURNING 1"));
	store_rollback(s);
	store_close(s);
}

static void times_that_waited_wait_on(void **state)
{
	struct ticket *t = calloc(2, sizeof(*t));
	struct store *s;

	(void)state;
	assert_non_null(t);
	run_bare("UPDATE ticket SET standing = standing || ' claim.departed=1700000000000 asker.departed=1' "
		 "WHERE number = 10019");
	s = open_store();
	assert_int_equal(tickets_claimed(s, OF_ALL, 0, today.all[0], t, 2), 1);
	assert_int_equal(t->number, 10019);
	assert_int_equal(t->claims[flow_node(today.all[0], "departed")], 1700000000000);
	free(t);
	store_close(s);
}

static void indexes_of(const char *file, char *out, size_t size)
{
	sqlite3_stmt *q = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db,
					    "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema "
					    "WHERE type = 'index' AND sql IS NOT NULL ORDER BY name)",
					    -1, &q, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	assert_in_range(snprintf(out, size, "%s", sqlite3_column_text(q, 0)), 1000, size - 1);
	sqlite3_finalize(q);
	sqlite3_close(db);
}

static void it_has_the_indexes_of_a_new_one(void **state)
{
	static char upgraded[1 << 15], made[1 << 15];
	char old[sizeof(path) + 8];

	(void)state;
	store_close(open_store());
	snprintf(old, sizeof(old), "%s.old", path);
	assert_int_equal(rename(path, old), 0);
	store_close(open_store());
	indexes_of(old, upgraded, sizeof(upgraded));
	indexes_of(path, made, sizeof(made));
	assert_string_equal(upgraded, made);
	unlink(old);
}

/* ---- under another ---- */

/* A process that has the lock until it is ended. */
static pid_t serve_it(void)
{
	int told[2];
	char byte;
	pid_t child;

	assert_int_equal(pipe(told), 0);
	child = fork();
	if (child == 0) {
		pid_t holder;

		if (lock_take(path, &holder) < 0 || write(told[1], "", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_int_equal(read(told[0], &byte, 1), 1);
	close(told[0]);
	close(told[1]);
	return child;
}

static void what_an_older_one_serves_is_left_as_it_is(void **state)
{
	char link[160], expected[512], why[512] = "";
	pid_t other = serve_it(), holder;
	struct store *s;

	snprintf(link, sizeof(link), "%s.link", path);
	assert_int_equal(symlink(path, link), 0);
	snprintf(expected, sizeof(expected),
		 "%s is served by process %ld, which is an older fieldgate: stop it first, and the next start brings "
		 "the database up to date",
		 link, (long)other);
	assert_null(store_open(link, why, sizeof(why)));
	assert_string_equal(why, expected);
	assert_int_equal(asked("PRAGMA user_version"), 1);
	assert_int_equal(lock_take(link, &holder), -1);
	assert_int_equal(holder, other);
	kill(other, SIGKILL);
	assert_int_equal(waitpid(other, NULL, 0), other);
	assert_int_equal(lock_holder(link), 0);
	s = store_open(link, why, sizeof(why));
	assert_non_null(s);
	store_close(s);
	assert_true(asked("PRAGMA user_version") > 1);
	unlink(link);
	it_is_upgraded_and_its_ledger_holds(state);
}

static void a_lock_that_cannot_be_had_says_why(void **state)
{
	pid_t holder;

	(void)state;
	assert_int_equal(lock_take("/nowhere/fieldgate.db", &holder), -1);
	assert_int_equal(holder, 0);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(lock_holder("/nowhere/fieldgate.db"), 0);
}

/* ---- interrupted ---- */

static int writes_left;

static ssize_t fatal_pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	if (writes_left-- == 0)
		_exit(9); /* as by a power cut */
	return pwrite(fd, bytes, n, at);
}

/* Opens in a process that dies at its nth write. True if it lived. */
static bool outlives(int n)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		sqlite3_vfs *vfs = sqlite3_vfs_find("unix");
		char why[512];
		struct store *s;

		writes_left = n;
		vfs->xSetSystemCall(vfs, "pwrite", (sqlite3_syscall_ptr)fatal_pwrite);
		vfs->xSetSystemCall(vfs, "pwrite64", (sqlite3_syscall_ptr)fatal_pwrite);
		s = store_open(path, why, sizeof(why));
		_exit(s ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 1);
	return WEXITSTATUS(status) == 0;
}

/* Either version whole, never something between; and the next start goes on from it. */
static void an_upgrade_that_is_interrupted_leaves_one_version_or_the_other(void **state)
{
	int n, old = 0;
	bool lived = false;

	for (n = 0; !lived && n < 1000; n++) {
		int64_t version, indexes;

		lived = outlives(n);
		version = asked("PRAGMA user_version");
		indexes = asked("SELECT count(*) FROM sqlite_schema WHERE name IN ('part_inbox', 'ticket_words')");
		assert_int_equal(indexes, version == 1 ? 0 : 2);
		assert_int_equal(asked("SELECT count(*) FROM sqlite_schema WHERE name = 'inbox_person'"), version < 3);
		assert_int_equal(asked("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
		assert_int_equal(asked("SELECT count(*) FROM event"), 9);
		old += version == 1;
		if (!lived)
			it_is_upgraded_and_its_ledger_holds(state);
		end(state);
		begin(state);
	}
	assert_true(lived);
	assert_in_range(old, 3, 1000); /* it was interrupted in the midst of it */
}

#define FROM_1(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FROM_1(the_fixture_is_of_version_1),
		FROM_1(it_is_upgraded_and_its_ledger_holds),
		FROM_1(its_tickets_people_and_texts_are_read),
		FROM_1(it_goes_on_from_where_it_stood),
		cmocka_unit_test_setup_teardown(one_of_version_2_is_upgraded_too, begin_with_2, end),
		cmocka_unit_test_setup_teardown(one_of_version_3_is_upgraded_too, begin_with_3, end),
		cmocka_unit_test_setup_teardown(one_of_version_4_is_upgraded_too, begin_with_4, end),
		cmocka_unit_test_setup_teardown(one_of_version_5_is_upgraded_too, begin_with_5, end),
		cmocka_unit_test_setup_teardown(one_of_version_6_is_upgraded_too, begin_with_6, end),
		cmocka_unit_test_setup_teardown(one_of_version_7_is_upgraded_too, begin_with_7, end),
		cmocka_unit_test_setup_teardown(texts_of_version_7_that_wait_or_are_lost_are_found_again, begin_with_7,
						end),
		cmocka_unit_test_setup_teardown(bits_of_roles_become_their_names, begin_with_5, end),
		cmocka_unit_test_setup_teardown(times_that_waited_wait_on, begin_with_2, end),
		FROM_1(it_has_the_indexes_of_a_new_one),
		cmocka_unit_test_setup_teardown(it_has_the_indexes_of_a_new_one, begin_with_2, end),
		FROM_1(what_an_older_one_serves_is_left_as_it_is),
		FROM_1(a_lock_that_cannot_be_had_says_why),
		FROM_1(an_upgrade_that_is_interrupted_leaves_one_version_or_the_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
