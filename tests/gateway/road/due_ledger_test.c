/* The ledger gives the same clocks as are kept: whatever texts come, where clocks pause, and made again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/ledger/replay.h"
#include "db/store/tickets.h"
#include "db/store/tickets_due.h"
#include "gateway/command/verb.h"
#include "gateway/import/import.h"
#include "gateway/state/clock_refresh.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/clock_next.h"
#include "handlers/clock/clocks.h"
#include "handlers/time/when.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/road/due_field.h"

/* ---- the ledger gives the same clocks */

/* A time of day between a quarter and eight hours ahead. */
static void ahead(struct due_field *f, char out[8])
{
	char local[24];

	when_local(f->now + (15 + due_dice(f, 465)) * MINUTE, local);
	snprintf(out, 8, "%.5s", local + 11);
}

#define WORDS_BYTES 128
#define TEXTS 150

/* What may be sent as the ticket stands: `!` by its engineer, else by the head; # stands for the number, @ for a
 * time, % for an engineer, * for a word that makes no two texts alike. */
static const struct {
	const char *state, *texts[6];
} sayings[] = {
	{"reported", {"派工 # @ %", "派工 # @ %", "派工 # @ %", "派工 # @ %", "派工 # @ %", "电话解决 # 重启*"}},
	{"dispatched", {"!出发 # @", "!出发 # @", "!到达 #", "!延误 # @ 堵车*", "转派 # %", "待件 # 等泵*"}},
	{"en_route", {"!到达 #", "!到达 #", "!延误 # @ 堵车*", "!修复 # 换件*", "待件 # 等泵*", "!未修复 # 缺工具*"}},
	{"on_site",
	 {"!修复 # 换件*", "!未修复 # 缺工具*", "!待件 # 等泵*", "!未修复 # 缺件*", "待件 # 等阀*", "!待件 # 等油*"}},
	{"waiting", {"派工 # @", "派工 # @ %", "!出发 # @", "!到达 #", "转派 # %", "!未修复 # 缺工具*"}},
	{"left", {"派工 # @", "派工 # @ %", "!出发 # @", "!到达 #", "转派 # %", "待件 # 等泵*"}},
	{"resolved", {"我的", "我的", "我的", "我的", "我的", "我的"}},
};

static void write_words(struct due_field *f, const struct ticket *t, const char *saying, char *words, size_t size)
{
	static const char *const engineers[] = {"李雷", "韩梅", "张伟", "刘洋"};
	size_t n = 0;
	char time[8];

	ahead(f, time);
	words[0] = '\0';
	for (const char *c = saying; *c; c++) {
		if (*c == '#')
			n += (size_t)snprintf(words + n, size - n, "%lld", (long long)t->number);
		else if (*c == '@')
			n += (size_t)snprintf(words + n, size - n, "%s", time);
		else if (*c == '%')
			n += (size_t)snprintf(words + n, size - n, "%s",
					      engineers[(t->station == 2 ? 2 : 0) + due_dice(f, 2)]);
		else if (*c == '*')
			n += (size_t)snprintf(words + n, size - n, "%u", due_dice(f, 100000));
		else
			n += (size_t)snprintf(words + n, size - n, "%c", *c);
	}
}

static const char *number_of(const struct due_field *f, int64_t person)
{
	const struct person *p = roster_person(&f->g.roster, person);

	return p ? p->number : NULL;
}

static const char *saying_for(struct due_field *f, const struct ticket *t)
{
	const char *state = t->state >= 0 ? t->flow->states[t->state].name : "";

	for (size_t i = 0; i < sizeof(sayings) / sizeof(*sayings); i++) {
		if (strcmp(sayings[i].state, state) == 0)
			return sayings[i].texts[due_dice(f, 6)];
	}
	return "我的";
}

/* Some text about one of the tickets: mostly one that moves it, now and then one that comes late, or takes one back. */
static void say_something(struct due_field *f, const struct ticket *t)
{
	static const char *const serials[] = {"EC210-0042", "EC55-0201", "A40-0009", "L120-0003"};
	char words[WORDS_BYTES], said[WORDS_BYTES];
	const char *from = t->station == 2 ? HEAD_2 : HEAD, *saying = saying_for(f, t);
	int64_t sent = due_dice(f, 4) ? 0 : f->now - due_dice(f, 50) * MINUTE;
	uint32_t what = due_dice(f, 24);

	if (what < 4 && t->last_text) {
		from = number_of(f, t->last_by) ? number_of(f, t->last_by) : "desk";
		saying = "撤销 #";
		sent = 0;
	} else if (what < 6 || t->station == 0) {
		from = "desk";
		snprintf(words, sizeof(words), "归站 # %s", serials[due_dice(f, 4)]);
		saying = words;
	} else if (what == 6) {
		from = "desk";
		saying = "取消 # 客户取消";
	} else if (*saying == '!') {
		from = number_of(f, t->lead) ? number_of(f, t->lead) : from;
		saying++;
	}
	write_words(f, t, saying, said, sizeof(said));
	due_text(f, from, sent, said);
}

