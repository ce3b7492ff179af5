/* A person forgotten: what goes, what stays, and that no byte of it is left in the files. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/store/field_words.h"
#include "db/store/forget.h"

#include "tests/database_bytes.h"
#include "tests/db/fixture.h"

#include "db/outbox/optout.h"

#define HIS "+8613800000011"
#define OTHERS "+8613900000077"
#define SECRET "secretive words"

static int64_t his, other, ticket;

static int64_t put_text(struct store *s, int64_t person, const char *number, const char *text, const char *answer)
{
	struct inbox_entry e = {.kind = "mo",
				.channel = "sms",
				.came = T0,
				.moment = T0,
				.sender = number,
				.person = person,
				.payload = text,
				.length = strlen(text)};
	int64_t id;
	bool again;

	assert_true(inbox_take(s, &e, &id, &again));
	assert_true(inbox_settle(s, id, "done", NULL, ticket, answer));
	return id;
}

static void put_mt(struct store *s, int64_t inbox, int64_t person, const char *number, const char *text)
{
	char uuid[UUID_TEXT], words[64];
	struct message m = {.person = person,
			    .ticket = ticket,
			    .template = "departed.customer",
			    .text = words,
			    .segments = {.count = 1}};

	snprintf(m.number, sizeof(m.number), "%s", number);
	snprintf(words, sizeof(words), "%s", text);
	assert_true(outbox_add(s, &m, "sms", "{\"a\":\"b\"}", inbox, T0, uuid));
}

/* 李雷 wrote twice, once about a field; the head names him; a third person has to do with neither. */
static struct store *begin(void)
{
	struct store *s = open_store();
	int64_t a, b;

	assert_true(store_begin(s));
	his = put_person(s, "李雷", HIS, ROLE_BIT(ENGINEER), 0);
	other = put_person(s, "韩梅", OTHERS, ROLE_BIT(STATION_HEAD), 0);
	ticket = open_ticket(s, 0, T0);
	a = put_text(s, his, HIS, "{\"from\":\"" HIS "\",\"text\":\"" SECRET "\"}", "taken: " SECRET);
	assert_true(field_words_put(s, ticket, "reason", a, SECRET));
	put_mt(s, a, other, OTHERS, "one that he caused");
	b = put_text(s, other, OTHERS, "{\"text\":\"派工 14:00 李雷\"}", "for 李雷");
	put_mt(s, b, his, HIS, "for himself");
	put_mt(s, b, other, OTHERS, "it was: " SECRET);
	put_mt(s, b, other, OTHERS, "nobody else's business");
	put_text(s, other, OTHERS, "{\"text\":\"harmless\"}", "thanks");
	assert_true(store_commit(s));
	return s;
}

static bool forget_all(struct store *s)
{
	struct forget_count n;
	struct forgetting *f = forget_find(s, his, "86", &n);
	bool ok = f && store_begin(s) && forget_do(s, f, "forgotten #1", T0 + 1);

	forget_free(f);
	return ok && store_commit(s);
}

