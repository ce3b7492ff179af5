#include "tests/year/compare.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/year/lives.h"
#include "tests/year/timers.h"

struct comparing {
	struct play *p;
	const struct rules_of_year *r;
	const struct story *s;
	struct account made; /* by hand */
	struct account kept; /* as the database has it */
	const struct taken *taken;
	size_t taken_n;
	sqlite3_stmt *clocks, *events;
	struct compared *out;
};

/* ---- reading the database ---- */

static int timer_named(const struct comparing *c, const char *name, size_t n)
{
	enum process p = c->s->process;

	for (int i = (int)timers_first[p]; i < (int)timers_first[p + 1]; i++)
		if (strlen(timer_names[i]) == n && strncmp(timer_names[i], name, n) == 0)
			return i;
	return -1;
}

/* name=started,resumed,used,worked,due,stopped,verdict,broken,rule,done,repeats,next */
static bool read_clock(struct comparing *c, const char *word)
{
	size_t n = strcspn(word, "=");
	int timer = timer_named(c, word, n), judged, broken, rule;
	int64_t started, resumed, used, worked, due, stopped;

	if (n == 1 && *word == '+') /* until when it has opened what waited */
		return true;
	if (timer < 0 ||
	    sscanf(word + n, "=%" SCNd64 ",%" SCNd64 ",%" SCNd64 ",%" SCNd64 ",%" SCNd64 ",%" SCNd64 ",%d,%d,%d,",
		   &started, &resumed, &used, &worked, &due, &stopped, &judged, &broken, &rule) != 9)
		return false;
	c->kept.timers[timer] = (struct timing){started, due, stopped, (enum judged)judged, rule};
	return true;
}

/* met.arrival=DUE/STOPPED/RULE; words that are no verdict are passed over. */
static bool read_verdict(struct comparing *c, const char *word)
{
	bool late = strncmp(word, "late.", 5) == 0;
	const char *name = late ? word + 5 : word + 4;
	size_t n = strcspn(name, "=");
	struct judgement j = {.late = late};
	int timer;

	if (!late && strncmp(word, "met.", 4) != 0)
		return true;
	timer = timer_named(c, name, n);
	if (timer < 0 || sscanf(name + n, "=%" SCNd64 "/%" SCNd64 "/", &j.due, &j.stopped) != 2 ||
	    c->kept.judgements_n == JUDGEMENTS_MAX)
		return false;
	j.timer = (enum timer)timer;
	c->kept.judgements[c->kept.judgements_n++] = j;
	return true;
}

static bool each_word(struct comparing *c, const char *text, bool (*read)(struct comparing *c, const char *word))
{
	for (; *text; text += strspn(text, " ")) {
		if (!read(c, text)) {
			fprintf(stderr, "this is neither a clock nor a verdict: %s\n", text);
			return false;
		}
		text += strcspn(text, " ");
	}
	return true;
}

static bool read_kept(struct comparing *c)
{
	bool ok;

	memset(c->kept.timers, 0, sizeof(c->kept.timers));
	c->kept.judgements_n = 0;
	sqlite3_bind_int64(c->clocks, 1, c->s->number);
	ok = sqlite3_step(c->clocks) == SQLITE_ROW &&
	     each_word(c, (const char *)sqlite3_column_text(c->clocks, 0), read_clock);
	sqlite3_reset(c->clocks);
	sqlite3_bind_int64(c->events, 1, c->s->number);
	while (ok && sqlite3_step(c->events) == SQLITE_ROW)
		ok = each_word(c, (const char *)sqlite3_column_text(c->events, 0), read_verdict);
	sqlite3_reset(c->events);
	return ok;
}

/* ---- the story, told ---- */

static const struct days *days_now(const struct comparing *c)
{
	return c->r->plans[station_plan(life_station(c->s, c->s->n - 1))];
}

static void print_time(const struct comparing *c, const char *what, int64_t at)
{
	char time[32];

	days_write(days_now(c), at, time, sizeof(time));
	printf("%s%s", what, time);
}

static void print_act(const struct comparing *c, size_t i)
{
	const struct act *a = &c->s->acts[i];

	printf("    %-9s", act_names[a->kind]);
	print_time(c, " came ", a->came);
	if (a->sent)
		print_time(c, "  sent ", a->sent);
	if (a->told)
		print_time(c, "  tells ", a->told);
	printf("%s%s\n", a->refused ? "  (refused)" : "",
	       c->made.refused[i] != a->refused ? "  <- not so by hand" : "");
}

static void print_story(const struct comparing *c)
{
	static const char *const plans[PLANS] = {"standard", "depot", "urumqi"};
	int station = life_station(c->s, c->s->n - 1);
	int machine = c->s->machine;

	printf("%s %" PRId64 ": \"%s\"%s, calendar %s", process_names[c->s->process], c->s->number,
	       faults_said[c->s->fault].words, c->s->down ? ", down" : "", plans[station_plan(station)]);
	if (station >= 0)
		printf(", region %c", station_region(station));
	if (c->s->parent)
		printf(", opened by %" PRId64, c->s->parent);
	if (machine >= 0)
		printf(", class %c, %d km", machine_class(machine) ? machine_class(machine) : '-', machine_km(machine));
	printf("\n");
	for (size_t i = 0; i < c->s->n && c->s->acts[i].came <= c->r->until; i++)
		print_act(c, i);
}

