/* The roster: names in texts, numbers, deputies, who serves what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/people/gist.h"
#include "handlers/people/msisdn.h"
#include "handlers/people/roster_names.h"
#include "handlers/people/roster_roles.h"
#include "templates/text/text.h"
#include "tests/handlers/world_fake.h"
#include "tests/langs.h"

#define HERE "乌鲁木齐站"

static int make(void **state)
{
	struct fake *f = fake_make();
	fake_hire(f, "李雷鸣", "+8613800000017", ROLE_BIT(ENGINEER), HERE, ZH);
	fake_hire(f, "Tom", "+8613800000018", ROLE_BIT(ENGINEER), HERE, EN);
	fake_hire(f, "张伟", "+8613800000016", ROLE_BIT(ENGINEER), HERE, ZH);
	fake_settle(f);
	*state = f;
	return 0;
}

static int done(void **state)
{
	fake_free(*state);
	return 0;
}

/* How many bear the name that `text` begins with, and its length. */
static size_t names(struct fake *f, const char *text, size_t *len)
{
	const struct person *who[4];
	return roster_names_at(&f->roster, text, strlen(text), who, 4, len);
}

static void names_at(void **state)
{
	struct fake *f = *state;
	size_t len;
	assert_int_equal(names(f, "李雷去", &len), 1);
	assert_int_equal(len, 6);
	assert_int_equal(names(f, "李雷鸣去", &len), 1); /* the longest */
	assert_int_equal(len, 9);
	assert_int_equal(names(f, "张伟", &len), 2);
	assert_int_equal(names(f, "tom baker 16:30", &len), 1);
	assert_int_equal(len, 9);
	assert_int_equal(names(f, "tom bakers", &len), 1); /* Tom, and no Baker */
	assert_int_equal(len, 3);
	assert_int_equal(names(f, "tomorrow", &len), 0);
	assert_int_equal(names(f, "李", &len), 0);
	assert_int_equal(names(f, "", &len), 0);
	assert_int_equal(names(f, "\xe6\x9d", &len), 0); /* half a character */
}

/* The names of all who begin so, one after the other. */
static void assert_begin(struct fake *f, const char *so, const char *names)
{
	const struct person *p;
	struct text all = text_new(1000);
	size_t next = 0;
	while ((p = roster_begins(&f->roster, so, strlen(so), &next)) != NULL)
		text_addf(&all, "%s;", p->name);
	assert_string_equal(text_str(&all), names);
	text_free(&all);
}

static void names_that_begin_so_come_by_name(void **state)
{
	assert_begin(*state, "李", "李雷;李雷鸣;");
	assert_begin(*state, "张伟", "张伟;张伟;");
	assert_begin(*state, "t", "Tom;Tom Baker;");
	assert_begin(*state, "\xff", "");
	assert_begin(*state, "a", "");
	assert_begin(*state, "", "");
}

static void near_names(void **state)
{
	struct fake *f = *state;
	assert_string_equal(roster_near(&f->roster, "李蕾")->name, "李雷");
	assert_string_equal(roster_near(&f->roster, "tom bakr")->name, "Tom Baker");
	assert_string_equal(roster_near(&f->roster, "baker")->name, "Tom Baker");
	assert_null(roster_near(&f->roster, "bake shop"));
	assert_null(roster_near(&f->roster, "小王"));
	assert_null(roster_near(&f->roster, ""));
}

static void numbers(void **state)
{
	struct fake *f = *state;
	assert_string_equal(roster_numbered(&f->roster, "13800000011", 11)->name, "李雷");
	assert_string_equal(roster_numbered(&f->roster, "8613800000011", 13)->name, "李雷");
	assert_null(roster_numbered(&f->roster, "800000011", 9)); /* not the full number */
	assert_null(roster_numbered(&f->roster, "138000000111", 12));
	assert_null(roster_numbered(&f->roster, "13800000019", 11));
}

static void msisdns(void **state)
{
	static const struct {
		const char *s, *out;
		bool good;
	} rows[] = {
		{"+8613800000001", "+8613800000001", true},
		{"13800000001", "+8613800000001", true},
		{"8613800000001", "+8613800000001", true},
		{"008613800000001", "+8613800000001", true},
		{"013800000001", "+8613800000001", true},
		{"+86 138-0000 (0001)", "+8613800000001", true},
		{"10086", "10086", false},
		{"Fieldgate", "Fieldgate", false},
		{"", "", false},
		{"+", "+", false},
		{"+0123456789", "+0123456789", false},
		{"00", "00", false},
		{"000138000000", "+86138000000", true}, /* a trunk prefix, thrice */
		{"86138000000000000", "86138000000000000", false},
		{"+1234567", "+1234567", false},
		{"+1234567890123456", "+1234567890123456", false},
		{"++8613800000001", "++8613800000001", false},
		{"86+13800000001", "86+13800000001", false},
		{"00861380000000100", "+861380000000100", true},
		{"  10086", "10086", false},
		{"1234567890123456789012345678901234567890", "12345678901234567890123", false},
	};
	char out[MSISDN_MAX], line[128];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(msisdn_read(rows[i].s, "86", out), rows[i].good);
		assert_string_equal(out, rows[i].out);
	}
	msisdn_mask("+8613800000001", out);
	assert_string_equal(out, "+86138****0001");
	msisdn_mask_all("from +8613800000001: ticket 10000123 or 13900000001, 1234567", line, sizeof(line));
	assert_string_equal(line, "from +86138****0001: ticket ****0123 or 139****0001, 1234567");
	msisdn_mask("10086", out);
	assert_string_equal(out, "10086");
}

