#include "handlers/decision/opt_words.h"

#include <string.h>

#include "handlers/span/spans.h"

#define SIGNATURE_BYTES 60

static size_t past_edge(const struct fold *f, size_t i)
{
	while (i < f->len && strchr(" .,;:!\"'()[]", f->s[i]))
		i++;
	return i;
}

/* Behind marks, and behind a carrier's signature; but [STOP] is the word itself. */
static size_t begin_of(const struct fold *f)
{
	const char *end = f->len > 0 && f->s[0] == '[' ? memchr(f->s, ']', f->len) : NULL;
	size_t behind = end && end - f->s <= SIGNATURE_BYTES ? past_edge(f, (size_t)(end - f->s)) : f->len;

	return behind < f->len ? behind : past_edge(f, 0);
}

/* Whether nothing but marks, and what a phone or a carrier adds, stands behind i. */
static bool ends_at(const struct text_reader *r, const struct fold *f, size_t i)
{
	const struct reading_input input = {.reader = r, .f = f};
	struct spans c;

	spans_begin(&c, &input);
	return past_edge(&c.text, i) >= c.text.len;
}

enum opt opt_words_read(const struct text_reader *r, const struct fold *f)
{
	const struct lexicon *l = reader_words(r);
	size_t i = begin_of(f), n;

	n = lexicon_at(l, LEX_OPT_OUT, f->s + i, f->len - i, NULL);
	if (n > 0)
		return ends_at(r, f, i + n) ? OPT_OUT : OPT_NONE;
	n = lexicon_at(l, LEX_OPT_IN, f->s + i, f->len - i, NULL);
	return n > 0 && ends_at(r, f, i + n) ? OPT_IN : OPT_NONE;
}
