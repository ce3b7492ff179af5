/* The four digits that were sent with a question; its value is their number. */
#include "handlers/decision/arguments.h"
#include "handlers/kind/kinds.h"
#include "handlers/span/folded_text.h"

#define DIGITS 4

/* Four digits by themselves, or directly behind a node or the code; a ticket's number has more. */
static size_t find(const struct spans *c, const struct value *v, size_t at, size_t from, size_t end, int64_t *value)
{
	size_t n = 0;
	(void)v;
	if (at > from && !is_blank_or_mark(c->f->s[at - 1]))
		return 0;
	*value = 0;
	while (at + n < end && n <= DIGITS && is_digit(c->f->s[at + n]))
		*value = *value * 10 + (c->f->s[at + n++] - '0');
	return n == DIGITS && !glued_at(c, at + n) ? n : 0;
}

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	(void)a;
	return arguments_found(d, t);
}

/* Only the question has the right ones, and others would not work. */
static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	(void)a;
	(void)k;
	(void)t;
	(void)out;
	return false;
}

const struct value_kind kind_digits = {
	.name = "digits",
	.brings = BRINGS_VALUE | BRINGS_PROOF,
	.unlike = BRINGS_TIME,
	.find = find,
	.read = read,
	.example = example,
};
