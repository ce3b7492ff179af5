/* Texts that are kept and shown, and do not go: the receiver has opted out, or has had enough for a day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/outbox/optout.h"
#include "db/store/people_rows.h"
#include "db/store/store.h"
#include "tests/gateway/road/due_field.h"
#include "tests/langs.h"

#define CUSTOMER "+8613900000001" /* 王建国, of EC210-0042 */
#define OPTED_OUT "the receiver has opted out"
#define AGENT "+8613800000041"
#define TICKET_ROWS 64
#define CAP_TEST(name) cmocka_unit_test_setup_teardown(name, make_capped, due_field_end)

/* How many texts about this ticket, to this number, stand in this state; each rejected one for that reason. */
static size_t texts(const struct due_field *f, int64_t ticket, const char *number, enum delivery state, const char *why)
{
	struct outbox_row rows[TICKET_ROWS];
	size_t n = outbox_of_ticket(f->g.store, ticket, rows, TICKET_ROWS), found = 0;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(rows[i].number, number) == 0 && rows[i].state == state) {
			assert_string_equal(rows[i].error, why);
			found++;
		}
		outbox_row_free(&rows[i]);
	}
	return found;
}

static void put(struct due_field *f, const struct people_row *row)
{
	int64_t id, taken_by;

	assert_true(store_begin(f->g.store) && people_put(f->g.store, row, &id, &taken_by));
	assert_int_equal(taken_by, 0);
	assert_true(store_commit(f->g.store));
	f->g.roster_version = -1;
}

static void one_who_opted_out_is_kept_in_the_books_and_told_nothing(void **state)
{
	struct due_field *f = *state;
	int64_t ticket = due_open_ticket(f, "EC210-0042", false, "漏油");

	due_text(f, CUSTOMER, 0, "退订");
	due_text(f, HEAD, 0, "派工 14:00 李雷");
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_REJECTED, OPTED_OUT), 1);
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_READY, ""), 0);
	due_text(f, CUSTOMER, 0, "几点到");
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_READY, ""), 1); /* its answer */
	due_text(f, CUSTOMER, 0, "恢复");
	due_text(f, LI_LEI, 0, "出发 14:00");
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_REJECTED, OPTED_OUT), 1);
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_READY, ""), 2);
}

/* It has not left yet: the channel takes nothing, or is slow. */
static void what_waits_for_one_who_opts_out_goes_no_more(void **state)
{
	struct due_field *f = *state;
	int64_t ticket = due_open_ticket(f, "EC210-0042", false, "漏油");

	due_text(f, CUSTOMER, 0, "几点到");
	due_text(f, HEAD, 0, "派工 14:00 李雷");
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_READY, ""), 2);
	due_text(f, CUSTOMER, 0, "退订");
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_REJECTED, OPTED_OUT), 1);
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_READY, ""), 1); /* an answer */
	assert_int_equal(texts(f, ticket, LI_LEI, DELIVERY_READY, ""), 1);
}

/* The same words from the same person within minutes, and yet no resend. */
static void each_number_of_a_person_opts_out_by_itself(void **state)
{
	const struct people_row two = {.name = "王建国",
				       .numbers = {CUSTOMER, "+8613900000099"},
				       .numbers_n = 2,
				       .lang = ZH,
				       .customer = true,
				       .class = 'A'};
	struct due_field *f = *state;

	put(f, &two);
	due_text(f, "+8613900000099", 0, "TD");
	assert_int_not_equal(optout_since(f->g.store, "+8613900000099"), 0);
	assert_int_equal(optout_since(f->g.store, CUSTOMER), 0);
	due_text(f, CUSTOMER, 0, "TD");
	assert_int_not_equal(optout_since(f->g.store, CUSTOMER), 0);
	due_text(f, "+8613900000099", 0, "START");
	due_text(f, CUSTOMER, 0, "START");
	assert_int_equal(optout_since(f->g.store, "+8613900000099"), 0);
	assert_int_equal(optout_since(f->g.store, CUSTOMER), 0);
}

static void an_unknown_number_is_out_once_it_is_known(void **state)
{
	const struct people_row more = {.name = "王建国",
					.numbers = {"+8613700000001"},
					.numbers_n = 1,
					.lang = ZH,
					.customer = true,
					.class = 'A'};
	struct due_field *f = *state;

	due_text(f, "+8613700000001", 0, "退订");
	assert_int_not_equal(optout_since(f->g.store, "+8613700000001"), 0);
	put(f, &more);
	due_text(f, "+8613700000001", 0, "恢复");
	assert_int_equal(optout_since(f->g.store, "+8613700000001"), 0);
}

