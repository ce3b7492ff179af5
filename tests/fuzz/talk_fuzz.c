/* A talk of any bytes. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "gateway/talk/talk_read.h"

static void look(const struct step *s, int before)
{
	int64_t at;
	HOLD(s->line >= before && s->line > 0, "line %d after %d", s->line, before);
	if (s->kind == STEP_USE || s->kind == STEP_TEXT || s->kind == STEP_EXPECT || s->kind == STEP_NODE ||
	    s->kind == STEP_FIELD)
		HOLD(s->name && *s->name, "line %d names nobody", s->line);
	if (s->kind == STEP_OPEN)
		HOLD(s->flow && s->serial && s->text, "line %d opens nothing", s->line);
	if (s->kind == STEP_TEXT || s->kind == STEP_EXPECT || s->kind == STEP_TICKET || s->kind == STEP_NODE ||
	    s->kind == STEP_FIELD)
		HOLD(s->text, "line %d says nothing", s->line);
	if (s->kind == STEP_AT || s->timed) {
		const int64_t clocks[] = {0, 1795219200000LL};
		for (size_t i = 0; i < 2; i++) {
			if ((s->time.year || clocks[i]) && talk_time_at(&s->time, clocks[i], &at))
				HOLD(talk_time_is(&s->time, at), "line %d: its time is another", s->line);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct talk t = {.n = 0};
	struct faults faults = {.n = 0};
	bool read = talk_read(&t, fuzz_file(0, data, n), &faults);
	HOLD(read == (faults.n == 0), "%zu faults", faults.n);
	for (size_t i = 0; read && i < t.n; i++)
		look(&t.steps[i], i > 0 ? t.steps[i - 1].line : 1);
	fuzz_faults(&faults);
	talk_free(&t);
	return 0;
}
