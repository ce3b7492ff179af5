/* People who change numbers, names and jobs: what is theirs stays theirs. */
#include "tests/gateway/import/import_bench.h"

#include <string.h>

#include "gateway/command/verb.h"

/* The name behind a number is this one, and the id that one. */
static void is_now(struct bench *b, const char *number, const char *name, int64_t id)
{
	struct person p = {0};

	assert_true(known(b, number, &p));
	assert_string_equal(p.name, name);
	assert_string_equal(p.number, number);
	assert_int_equal(p.id, id);
}

static void a_new_number_stays_the_same_person(void **state)
{
	static const char moved[] = STAFF_WAS "李雷,13800000099;13800000012,engineer,,,138 0000 0011\n";
	struct bench *b = *state;
	int64_t id;

	assert_int_equal(import(b, "people", STAFF "李雷,13800000011;13800000012,engineer,,\n"), VERB_DONE);
	id = owner(b, "+8613800000011");
	assert_int_equal(import(b, "people", moved), VERB_DONE);
	assert_int_equal(b->count.added, 0);
	assert_non_null(strstr(b->changes, "mobile +8613800000011;+8613800000012 -> +8613800000099;+8613800000012\n"));
	is_now(b, "+8613800000099", "李雷", id);
	assert_int_equal(owner(b, "+8613800000012"), id);
	assert_int_equal(owner(b, "+8613800000011"), 0);
	/* The same file once more. */
	assert_int_equal(import(b, "people", moved), VERB_DONE);
	assert_int_equal(b->count.unchanged, 1);
	/* A further number of theirs becomes the first. */
	assert_int_equal(import(b, "people", STAFF_WAS "李雷,13800000012,engineer,,,13800000099\n"), VERB_DONE);
	is_now(b, "+8613800000012", "李雷", id);
	assert_int_equal(owner(b, "+8613800000099"), 0);
}

static void a_customer_has_a_new_number_too(void **state)
{
	struct bench *b = *state;
	int64_t id;

	assert_int_equal(import(b, "customers", CUSTOMERS "王建国,13900000001,,,\n"), VERB_DONE);
	id = owner(b, "+8613900000001");
	assert_int_equal(
		import(b, "customers", CUSTOMERS_WAS "李强,13900000001,,,,\n王建国,13900000009,,,,13900000001\n"),
		VERB_DONE);
	is_now(b, "+8613900000009", "王建国", id);
	assert_int_not_equal(owner(b, "+8613900000001"), id);
}

static void a_sim_handed_on_takes_nothing_along(void **state)
{
	static const char *const orders[] = {
		STAFF_WAS "新人,13800000011,engineer,,,\n李雷,13800000099,engineer,,,13800000011\n",
		STAFF_WAS "李雷,13800000099,engineer,,,13800000011\n新人,13800000011,engineer,,,\n",
	};
	struct bench *b = *state;

	for (size_t i = 0; i < 2; i++) {
		int64_t old, new;

		b->ways.rename = true; /* back to how it was */
		assert_int_equal(import(b, "people", STAFF "李雷,13800000011,engineer,,\n"), VERB_DONE);
		b->ways.rename = false;
		old = owner(b, "+8613800000011");
		assert_int_equal(import(b, "people", orders[i]), VERB_DONE);
		assert_int_equal(b->count.added, 1);
		new = owner(b, "+8613800000011");
		is_now(b, "+8613800000099", "李雷", old);
		is_now(b, "+8613800000011", "新人", new);
		assert_int_not_equal(old, new);
		assert_int_equal(import(b, "people", orders[i]), VERB_DONE);
		assert_int_equal(b->count.unchanged, 2);
		assert_int_equal(import(b, "people", STAFF_WAS "李雷,,,,,13800000099\n"), VERB_DONE);
	}
}

