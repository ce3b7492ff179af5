/* The free words of a text, and what in them may be a serial number or a ticket's with a slip. */
#include "handlers/read/settle_words.h"

#include <ctype.h>
#include <string.h>

#include "handlers/read/settle_values.h"
#include "handlers/span/code_word.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/name_span.h"

static void add_token(struct reading *r, const char *s, size_t n)
{
	if (n < 2 || n >= SERIAL_BYTES || r->tokens_n == TOKENS_IN_TEXT)
		return;
	memcpy(r->tokens[r->tokens_n], s, n);
	r->tokens[r->tokens_n++][n] = '\0';
}

/* What may be a serial number: each word, and the letters and digits in it, as of EC210-0042 glued to its label. */
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

/* ---- what is said besides ---- */

/* No argument of this code takes its words, and whoever it tells may hear them. */
static bool words_passed_on(const struct code *code)
{
	if (code_brings(code, BRINGS_WORDS))
		return false;
	return code_brings(code, BRINGS_BESIDES) || (code->does == DOES_MOVE && code->visit == VISIT_ARRIVES);
}

static bool is_glued_word(const struct spans *c, size_t i, size_t at, size_t end)
{
	const struct span *t = i < c->n ? &c->all[i] : NULL;

	return t && (t->kind == SPAN_WORD || t->kind == SPAN_OWNED || t->kind == SPAN_STATION) && !only_fillers(c, t) &&
	       (t->at == end || t->at + t->len == at);
}

static bool is_taken(const struct reading *r, const struct span *t)
{
	bool taken = false;

	for (size_t i = 0; i < r->times_n; i++)
		taken = taken || r->times[i].at == t->at;
	for (size_t i = 0; i < r->codes_n; i++)
		taken = taken || (r->codes[i].timed && r->codes[i].when_at == t->at);
	return taken;
}

/* A station stood before this one, and words are glued to this one. */
static bool is_named_again(const struct spans *c, size_t i)
{
	const struct span *t = &c->all[i];
	size_t first = 0;

	while (first < i && c->all[first].kind != SPAN_STATION)
		first++;
	return first < i &&
	       (is_glued_word(c, i - 1, t->at, t->at + t->len) || is_glued_word(c, i + 1, t->at, t->at + t->len));
}

/* The i-th span is no word, and yet part of what is said: the name in `Han Mei drives`, the town in `to Korla for
 * parts`, a time beside the one that counts. */
static bool is_said(const struct spans *c, const struct reading *r, size_t i)
{
	const struct span *t = &c->all[i];

	/* `assign Korla station, moved to Korla last week` */
	if (t->kind == SPAN_STATION && c->wants_place && code_brings(c->head.code, BRINGS_WORDS) &&
	    is_named_again(c, i))
		return true;
	if (!words_passed_on(c->head.code))
		return false;
	/* `customer lets us in after 3pm only` says more than the time. */
	if (t->kind == SPAN_TIME && is_taken(r, t))
		return i > 0 && is_glued_word(c, i - 1, t->at, 0) && is_glued_word(c, i + 1, 0, t->at + t->len);
	if (t->kind == SPAN_TIME)
		return true;
	if (t->kind != SPAN_PERSON && t->kind != SPAN_STATION)
		return false;
	return is_glued_word(c, i + 1, t->at, t->at + t->len) ||
	       (i > 0 && is_glued_word(c, i - 1, t->at, t->at + t->len));
}

static bool is_recorded(const struct reading *r, const struct span *t)
{
	for (size_t i = 0; i < r->people_n; i++) {
		for (size_t k = 0; k < r->people[i].n; k++) {
			if (r->people[i].who[k] == t->who.who[0])
				return true;
		}
	}
	return false;
}

/* The longest of what says nothing at i. A word in letters must be a whole one. */
static size_t nothing_at(const struct spans *c, const struct reading *r, size_t i)
{
	static const enum lexeme lists[] = {LEX_FILLER,    LEX_OPENER,     LEX_SITE,           LEX_ARRIVED_LEAD,
					    LEX_HONORIFIC, LEX_WITH,       LEX_ALONG,          LEX_AND,
					    LEX_TIME_LEAD, LEX_TIME_TRAIL, LEX_ARRIVAL_BEFORE, LEX_ARRIVAL_BEHIND,
					    LEX_GOING,     LEX_TAKES,      LEX_COMPANY};
	struct span t = {.at = i};
	size_t longest = 0;

	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++) {
		size_t n = word_at(c, lists[k], i);

		longest = n > longest && !words_inside(c, i + n) ? n : longest;
	}
	if (longest == 0 && r->people_n > 0 && span_person(c, &t) && is_recorded(r, &t))
		longest = t.len;
	/* What is agreed with the customer begins as `about` and `the customer` do. */
	return word_at(c, LEX_REMARK, i) > longest ? 0 : longest;
}