static void print_timing(const struct comparing *c, const char *who, const struct timing *t)
{
	printf("      %s", who);
	print_time(c, " started ", t->started);
	print_time(c, "  due ", t->due);
	print_time(c, "  stopped ", t->stopped);
	printf("  %s  rule %d\n", judged_names[t->judged], t->rule);
}

static void print_judgements(const struct comparing *c, const char *who, const struct account *a)
{
	printf("    verdicts %s:\n", who);
	for (size_t i = 0; i < a->judgements_n; i++) {
		const struct judgement *j = &a->judgements[i];

		printf("      %s.%s", j->late ? "late" : "met", timer_names[j->timer]);
		print_time(c, "  due ", j->due);
		print_time(c, "  stopped ", j->stopped);
		printf("\n");
	}
}

static void print_step(const struct comparing *c, const char *who, const char *timer, int step, int64_t at, int64_t due)
{
	printf("      %s %s, step %d", who, timer, step + 1);
	print_time(c, "  at ", at);
	print_time(c, "  due ", due);
	printf("\n");
}

/* ---- side by side ---- */

static bool same_timing(const struct timing *a, const struct timing *b)
{
	return a->started == b->started && (a->started == 0 || (a->due == b->due && a->stopped == b->stopped &&
								a->judged == b->judged && a->rule == b->rule));
}

static bool same_judgements(const struct account *a, const struct account *b)
{
	bool same = a->judgements_n == b->judgements_n;

	for (size_t i = 0; same && i < a->judgements_n; i++)
		same = a->judgements[i].timer == b->judgements[i].timer &&
		       a->judgements[i].late == b->judgements[i].late && a->judgements[i].due == b->judgements[i].due &&
		       a->judgements[i].stopped == b->judgements[i].stopped;
	return same;
}

static int by_when(const void *a, const void *b)
{
	const struct spoken *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->timer != y->timer ? (int)x->timer - (int)y->timer : x->step - y->step;
}

static bool same_step(const struct spoken *a, const struct taken *b)
{
	return (int)a->timer == b->timer && a->step == b->step && a->at == b->at && a->due == b->due;
}

static bool same_steps(const struct comparing *c)
{
	bool same = c->made.spoken_n == c->taken_n;

	for (size_t i = 0; same && i < c->taken_n; i++)
		same = same_step(&c->made.spoken[i], &c->taken[i]);
	return same;
}

static bool same_refusals(const struct comparing *c)
{
	for (size_t i = 0; i < c->s->n && c->s->acts[i].came <= c->r->until; i++)
		if (c->s->acts[i].refused != c->made.refused[i])
			return false;
	return true;
}

static bool same_timings(const struct comparing *c)
{
	for (int i = 0; i < TIMERS; i++)
		if (!same_timing(&c->made.timers[i], &c->kept.timers[i]))
			return false;
	return true;
}

static void print_steps(const struct comparing *c)
{
	for (size_t i = 0, k = 0; i < c->made.spoken_n || k < c->taken_n;) {
		const struct spoken *m = &c->made.spoken[i];
		const struct taken *t = &c->taken[k];

		if (i < c->made.spoken_n && k < c->taken_n && same_step(m, t)) {
			print_step(c, "both   ", timer_names[m->timer], m->step, m->at, m->due);
			i++, k++;
		} else if (k == c->taken_n || (i < c->made.spoken_n && m->at <= t->at)) {
			print_step(c, "by hand", timer_names[m->timer], m->step, m->at, m->due);
			i++;
		} else {
			print_step(c, "gateway", timer_names[t->timer], t->step, t->at, t->due);
			k++;
		}
	}
}

static void print_difference(const struct comparing *c)
{
	print_story(c);
	for (int i = 0; i < TIMERS; i++) {
		if (same_timing(&c->made.timers[i], &c->kept.timers[i]))
			continue;
		printf("    %s:\n", timer_names[i]);
		print_timing(c, "by hand", &c->made.timers[i]);
		print_timing(c, "gateway", &c->kept.timers[i]);
	}
	if (!same_judgements(&c->made, &c->kept)) {
		print_judgements(c, "by hand", &c->made);
		print_judgements(c, "in the ledger", &c->kept);
	}
	if (!same_steps(c)) {
		printf("    steps:\n");
		print_steps(c);
	}
}

/* ---- once, and not at night ---- */

static void count_twice(struct comparing *c)
{
	for (size_t i = 0; i < c->taken_n; i++) {
		const struct taken *t = &c->taken[i];
		int before = 0;

		for (size_t k = 0; k < i; k++)
			before += c->taken[k].timer == t->timer && c->taken[k].step == t->step &&
				  c->taken[k].due == t->due;
		c->out->twice += before >= (t->repeats ? 18 : 1);
		if (before == (t->repeats ? 18 : 1) && c->out->twice <= 3) {
			print_story(c);
			print_step(c, "again", timer_names[t->timer], t->step, t->at, t->due);
		}
	}
}