static void the_number_of_who_left_may_be_another_s(void **state)
{
	static const char handed_on[] = STAFF "接班,13800000011,engineer,,\n李雷,13800000011;13800000012,,,\n";
	struct bench *b = *state;
	int64_t old, new;
	struct person p = {0};

	assert_int_equal(import(b, "people", STAFF "李雷,13800000011;13800000012,engineer,,\n"), VERB_DONE);
	old = owner(b, "+8613800000011");
	assert_int_equal(import(b, "people", handed_on), VERB_DONE);
	assert_int_equal(b->count.added, 1);
	assert_int_equal(b->count.retired, 1);
	new = owner(b, "+8613800000011");
	assert_int_not_equal(old, new);
	assert_int_equal(owner(b, "+8613800000012"), old);
	assert_true(people_by_id(b->gateway.store, old, &p));
	assert_string_equal(p.name, "李雷");
	assert_int_equal(p.roles, 0);
	assert_int_equal(import(b, "people", handed_on), VERB_DONE);
	assert_int_equal(b->count.unchanged, 2);
	assert_int_equal(owner(b, "+8613800000011"), new);
}

static void two_people_change_numbers_with_each_other(void **state)
{
	static const char changed[] = STAFF_WAS "甲,13800000002,engineer,,,13800000001\n"
						"乙,13800000001,engineer,,,13800000002\n";
	struct bench *b = *state;
	int64_t a, c;

	assert_int_equal(import(b, "people", STAFF "甲,13800000001,engineer,,\n乙,13800000002,engineer,,\n"),
			 VERB_DONE);
	a = owner(b, "+8613800000001");
	c = owner(b, "+8613800000002");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(import(b, "people", changed), VERB_DONE);
		is_now(b, "+8613800000002", "甲", a);
		is_now(b, "+8613800000001", "乙", c);
	}
	assert_int_equal(b->count.unchanged, 2);
}

static void who_left_gives_the_number_up_for_a_customer(void **state)
{
	static const char leaves[] = STAFF_WAS "李雷,,,,,13800000011\n";
	struct bench *b = *state;
	int64_t old;

	assert_int_equal(import(b, "people", STAFF "李雷,13800000011,engineer,,\n"), VERB_DONE);
	old = owner(b, "+8613800000011");
	for (int i = 0; i < 2; i++)
		assert_int_equal(import(b, "people", leaves), VERB_DONE);
	assert_int_equal(b->count.unchanged, 1);
	assert_int_equal(import(b, "customers", CUSTOMERS "王建国,13800000011,,,\n"), VERB_DONE);
	assert_int_equal(b->count.added, 1);
	assert_int_not_equal(owner(b, "+8613800000011"), old);
	/* Once more, now that the number is a customer's. */
	assert_int_equal(import(b, "people", leaves), VERB_DONE);
	assert_int_equal(b->count.unchanged, 1);
}

static void another_name_is_refused_unless_it_is_meant(void **state)
{
	struct bench *b = *state;
	int64_t id;

	assert_int_equal(import(b, "people", STAFF "李雷,13800000011,engineer,,\n韩梅,13800000012,engineer,,\n"),
			 VERB_DONE);
	id = owner(b, "+8613800000011");
	assert_int_equal(import(b, "people", STAFF "王五,13800000011,engineer,,\n"), VERB_FAULTY);
	has_fault(b, 2,
		  "if 李雷 is now called 王五, import with `--rename`; if 王五 has it now, give 李雷 a row in this "
		  "file too, with the new number and +8613800000011 in the column `was`, or with empty roles");
	has_faults(b, 1);
	is_now(b, "+8613800000011", "李雷", id);
	/* Nor that of somebody who has left. */
	assert_int_equal(import(b, "people", STAFF "韩梅,13800000012,,,\n"), VERB_DONE);
	assert_int_equal(import(b, "people", STAFF "王五,13800000012,engineer,,\n"), VERB_FAULTY);
	has_fault(b, 2, "is that of 韩梅");
	assert_int_equal(import(b, "customers", CUSTOMERS "王五,13800000012,,,\n"), VERB_FAULTY);
	has_fault(b, 2, "is that of 韩梅");
	/* How a name is written is no other name. */
	assert_int_equal(import(b, "people", STAFF "Tom Baker,13800000013,engineer,,\n"), VERB_DONE);
	assert_int_equal(import(b, "people", STAFF "TOM  BAKER,13800000013,engineer,,\n"), VERB_DONE);
	b->ways.rename = true;
	assert_int_equal(import(b, "people", STAFF "王五,13800000011,engineer,,\n"), VERB_DONE);
	is_now(b, "+8613800000011", "王五", id);
	assert_non_null(strstr(b->changes, "name 李雷 -> 王五\n"));
}

