#include "gateway/show/step_table.h"

#include "gateway/base/columns.h"
#include "gateway/base/duration.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/clock_step.h"
#include "handlers/clock/due.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"

#define LINE 320

static void step_text(const struct clock_step *p, char out[LINE])
{
	char span[DURATION_BYTES];

	duration_write(p->ms, span);
	switch (p->when) {
	case STEP_SHARE:
		snprintf(out, LINE, "at %d%% of the time", p->percent);
		break;
	case STEP_BEFORE:
		snprintf(out, LINE, "%s before", span);
		break;
	case STEP_AFTER:
		snprintf(out, LINE, p->ms ? "%s after" : "when it is over", span);
		break;
	case STEP_EVERY:
		snprintf(out, LINE, "when it is over, then every %s, %d times at most", span, p->most);
		break;
	}
}

static void whom_text(const struct roles *roles, const struct clock_step *p, char out[LINE])
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < p->tells_n && n < LINE; i++) {
		int more = snprintf(out + n, LINE - n, "%s%s", i ? ", " : "", audience_name(roles, p->tells[i].to));

		n += more > 0 ? (size_t)more : 0;
	}
}

static void add_step(struct columns *out, const struct clock_context *c, const struct ticket *t, size_t clock, size_t i)
{
	const struct clock_kind *k = &t->flow->clocks[clock];
	const struct clock_state *s = &t->clocks[clock];
	const struct clock_step *p = &k->steps[i];
	char what[LINE], whom[LINE], written[24] = "-", state[64] = "to come";
	int64_t at = clock_step_at(c, t, k, s, i);
	bool taken = p->when != STEP_EVERY && s->done & 1u << i;
	bool spent = p->when == STEP_EVERY && at == 0 && s->repeats > 0;

	step_text(p, what);
	whom_text(t->flow->roles, p, whom);
	if (at)
		when_local(at, written);
	if (taken)
		text_copy(state, sizeof(state), "taken");
	else if (s->stopped || s->due == 0)
		text_copy(state, sizeof(state), s->stopped ? "not needed" : "-");
	else if (at && at == s->next)
		text_copy(state, sizeof(state), "comes next");
	if (s->repeats > 0 && p->when == STEP_EVERY)
		snprintf(state, sizeof(state), "taken %d times%s", s->repeats,
			 spent || s->stopped ? "" : "; that is the next time");
	columns_add(out, (const char *const[]){"", i == 0 ? "steps   " : "", written, state, what, whom});
}

void step_table_print(const struct clock_context *c, const struct ticket *t, size_t clock, FILE *out)
{
	struct columns rows = {.width = 6};

	for (size_t i = 0; i < t->flow->clocks[clock].steps_n; i++)
		add_step(&rows, c, t, clock, i);
	columns_print(&rows, out);
}
