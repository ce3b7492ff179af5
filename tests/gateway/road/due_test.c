/* What is due, by the gateway's own road and on a clock of the test's: outages, quiet hours, joined texts, kills,
 * and that the clocks a ticket keeps are those its ledger gives, whatever texts came. Runs where the sources are.
 * SEED picks other texts. */
#include <fcntl.h>
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/ledger/replay.h"
#include "db/messages/outbox_found.h"
#include "db/tables/tickets.h"
#include "db/tables/tickets_due.h"
#include "gateway/command/verb.h"
#include "gateway/config/rulebook_load.h"
#include "gateway/config/setup.h"
#include "gateway/import/import.h"
#include "gateway/road/batch.h"
#include "gateway/state/clock_refresh.h"
#include "gateway/wire/wire_out.h"
#include "handlers/answer/rulebook.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/clock_next.h"
#include "handlers/clock/clocks.h"
#include "handlers/time/when.h"
#include "tests/gateway/aide.h"

#define CONFIG "scripts/sample/fieldgate.yaml"
#define MINUTE 60000LL
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define ROWS 256
#define HEAD "+8613800000001"   /* 阿里木 */
#define HEAD_2 "+8613800000002" /* 买买提 */

static struct setup setup;
static struct rulebook *rules;

struct field {
	struct gateway g;
	int64_t now;
	int sends, moved;             /* inputs; those that moved a ticket */
	struct outbox_row rows[ROWS]; /* of the last turn */
	size_t rows_n;
	uint64_t seed;
};

static int64_t at(const char *local)
{
	char whole[32];
	int64_t ms;

	snprintf(whole, sizeof(whole), "2026-%s", local);
	assert_true(when_local_read(whole, &ms));
	return ms;
}

static void import_all(struct gateway *g)
{
	for (size_t i = 0; import_kinds[i]; i++) {
		struct faults f = {0};
		struct import_count n;
		char path[256];

		snprintf(path, sizeof(path), "scripts/sample/%s.csv", import_kinds[i]);
		assert_int_equal(import_file(g, import_kinds[i], path, &f, &n), VERB_DONE);
	}
}

static void load_from(const char *config)
{
	struct faults f = {0};

	if (setup_load(&setup, config, &f) && (rules = rulebook_load(&setup, &f)) != NULL && f.n == 0)
		return;
	faults_print(&f, stderr);
	fail_msg("%s does not hold", config);
}

static void open_field(struct gateway *g, const char *database)
{
	char why[512] = "";

	if (!gateway_open(g, &setup, rules, database, why, sizeof(why)))
		fail_msg("%s", why);
}

static int make(void **state)
{
	struct field *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	open_field(&f->g, ":memory:");
	import_all(&f->g);
	f->now = at("11-23 09:00"); /* a Monday */
	*state = f;
	return 0;
}

static void forget(struct field *f)
{
	for (size_t i = 0; i < f->rows_n; i++)
		outbox_row_free(&f->rows[i]);
	f->rows_n = 0;
}

static int end(void **state)
{
	struct field *f = *state;

	forget(f);
	gateway_close(&f->g);
	free(f);
	return 0;
}

/* ---- in */

/* Returns the ticket it was about; `payload` is taken over. */
static int64_t send(struct field *f, enum input_kind kind, char *payload, bool by_desk)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);
	int64_t ticket;

	assert_non_null(in);
	assert_non_null(payload);
	in->kind = kind;
	in->payload = payload;
	in->length = strlen(payload);
	in->came = f->now;
	in->by_hand = by_desk;
	snprintf(in->channel, sizeof(in->channel), "sms");
	assert_true(batch_run(&f->g, &b, NULL, f->now));
	ticket = b.all[0].ticket;
	f->moved += b.all[0].events > 0;
	batch_free(&b);
	return ticket;
}

