/* The free words of a text, and what in them may be a serial number or a ticket's with a slip. */
#include "handlers/read/settle_words.h"

#include <ctype.h>
#include <string.h>

#include "handlers/span/folded_text.h"

static void add_token(struct reading *r, const char *s, size_t n)
{
	if (n < 2 || n >= SERIAL_BYTES || r->tokens_n == TOKENS_IN_TEXT)
		return;
	memcpy(r->tokens[r->tokens_n], s, n);
	r->tokens[r->tokens_n++][n] = '\0';
}

/* What may be a serial number: each word, and the letters and digits in it, as in `序列号EC210-0042`. */
static void settle_tokens(struct spans *c, struct reading *r)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];
		const char *s = c->f->s + t->at;
		size_t from = 0, n;
		if (t->kind != SPAN_WORD)
			continue;
		if (digits_at(c, t->at) == t->len && t->len < sizeof(r->digits[0]) && r->digits_n < TOKENS_IN_TEXT) {
			memcpy(r->digits[r->digits_n], s, t->len);
			r->digits[r->digits_n++][t->len] = '\0';
		}
		while (from < t->len && !isalnum((unsigned char)s[from]))
			from++;
		for (n = 0; from + n < t->len && (isalnum((unsigned char)s[from + n]) || strchr("-_", s[from + n]));)
			n++;
		add_token(r, s, t->len);
		if (n < t->len)
			add_token(r, s + from, n);
	}
}

struct stretch {
	size_t a, b;
};

static void trim_marks(const struct spans *c, struct stretch *s)
{
	while (s->a < s->b && is_blank_or_mark(c->f->s[s->a]) && !strchr("([\"'<#", c->f->s[s->a]))
		s->a++;
	while (s->b > s->a && is_blank_or_mark(c->f->s[s->b - 1]) && !strchr(")]\"'>?!%", c->f->s[s->b - 1]))
		s->b--;
}

/* Beside a time, `预计`, `改为`, `到达` belong to it and not to the words. */
static void trim_beside_time(const struct spans *c, struct stretch *s, bool before, bool behind)
{
	size_t n;
	while (behind && (n = lexicon_before(c->words, LEX_TIME_LEAD, c->f->s + s->a, s->b - s->a)) > 0) {
		s->b -= n;
		trim_marks(c, s);
	}
	n = before ? lexicon_at(c->words, LEX_TIME_TRAIL, c->f->s + s->a, s->b - s->a, NULL) : 0;
	if (n > 0 && (s->a + n == s->b || !glued_at(c, s->a + n)))
		s->a += n;
}

/* The original from folded byte a to b, without the marks at its ends; `before` and `behind` are the tokens beside. */
static void add_part(const struct spans *c, struct reading *r, struct stretch s, const struct span *before,
		     const struct span *behind)
{
	char rest[NAME_BYTES];
	bool after = before && before->kind == SPAN_TIME, ahead = behind && behind->kind == SPAN_TIME;
	trim_marks(c, &s);
	if (after || ahead) {
		trim_beside_time(c, &s, after, ahead);
		trim_marks(c, &s);
	}
	if (s.a >= s.b)
		return;
	if ((after || ahead) && s.b - s.a < sizeof(rest)) {
		strip_fillers(c, c->f->s + s.a, s.b - s.a, rest);
		if (!*rest)
			return;
	}
	if (r->words.len > 0)
		text_add(&r->words, " ");
	text_addn(&r->words, c->input->original + c->f->from[s.a], c->f->from[s.b] - c->f->from[s.a]);
}

/* A word that makes the text more than its codes and what they take. */
static bool says_more(const struct spans *c, const struct reading *r, const struct span *t)
{
	enum does does = r->codes[0].code->does;
	if (t->kind == SPAN_STATION)
		return !c->wants_place && !c->wants_people;
	if (t->kind != SPAN_WORD && t->kind != SPAN_OWNED)
		return false;
	return (does != DOES_LIST && does != DOES_HELP) || !only_fillers(c, t); /* 我的工单 */
}

/* Of several codes, words that none of them takes; fillers say nothing that could be lost. */
static bool unread_words(const struct spans *c, const struct reading *r)
{
	for (size_t i = 0; i < r->codes_n; i++) {
		if (r->codes_n < 2 || code_brings(r->codes[i].code, BRINGS_WORDS))
			return false;
	}
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];
		if (t->kind == SPAN_OWNED || (t->kind == SPAN_WORD && !only_fillers(c, t)))
			return true;
	}
	return false;
}

/* What looks like a day and is no time, as `11-25` or `到周五`, is not left out where a time may stand. */
static bool names_day(const struct spans *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];
		if (t->kind != SPAN_WORD)
			continue;
		for (size_t k = t->at; k < t->at + t->len; k = next_at(c, k)) {
			bool inside = k > t->at && is_letter(c->f->s[k - 1]) && is_letter(c->f->s[k]);
			if (is_digit(c->f->s[k]) || (!inside && word_at(c, LEX_DAY_HINT, k) > 0))
				return true;
		}
	}
	return false;
}

/* 待件了: nothing that could be a reason. */
static bool all_fillers(const struct spans *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];
		if (t->kind == SPAN_OWNED || (t->kind == SPAN_WORD && !only_fillers(c, t)))
			return false;
	}
	return code_needs_words(c->head.code);
}

void settle_words(struct spans *c, struct reading *r, size_t begin)
{
	const struct span *before = NULL;
	size_t from = begin;
	settle_tokens(c, r);
	r->day_named = names_day(c);
	r->clean = c->n < SPANS_MAX && !c->head.more;
	r->untaken = unread_words(c, r);
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];
		if (says_more(c, r, t))
			r->clean = false;
		if (t->kind == SPAN_WORD || t->kind == SPAN_WITH || t->kind == SPAN_OWNED)
			continue;
		add_part(c, r, (struct stretch){from, t->at}, before, t);
		from = t->at + t->len;
		before = t;
	}
	add_part(c, r, (struct stretch){from, c->f->len}, before, NULL);
	if (all_fillers(c))
		text_clear(&r->words);
}