/* The same for an undo, where only what says which text is meant says nothing: even what leads to a time counts. */
static size_t nothing_undone(const struct spans *c, const struct reading *r, size_t i)
{
	static const enum lexeme lists[] = {LEX_OPENER, LEX_OF_LAST, LEX_WORDS_LEAD};
	const struct flow *flow;
	size_t longest = 0, len;

	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++) {
		size_t n = word_at(c, lists[k], i);

		longest = n > longest && !words_inside(c, i + n) ? n : longest;
	}
	if (longest == 0 && r->about && i < c->f->len && code_at(c, i, &len, &flow) == r->about)
		longest = len;
	return longest;
}

/* From folded byte a to b nothing is said that is not recorded anyhow: `safely at site`, `together with Han Mei`. */
static bool says_nothing(const struct spans *c, const struct reading *r, size_t a, size_t b)
{
	size_t (*nothing)(const struct spans *, const struct reading *, size_t) =
		c->head.code->does == DOES_UNDO ? nothing_undone : nothing_at;
	size_t i = past_marks(c, a), n;

	while (i < b && (n = nothing(c, r, i)) > 0)
		i = past_marks(c, i + n);
	return i >= b;
}

/* ---- as typed ---- */

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

/* `5 or`, `between 5 and` before 5:30, of which the later counts. */
static size_t first_of_two(const struct spans *c, const struct stretch *s)
{
	const char *text = c->f->s + s->a;
	size_t n = s->b - s->a, link = lexicon_before(c->words, LEX_ALTERNATIVE, text, n), end;
	link = link > 0 ? link : lexicon_before(c->words, LEX_AND, text, n);
	end = link > 0 ? n - link : 0;
	while (end > 0 && text[end - 1] == ' ')
		end--;
	link = end;
	while (end > 0 && is_digit(text[end - 1]) && link - end < 2)
		end--;
	return end < link && (end == 0 || !glued_at(c, s->a + end - 1)) ? n - end : 0;
}

static size_t lead_before(const struct spans *c, const struct stretch *s)
{
	static const enum lexeme leads[] = {LEX_TIME_LEAD, LEX_LATE, LEX_EARLY};
	size_t longest = first_of_two(c, s);
	for (size_t i = 0; i < sizeof(leads) / sizeof(*leads); i++) {
		size_t n = lexicon_before(c->words, leads[i], c->f->s + s->a, s->b - s->a);
		longest = n > longest ? n : longest;
	}
	/* The last character of a deed is none: the one for `will` ends a meeting, too. */
	return lexicon_before(c->words, LEX_DEED_BEFORE, c->f->s + s->a, s->b - s->a) > longest ? 0 : longest;
}

/* `parts come at 5 I at 6`, where words have no blanks between them: this blank begins the clause of the time. */
static size_t self_before(const struct spans *c, const struct stretch *s)
{
	size_t n = lexicon_before(c->words, LEX_SELF, c->f->s + s->a, s->b - s->a), at = s->b - n;

	return is_unspaced_before(c, s->b) && at > s->a && c->f->s[at - 1] == ' ' ? n : 0;
}

/* Beside a time, `expected`, `moved to`, `arrive` belong to it and not to the words. */
static void trim_beside_time(const struct spans *c, struct stretch *s, bool before, bool behind)
{
	size_t n = behind && s->a < s->b ? self_before(c, s) : 0;
	s->b -= n;
	behind = behind && n == 0;
	while (behind && s->a < s->b && (n = lead_before(c, s)) > 0 && n <= s->b - s->a) {
		s->b -= n;
		trim_marks(c, s);
	}
	n = before && s->a < s->b ? lexicon_at(c->words, LEX_TIME_TRAIL, c->f->s + s->a, s->b - s->a, NULL) : 0;
	if (n > 0 && (s->a + n == s->b || !glued_at(c, s->a + n)))
		s->a += n;
}

static bool is_time(const struct span *t)
{
	return t && (t->kind == SPAN_TIME || t->kind == SPAN_MARK);
}

/* `delay 17:30, reason: traffic` */
static size_t past_reason_label(const struct spans *c, size_t begin)
{
	size_t i = past_marks(c, begin), n = word_at(c, LEX_REASON_LEAD, i);

	return n > 0 && byte_at(c, i + n) == ':' ? past_marks(c, i + n) : begin;
}

