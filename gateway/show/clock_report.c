#include "gateway/show/clock_report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/duration.h"
#include "gateway/board/clock_rule.h"
#include "gateway/show/clock_history.h"
#include "gateway/show/label_text.h"
#include "gateway/show/step_table.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/due.h"

#define SHOWN_MAX 60 /* windows of one clock that are printed; the sum is of all */

struct report {
	const struct ticket *t;
	struct clock_context context;
	int64_t now;
	FILE *out;
	struct clock_histories histories;
};

/* ---- the time that counted ---- */

struct windows {
	FILE *out;
	size_t n;
	int64_t sum;
};

static bool add_window(void *ctx, int64_t from, int64_t to)
{
	struct windows *w = ctx;
	char a[HISTORY_AT], b[HISTORY_AT], span[DURATION_BYTES];
	bool same_day;

	w->sum += to - from;
	if (w->n++ >= SHOWN_MAX)
		return true;
	history_at(from, a);
	history_at(to, b);
	duration_write(to - from, span);
	/* The day once, where it is the same. */
	same_day = strncmp(a, b, sizeof("2026-11-21") - 1) == 0;
	fprintf(w->out, "  %-9s %s to %s  %s\n", w->n == 1 ? "counted" : "", a, same_day ? b + sizeof("2026-11-21") : b,
		span);
	return true;
}

/* A verdict goes by the line as it was worded then, whatever the flow says now. */
static bool is_judged(const struct clock_kind *k, const struct clock_state *s, const struct clock_run *c)
{
	return s->stopped && c->last.seq && !clock_is_promise(k);
}

/* The line that holds; of a clock that was judged, the one that is still worded as it was then. NULL: there is none. */
static const struct due_rule *line_of(const struct clock_kind *k, const struct clock_state *s,
				      const struct clock_run *c)
{
	if (!is_judged(k, s, c))
		return s->rule >= 0 ? &k->dues[s->rule] : NULL;
	return clock_rule_worded(k, c->last.said.rule);
}

static void print_counted(const struct report *r, const struct clock_run *c, const struct clock_kind *k,
			  const struct clock_state *s)
{
	const struct due_rule *d = line_of(k, s, c);
	struct windows w = {.out = r->out};
	char span[DURATION_BYTES];

	if (!d || d->how == DUE_SPAN)
		return;
	for (size_t i = 0; i < c->ran_n; i++) {
		int64_t end = s->stopped ? s->stopped : r->now, to = c->ran[i].to;

		calendar_windows(clock_calendar(&r->context, r->t), c->ran[i].from, to && to < end ? to : end,
				 add_window, &w);
	}
	duration_write(w.sum, span);
	if (w.n > SHOWN_MAX)
		fprintf(r->out, "            and %zu more windows\n", w.n - SHOWN_MAX);
	fprintf(r->out, "  %-9s in all %s of working time, by the calendar `%s`\n", w.n ? "" : "counted", span,
		calendar_name(clock_calendar(&r->context, r->t)));
	if (c->cut)
		fprintf(r->out, "            it paused more than %d times; the rest is left out\n", STRETCHES_MAX);
}

/* ---- where it stands ---- */

static void print_rule(const struct report *r, const struct clock_kind *k, const struct clock_state *s,
		       const struct clock_run *c)
{
	static const char *const holds[] = {"the first", "the earliest", "the latest"};
	bool judged = is_judged(k, s, c);
	const struct due_rule *d = line_of(k, s, c);
	char rule[HISTORY_RULE];

	fprintf(r->out, "  %-9s %s", "rule",
		!judged              ? history_rule(r->t->flow, k, s, rule)
		: *c->last.said.rule ? c->last.said.rule
				     : "-");
	if (judged && !d)
		fputs(" (a line the flow had then; it is gone now)", r->out);
	else if (!clock_is_promise(k) && k->dues_n > 1 && d)
		fprintf(r->out, " (%s of those that apply)", holds[k->holds]);
	fputc('\n', r->out);
}

static void print_at(const struct report *r, const char *label, int64_t at)
{
	char written[HISTORY_AT];

	if (at)
		fprintf(r->out, "  %-9s %s\n", label, history_at(at, written));
}

/* Of a clock that pauses: how much of its time is left. */
static void print_paused(const struct report *r, const struct clock_kind *k, const struct clock_state *s)
{
	const struct due_rule *d = s->rule >= 0 ? &k->dues[s->rule] : NULL;
	char span[DURATION_BYTES];
	int64_t left;

	if (!d) {
		fputs("it pauses, and asks nothing\n", r->out);
		return;
	}
	if (d->how == DUE_DAY) {
		fputs("it pauses\n", r->out);
		return;
	}
	left = d->ms - (d->how == DUE_WORKING ? s->worked : s->used);
	duration_write(left > 0 ? left : -left, span);
	fprintf(r->out, "it pauses; %s%s %s\n", span, d->how == DUE_WORKING ? " of working time" : "",
		left > 0 ? "are left" : "over");
}

