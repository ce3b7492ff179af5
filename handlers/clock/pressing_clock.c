#include "handlers/clock/pressing_clock.h"

#include "handlers/clock/due.h"

static bool runs(const struct clock_state *s)
{
	return s->started && !s->stopped && s->due;
}

bool clock_runs_late(const struct ticket *t, size_t clock, int64_t now)
{
	const struct clock_state *s = &t->clocks[clock];

	return runs(s) && due_over(&t->flow->clocks[clock], s, now);
}

int pressing_clock(const struct ticket *t, int64_t now, bool *late)
{
	int first = -1;

	*late = false;
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		bool over = clock_runs_late(t, i, now);

		if (!runs(&t->clocks[i]) || (*late && !over))
			continue;
		if (first < 0 || (over && !*late) || t->clocks[i].due < t->clocks[first].due)
			first = (int)i;
		*late = over;
	}
	return first;
}