static void numbers_are_masked_however_they_are_written(void **state)
{
	static const struct {
		const char *line, *masked;
	} rows[] = {
		{"138 0000 0001 is off", "138 **** 0001 is off"},
		{"+86 138-0000-0001", "+86 1**-****-0001"},
		{"138 0000 0001 139 0000 0002", "138 **** **** *** **** 0002"},
		{"010-8888 9999", "010-**** 9999"},
		{"code 400 13900000001 blocked", "code 400 139****0001 blocked"},
		{"13900000001 2026-11-29 10:30", "139****0001 2026-11-29 10:30"},
		{"138 0000 0001 2026-11-29", "138 **** 0001 2026-11-29"},
		{"2026-11-29 10:30:00 error 12-34", "2026-11-29 10:30:00 error 12-34"},
		{"try again in 5 - 10 s", "try again in 5 - 10 s"},
		{"ends with 138 0000 ", "ends with 138 0000 "},
	};
	char line[80];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		msisdn_mask_all(rows[i].line, line, sizeof(line));
		assert_string_equal(line, rows[i].masked);
	}
}

/* As the gateway does it: a roster with other deputies is indexed anew. */
static void name_deputy(struct fake *f, const struct person *head, int64_t deputy, int64_t until)
{
	struct person *h = &f->roster.people[head->id - 1];
	h->deputy = deputy;
	h->deputy_until = until;
	fake_settle(f);
}

static void who_serves(void **state)
{
	struct fake *f = *state;
	const struct person *head = fake_person(f, "阿里木"), *agent = fake_person(f, "吴敏"),
			    *deputy = fake_person(f, "周涛");
	const struct roster *r = &f->roster;
	assert_true(roster_holds(r, head, STATION_HEAD, f->now));
	assert_true(roster_serves(r, head, STATION_HEAD, 1, f->now));
	assert_false(roster_serves(r, head, STATION_HEAD, 2, f->now));
	assert_false(roster_serves(r, head, STATION_HEAD, 0, f->now));
	assert_true(roster_serves(r, agent, AGENT, 0, f->now));
	assert_false(roster_serves(r, agent, STATION_HEAD, 1, f->now));
	name_deputy(f, head, deputy->id, f->now + 1);
	assert_true(roster_acting(r, head, f->now) == deputy);
	assert_true(roster_serves(r, deputy, STATION_HEAD, 1, f->now));
	assert_false(roster_serves(r, deputy, STATION_HEAD, 0, f->now));
	assert_true(roster_serves(r, head, STATION_HEAD, 1, f->now));
	assert_true(roster_acting(r, head, f->now + 1) == head);
	assert_false(roster_serves(r, deputy, STATION_HEAD, 1, f->now + 1));
	name_deputy(f, head, 999, 0); /* has left */
	assert_true(roster_acting(r, head, f->now) == head);
}

/* The names of those for whom the person stands in. */
static const char *heads_of(struct fake *f, const char *deputy, int64_t now)
{
	static char heads[256];
	const struct person *p = fake_person(f, deputy), *head;
	size_t i = 0;
	heads[0] = '\0';
	while ((head = roster_next_head(&f->roster, p, now, &i))) {
		strcat(heads, head->name);
		strcat(heads, " ");
	}
	return heads;
}

