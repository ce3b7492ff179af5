#include "gateway/views/explain.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/duration.h"
#include "gateway/views/clock_history.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/clock_step.h"
#include "handlers/clock/due.h"
#include "templates/text/text.h"

#define SHOWN_MAX 60 /* windows of one clock that are printed; the sum is of all */

struct inquest {
	const struct ticket *t;
	struct clock_context house;
	int64_t now;
	FILE *out;
	struct accounts accounts;
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
	w->sum += to - from;
	if (w->n++ >= SHOWN_MAX)
		return true;
	history_at(from, a);
	history_at(to, b);
	duration_write(to - from, span);
	/* The day once, where it is the same. */
	bool same_day = strncmp(a, b, sizeof("2026-11-21") - 1) == 0;
	fprintf(w->out, "  %-9s %s to %s  %s\n", w->n == 1 ? "counted" : "", a, same_day ? b + sizeof("2026-11-21") : b,
		span);
	return true;
}

/* What was judged was judged by the words of then, whatever the flow says now. */
static bool is_judged(const struct clock_kind *k, const struct clock_state *s, const struct clock_history *c)
{
	return s->stopped && c->last.seq && !clock_is_promise(k);
}

/* A judgement has blanks for what may have been `_`. */
static bool same_words(const char *flow, const char *judged)
{
	for (; *flow && (*flow == *judged || (*flow == '_' && *judged == ' ')); flow++)
		judged++;
	return *flow == *judged;
}

/* The line that holds; of a clock that was judged, the one with the words of then. NULL: none, or not any more. */
static const struct due_rule *line_of(const struct clock_kind *k, const struct clock_state *s,
				      const struct clock_history *c)
{
	if (!is_judged(k, s, c))
		return s->rule >= 0 ? &k->dues[s->rule] : NULL;
	for (size_t i = 0; i < k->dues_n; i++) {
		if (same_words(k->dues[i].text, c->last.rule))
			return &k->dues[i];
	}
	return NULL;
}

static void print_counted(const struct inquest *q, const struct clock_history *c, const struct clock_kind *k,
			  const struct clock_state *s)
{
	const struct due_rule *d = line_of(k, s, c);
	struct windows w = {.out = q->out};
	char span[DURATION_BYTES];
	if (!d || d->how == DUE_SPAN)
		return;
	for (size_t i = 0; i < c->ran_n; i++) {
		int64_t end = s->stopped ? s->stopped : q->now, to = c->ran[i].to;
		calendar_windows(clock_calendar(&q->house, q->t), c->ran[i].from, to && to < end ? to : end, add_window,
				 &w);
	}
	duration_write(w.sum, span);
	if (w.n > SHOWN_MAX)
		fprintf(q->out, "            and %zu windows more\n", w.n - SHOWN_MAX);
	fprintf(q->out, "  %-9s in all %s of working time, by the calendar `%s`\n", w.n ? "" : "counted", span,
		calendar_name(clock_calendar(&q->house, q->t)));
	if (c->cut)
		fprintf(q->out, "            it paused more than %d times: what it ran after that is left out\n",
			RUNS_MAX);
}

/* ---- where it stands ---- */

static void print_rule(const struct inquest *q, const struct clock_kind *k, const struct clock_state *s,
		       const struct clock_history *c)
{
	static const char *const holds[] = {"the first", "the earliest", "the latest"};
	bool judged = is_judged(k, s, c);
	const struct due_rule *d = line_of(k, s, c);
	fprintf(q->out, "  %-9s %s", "rule", !judged ? history_rule(k, s) : *c->last.rule ? c->last.rule : "-");
	if (judged && !d)
		fputs(" (a line of the flow then in force; it has none such now)", q->out);
	else if (!clock_is_promise(k) && k->dues_n > 1 && d)
		fprintf(q->out, " (%s of those that apply)", holds[k->holds]);
	fputc('\n', q->out);
}

static void print_at(const struct inquest *q, const char *label, int64_t at)
{
	char written[HISTORY_AT];
	if (at)
		fprintf(q->out, "  %-9s %s\n", label, history_at(at, written));
}