/* By the calendar the ticket had then. */
static void count_quiet(struct comparing *c)
{
	for (size_t i = 0; i < c->taken_n; i++) {
		size_t act = 0;

		while (act + 1 < c->s->n && c->s->acts[act + 1].came <= c->taken[i].at)
			act++;
		c->out->in_quiet +=
			!c->taken[i].urgent && days_awake(c->r->plans[station_plan(life_station(c->s, act))],
							  night_of(c->s->process), c->taken[i].at) != c->taken[i].at;
	}
}

static void count(struct comparing *c)
{
	c->out->tickets++;
	c->out->spoken += c->taken_n;
	c->out->judgements += c->kept.judgements_n;
	c->out->of[c->s->process]++;
	for (size_t i = 0; i < c->kept.judgements_n; i++) {
		c->out->late += c->kept.judgements[i].late;
		c->out->verdicts[c->kept.judgements[i].timer][c->kept.judgements[i].late]++;
	}
	for (int i = 0; i < TIMERS; i++)
		c->out->clocks += c->kept.timers[i].started != 0;
	count_twice(c);
	count_quiet(c);
}

static bool compare_one(struct comparing *c, size_t shown)
{
	reckon(c->r, c->s, &c->made);
	qsort(c->made.spoken, c->made.spoken_n, sizeof(*c->made.spoken), by_when);
	if (!read_kept(c)) {
		print_story(c);
		fprintf(stderr, "its clocks or verdicts cannot be read\n");
		return false;
	}
	count(c);
	if (!same_refusals(c) || !same_timings(c) || !same_judgements(&c->made, &c->kept) || !same_steps(c)) {
		if (c->out->differing++ < shown)
			print_difference(c);
	}
	if (!play_again(c->p, c->s->number, c->r->until) && c->out->remade++ < shown)
		print_story(c);
	return true;
}

/* ---- the texts ---- */

static bool count_texts(struct comparing *c, sqlite3 *db)
{
	sqlite3_stmt *q = NULL;

	if (sqlite3_prepare_v2(db,
			       "SELECT o.template = 'reminders', o.created, s.name FROM outbox o "
			       "JOIN inbox i ON i.id = o.inbox JOIN person p ON p.id = o.person "
			       "LEFT JOIN station s ON s.id = p.station WHERE i.kind = 'due'",
			       -1, &q, NULL) != SQLITE_OK)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(q, 2);
		int64_t at = sqlite3_column_int64(q, 1);
		int station = 0;

		c->out->reminders++;
		c->out->joined += sqlite3_column_int(q, 0) == 1;
		while (name && station < STATIONS && strcmp(station_name(station), name) != 0)
			station++;
		if (name && station < STATIONS)
			c->out->in_quiet += days_awake(c->r->plans[station_plan(station)], night_of(REPAIR), at) != at;
	}
	return sqlite3_finalize(q) == SQLITE_OK;
}

/* ---- all ---- */

static bool prepare(struct comparing *c, sqlite3 *db)
{
	return sqlite3_prepare_v2(db, "SELECT clocks FROM ticket WHERE number = ?1", -1, &c->clocks, NULL) ==
		       SQLITE_OK &&
	       sqlite3_prepare_v2(db,
				  "SELECT e.change FROM event e JOIN inbox i ON i.id = e.inbox "
				  "WHERE e.ticket = ?1 AND i.undone = 0 ORDER BY e.seq",
				  -1, &c->events, NULL) == SQLITE_OK;
}

/* The taken steps are sorted by ticket, and tickets are numbered as they were opened. */
static void find_taken(struct comparing *c, const struct taken *all, size_t n)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (all[middle].ticket < c->s->number)
			low = middle + 1;
		else
			high = middle;
	}
	c->taken = all + low;
	for (c->taken_n = 0; low + c->taken_n < n && all[low + c->taken_n].ticket == c->s->number;)
		c->taken_n++;
}

bool compare(struct play *p, const struct rules_of_year *r, const struct story *stories, size_t n, size_t shown,
	     struct compared *out)
{
	struct comparing *c = calloc(1, sizeof(*c));
	sqlite3 *db = play_database(p);
	const struct taken *all;
	size_t all_n;
	bool ok;

	*out = (struct compared){0};
	if (!c)
		return false;
	*c = (struct comparing){.p = p, .r = r, .out = out};
	all = play_taken(p, &all_n);
	ok = prepare(c, db);
	for (size_t i = 0; ok && i < n; i++) {
		if (stories[i].acts[0].came > r->until)
			continue;
		c->s = &stories[i];
		find_taken(c, all, all_n);
		ok = compare_one(c, shown);
	}
	sqlite3_finalize(c->clocks);
	sqlite3_finalize(c->events);
	ok = ok && count_texts(c, db);
	free(c);
	return ok;
}