/* The original from folded byte a to b, without the marks at its ends; `before` and `behind` are the tokens beside. */
static void add_part(const struct spans *c, struct reading *r, struct stretch s, const struct span *before,
		     const struct span *behind)
{
	char rest[NAME_BYTES];
	bool after = is_time(before), ahead = is_time(behind);
	trim_marks(c, &s);
	if (after || ahead) {
		trim_beside_time(c, &s, after, ahead);
		trim_marks(c, &s);
		s.a = r->words.len == 0 ? past_reason_label(c, s.a) : s.a;
	}
	if (s.a >= s.b)
		return;
	if ((after || ahead) && s.b - s.a < sizeof(rest)) {
		strip_fillers(c, c->f->s + s.a, s.b - s.a, rest);
		if (!*rest)
			return;
	}
	if (words_passed_on(c->head.code) && says_nothing(c, r, s.a, s.b))
		return;
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
	return (does != DOES_LIST && does != DOES_HELP) || !only_fillers(c, t); /* list please */
}

/* Of several codes, words that none of them takes; fillers say nothing that could be lost. */
static bool unread_words(const struct spans *c, const struct reading *r)
{
	if (r->codes_n < 2 || code_brings(r->codes[r->codes_n - 1].code, BRINGS_BESIDES))
		return false;
	for (size_t i = 0; i < r->codes_n; i++) {
		if (code_brings(r->codes[i].code, BRINGS_WORDS))
			return false;
	}
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];
		if (t->kind == SPAN_OWNED || (t->kind == SPAN_WORD && !only_fillers(c, t)))
			return true;
	}
	return false;
}

/* `wait now`: nothing that could be a reason. */
static bool all_fillers(const struct spans *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];
		if (t->kind == SPAN_OWNED || (t->kind == SPAN_WORD && !only_fillers(c, t)))
			return false;
	}
	return code_needs_words(c->head.code);
}

/* Where words begin that are for us: of a reason that a customer will read they are no part, unless it is nothing
 * without them. */
static size_t aside_at(const struct spans *c, const struct reading *r, size_t begin)
{
	const struct code *code = r->codes[0].code;
	size_t i = begin;
	if (r->codes_n != 1 || !code_brings(code, BRINGS_WORDS) ||
	    !(code_brings(code, BRINGS_BESIDES) || (code_promises(code) && code->to < 0)))
		return c->f->len;
	for (; i < c->f->len; i = next_at(c, i)) {
		bool inside = i > 0 && is_letter_at(c, i) && is_letter_before(c, i);
		if (!inside && word_at(c, LEX_ASIDE, i) > 0)
			return code_needs_words(code) && says_nothing(c, r, begin, i) ? c->f->len : i;
	}
	return c->f->len;
}

/* `arrived on site but nobody here`: what only says that he is there. */
static size_t past_arrival_leads(const struct spans *c, size_t i)
{
	size_t n;

	while ((n = word_at(c, LEX_ARRIVED_LEAD, i)) > 0)
		i = past_marks(c, i + n);
	return i;
}

/* `wait for the crane`, `left reason: dark`: what leads to a reason is none of it, unless nothing follows. */
static size_t past_reason_lead(const struct spans *c, size_t begin)
{
	size_t i = past_marks(c, begin), n = word_at(c, LEX_REASON_LEAD, i), end = past_marks(c, i + n);

	/* An unknown reason is a reason. */
	return n > 0 && end < c->f->len && !glued_at(c, i + n) ? end : begin;
}

/* `repaired and customer satisfied`, `repaired and leaving site`: what joins the words to the code is none of them. */
static size_t past_words_lead(const struct spans *c, size_t begin)
{
	size_t end = c->head.at + c->head.len, n = word_at(c, LEX_WORDS_LEAD, begin);
	bool latin = is_letter_at(c, begin);

	if (words_passed_on(c->head.code) && c->head.code->visit == VISIT_ARRIVES)
		return past_arrival_leads(c, begin);
	if (code_needs_words(c->head.code) && word_at(c, LEX_REASON_LEAD, past_marks(c, begin)) > 0)
		return past_reason_lead(c, begin);
	if (n == 0 || !code_brings(c->head.code, BRINGS_WORDS) ||
	    (latin ? code_needs_words(c->head.code) : begin != end || word_at(c, LEX_NO_CONTRARY, begin) > 0))
		return begin;
	return begin + n;
}

/* `undo depart, truck broke down`: the code that is taken back is none of the words. */
static size_t past_undone(const struct spans *c, const struct reading *r, size_t begin)
{
	for (size_t i = 0; r->about && i < c->n; i++) {
		if (c->all[i].code == r->about)
			return c->all[i].at + c->all[i].len;
	}
	return begin;
}

/* `repaired the EC480-0007`: what says nothing may stand before it. */
static size_t past_fillers(const struct spans *c, size_t i, size_t end)
{
	size_t n;
	while (i < end && (n = word_at(c, LEX_FILLER, i)) > 0 && i + n < end &&
	       !(is_letter_before(c, i + n) && is_letter_at(c, i + n)))
		i = past_marks(c, i + n);
	return i;
}

