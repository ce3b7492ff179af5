/* The half or the part of the day that belongs to a clock time. */
#include "handlers/time/when_half.h"

#include <string.h>

#include "handlers/time/when_settle.h"

bool when_counts_days(struct scan c)
{
	return scan_word(&c, LEX_SPAN_UNIT, NULL);
}

bool when_half_behind(struct scan *c)
{
	struct scan next = *c;

	scan_blank(&next);
	return !when_counts_days(next) && scan_blank_word(c, LEX_AM_PM, NULL);
}

enum reading when_read_half(struct scan *c, struct said *t)
{
	struct scan start = *c;
	enum part part = t->part;
	int half;
	bool ok, blank;

	scan_blank(c);
	blank = c->i > start.i;
	if (!scan_word(c, LEX_AM_PM, &half) || scan_at_digit(c)) {
		*c = start;
		return NO;
	}
	t->part = (enum part)half;
	ok = when_said_part(t);
	t->part = part;
	if (ok || !blank)
		return ok ? YES : NONSENSE;
	/* 16:30 am on my way */
	*c = start;
	return NO;
}

bool when_read_part(struct scan *c, enum part *part, bool *weak)
{
	int found = PART_NONE;

	*weak = !scan_word(c, LEX_PART, &found);
	if (*weak)
		scan_word(c, LEX_WEAK_PART, &found);
	*part = (enum part)found;
	return *part != PART_NONE;
}

bool when_begins_half(const struct scan *c)
{
	const char *word;

	for (size_t i = 0; (word = lexicon_word(c->words, LEX_AM_PM, i, NULL)) != NULL; i++) {
		if (strlen(word) <= c->n - c->i && memcmp(c->s + c->i, word, strlen(word)) == 0)
			return true;
	}
	return false;
}