static void heads_of_a_deputy(void **state)
{
	struct fake *f = *state;
	const struct person *zhou = fake_person(f, "周涛"), *here = fake_person(f, "阿里木"),
			    *there = fake_person(f, "买买提");
	assert_string_equal(heads_of(f, "周涛", f->now), "");
	name_deputy(f, here, zhou->id, 0);
	name_deputy(f, there, zhou->id, f->now + 1);
	name_deputy(f, fake_person(f, "李雷"), zhou->id, 0); /* no head: means nothing */
	assert_string_equal(heads_of(f, "周涛", f->now), "阿里木 买买提 ");
	assert_string_equal(heads_of(f, "周涛", f->now + 1), "阿里木 ");
	assert_string_equal(heads_of(f, "韩梅", f->now), "");
	assert_true(roster_serves(&f->roster, zhou, STATION_HEAD, there->station, f->now));
	assert_true(roster_serves(&f->roster, zhou, STATION_HEAD, there->station, f->now));
	assert_false(roster_serves(&f->roster, zhou, STATION_HEAD, there->station, f->now + 1));
	assert_true(roster_holds(&f->roster, zhou, STATION_HEAD, f->now + 1));
	assert_false(roster_serves(&f->roster, zhou, ENGINEER, here->station, f->now));
	name_deputy(f, here, fake_person(f, "韩梅")->id, 0); /* another instead */
	assert_string_equal(heads_of(f, "周涛", f->now), "买买提 ");
	assert_string_equal(heads_of(f, "韩梅", f->now), "阿里木 ");
	name_deputy(f, here, 0, 0);
	name_deputy(f, there, 0, 0);
	assert_string_equal(heads_of(f, "周涛", f->now), "");
	assert_string_equal(heads_of(f, "desk", f->now), ""); /* it has the id of nobody */
	assert_false(roster_holds(&f->roster, zhou, STATION_HEAD, f->now));
}

/* Everyone of the role who serves the station, by id, and nobody else. */
static void all_of_a_role(void **state)
{
	struct fake *f = *state;
	const struct roster *r = &f->roster;
	fake_hire(f, "古丽", "+8613800000091", ROLE_BIT(STATION_HEAD) | ROLE_BIT(HEADQUARTERS), NULL, ZH);
	fake_settle(f);
	for (int role = 0; role < ROLES; role++) {
		for (int64_t station = 0; station < 4; station++) {
			size_t i = 0, found = 0;
			for (size_t k = 0; k < r->n; k++) {
				const struct person *p = &r->people[k];
				bool serves = p->station == 0 || (station != 0 && p->station == station);
				if (!(p->roles & ROLE_BIT(role)) || !serves)
					continue;
				assert_ptr_equal(roster_next(r, (enum role)role, station, &i), p);
				found++;
			}
			assert_null(roster_next(r, (enum role)role, station, &i));
			assert_true(found > 0 || station == 0 || role != STATION_HEAD);
		}
	}
}

static bool is_ticket(void *ctx, int64_t number)
{
	(void)ctx;
	return number == 10008 || number == 10019;
}

static void is_gist(const char *text, const char *should)
{
	const struct gist_tickets tickets = {.known = is_ticket};
	char out[128];
	struct fold f;
	assert_true(fold_make(&f, text, strlen(text)));
	assert_true(f.len < sizeof(out));
	assert_int_equal(gist_write(&f, &tickets, out), strlen(should));
	assert_string_equal(out, should);
	fold_free(&f);
}

static void texts_that_are_equal_but_for_digits_have_one_gist(void **state)
{
	(void)state;
	is_gist("Call 12 back", "call back");
	is_gist("call 345 6 back", "call back");
	is_gist("ＣＡＬＬ back 7", "call back");
	is_gist(" 1 call back", "call back");
	is_gist("call back", "call back");
	is_gist("出发 16:30", "出发 :");
	is_gist("1630", "");
	is_gist("", "");
}

static void numbers_of_tickets_are_what_a_text_says(void **state)
{
	(void)state;
	is_gist("同意 10008", "同意 10008");
	is_gist("同意10019", "同意10019");
	is_gist("同意 10020", "同意");
	is_gist("code 100089", "code");
	is_gist("出发 10008 16:30", "出发 10008 :");
	/* Of so many numbers no more is asked. */
	is_gist("a1111b2222c3333d4444e10008", "abcde");
}

static void digit_codes_have_gists_of_their_own(void **state)
{
	(void)state;
	is_gist("7", "7");
	is_gist("8", "8");
	is_gist("1 99", "1");
	is_gist("1 98", "1");
	is_gist("1, 25:00", "1, :");
	is_gist("12345", "");
	is_gist("1 call back", "call back"); /* a machine that counts its answers */
	is_gist("1 点到", "点到");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(names_at, make, done),
		cmocka_unit_test_setup_teardown(names_that_begin_so_come_by_name, make, done),
		cmocka_unit_test_setup_teardown(near_names, make, done),
		cmocka_unit_test_setup_teardown(numbers, make, done),
		cmocka_unit_test(msisdns),
		cmocka_unit_test(numbers_are_masked_however_they_are_written),
		cmocka_unit_test_setup_teardown(who_serves, make, done),
		cmocka_unit_test_setup_teardown(heads_of_a_deputy, make, done),
		cmocka_unit_test_setup_teardown(all_of_a_role, make, done),
		cmocka_unit_test(texts_that_are_equal_but_for_digits_have_one_gist),
		cmocka_unit_test(numbers_of_tickets_are_what_a_text_says),
		cmocka_unit_test(digit_codes_have_gists_of_their_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