/* What is named beside the code is what it is about. */
static void settle_beside(const struct spans *c, struct reading *r)
{
	size_t i = 0;
	while (i < c->n && (c->all[i].kind == SPAN_NUMBER || (c->all[i].kind == SPAN_TIME && c->all[i].direct)))
		i++;
	while (i + 1 < c->n && c->all[i].kind == SPAN_WORD && only_fillers(c, &c->all[i]))
		i++;
	if (i < c->n && c->all[i].kind == SPAN_WORD)
		r->beside[r->beside_n++] = past_fillers(c, c->all[i].at, c->all[i].at + c->all[i].len);
	if (c->head.more)
		r->beside[r->beside_n++] = past_marks(c, 0);
}

/* What is said in a clause before the code, as typed. */
static void add_clause(const struct spans *c, const struct reading *r, struct text *out)
{
	struct stretch s = {c->head.clause_at, c->head.clause_end};
	trim_marks(c, &s);
	if (s.a < s.b && !says_nothing(c, r, s.a, s.b))
		text_addn(out, c->input->original + c->f->from[s.a], c->f->from[s.b] - c->f->from[s.a]);
}

/* `part fitted, repaired`: of what was done, that is what there is to say. What a customer would read is only shown. */
static void words_before(struct spans *c, struct reading *r)
{
	const struct code *code = c->head.code;

	if (!code_brings(code, BRINGS_WORDS) || code->does != DOES_MOVE)
		return;
	if (code_needs_words(code)) {
		add_clause(c, r, &r->left_out_words);
	} else if (code->stamps != 0 || code_promises(code)) { /* crash ahead, delay, there 18:00 */
		add_clause(c, r, &r->words);
		c->head.clause_end = c->head.clause_at; /* it is not said twice */
	}
}

/* What no argument takes: a clause before the code, and what is for us behind a reason that customers read. */
static void settle_besides(const struct spans *c, struct reading *r, size_t aside)
{
	/* Of what is only like a code, the code stands there alone. */
	const struct code *last = r->codes[r->codes_n > 0 ? r->codes_n - 1 : 0].code;
	struct stretch s = {aside, c->f->len};

	if (!code_brings(last, BRINGS_BESIDES))
		return;
	if (c->head.more)
		add_clause(c, r, &r->besides);
	if (words_passed_on(last)) {
		text_addf(&r->besides, "%s%s", r->besides.len > 0 && r->words.len > 0 ? " " : "", text_str(&r->words));
		return;
	}
	trim_marks(c, &s);
	if (s.a >= s.b)
		return;
	text_add(&r->besides, r->besides.len > 0 ? " " : "");
	text_addn(&r->besides, c->input->original + c->f->from[s.a], c->f->from[s.b] - c->f->from[s.a]);
}

void settle_words(struct spans *c, struct reading *r, size_t begin)
{
	const struct span *before = NULL;
	size_t from = past_words_lead(c, past_undone(c, r, begin)), end = aside_at(c, r, begin);
	settle_tokens(c, r);
	settle_beside(c, r);
	r->day_named = settle_names_day(c);
	r->clean = c->n < SPANS_MAX && !c->head.more;
	r->untaken = unread_words(c, r);
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];
		if (says_more(c, r, t))
			r->clean = false;
		if (t->kind == SPAN_WORD || t->kind == SPAN_WITH || t->kind == SPAN_OWNED || is_said(c, r, i))
			continue;
		add_part(c, r, (struct stretch){from, t->at < end ? t->at : end}, before, t);
		from = t->at + t->len;
		if (r->words.len == 0 && t->kind == SPAN_NUMBER && code_needs_words(c->head.code))
			from = past_reason_lead(c, from);
		before = t;
	}
	add_part(c, r, (struct stretch){from, end}, before, NULL);
	if (all_fillers(c))
		text_clear(&r->words);
	if (r->words.len == 0 && r->codes_n == 1 && c->head.more)
		words_before(c, r);
	settle_besides(c, r, end);
}

void settle_clause(const struct spans *c, struct reading *r)
{
	const struct code *code = c->head.code;
	struct text whole = text_new(r->words.max);

	if (r->codes_n == 1 && r->words.len > 0 && c->head.more && code->does == DOES_MOVE &&
	    code_brings(code, BRINGS_WORDS) && !code_brings(code, BRINGS_BESIDES))
		add_clause(c, r, &whole);
	if (whole.len > 0) {
		text_addf(&whole, " %s", text_str(&r->words));
		text_clear(&r->words);
		text_add(&r->words, text_str(&whole));
	}
	text_free(&whole);
}