static void same_clocks(const struct due_field *f, const struct ticket *kept, const struct ticket *made)
{
	for (size_t i = 0; i < kept->flow->clocks_n; i++) {
		const struct clock_state *a = &kept->clocks[i], *b = &made->clocks[i];

		if (a->started == b->started && a->resumed == b->resumed && a->due == b->due &&
		    a->stopped == b->stopped && a->verdict == b->verdict && a->rule == b->rule && a->used == b->used &&
		    a->worked == b->worked && a->broken == b->broken)
			continue;
		fail_msg("seed %llu, ticket %lld, after %d texts: %s was kept as started %lld due %lld stopped %lld "
			 "verdict "
			 "%d, but the ledger gives %lld %lld %lld %d",
			 (unsigned long long)f->seed, (long long)kept->number, f->sends, kept->flow->clocks[i].name,
			 (long long)a->started, (long long)a->due, (long long)a->stopped, a->verdict,
			 (long long)b->started, (long long)b->due, (long long)b->stopped, b->verdict);
	}
}

static void look_at(struct due_field *f, int64_t number, struct ticket *kept)
{
	static struct ticket made;
	struct clock_context h = {.calendars = due_rules->calendars, .roster = &f->g.roster};

	assert_true(tickets_load(f->g.store, &due_rules->flows, number, kept));
	assert_true(ledger_replay_clocks(f->g.store, &h, kept, INT64_MAX, &made));
	same_clocks(f, kept, &made);
}

/* Nothing that the clocks say comes between 22:00 and 07:00. */
static void stays_quiet(const struct due_field *f)
{
	char local[24];

	for (size_t i = 0; i < f->rows_n; i++) {
		when_local(f->rows[i].created, local);
		assert_in_range(strtol(local + 11, NULL, 10), 7, 21);
	}
}

static int64_t some_ticket(struct due_field *f)
{
	static const char *const serials[] = {"EC210-0042", "EC360-0113", "EC55-0201", "A40-0009", "-"};
	static const char *const faults[] = {"漏油", "车门打不开", "发动机无法启动"};

	return due_open_ticket(f, serials[due_dice(f, 5)], due_dice(f, 2), faults[due_dice(f, 3)]);
}

static void live_and_look(struct due_field *f, int64_t *tickets, size_t n, int texts)
{
	static struct ticket t;

	for (int i = 0; i < texts; i++) {
		size_t which = due_dice(f, (uint32_t)n);
		int64_t number = tickets[which], until, next;

		until = f->now + (1 + (int64_t)due_dice(f, due_dice(f, 8) ? 25 : 900)) * MINUTE;
		while ((next = tickets_next_due(f->g.store)) != 0 && next <= until) {
			f->now = next > f->now ? next : f->now;
			due_turn(f);
			stays_quiet(f);
		}
		f->now = until;
		look_at(f, number, &t);
		say_something(f, &t);
		look_at(f, number, &t);
		/* What is resolved may be taken back for a while. */
		if (clocks_next(&t) == 0 && f->now - t.last_at > 15 * MINUTE)
			tickets[which] = some_ticket(f);
	}
}

static void live_by_chance(void **state)
{
	const char *given = getenv("SEED");
	uint64_t first = given ? strtoull(given, NULL, 10) : 1;

	for (uint64_t seed = first; seed < first + 8; seed++) {
		struct due_field *f;
		int64_t tickets[6];

		due_field_end(state);
		due_field_make(state);
		f = *state;
		f->seed = seed;
		for (size_t i = 0; i < 6; i++) {
			tickets[i] = some_ticket(f);
			f->now += due_dice(f, 30) * MINUTE;
		}
		live_and_look(f, tickets, 6, TEXTS);
		assert_true(f->moved > TEXTS / 2); /* most of them did something */
	}
}

static void whatever_texts_come_the_ledger_gives_the_clocks_that_are_kept(void **state)
{
	live_by_chance(state);
}

