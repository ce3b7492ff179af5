#include "handlers/read/owner/absent.h"

#include "handlers/span/folded_text.h"

static bool names(const struct span *t)
{
	return t->kind == SPAN_PERSON && !t->by_number && !t->denied;
}

/* `not back`, right behind the time at t: glued to it where words are not parted by blanks. */
static bool is_missed(const struct spans *c, const struct span *t)
{
	size_t end = t->at + t->len, next = past_blanks(c, end);

	if (next > end && !is_letter_at(c, next))
		return false;
	if (word_at(c, LEX_NO_TIME_BEHIND, next) > 0 || word_at(c, LEX_NO_PERSON_BEHIND, next) > 0)
		return true;
	return word_at(c, LEX_NO_PERSON_BEHIND, next + word_at(c, LEX_GOING, next)) > 0;
}

/* The time right behind the person at t, or behind `only at`; NULL if none stands there. */
static struct span *time_of(const struct spans *c, struct span *t)
{
	const struct span *end = c->all + c->n;
	struct span *time = t + 1;

	if (time < end && time->kind == SPAN_WORD && time->at == t->at + t->len &&
	    (only_fillers(c, time) || word_at(c, LEX_FROM_NOW, time->at) > 0 ||
	     word_at(c, LEX_TIME_LEAD, time->at) > 0))
		time++;
	if (time >= end || time->when.kind == WHEN_NONE)
		return NULL;
	return past_blanks(c, time[-1].at + time[-1].len) == time->at ? time : NULL;
}

/* Another, and a time of theirs right behind. */
static bool goes_another(const struct spans *c, const struct span *absent)
{
	for (size_t i = 0; i + 1 < c->n; i++) {
		const struct span *t = &c->all[i];

		if (t != absent && names(t) && t[1].kind == SPAN_TIME && !t[1].denied && !is_missed(c, t + 1) &&
		    past_blanks(c, t->at + t->len) == t[1].at)
			return true;
	}
	return false;
}

bool deny_absent(struct spans *c, const struct code *code)
{
	bool denied = false;

	if (code->does != DOES_MOVE || !code_brings(code, BRINGS_LEAD))
		return false;
	for (size_t i = 0; i + 1 < c->n; i++) {
		struct span *t = &c->all[i], *time = names(t) ? time_of(c, t) : NULL;

		if (!time || !is_missed(c, time))
			continue;
		t->denied = goes_another(c, t);
		denied = denied || !time->denied;
		time->denied = true;
	}
	return denied;
}
