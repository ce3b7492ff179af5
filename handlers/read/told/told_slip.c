/* `undo not there yet, wrong key`: all of it is why. */
#include "handlers/read/told/told_slip.h"

#include "handlers/span/folded_text.h"

/* The end of the last thing among folded bytes a..b that is no word; a if there is none. */
static size_t behind_taken(const struct spans *c, size_t a, size_t b)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];

		if (t->kind != SPAN_WORD && t->at >= a && t->at < b)
			a = t->at + t->len;
	}
	return a;
}

/* Where among folded bytes a..b a word says by itself that it was a slip; b if none does. */
static size_t find_slip(const struct spans *c, size_t a, size_t b)
{
	for (; a < b; a = next_at(c, a)) {
		int which = SLIP_BESIDE;

		if (!words_inside(c, a) && lexicon_at(c->words, LEX_MISTAKEN, c->f->s + a, b - a, &which) > 0 &&
		    which != SLIP_BESIDE)
			return a;
	}
	return b;
}

void told_slip(const struct spans *c, struct told_part *parts, size_t n, size_t from, size_t end)
{
	struct told_part *last = n > 0 ? &parts[n - 1] : NULL;

	if (!last || c->head.code->does != DOES_UNDO)
		return;
	parts->a = find_slip(c, behind_taken(c, from, parts->a), parts->a);
	if (behind_taken(c, last->b, end) == last->b && find_slip(c, last->b, end) < end)
		last->b = end;
}