static int64_t open_ticket(struct field *f, const char *serial, bool down, const char *fault)
{
	char id[32];

	snprintf(id, sizeof(id), "o-%d", f->sends++);
	return send(f, IN_OPEN, wire_open(id, "repair", serial, down, fault), true);
}

static void text(struct field *f, const char *from, int64_t sent, const char *words)
{
	char id[32];

	snprintf(id, sizeof(id), "m-%d", f->sends++);
	send(f, IN_MO, wire_mo(id, from, words, sent), strcmp(from, "desk") == 0);
}

/* The clock's turn now: what it caused is in rows. */
static void turn(struct field *f)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);

	forget(f);
	assert_non_null(in);
	in->kind = IN_DUE;
	in->came = f->now;
	assert_true(batch_run(&f->g, &b, NULL, f->now));
	assert_string_equal(b.all[0].outcome, "reminded");
	if (b.all[0].row)
		f->rows_n = outbox_of_input(f->g.store, b.all[0].row, f->rows, ROWS);
	batch_free(&b);
}

/* Lets time pass; returns how many texts the clocks caused. */
static size_t pass(struct field *f, int64_t until)
{
	size_t texts = 0;
	int64_t next;

	while ((next = tickets_next_due(f->g.store)) != 0 && next <= until) {
		f->now = next > f->now ? next : f->now;
		turn(f);
		texts += f->rows_n;
		next = tickets_next_due(f->g.store);
		assert_true(next == 0 || next > f->now);
	}
	f->now = until;
	return texts;
}

/* What the last turn told a number; NULL for nothing. Nobody hears twice in a turn. */
static const char *told(const struct field *f, const char *number)
{
	const char *said = NULL;

	for (size_t i = 0; i < f->rows_n; i++) {
		if (strcmp(f->rows[i].number, number) != 0)
			continue;
		assert_null(said);
		said = f->rows[i].text;
	}
	return said;
}

static void is_told(const struct field *f, const char *number, const char *what)
{
	const char *said = told(f, number);

	if (!said || !strstr(said, what))
		fail_msg("%s was not told `%s` but `%s`", number, what, said ? said : "nothing");
}

/* ---- an outage */

#define AGENT "+8613800000041"
#define DIRECTOR "+8613800000033" /* of service */
#define ENGINEER "+8613800000011"
#define CUSTOMER_B "+8613900000003"

static void what_fell_due_in_an_outage_is_said_once_and_in_order(void **state)
{
	struct field *f = *state;
	char words[64];
	int64_t first = open_ticket(f, "EC360-0113", false, "漏油"), second;

	f->now += 10 * MINUTE;
	second = open_ticket(f, "EC480-0007", false, "异响");
	f->now = at("11-23 09:20");
	snprintf(words, sizeof(words), "派工 %lld 10:00 李雷", (long long)second);
	text(f, HEAD, 0, words);

	/* Nobody is there from 09:20 on Monday to 08:00 on Wednesday. */
	f->now = at("11-25 08:00");
	turn(f);
	is_told(f, HEAD, "项提醒：");
	snprintf(words, sizeof(words), "超时：工单%lld EC360-0113实际响应应于11-24 21:00完成", (long long)first);
	is_told(f, HEAD, words);
	snprintf(words, sizeof(words), "超时：工单%lld EC480-0007实际响应", (long long)second);
	is_told(f, HEAD, words);
	/* Later than the 12 hours for which it is worth saying. */
	assert_null(strstr(told(f, HEAD), "首次响应"));
	assert_null(strstr(told(f, HEAD), "等级响应"));
	assert_null(strstr(told(f, HEAD), "预计派工"));
	/* What was to be done before is no reminder any more, and no customer hears after two days that a time has
	 * passed. */
	assert_null(strstr(told(f, HEAD), "提醒：工单"));
	assert_null(told(f, "+8613900000002"));
	assert_null(told(f, CUSTOMER_B));
	turn(f);
	assert_int_equal(f->rows_n, 0);
	assert_true(tickets_next_due(f->g.store) == 0 || tickets_next_due(f->g.store) > f->now);
}

