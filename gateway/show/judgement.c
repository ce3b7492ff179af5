#include "gateway/show/judgement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/duration.h"

/* Reads a number and the slash behind it. False if it is none. */
static bool read_time(const char **s, int64_t *at)
{
	char *end;

	*at = strtoll(*s, &end, 10);
	if (end == *s || *end != '/')
		return false;
	*s = end + 1;
	return true;
}

bool judgement_read(const char *word, const struct clock_kind *k, struct judgement *j)
{
	size_t n = strlen(k->name);

	j->met = strncmp(word, "met.", 4) == 0;
	if (!j->met && strncmp(word, "late.", 5) != 0)
		return false;
	word += j->met ? 4 : 5;
	if (strncmp(word, k->name, n) != 0 || word[n] != '=')
		return false;
	word += n + 1;
	if (!read_time(&word, &j->due) || !read_time(&word, &j->stopped))
		return false;
	snprintf(j->rule, sizeof(j->rule), "%.*s", (int)strcspn(word, " "), word);
	for (char *c = j->rule; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	return true;
}

void judgement_text(const struct judgement *j, char out[CLOCK_LINE])
{
	char span[DURATION_BYTES];
	int64_t early = j->due - j->stopped;

	duration_write(early < 0 ? -early : early, span);
	if (j->met)
		snprintf(out, CLOCK_LINE, early < 0 ? "met: within the minute it was due" : "met, %s before it was due",
			 span);
	else if (early < 0)
		snprintf(out, CLOCK_LINE, "late by %s", span);
	else /* the last promise was kept, an earlier one was not */
		snprintf(out, CLOCK_LINE, "late: an earlier promised time passed without word");
}
