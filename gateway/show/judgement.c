#include "gateway/show/judgement.h"

#include <stdio.h>

#include "gateway/base/duration.h"

void judgement_text(const struct judgement *j, char out[CLOCK_LINE])
{
	char span[DURATION_BYTES];
	int64_t early = j->said.due - j->said.stopped;

	duration_write(early < 0 ? -early : early, span);
	if (j->said.met)
		snprintf(out, CLOCK_LINE, early < 0 ? "met: within the minute it was due" : "met, %s before it was due",
			 span);
	else if (early < 0)
		snprintf(out, CLOCK_LINE, "late by %s", span);
	else /* the last promise was kept, an earlier one was not */
		snprintf(out, CLOCK_LINE, "late: an earlier promised time passed without word");
}