static void assert_holds(struct store *s)
{
	char why[512];

	if (!ledger_audit(s, &flows, NULL, why, sizeof(why)))
		fail_msg("%s", why);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

static void words_names_and_numbers_go_and_times_stay(void **state)
{
	struct store *s = begin();
	struct forget_count n;
	struct forgetting *f = forget_find(s, his, "86", &n);
	struct person p;

	(void)state;
	assert_non_null(f);
	forget_free(f);
	assert_int_equal(n.numbers, 1);
	assert_int_equal(n.came, 2); /* one of them opened the ticket */
	assert_int_equal(n.sent, 1);
	assert_int_equal(n.others, 3); /* the head's text, the one he caused, the one that says it again */
	assert_int_equal(n.fields, 1);
	assert_holds(s);
	assert_true(forget_all(s));
	assert_holds(s);
	assert_false(people_by_number(s, HIS, &p));
	assert_int_equal(people_owner(s, HIS), 0);
	assert_true(people_by_id(s, his, &p));
	assert_string_equal(p.name, "forgotten #1");
	assert_int_equal(p.roles, 0);
	assert_int_equal(people_called(s, "forgotten #1", &p, 1), 0);
	assert_int_equal(number_of(s, "SELECT count(*) FROM inbox WHERE person = 1 AND came > 0 AND outcome = 'done'"),
			 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM outbox WHERE person = 1 AND state = 'rejected'"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM field"), 0);
	assert_int_equal(number_of(s, "SELECT count(*) FROM outbox WHERE text LIKE 'nobody else%' AND state = 'ready'"),
			 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM inbox WHERE answer = 'thanks' AND length(payload) > 0"), 1);
	store_close(s);
}

static void no_byte_of_it_is_left(void **state)
{
	struct store *s = begin();

	(void)state;
	assert_true(database_has(path, HIS) && database_has(path, SECRET) && database_has(path, "李雷"));
	assert_true(forget_all(s));
	assert_true(forget_owes_wipe(s));
	assert_true(forget_wipe(s));
	assert_false(forget_owes_wipe(s));
	assert_false(database_has(path, HIS) || database_has(path, HIS + 3) || database_has(path, SECRET) ||
		     database_has(path, "李雷"));
	assert_true(database_has(path, "harmless"));
	assert_holds(s);
	store_close(s);
}

static void the_number_may_be_another_s_afterwards(void **state)
{
	struct store *s = begin();
	struct person p;
	int64_t heir;

	(void)state;
	assert_true(store_begin(s));
	assert_true(optout_begin(s, HIS, T0, 1));
	assert_true(store_commit(s));
	assert_true(forget_all(s));
	assert_true(store_begin(s));
	heir = put_person(s, "李雷", HIS, ROLE_BIT(ENGINEER), 0);
	assert_true(store_commit(s));
	assert_int_not_equal(heir, his);
	assert_true(people_by_number(s, HIS, &p));
	assert_int_equal(p.id, heir);
	assert_int_equal(number_of(s, "SELECT count(*) FROM optout"), 0);
	store_close(s);
}

/* What came while all was looked through. */
static void what_came_meanwhile_goes_too(void **state)
{
	struct store *s = begin();
	struct forget_count n;
	struct forgetting *f = forget_find(s, his, "86", &n);

	(void)state;
	assert_true(f && store_begin(s));
	put_text(s, his, HIS, "{\"text\":\"late " SECRET "\"}", NULL);
	assert_true(store_commit(s) && store_begin(s));
	assert_true(forget_do(s, f, "forgotten #1", T0 + 1) && store_commit(s));
	forget_free(f);
	assert_int_equal(number_of(s, "SELECT count(*) FROM inbox WHERE person = 1 AND length(payload) > 0"), 0);
	store_close(s);
}

/* Texts about one could be about the other. */
static void a_name_that_another_has_is_left(void **state)
{
	struct store *s = begin();

	(void)state;
	assert_true(store_begin(s));
	put_person(s, "李雷", "+8613800000099", ROLE_BIT(ENGINEER), 0);
	assert_true(store_commit(s));
	assert_true(forget_all(s));
	assert_int_equal(number_of(s, "SELECT count(*) FROM inbox WHERE CAST(payload AS TEXT) LIKE '%李雷%'"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM inbox WHERE CAST(payload AS TEXT) LIKE '%" HIS "%'"), 0);
	store_close(s);
}

/* Killed before the commit, nothing is forgotten; behind it, all is, and the wipe is owed. */
static void a_kill_in_the_middle_leaves_all_or_nothing(void **state)
{
	(void)state;
	store_close(begin());
	for (int committed = 0; committed < 2; committed++) {
		struct store *s;
		int status;
		pid_t child = fork();

		if (child == 0) {
			struct forget_count n;
			struct forgetting *f;

			s = open_store();
			f = forget_find(s, his, "86", &n);
			if (!f || !store_begin(s) || !forget_do(s, f, "forgotten #1", T0) ||
			    (committed && !store_commit(s)))
				_exit(1);
			raise(SIGKILL);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		s = open_store();
		assert_holds(s);
		assert_int_equal(people_owner(s, HIS), committed ? 0 : his);
		assert_int_equal(number_of(s, "SELECT count(*) FROM inbox WHERE person = 1 AND length(payload) > 0"),
				 !committed);
		assert_int_equal(forget_owes_wipe(s), committed);
		assert_true(!committed || forget_wipe(s));
		assert_int_equal(database_has(path, SECRET), !committed);
		store_close(s);
	}
}

static void no_query_scans(void **state)
{
	struct store *s = begin();

	(void)state;
	assert_true(forget_all(s));
	assert_indexed(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_names_and_numbers_go_and_times_stay),
		TEST(no_byte_of_it_is_left),
		TEST(the_number_may_be_another_s_afterwards),
		TEST(what_came_meanwhile_goes_too),
		TEST(a_name_that_another_has_is_left),
		TEST(a_kill_in_the_middle_leaves_all_or_nothing),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