static void what_was_cannot_mean_is_refused(void **state)
{
	struct bench *b = *state;

	assert_int_equal(
		import(b, "people", STAFF "甲,13800000001;13800000005,engineer,,\n乙,13800000002,engineer,,\n"),
		VERB_DONE);
	assert_int_equal(import(b, "people",
				STAFF_WAS "甲,13800000009,engineer,,,13800000003\n"   /* 2 */
					  "丙,13800000008,engineer,,,13800000002\n"   /* 3 */
					  "丁,13800000007,engineer,,,13800000001.0\n" /* 4 */
					  "戊,,engineer,,,13800000001\n"),            /* 5 */
			 VERB_FAULTY);
	has_fault(b, 2, "nobody has the number +8613800000003, which stands in `was`");
	has_fault(b, 3, "in `was` is that of 乙, and this row is about 丙");
	has_fault(b, 4, "write `13800000001`");
	has_fault(b, 5, "in `was` is that of 甲, and this row is about 戊");
	/* Two rows about one; a number that is still somebody's; a row that has it both ways. */
	assert_int_equal(import(b, "people",
				STAFF_WAS
				"甲,13800000009,engineer,,,13800000001\n甲,13800000008,engineer,,,13800000005\n"),
			 VERB_FAULTY);
	has_fault(b, 3, "in line 2 already");
	assert_int_equal(import(b, "people", STAFF_WAS "甲,13800000002,engineer,,,13800000001\n"), VERB_FAULTY);
	has_fault(b, 2, "the mobile +8613800000002 belongs to 乙 already; if it was handed on, give 乙 a row");
	assert_int_equal(
		import(b, "people", STAFF_WAS "甲,13800000009,engineer,,,13800000001\n甲,13800000001,engineer,,,\n"),
		VERB_FAULTY);
	has_fault(b, 3, "甲 has given +8613800000001 away in line 2");
	has_faults(b, 1);
	is_now(b, "+8613800000001", "甲", owner(b, "+8613800000005"));
}

static void a_customer_never_loses_the_last_number(void **state)
{
	struct bench *b = *state;

	assert_int_equal(import(b, "people", STAFF "李雷,13800000011,engineer,,\n"), VERB_DONE);
	assert_int_equal(import(b, "customers", CUSTOMERS "李雷,13800000011,,,\n"), VERB_DONE);
	assert_int_equal(import(b, "people", STAFF "李雷,13800000011,,,\n新人,13800000011,engineer,,\n"), VERB_FAULTY);
	has_fault(b, 2, "李雷 is a customer too, and would have no number left");
	assert_int_equal(import(b, "customers", CUSTOMERS_WAS "李雷,,,,,13800000011\n"), VERB_FAULTY);
	has_fault(b, 2, "there is no mobile");
}

static void what_may_be_a_slip_is_said(void **state)
{
	struct bench *b = *state;

	assert_int_equal(import(b, "people", STAFF "李雷,13800000011,engineer,,\n"), VERB_DONE);
	assert_int_equal(b->warnings.n, 0);
	assert_int_equal(import(b, "people", STAFF "李雷,13800000099,engineer,,\n"), VERB_DONE);
	has_warning(b, 2, "there is a 李雷 already, with the mobile +8613800000011");
	assert_int_equal(import(b, "customers", CUSTOMERS "李雷,13800000011,,,\n"), VERB_DONE);
	has_warning(b, 2, "the mobile +8613800000011 is that of 李雷, who is on the staff and a customer at once");
	assert_int_equal(import(b, "people", STAFF "李雷,13800000011,engineer,,\n"), VERB_DONE);
	has_warning(b, 2, "on the staff and a customer at once");
	assert_int_equal(import(b, "customers", CUSTOMERS "李雷,13900000001,,,\n"), VERB_DONE);
	has_warning(b, 2, "there is a 李雷 already");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_number_stays_the_same_person),         TEST(a_customer_has_a_new_number_too),
		TEST(a_sim_handed_on_takes_nothing_along),        TEST(the_number_of_who_left_may_be_another_s),
		TEST(two_people_change_numbers_with_each_other),  TEST(who_left_gives_the_number_up_for_a_customer),
		TEST(another_name_is_refused_unless_it_is_meant), TEST(what_was_cannot_mean_is_refused),
		TEST(a_customer_never_loses_the_last_number),     TEST(what_may_be_a_slip_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