static void a_gateway_that_comes_back_at_night_waits_for_the_morning(void **state)
{
	struct field *f = *state;

	open_ticket(f, "EC360-0113", true, "漏油");
	f->now = at("11-23 23:30");
	turn(f);
	assert_int_equal(f->rows_n, 0);
	assert_int_equal(tickets_next_due(f->g.store), at("11-24 07:00"));
	f->now = at("11-24 07:00");
	turn(f);
	is_told(f, HEAD, "停机未动");
	is_told(f, "+8613800000032", "停机未动");
}

static void the_night_is_one_text_in_the_morning(void **state)
{
	struct field *f = *state;
	char *number;
	int64_t tickets[5];

	f->now = at("11-23 20:30");
	for (int i = 0; i < 5; i++) {
		tickets[i] = open_ticket(f, "EC360-0113", false, "漏油");
		f->now += 10 * MINUTE;
	}
	/* Late from 21:30 on: three by day, and of the others each in the morning. */
	pass(f, at("11-24 07:00") - 1);
	assert_true(f->now < at("11-24 07:00"));
	f->now = at("11-24 07:00");
	turn(f);
	is_told(f, HEAD, "项提醒：");
	for (int i = 4; i < 5; i++) {
		char line[64];

		snprintf(line, sizeof(line), "工单%lld EC360-0113首次响应", (long long)tickets[i]);
		number = strstr(told(f, HEAD), line);
		assert_non_null(number);
	}
	turn(f);
	assert_int_equal(f->rows_n, 0);
}

static void more_than_a_text_holds_is_cut_and_counted(void **state)
{
	struct field *f = *state;

	for (int i = 0; i < 60; i++)
		open_ticket(f, "EC360-0113", false, "漏油");
	f->now += 30 * MINUTE;
	turn(f);
	assert_int_equal(f->rows_n, 1);
	is_told(f, HEAD, "共60项提醒：");
	is_told(f, HEAD, "…");
	turn(f);
	assert_int_equal(f->rows_n, 0);
}

/* The clock of machines that are down, which asks just that. */
static const struct clock_kind *still_clock(const struct flow *flow)
{
	for (size_t i = 0; i < flow->clocks_n; i++)
		if (strcmp(flow->clocks[i].name, "still") == 0)
			return &flow->clocks[i];
	fail_msg("there is no clock `still`");
	return NULL;
}

/* As a flow says it with `{at: 50%, tells: {station_head: {say: clock.remind, if: down}}}`. */
static void a_step_for_machines_at_a_stand_is_said_of_them_alone(void **state)
{
	struct field *f = *state;
	struct clock_step *half = &rules->flows.all[0]->clocks[0].steps[0];
	int64_t still;
	char words[64];

	assert_string_equal(rules->flows.all[0]->clocks[0].name, "answer");
	assert_int_equal(half->tells[0].to, STATION_HEAD);
	half->tells[0].when = still_clock(rules->flows.all[0])->when;
	open_ticket(f, "EC360-0113", false, "漏油");
	still = open_ticket(f, "EC480-0007", true, "异响");
	assert_int_equal(pass(f, at("11-23 09:30") - 1), 0);
	f->now = at("11-23 09:30");
	turn(f);
	half->tells[0].when = NULL;
	assert_int_equal(f->rows_n, 1);
	snprintf(words, sizeof(words), "工单%lld 停机 EC480-0007首次响应", (long long)still);
	is_told(f, HEAD, words);
	assert_null(strstr(told(f, HEAD), "EC360-0113"));
}

/* ---- the ledger gives the same clocks */

static uint32_t dice(struct field *f, uint32_t sides)
{
	f->seed = f->seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(f->seed >> 33) % sides;
}