static void whoever_is_given_a_role_needs_their_texts(void **state)
{
	const struct people_row now_engineer = {
		.name = "石磊", .numbers = {"+8613700000002"}, .numbers_n = 1, .roles = ROLE_BIT(ENGINEER), .lang = ZH};
	struct due_field *f = *state;
	int64_t ticket = due_open_ticket(f, "EC210-0042", false, "漏油");

	due_text(f, "+8613700000002", 0, "STOP");
	put(f, &now_engineer);
	due_text(f, HEAD, 0, "派工 14:00 石磊");
	assert_int_equal(texts(f, ticket, "+8613700000002", DELIVERY_READY, ""), 1);
	due_text(f, "+8613700000002", 0, "STOP");
	assert_int_equal(texts(f, ticket, "+8613700000002", DELIVERY_REJECTED, ""), 0);
}

/* ---- the cap */

static struct setup capped;

static int make_capped(void **state)
{
	struct due_field *f;

	due_field_make(state);
	f = *state;
	capped = *f->g.setup;
	capped.texts_a_day = 3;
	f->g.setup = &capped;
	return 0;
}

static void dispatch(struct due_field *f, const char *time)
{
	char words[64];

	f->now += MINUTE;
	snprintf(words, sizeof(words), "派工 %s 李雷", time);
	due_text(f, HEAD, 0, words);
}

#define CAPPED "the receiver has had the 3 texts of the day (limits, texts_a_day)"

static void a_day_has_only_so_many_texts_but_dispatches_and_answers_go(void **state)
{
	struct due_field *f = *state;
	int64_t ticket = due_open_ticket(f, "EC210-0042", false, "漏油");

	dispatch(f, "14:00");
	due_text(f, LI_LEI, 0, "出发 14:00");
	due_text(f, LI_LEI, 0, "延误 15:00");
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_READY, ""), 3);
	due_text(f, LI_LEI, 0, "延误 16:00");
	due_text(f, LI_LEI, 0, "延误 17:00");
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_READY, ""), 3);
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_REJECTED, CAPPED), 2);
	/* An answer, a new dispatch and a cancellation. */
	due_text(f, CUSTOMER, 0, "几点到");
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_READY, ""), 4);
	due_text(f, LI_LEI, 0, "到达");
	due_text(f, LI_LEI, 0, "未修复 缺配件");
	dispatch(f, "16:00");
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_READY, ""), 5);
	due_text(f, AGENT, 0, "取消 用户自己修好了");
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_READY, ""), 6);
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_REJECTED, CAPPED), 2);
}

/* By the zone's days: 00:00 in Shanghai is 16:00 UTC of the day before. */
static void the_next_local_day_begins_anew(void **state)
{
	struct due_field *f = *state;
	int64_t ticket = due_open_ticket(f, "EC210-0042", false, "漏油");
	size_t went;

	dispatch(f, "14:00");
	for (int i = 0; i < 4; i++)
		due_text(f, LI_LEI, 0, i % 2 ? "延误 18:00" : i ? "延误 19:00" : "出发 16:00");
	f->now = due_at("11-23 23:59");
	due_text(f, LI_LEI, 0, "延误 23:59");
	went = texts(f, ticket, CUSTOMER, DELIVERY_READY, "");
	assert_int_equal(went, 3);
	f->now = due_at("11-24 00:01");
	due_text(f, LI_LEI, 0, "延误 9:00");
	assert_int_equal(texts(f, ticket, CUSTOMER, DELIVERY_READY, ""), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE_TEST(one_who_opted_out_is_kept_in_the_books_and_told_nothing),
		DUE_TEST(what_waits_for_one_who_opts_out_goes_no_more),
		DUE_TEST(each_number_of_a_person_opts_out_by_itself),
		DUE_TEST(an_unknown_number_is_out_once_it_is_known),
		DUE_TEST(whoever_is_given_a_role_needs_their_texts),
		CAP_TEST(a_day_has_only_so_many_texts_but_dispatches_and_answers_go),
		CAP_TEST(the_next_local_day_begins_anew),
	};

	return cmocka_run_group_tests(tests, due_rules_load, due_rules_unload);
}
