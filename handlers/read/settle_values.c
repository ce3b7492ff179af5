#include "handlers/read/settle_values.h"

#include "handlers/read/settle_codes.h"
#include "handlers/span/folded_text.h"

#include <string.h>

static bool is_free(const struct span *t)
{
	return t->kind == SPAN_WORD || t->kind == SPAN_OWNED;
}

/* Behind the last of the free spans that follow one another from the i-th on. */
static size_t stretch_end(const struct spans *c, size_t i)
{
	while (i + 1 < c->n && is_free(&c->all[i + 1]))
		i++;
	return c->all[i].at + c->all[i].len;
}

/* Cuts a span in two at that byte, if it lies inside one; what is behind stands directly behind nothing. */
static bool cut_at(struct spans *c, size_t at)
{
	for (size_t i = 0; i < c->n; i++) {
		struct span *t = &c->all[i];
		if (at <= t->at || at >= t->at + t->len)
			continue;
		if (c->n == SPANS_MAX)
			return false;
		memmove(t + 1, t, (c->n - i) * sizeof(*t));
		c->n++;
		t[1] = (struct span){.kind = SPAN_WORD, .at = at, .len = t->at + t->len - at};
		t->len = at - t->at;
		return true;
	}
	return true;
}

static void claim(struct spans *c, size_t at, size_t len)
{
	if (!cut_at(c, at) || !cut_at(c, at + len))
		return;
	for (size_t i = 0; i < c->n; i++) {
		struct span *t = &c->all[i];
		if (t->at >= at && t->at < at + len)
			*t = (struct span){.kind = SPAN_VALUE, .at = t->at, .len = t->len};
	}
}

static void add_value(struct read_value *v, int64_t value)
{
	if (v->n == 0)
		v->value = value;
	if (v->n == 0 || v->value != value)
		v->n++;
}

/* Digits alone may be a ticket's number with a slip. */
static void note_digits(const struct spans *c, size_t at, size_t len, struct reading *r)
{
	if (digits_at(c, at) != len || len >= sizeof(r->digits[0]) || r->digits_n == TOKENS_IN_TEXT)
		return;
	memcpy(r->digits[r->digits_n], c->f->s + at, len);
	r->digits[r->digits_n++][len] = '\0';
}

static void settle_take(struct spans *c, const struct take *k, struct reading *r, struct read_value *v)
{
	for (size_t i = 0; i < c->n; i++) {
		size_t from = c->all[i].at, end, n;
		int64_t value;
		if (!is_free(&c->all[i]) || (i > 0 && is_free(&c->all[i - 1])))
			continue;
		end = stretch_end(c, i);
		for (size_t at = from; at<end; at = n> 0 ? at + n : next_at(c, at)) {
			n = k->is.kind->find(c, &k->is, at, from, end, &value);
			if (n == 0)
				continue;
			add_value(v, value);
			claim(c, at, n);
			note_digits(c, at, n, r);
		}
	}
}

static void settle_takes(struct spans *c, const struct code *code, bool digits, struct reading *r)
{
	for (size_t i = 0; i < code->takes_n; i++) {
		const struct take *k = &code->takes[i];
		if (k->is.kind->find && k->is.kind->digits == digits)
			settle_take(c, k, r, &r->values[i]);
	}
}

/* `1 Dec` is a day before it is a number. */
void settle_values(struct spans *c, struct reading *r)
{
	const struct code *code = lone_code(r);
	if (!c->wants_value || !code)
		return;
	settle_takes(c, code, false, r);
	settle_takes(c, code, true, r);
}

/* `the 25th`, in characters: a number whose unit is the day's. */
static bool is_numbered_day(const struct spans *c, const struct span *t)
{
	size_t end = t->at + t->len, n = lexicon_before(c->words, LEX_DAY_HINT, c->f->s + t->at, t->len);

	return t->kind == SPAN_OWNED && n > 0 && n < t->len && is_digit(c->f->s[end - n - 1]);
}

/* The words from folded byte `at` to `end` have a digit, or what a day is called by. */
static bool hints_at_day(const struct spans *c, size_t at, size_t end)
{
	for (size_t k = at; k < end;) {
		bool inside = k > at && is_letter_before(c, k) && is_letter_at(c, k);
		size_t n = inside ? 0 : word_at(c, LEX_NO_DAY, k);

		if (n == 0 && (is_digit(c->f->s[k]) || (!inside && word_at(c, LEX_DAY_HINT, k) > 0)))
			return true;
		k = n > 0 ? k + n : next_at(c, k);
	}
	return false;
}

bool settle_names_day(const struct spans *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];

		if (is_numbered_day(c, t) || (t->kind == SPAN_WORD && hints_at_day(c, t->at, t->at + t->len)))
			return true;
	}
	return false;
}

bool settle_says_time(const struct spans *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];
		bool hour = t->kind == SPAN_WORD && !t->direct && digits_at(c, t->at) == t->len && t->len <= 2;

		if (t->when.kind != WHEN_NONE || t->when.wrong > 0 || hour)
			return true;
	}
	for (size_t i = words_begin(c); i < c->f->len; i = next_at(c, i)) {
		bool inside = words_inside(c, i) || (is_digit(c->f->s[i]) && i > 0 && is_digit(c->f->s[i - 1]));

		if (!inside && when_day_length(c->words, c->f->s + i, c->f->len - i) > 0)
			return true;
	}
	return c->head.timed;
}

bool settle_says_words(const struct spans *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];

		if (t->kind == SPAN_OWNED || (t->kind == SPAN_WORD && !only_fillers(c, t)))
			return true;
	}
	return false;
}