/* A time of day between a quarter and eight hours ahead. */
static void ahead(struct field *f, char out[8])
{
	char local[24];

	when_local(f->now + (15 + dice(f, 465)) * MINUTE, local);
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

static void write_words(struct field *f, const struct ticket *t, const char *saying, char *words, size_t size)
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
					      engineers[(t->station == 2 ? 2 : 0) + dice(f, 2)]);
		else if (*c == '*')
			n += (size_t)snprintf(words + n, size - n, "%u", dice(f, 100000));
		else
			n += (size_t)snprintf(words + n, size - n, "%c", *c);
	}
}

static const char *number_of(const struct field *f, int64_t person)
{
	const struct person *p = roster_person(&f->g.roster, person);

	return p ? p->number : NULL;
}

static const char *saying_for(struct field *f, const struct ticket *t)
{
	const char *state = t->state >= 0 ? t->flow->states[t->state].name : "";

	for (size_t i = 0; i < sizeof(sayings) / sizeof(*sayings); i++) {
		if (strcmp(sayings[i].state, state) == 0)
			return sayings[i].texts[dice(f, 6)];
	}
	return "我的";
}

/* Some text about one of the tickets: mostly one that moves it, now and then one that comes late, or takes one back. */
static void say_something(struct field *f, const struct ticket *t)
{
	static const char *const serials[] = {"EC210-0042", "EC55-0201", "A40-0009", "L120-0003"};
	char words[WORDS_BYTES], said[WORDS_BYTES];
	const char *from = t->station == 2 ? HEAD_2 : HEAD, *saying = saying_for(f, t);
	int64_t sent = dice(f, 4) ? 0 : f->now - dice(f, 50) * MINUTE;
	uint32_t what = dice(f, 24);

	if (what < 4 && t->last_text) {
		from = number_of(f, t->last_by) ? number_of(f, t->last_by) : "desk";
		saying = "撤销 #";
		sent = 0;
	} else if (what < 6 || t->station == 0) {
		from = "desk";
		snprintf(words, sizeof(words), "归站 # %s", serials[dice(f, 4)]);
		saying = words;
	} else if (what == 6) {
		from = "desk";
		saying = "取消 # 客户取消";
	} else if (*saying == '!') {
		from = number_of(f, t->lead) ? number_of(f, t->lead) : from;
		saying++;
	}
	write_words(f, t, saying, said, sizeof(said));
	text(f, from, sent, said);
}

static void same_clocks(const struct field *f, const struct ticket *kept, const struct ticket *made)
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

static void look_at(struct field *f, int64_t number, struct ticket *kept)
{
	static struct ticket made;
	struct clock_context h = {.calendars = rules->calendars, .roster = &f->g.roster};

	assert_true(tickets_load(f->g.store, &rules->flows, number, kept));
	assert_true(ledger_replay_clocks(f->g.store, &h, kept, INT64_MAX, &made));
	same_clocks(f, kept, &made);
}

/* Nothing that the clocks say comes between 22:00 and 07:00. */
static void stays_quiet(const struct field *f)
{
	char local[24];

	for (size_t i = 0; i < f->rows_n; i++) {
		when_local(f->rows[i].created, local);
		assert_in_range(strtol(local + 11, NULL, 10), 7, 21);
	}
}

static int64_t some_ticket(struct field *f)
{
	static const char *const serials[] = {"EC210-0042", "EC360-0113", "EC55-0201", "A40-0009", "-"};
	static const char *const faults[] = {"漏油", "车门打不开", "发动机无法启动"};

	return open_ticket(f, serials[dice(f, 5)], dice(f, 2), faults[dice(f, 3)]);
}

