#include "handlers/clock/clock_run.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "handlers/clock/due.h"
#include "templates/text/text.h"

bool clock_in(uint32_t states, const struct ticket *t)
{
	return t->state >= 0 && states & 1u << t->state;
}

bool clock_ended(const struct ticket *t)
{
	return t->state >= 0 && t->flow->states[t->state].ends;
}

/* ---- when ---- */

bool clocks_over(const struct clock_kind *k, const struct clock_state *s, int64_t at)
{
	return s->due != 0 && at >= s->due + (clock_is_promise(k) ? PROMISE_GRACE_MS : 1);
}

int64_t clock_noted_at(const struct clock_kind *k, const struct clock_state *s)
{
	return s->due + (clock_is_promise(k) ? PROMISE_GRACE_MS : 0);
}

void clock_find_next(const struct clock_context *h, const struct clock_kind *k, struct clock_state *s,
		     const struct ticket *t, int64_t now)
{
	s->next = 0;
	if (s->stopped || s->due == 0)
		return;
	if (!(s->done & STEP_DUE))
		s->next = clock_noted_at(k, s);
	for (size_t i = 0; i < k->steps_n; i++) {
		int64_t at = s->done & 1u << i ? 0 : due_step_at(h, t, k, s, i);

		if (at != 0 && at <= now && !k->steps[i].urgent)
			at = due_unquiet(h, t, now);
		if (at != 0 && (s->next == 0 || at < s->next))
			s->next = at;
	}
}

void clock_find_due(const struct clock_context *h, const struct clock_kind *k, struct clock_state *s,
		    const struct ticket *t, int64_t at)
{
	int64_t was = s->due;

	due_find(h, k, s, t);
	if (s->due != was) {
		for (size_t i = 0; i < k->steps_n; i++) {
			if (due_step_falls(h, t, k, s, i) > at)
				s->done &= ~(1u << i);
		}
		if (!clocks_over(k, s, at)) {
			s->done &= ~STEP_DUE;
			s->repeats = 0;
		}
	}
	clock_find_next(h, k, s, t, 0);
}

/* ---- starting and stopping ---- */

static bool write_verdict(struct clock_run *p, const char *rule)
{
	const struct clock_state *s = p->s;
	size_t n = strlen(p->change);
	int more = snprintf(p->change + n, CHANGE_BYTES - n, "%s%s.%s=%" PRId64 "/%" PRId64 "/%s", n ? " " : "",
			    s->verdict == MET ? "met" : "late", p->k->name, s->due, s->stopped, rule);

	if ((size_t)more < CHANGE_BYTES - n)
		return true;
	p->change[n] = '\0';
	return false;
}

void clock_judge(struct clock_run *p, enum verdict v)
{
	struct clock_state *s = p->s;
	char rule[DUE_TEXT];

	s->verdict = v;
	if (!p->change || (v != MET && v != MISSED))
		return;
	text_copy(rule, sizeof(rule), s->rule >= 0 ? p->k->dues[s->rule].text : "promise");
	for (char *c = rule; *c; c++)
		*c = *c == ' ' ? '_' : *c;
	/* Where room is short, the rule is what can be left out. */
	p->full |= !write_verdict(p, rule) && !write_verdict(p, "");
}

enum verdict clock_verdict(const struct clock_run *p, int64_t at)
{
	return clocks_over(p->k, p->s, at) || p->s->broken ? MISSED : MET;
}

void clock_start(struct clock_run *p, int64_t at)
{
	*p->s = (struct clock_state){.started = at, .resumed = at, .rule = -1};
	clock_find_due(p->h, p->k, p->s, p->t, at);
}

void clock_stop(struct clock_run *p, int64_t at, enum verdict v)
{
	struct clock_state *s = p->s;
	/* No line applied. While it pauses its deadline is not known, but its line is. */
	bool asked = s->due != 0 || (s->resumed == 0 && s->rule >= 0);

	s->stopped = at;
	s->next = 0;
	if (s->broken && !clocks_over(p->k, s, at))
		s->verdict = MISSED; /* which was written when it was broken */
	else
		clock_judge(p, asked ? v : UNJUDGED);
}