/* Of a clock that pauses: what its line still leaves. */
static void print_paused(const struct inquest *q, const struct clock_kind *k, const struct clock_state *s)
{
	const struct due_rule *d = s->rule >= 0 ? &k->dues[s->rule] : NULL;
	char span[DURATION_BYTES];
	if (!d) {
		fputs("it pauses, and asks nothing\n", q->out);
		return;
	}
	if (d->how == DUE_DAY) {
		fputs("it pauses\n", q->out);
		return;
	}
	int64_t left = d->ms - (d->how == DUE_WORKING ? s->worked : s->used);
	duration_write(left > 0 ? left : -left, span);
	fprintf(q->out, "it pauses; %s%s %s\n", span, d->how == DUE_WORKING ? " of working time" : "",
		left > 0 ? "are left" : "over");
}

static void print_running(const struct inquest *q, const struct clock_kind *k, const struct clock_state *s)
{
	const struct due_rule *d = s->rule >= 0 ? &k->dues[s->rule] : NULL;
	char span[DURATION_BYTES], worked[DURATION_BYTES];
	if (s->due == 0) {
		fputs("still runs, and is never due\n", q->out);
		return;
	}
	bool over = q->now > s->due;
	int64_t from = over ? s->due : q->now, to = over ? q->now : s->due;
	duration_write(to - from, span);
	fprintf(q->out, "still runs; %s %s", span, over ? "over" : "left");
	if (d && d->how == DUE_WORKING) {
		duration_write(calendar_measure(clock_calendar(&q->house, q->t), from, to), worked);
		fprintf(q->out, ", %s of them working time", worked);
	}
	fputs(s->broken ? "; late all the same: a time that was told before had passed unsaid\n" : "\n", q->out);
}

/* The last promise was kept, and the one before it was not. */
static void print_broken(const struct inquest *q, const struct clock_history *c)
{
	char what[HISTORY_LINE];
	fputs("late: a time that was told before had passed unsaid\n", q->out);
	if (c->last.seq) {
		judgement_text(&c->last, what);
		fprintf(q->out, "            event %" PRId64 " had said: %s\n", c->last.seq, what);
	}
}

static void print_verdict(const struct inquest *q, const struct clock_kind *k, const struct clock_state *s,
			  const struct clock_history *c)
{
	char what[HISTORY_LINE];
	fprintf(q->out, "  %-9s ", "verdict");
	if (s->stopped == 0 && s->resumed == 0)
		print_paused(q, k, s);
	else if (s->stopped == 0)
		print_running(q, k, s);
	else if (s->verdict == VOID)
		fputs("void: it was asked of nobody any more\n", q->out);
	else if (s->broken && s->verdict == MISSED && !due_over(k, s, s->stopped))
		print_broken(q, c);
	else if (s->verdict == UNJUDGED || c->last.seq == 0)
		fputs("none: no line of it applied\n", q->out);
	else {
		judgement_text(&c->last, what);
		fprintf(q->out, "%s\n", what);
	}
	if (s->stopped && s->verdict != VOID && c->before.seq && c->last.seq) {
		judgement_text(&c->before, what);
		fprintf(q->out, "            event %" PRId64 " says so; event %" PRId64 " before it had said: %s\n",
			c->last.seq, c->before.seq, what);
	}
}

/* The rules may have been changed since the ticket was last looked at. */
static void print_another(const struct inquest *q, const struct clock_state *s, const struct clock_state *made)
{
	char at[HISTORY_AT];
	if (!history_runs(s) || !history_runs(made) || s->due == made->due)
		return;
	fprintf(q->out, "  %-9s %s%s by the present rules; `fieldgate serve` takes that over\n", "",
		made->due ? "due " : "never due", made->due ? history_at(made->due, at) : "");
}

/* ---- its steps ---- */