static void live_and_look(struct field *f, int64_t *tickets, size_t n, int texts)
{
	static struct ticket t;

	for (int i = 0; i < texts; i++) {
		size_t which = dice(f, (uint32_t)n);
		int64_t number = tickets[which], until, next;

		until = f->now + (1 + (int64_t)dice(f, dice(f, 8) ? 25 : 900)) * MINUTE;
		while ((next = tickets_next_due(f->g.store)) != 0 && next <= until) {
			f->now = next > f->now ? next : f->now;
			turn(f);
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
		struct field *f;
		int64_t tickets[6];

		end(state);
		make(state);
		f = *state;
		f->seed = seed;
		for (size_t i = 0; i < 6; i++) {
			tickets[i] = some_ticket(f);
			f->now += dice(f, 30) * MINUTE;
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
	rulebook_release(rules);
	load_from(config);
	live_by_chance(state);
	end(state);
	rulebook_release(rules);
	load_from(CONFIG);
	make(state);
	aide_remove(top);
}

/* ---- made again */

static void refresh_clocks(struct field *f)
{
	struct clock_refresh r = {0};

	assert_true(clock_refresh_look(&r, &f->g, f->now));
	assert_true(r.wanted);
	while (r.wanted)
		assert_true(clock_refresh_step(&r, &f->g, f->now));
	assert_true(clock_refresh_look(&r, &f->g, f->now));
	assert_false(r.wanted);
}

static const struct clock_state *clock_of(struct field *f, int64_t number, const char *name)
{
	static struct ticket t;

	assert_true(tickets_load(f->g.store, &rules->flows, number, &t));
	for (size_t i = 0; i < t.flow->clocks_n; i++) {
		if (strcmp(t.flow->clocks[i].name, name) == 0)
			return &t.clocks[i];
	}
	fail_msg("no clock %s", name);
	return NULL;
}

static void another_class_moves_what_is_open_and_not_what_was_judged(void **state)
{
	struct field *f = *state;
	struct faults faults = {0};
	struct import_count n;
	char words[64], dir[256], csv[300];
	int64_t judged = open_ticket(f, "EC210-0042", false, "漏油"), open;

	refresh_clocks(f); /* the first time everything is looked at */
	snprintf(words, sizeof(words), "派工 %lld 12:00 李雷", (long long)judged);
	text(f, HEAD, 0, words);
	pass(f, at("11-23 11:30"));
	snprintf(words, sizeof(words), "到达 %lld", (long long)judged);
	text(f, ENGINEER, 0, words);
	assert_int_equal(clock_of(f, judged, "class")->verdict, MISSED);
	f->now = at("11-23 14:00");
	open = open_ticket(f, "EC210-0042", false, "异响");
	pass(f, at("11-23 15:31"));
	assert_int_equal(clock_of(f, open, "class")->due, at("11-23 16:00"));

	aide_folder(dir, sizeof(dir));
	aide_write(dir, "customers.csv", "%s",
		   "name,mobile,class,language,sales_manager\n王建国,+8613900000001,C,zh,\n");
	snprintf(csv, sizeof(csv), "%s/customers.csv", dir);
	assert_int_equal(import_file(&f->g, "customers", csv, &faults, &n), VERB_DONE);
	aide_remove(dir);
	refresh_clocks(f);
	assert_int_equal(clock_of(f, open, "class")->due, at("11-24 18:00"));
	assert_int_equal(clock_of(f, judged, "class")->due, at("11-23 11:00"));
	assert_int_equal(clock_of(f, judged, "class")->verdict, MISSED);
	assert_int_equal(pass(f, at("11-23 15:59")), 0); /* nothing of what was said is said again */
}

/* ---- kills */

#define KILLED_TICKETS 25
#define TEXTS_EACH 8 /* answer: 1 before, 2 after, 1 later; class A: 1 before, 2 after, 1 later */
#define KILLS 25
#define KILLED_MOST 5 /* turns that it may take before: with all its lives fewer than the 6 that each ticket needs */

/* A gateway of its own that does what is due, one thing after another; it may be killed at any moment. Each takes a
 * byte from `leave`, unless that is -1. */
static void serve_clocks(const char *database, int64_t until, int leave)
{
	struct field *f = calloc(1, sizeof(*f));

	if (!f)
		_exit(2);
	open_field(&f->g, database);
	while ((f->now = tickets_next_due(f->g.store)) != 0 && f->now <= until) {
		struct batch b = {0};
		struct input *in = batch_add(&b);
		char byte;

		if (!in || (leave >= 0 && read(leave, &byte, 1) != 1))
			_exit(2);
		in->kind = IN_DUE;
		in->came = f->now;
		if (!batch_run(&f->g, &b, NULL, f->now))
			_exit(2);
		batch_free(&b);
	}
	_exit(0);
}

static void comes_to_the_end(const char *database, int64_t until)
{
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		serve_clocks(database, until, -1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* Killed after `us`; however late that is, it has not done more than `most` by then. */
static void is_killed(const char *database, int64_t until, int most, long us)
{
	static const char bytes[KILLED_MOST];
	const struct timespec t = {.tv_nsec = us * 1000};
	int status = 0, leave[2];
	pid_t pid;

	assert_int_equal(pipe2(leave, O_CLOEXEC), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		serve_clocks(database, until, leave[0]);
	assert_int_equal(write(leave[1], bytes, (size_t)most), most);
	nanosleep(&t, NULL); /* the instant of the kill is what is tried */
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	close(leave[0]);
	close(leave[1]);
}

static size_t texts_of(struct store *s, int64_t ticket)
{
	static struct outbox_row rows[ROWS];
	size_t n = outbox_of_ticket(s, ticket, rows, ROWS), said = 0;

	for (size_t i = 0; i < n; i++) {
		said += strncmp(rows[i].template, "clock.", 6) == 0;
		for (size_t k = 0; k < i; k++)
			assert_false(rows[i].person == rows[k].person && strcmp(rows[i].text, rows[k].text) == 0);
	}
	for (size_t i = 0; i < n; i++)
		outbox_row_free(&rows[i]);
	return said;
}

static void killed_at_any_moment_it_says_nothing_twice_and_forgets_nothing(void **state)
{
	struct field *f = *state;
	char folder[256], database[300];
	int64_t tickets[KILLED_TICKETS], until = at("11-23 20:00");

	aide_folder(folder, sizeof(folder));
	snprintf(database, sizeof(database), "%s/due.db", folder);
	gateway_close(&f->g);
	open_field(&f->g, database);
	import_all(&f->g);
	for (int i = 0; i < KILLED_TICKETS; i++) {
		tickets[i] = open_ticket(f, "EC480-0007", false, "漏油");
		f->now += MINUTE; /* steps are half an hour apart: no two are due for one person at one time */
	}
	gateway_close(&f->g);
	f->seed = 7;
	for (int i = 0; i < KILLS; i++)
		is_killed(database, until, 1 + (int)dice(f, KILLED_MOST), 1000 + (long)dice(f, 40000));
	comes_to_the_end(database, until);

	open_field(&f->g, database);
	for (int i = 0; i < KILLED_TICKETS; i++)
		assert_int_equal(texts_of(f->g.store, tickets[i]), TEXTS_EACH);
	gateway_close(&f->g);
	aide_remove(folder);
	open_field(&f->g, ":memory:");
}

static int load(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	load_from(CONFIG);
	return 0;
}

static int unload(void **state)
{
	(void)state;
	rulebook_release(rules);
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, make, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(what_fell_due_in_an_outage_is_said_once_and_in_order),
		CASE(a_gateway_that_comes_back_at_night_waits_for_the_morning),
		CASE(the_night_is_one_text_in_the_morning),
		CASE(more_than_a_text_holds_is_cut_and_counted),
		CASE(a_step_for_machines_at_a_stand_is_said_of_them_alone),
		CASE(whatever_texts_come_the_ledger_gives_the_clocks_that_are_kept),
		CASE(and_where_clocks_pause),
		CASE(another_class_moves_what_is_open_and_not_what_was_judged),
		CASE(killed_at_any_moment_it_says_nothing_twice_and_forgets_nothing),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