/* The same where waiting for parts, and for the next visit, stops the clocks. */
static void and_where_clocks_pause(void **state)
{
	char top[256], dir[300], config[400];

	aide_folder(top, sizeof(top));
	snprintf(dir, sizeof(dir), "%s/installation", top);
	aide_copy("scripts/sample", dir);
	aide_copy("handlers/repair.yaml", dir);
	aide_copy("templates", dir);
	aide_change(dir, "fieldgate.yaml", "../../handlers/", "");
	aide_change(dir, "fieldgate.yaml", "../../templates", "templates");
	aide_change(dir, "repair.yaml", "    holds: earliest\n", "    holds: latest\n    pauses: [waiting, left]\n");
	aide_change(dir, "repair.yaml", "      - {region: C, within: 36h}\n      - {within: 36h}\n",
		    "      - {region: C, within: 6 working hours}\n      - {within: 5h}\n");
	aide_change(dir, "repair.yaml", "  down:\n    label", "  down:\n    pauses: [waiting]\n    label");
	snprintf(config, sizeof(config), "%s/fieldgate.yaml", dir);
	rulebook_release(due_rules);
	due_rules_read(config);
	live_by_chance(state);
	due_field_end(state);
	rulebook_release(due_rules);
	due_rules_read(CONFIG);
	due_field_make(state);
	aide_remove(top);
}

/* ---- made again */

static void refresh_clocks(struct due_field *f)
{
	struct clock_refresh r = {0};

	assert_true(clock_refresh_look(&r, &f->g, f->now));
	assert_true(r.wanted);
	while (r.wanted)
		assert_true(clock_refresh_step(&r, &f->g, f->now));
	assert_true(clock_refresh_look(&r, &f->g, f->now));
	assert_false(r.wanted);
}

static const struct clock_state *clock_of(struct due_field *f, int64_t number, const char *name)
{
	static struct ticket t;

	assert_true(tickets_load(f->g.store, &due_rules->flows, number, &t));
	for (size_t i = 0; i < t.flow->clocks_n; i++) {
		if (strcmp(t.flow->clocks[i].name, name) == 0)
			return &t.clocks[i];
	}
	fail_msg("no clock %s", name);
	return NULL;
}

static void another_class_moves_what_is_open_and_not_what_was_judged(void **state)
{
	struct due_field *f = *state;
	struct faults faults = {0};
	struct import_count n;
	char words[64], dir[256], csv[300];
	int64_t judged = due_open_ticket(f, "EC210-0042", false, "漏油"), open;

	refresh_clocks(f); /* the first time everything is looked at */
	snprintf(words, sizeof(words), "派工 %lld 12:00 李雷", (long long)judged);
	due_text(f, HEAD, 0, words);
	due_pass(f, due_at("11-23 11:30"));
	snprintf(words, sizeof(words), "到达 %lld", (long long)judged);
	due_text(f, LI_LEI, 0, words);
	assert_int_equal(clock_of(f, judged, "class")->verdict, MISSED);
	f->now = due_at("11-23 14:00");
	open = due_open_ticket(f, "EC210-0042", false, "异响");
	due_pass(f, due_at("11-23 15:31"));
	assert_int_equal(clock_of(f, open, "class")->due, due_at("11-23 16:00"));

	aide_folder(dir, sizeof(dir));
	aide_write(dir, "customers.csv", "%s",
		   "name,mobile,class,language,sales_manager\n王建国,+8613900000001,C,zh,\n");
	snprintf(csv, sizeof(csv), "%s/customers.csv", dir);
	assert_int_equal(import_file(&f->g, "customers", csv, &faults, &n), VERB_DONE);
	aide_remove(dir);
	refresh_clocks(f);
	assert_int_equal(clock_of(f, open, "class")->due, due_at("11-24 18:00"));
	assert_int_equal(clock_of(f, judged, "class")->due, due_at("11-23 11:00"));
	assert_int_equal(clock_of(f, judged, "class")->verdict, MISSED);
	assert_int_equal(due_pass(f, due_at("11-23 15:59")), 0); /* nothing of what was said is said again */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE_TEST(whatever_texts_come_the_ledger_gives_the_clocks_that_are_kept),
		DUE_TEST(and_where_clocks_pause),
		DUE_TEST(another_class_moves_what_is_open_and_not_what_was_judged),
	};

	return cmocka_run_group_tests(tests, due_rules_load, due_rules_unload);
}