static void step_text(const struct clock_step *p, char out[HISTORY_LINE])
{
	char span[DURATION_BYTES];
	duration_write(p->ms, span);
	switch (p->when) {
	case STEP_SHARE:
		snprintf(out, HISTORY_LINE, "at %d%% of the time", p->percent);
		break;
	case STEP_BEFORE:
		snprintf(out, HISTORY_LINE, "%s before", span);
		break;
	case STEP_AFTER:
		snprintf(out, HISTORY_LINE, p->ms ? "%s after" : "when it is over", span);
		break;
	case STEP_EVERY:
		snprintf(out, HISTORY_LINE, "when it is over, then every %s, %d times at most", span, p->most);
		break;
	}
}

static void whom_text(const struct clock_step *p, char out[HISTORY_LINE])
{
	size_t n = 0;
	out[0] = '\0';
	for (size_t i = 0; i < p->tells_n && n < HISTORY_LINE; i++) {
		int more = snprintf(out + n, HISTORY_LINE - n, "%s%s", i ? ", " : "", audience_names[p->tells[i].to]);
		n += more > 0 ? (size_t)more : 0;
	}
}

static void add_step(const struct inquest *q, const struct clock_kind *k, const struct clock_state *s, size_t i,
		     struct columns *out)
{
	const struct clock_step *p = &k->steps[i];
	char what[HISTORY_LINE], whom[HISTORY_LINE], at_written[HISTORY_AT] = "-", state[64] = "to come";
	int64_t at = clock_step_at(&q->house, q->t, k, s, i);
	bool taken = p->when != STEP_EVERY && s->done & 1u << i;
	bool spent = p->when == STEP_EVERY && at == 0 && s->repeats > 0;
	step_text(p, what);
	whom_text(p, whom);
	if (at)
		history_at(at, at_written);
	if (taken)
		text_copy(state, sizeof(state), "taken");
	else if (s->stopped || s->due == 0)
		text_copy(state, sizeof(state), s->stopped ? "not needed" : "-");
	else if (at && at == s->next)
		text_copy(state, sizeof(state), "comes next");
	if (s->repeats > 0 && p->when == STEP_EVERY)
		snprintf(state, sizeof(state), "taken %d times%s", s->repeats,
			 spent || s->stopped ? "" : "; that is the next time");
	columns_add(out, (const char *const[]){"", i == 0 ? "steps   " : "", at_written, state, what, whom});
}

static void print_steps(const struct inquest *q, const struct clock_kind *k, const struct clock_state *s)
{
	struct columns out = {.width = 6};
	for (size_t i = 0; i < k->steps_n; i++)
		add_step(q, k, s, i, &out);
	columns_print(&out, q->out);
}

/* ---- all of it ---- */

static void print_clock(struct inquest *q, size_t i)
{
	const struct clock_kind *k = &q->t->flow->clocks[i];
	const struct clock_state *s = &q->t->clocks[i];
	struct account *a = &q->accounts.of[i];
	if (a->log.n == 0 && s->started == 0)
		return;
	fprintf(q->out, "\nclock %s (%s, %s)\n", k->name, k->label.in[EN], k->label.in[ZH]);
	if (s->started) {
		print_rule(q, k, s, &a->now);
		print_at(q, "start", s->started);
		print_at(q, "due", s->due);
		print_at(q, "stopped", s->stopped);
		print_verdict(q, k, s, &a->now);
		print_another(q, s, &q->accounts.made.clocks[i]);
		print_counted(q, &a->now, k, s);
		print_steps(q, k, s);
	}
	if (a->log.n > 0)
		fputs("  how it went\n", q->out);
	columns_print(&a->log, q->out);
}

bool explain_clocks(const struct workspace *o, const struct ticket *t, int64_t now, FILE *out)
{
	struct inquest *q = calloc(1, sizeof(*q));
	if (!q)
		return false;
	q->t = t;
	q->house = (struct clock_context){.calendars = o->rules.calendars, .roster = &o->roster};
	q->now = now;
	q->out = out;
	bool good = accounts_take(&q->accounts, o->store, &q->house, t);
	for (size_t i = 0; i < t->flow->clocks_n; i++)
		print_clock(q, i);
	free(q);
	return good;
}
