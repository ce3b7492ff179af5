/* Words that mean a code without being its word. */
#include "handlers/read/means.h"

#include <string.h>

#include "handlers/span/folded.h"

#define CLAUSES_MAX 8

/* Whole, or with a number at once: 晚到40分钟, but not 到了高速口. */
static bool stands_alone(const struct spans *c, size_t end)
{
	return !glued_at(c, end) || is_digit(byte_at(c, end));
}

/* The longest that stands at i. */
static const char *means_at(const struct spans *c, size_t i, bool alone, size_t *end)
{
	const char *pair, *best = NULL;
	size_t longest = 0;

	for (size_t k = 0; (pair = lexicon_word(c->words, LEX_MEANS, k, NULL)) != NULL; k++) {
		const char *word = strrchr(pair, ':');
		size_t n = word ? (size_t)(word - pair) : 0;

		if (n <= longest || c->f->len - i < n || memcmp(c->f->s + i, pair, n) != 0 ||
		    (alone && !stands_alone(c, i + n)))
			continue;
		longest = n;
		best = word + 1;
		*end = i + n;
	}
	return best;
}

bool means_begins(const struct spans *c, size_t i)
{
	size_t end;

	return means_at(c, i, false, &end) != NULL;
}

/* What may stand before a code says nothing here either; but 先 and 正在 do. */
static size_t past_openers(const struct spans *c, size_t i)
{
	size_t n;

	while ((n = word_at(c, LEX_OPENER, i)) > 0 && word_at(c, LEX_CONTRARY_BEFORE, i) < n)
		i = past_marks(c, i + n);
	return i;
}

const char *means_find(const struct spans *c, size_t i, size_t *end)
{
	if (memchr(c->f->s, '?', c->f->len) || word_before(c, LEX_ASKING, c->f->len) > 0)
		return NULL;
	for (int clause = 0; clause < CLAUSES_MAX && i < c->f->len; clause++) {
		const char *word = means_at(c, i, true, end);

		if (!word)
			word = means_at(c, past_openers(c, i), true, end);
		if (word)
			return word;
		while (i < c->f->len && !is_blank_or_mark(c->f->s[i]))
			i = next_at(c, i);
		i = past_marks(c, i);
	}
	return NULL;
}
