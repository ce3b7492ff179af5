/* A person forgotten: what goes, what stays, and that no byte of it is left in the files. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/store/field_words.h"
#include "db/store/forget.h"

#include "tests/database_bytes.h"
#include "tests/db/fixture.h"

#include "db/outbox/optout.h"
#include "db/outbox/outbox_hand.h"
#include "db/outbox/outbox_reports.h"

#define HIS "+8613800000011"
#define ONCE "+8613800000055"
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

static void the_reason_of_a_report_that_came_too_early_kept_the_number(void **state)
{
	const struct outbox_said said = {.channel = "sms",
					 .carrier_id = "ab",
					 .state = DELIVERY_FAILED,
					 .error = "no such number " HIS,
					 .at = T0};
	struct store *s = begin();

	(void)state;
	assert_true(store_begin(s));
	assert_true(outbox_report_early(s, &said, put_text(s, 0, NULL, "{\"error\":\"no such number " HIS "\"}", NULL),
					T0));
	assert_true(store_commit(s));
	assert_true(forget_all(s) && forget_wipe(s));
	assert_false(database_has(path, HIS));
	assert_int_equal(number_of(s, "SELECT count(*) FROM early_report WHERE state = 'failed'"), 1);
	store_close(s);
}

static void a_text_to_the_number_while_it_was_nobody_s_kept_it(void **state)
{
	struct store *s = begin();

	(void)state;
	assert_true(store_begin(s));
	put_mt(s, put_text(s, 0, HIS, "{\"text\":\"hello\"}", "who is this?"), 0, HIS, "who is this?");
	assert_true(store_commit(s));
	assert_true(forget_all(s) && forget_wipe(s));
	assert_false(database_has(path, HIS));
	assert_int_equal(number_of(s, "SELECT count(*) FROM outbox WHERE number = '" OTHERS "'"), 3);
	store_close(s);
}

static void the_opt_out_of_a_number_that_they_had_once_kept_it(void **state)
{
	struct store *s = begin();

	(void)state;
	assert_true(store_begin(s));
	put_mt(s, put_text(s, his, ONCE, "{\"text\":\"stop\"}", NULL), his, ONCE, "no more then");
	assert_true(optout_begin(s, ONCE, T0, 1) && optout_begin(s, OTHERS, T0, 1));
	assert_true(store_commit(s));
	assert_true(forget_all(s) && forget_wipe(s));
	assert_false(database_has(path, ONCE));
	assert_int_equal(number_of(s, "SELECT count(*) FROM optout WHERE number = '" OTHERS "'"), 1);
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

static void a_ticket_that_they_opened_and_that_names_them_was_counted_twice(void **state)
{
	struct store *s = begin();
	struct forget_count n;

	(void)state;
	assert_true(store_begin(s));
	assert_int_equal(number_of(s, "UPDATE ticket SET reported_by = '李雷' RETURNING 1"), 1);
	assert_int_equal(number_of(s, "UPDATE inbox SET person = 1, ticket = (SELECT number FROM ticket) "
				      "WHERE id = (SELECT inbox FROM event ORDER BY seq LIMIT 1) RETURNING 1"),
			 1);
	assert_true(store_commit(s));
	forget_free(forget_find(s, his, "86", &n));
	assert_int_equal(n.tickets, 1);
	store_close(s);
}

static void a_text_forgotten_on_its_way_was_still_listed_as_being_sent(void **state)
{
	struct store *s = begin();
	struct outbox_place failed = {0}, sending = {0}, unknown = {0};
	struct outbox_line line;
	int64_t on_its_way = number_of(s, "SELECT id FROM outbox WHERE text = 'for himself'");
	size_t marked;

	(void)state;
	assert_true(store_begin(s));
	assert_true(outbox_mark_sending(s, &on_its_way, 1, T0, &marked));
	assert_int_equal(marked, 1);
	assert_true(store_commit(s));
	assert_true(forget_all(s));
	assert_int_equal(outbox_list(s, DELIVERY_SENDING, &sending, &line, 1), 0);
	assert_int_equal(outbox_list(s, DELIVERY_UNKNOWN, &unknown, &line, 1), 1);
	assert_int_equal(line.id, on_its_way);
	assert_int_equal(outbox_count_unknown(s, 10), 1);
	/* Those that waited are rejected, and stand where the rejected do. */
	assert_int_equal(outbox_failed(s, &failed, &line, 1), 1);
	assert_int_equal(line.state, DELIVERY_REJECTED);
	assert_int_equal(outbox_failed(s, &failed, &line, 1), 1);
	assert_int_equal(outbox_failed(s, &failed, &line, 1), 0);
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
		TEST(the_reason_of_a_report_that_came_too_early_kept_the_number),
		TEST(a_text_to_the_number_while_it_was_nobody_s_kept_it),
		TEST(the_opt_out_of_a_number_that_they_had_once_kept_it),
		TEST(the_number_may_be_another_s_afterwards),
		TEST(what_came_meanwhile_goes_too),
		TEST(a_ticket_that_they_opened_and_that_names_them_was_counted_twice),
		TEST(a_text_forgotten_on_its_way_was_still_listed_as_being_sent),
		TEST(a_name_that_another_has_is_left),
		TEST(a_kill_in_the_middle_leaves_all_or_nothing),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