static void print_running(const struct report *r, const struct clock_kind *k, const struct clock_state *s)
{
	const struct due_rule *d = s->rule >= 0 ? &k->dues[s->rule] : NULL;
	char span[DURATION_BYTES], worked[DURATION_BYTES];
	bool over;
	int64_t from, to;

	if (s->due == 0) {
		fputs("still runs, and is never due\n", r->out);
		return;
	}
	over = r->now > s->due;
	from = over ? s->due : r->now;
	to = over ? r->now : s->due;
	duration_write(to - from, span);
	fprintf(r->out, "still runs; %s %s", span, over ? "over" : "left");
	if (d && d->how == DUE_WORKING) {
		duration_write(calendar_measure(clock_calendar(&r->context, r->t), from, to), worked);
		fprintf(r->out, ", %s of it working time", worked);
	}
	fputs(s->broken ? "; late all the same: an earlier promised time passed without word\n" : "\n", r->out);
}

/* The last promise was kept, an earlier one was not. */
static void print_broken(const struct report *r, const struct clock_run *c)
{
	char what[CLOCK_LINE];

	fputs("late: an earlier promised time passed without word\n", r->out);
	if (c->last.seq) {
		judgement_text(&c->last, what);
		fprintf(r->out, "            event %" PRId64 " said: %s\n", c->last.seq, what);
	}
}

static void print_verdict(const struct report *r, const struct clock_kind *k, const struct clock_state *s,
			  const struct clock_run *c)
{
	char what[CLOCK_LINE];

	fprintf(r->out, "  %-9s ", "verdict");
	if (s->stopped == 0 && s->resumed == 0)
		print_paused(r, k, s);
	else if (s->stopped == 0)
		print_running(r, k, s);
	else if (s->verdict == VOID)
		fputs("void: nobody was asked for it any more\n", r->out);
	else if (s->broken && s->verdict == MISSED && !due_over(k, s, s->stopped))
		print_broken(r, c);
	else if (s->verdict == UNJUDGED || c->last.seq == 0)
		fputs("none: none of its lines applied\n", r->out);
	else {
		judgement_text(&c->last, what);
		fprintf(r->out, "%s\n", what);
	}
	if (s->stopped && s->verdict != VOID && c->before.seq && c->last.seq) {
		judgement_text(&c->before, what);
		fprintf(r->out, "            event %" PRId64 " says so; before it, event %" PRId64 " said: %s\n",
			c->last.seq, c->before.seq, what);
	}
}

/* The rules may have been changed since the ticket was last looked at. */
static void print_another(const struct report *r, const struct clock_state *s, const struct clock_state *made)
{
	char at[HISTORY_AT];

	if (!history_runs(s) || !history_runs(made) || s->due == made->due)
		return;
	fprintf(r->out, "  %-9s %s%s by the present rules; `fieldgate serve` will take that over\n", "",
		made->due ? "due " : "never due", made->due ? history_at(made->due, at) : "");
}

/* ---- all of it ---- */

static void print_clock(struct report *r, size_t i)
{
	const struct clock_kind *k = &r->t->flow->clocks[i];
	const struct clock_state *s = &r->t->clocks[i];
	struct clock_history *h = &r->histories.of[i];
	char label[LABEL_TEXT_BYTES];

	if (h->log.n == 0 && s->started == 0)
		return;
	fprintf(r->out, "\nclock %s (%s)\n", k->name, label_text(&k->label, label));
	if (s->started) {
		print_rule(r, k, s, &h->run);
		print_at(r, "start", s->started);
		print_at(r, "due", s->due);
		print_at(r, "stopped", s->stopped);
		print_verdict(r, k, s, &h->run);
		print_another(r, s, &r->histories.made.clocks[i]);
		print_counted(r, &h->run, k, s);
		step_table_print(&r->context, r->t, i, r->out);
	}
	if (h->log.n > 0)
		fputs("  how it went\n", r->out);
	columns_print(&h->log, r->out);
}

bool clock_report_print(const struct workspace *w, const struct ticket *t, int64_t now, FILE *out)
{
	struct report *r = calloc(1, sizeof(*r));
	bool good;

	if (!r)
		return false;
	r->t = t;
	r->context = (struct clock_context){.calendars = w->rules->calendars, .roster = &w->roster};
	r->now = now;
	r->out = out;
	good = clock_histories_take(&r->histories, w->store, &r->context, t);
	for (size_t i = 0; i < t->flow->clocks_n; i++)
		print_clock(r, i);
	free(r);
	return good;
}
