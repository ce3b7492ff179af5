/* The free words of a text, and what in them may be a serial number or a ticket's with a slip. */
#include "handlers/read/settle_words.h"

#include <ctype.h>
#include <string.h>

#include "handlers/read/settle_values.h"
#include "handlers/read/told/told_part.h"
#include "handlers/read/told/told_slip.h"
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

static bool is_time_taken(const struct reading *r, const struct span *t)
{
	bool taken = false;

	for (size_t i = 0; i < r->times_n; i++)
		taken = taken || r->times[i].at == t->at;
	for (size_t i = 0; i < r->codes_n; i++)
		taken = taken || (r->codes[i].timed && r->codes[i].when_at == t->at);
	return taken;
}

/* What the reading takes of a text; all else is words. */
static enum takes_span taken_as(const struct spans *c, const struct reading *r, const struct span *t)
{
	switch (t->kind) {
	case SPAN_WORD:
	case SPAN_OWNED:
	case SPAN_WITH:
	case SPAN_WRONG:
		return NOT_TAKEN;
	case SPAN_TIME:
		return words_passed_on(c->head.code) && !is_time_taken(r, t) ? NOT_TAKEN : TAKEN_TIME;
	case SPAN_CODE:
		return TAKEN_CODE;
	case SPAN_PERSON:
	case SPAN_STATION:
		return TAKEN_NAME;
	case SPAN_MARK:
		if (t->when.kind != WHEN_NONE)
			return t->denied ? TAKEN_DENIED : TAKEN_TIME;
		if (t->code)
			return TAKEN_TIME; /* it says what the time is of */
		break;
	case SPAN_NUMBER:
	case SPAN_NODE:
	case SPAN_VALUE:
		break;
	}
	return TAKEN_NUMBER;
}

/* ---- as typed ---- */

struct stretch {
	size_t a, b;
};

static struct recorded recorded_of(const struct spans *c, const struct reading *r)
{
	return (struct recorded){.spans = c, .people = r->people, .people_n = r->people_n, .about = r->about};
}

static void trim_marks(const struct spans *c, struct stretch *s)
{
	while (s->a < s->b && is_blank_or_mark(c->f->s[s->a]) && !strchr("([\"'<#", c->f->s[s->a]))
		s->a++;
	while (s->b > s->a && is_blank_or_mark(c->f->s[s->b - 1]) && !strchr(")]\"'>?!%", c->f->s[s->b - 1]))
		s->b--;
}

/* `delay 17:30, reason: traffic`, in characters also with a blank for the colon. */
static size_t past_reason_label(const struct spans *c, size_t begin)
{
	size_t i = past_marks(c, begin), n = word_at(c, LEX_REASON_LEAD, i);
	char end = byte_at(c, i + n);

	return n > 0 && (end == ':' || (end == ' ' && is_unspaced_at(c, i))) ? past_marks(c, i + n) : begin;
}

static char opening_of(char close)
{
	return close == ')' ? '(' : close == ']' ? '[' : '\0';
}

static char closing_of(char open)
{
	switch (open) {
	case '(':
		return ')';
	case '[':
		return ']';
	case '"':
		return '"';
	default:
		return '\0';
	}
}

/* `arrived (traffic)`: what closes a bracket has its beginning, too. */
static size_t with_bracket(const struct spans *c, struct stretch s)
{
	char first = opening_of(c->f->s[s.b - 1]);

	if (!first || s.a <= words_begin(c) || c->f->s[s.a - 1] != first || memchr(c->f->s + s.a, first, s.b - s.a))
		return s.a;
	return s.a - 1;
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

/* `please don't tell the customer`: from what denies it, and the courtesies before that, in its clause. */
static size_t aside_begin(const struct spans *c, size_t i, size_t from)
{
	size_t n = 1;

	while (i > from && n > 0) {
		size_t end = i, courtesy;

		while (end > from && c->f->s[end - 1] == ' ')
			end--;
		n = word_before(c, LEX_DENIAL, end);
		courtesy = word_before(c, LEX_COURTESY, end);
		n = courtesy > n ? courtesy : n;
		n = n <= end - from ? n : 0;
		i = n > 0 ? end - n : i;
	}
	return i;
}

/* Where words begin that are for us: of a reason that a customer will read they are no part, unless it is nothing
 * without them. */
static size_t aside_at(const struct spans *c, const struct reading *r, size_t begin)
{
	const struct recorded recorded = recorded_of(c, r);
	const struct code *code = r->codes[0].code;
	size_t i = begin;
	if (r->codes_n != 1 || !code_brings(code, BRINGS_WORDS) ||
	    !(code_brings(code, BRINGS_BESIDES) || (code_promises(code) && code->to < 0)))
		return c->f->len;
	for (; i < c->f->len; i = next_at(c, i)) {
		bool inside = i > 0 && is_letter_at(c, i) && is_letter_before(c, i);
		if (inside || word_at(c, LEX_ASIDE, i) == 0)
			continue;
		i = aside_begin(c, i, begin);
		return code_needs_words(code) && says_nothing(&recorded, begin, i) ? c->f->len : i;
	}
	return c->f->len;
}

/* A lead from folded byte i to `end` that belongs to what follows: a place to which words are glued, `there` of `there is snow`,
 * or the beginning of a longer word. */
static bool is_of_words(const struct spans *c, size_t i, size_t end)
{
	size_t next = past_blanks(c, end), len;
	const struct flow *flow;

	if (next >= c->f->len || word_at(c, LEX_ARRIVED_LEAD, next) > 0 || code_at(c, next, &len, &flow))
		return false;
	if (is_letter_at(c, i))
		return is_letter_at(c, next) && word_at(c, LEX_COURTESY, i) > 0 && word_at(c, LEX_AND, i) == 0;
	return next == end && glued_at(c, end) &&
	       (word_at(c, LEX_SITE, i) > 0 || lexicon_across(c->words, c->f->s, c->f->len, end));
}

/* `arrived on site but nobody here`: what only says that he is there. */
static size_t past_arrival_leads(const struct spans *c, size_t i)
{
	size_t n;

	while ((n = word_at(c, LEX_ARRIVED_LEAD, i)) > 0 && !is_of_words(c, i, i + n))
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
	if (n == 0 || !(code_brings(c->head.code, BRINGS_WORDS) || (!latin && words_passed_on(c->head.code))) ||
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

/* `depart(1)`, as the list of codes has it. */
static size_t past_own_digit(const struct spans *c, size_t begin)
{
	const struct flow *flow;
	size_t at = c->head.at + c->head.len + 1, n = digits_at(c, at), len;

	if (c->head.digits || begin != at || n == 0 || byte_at(c, at - 1) != '(' || byte_at(c, at + n) != ')' ||
	    reader_code(c->input->reader, c->f->s + at, n, c->head.flow, &len, &flow) != c->head.code || len != n)
		return begin;
	return past_marks(c, at + n);
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
	const struct recorded recorded = recorded_of(c, r);
	struct stretch s = {c->head.clause_at, c->head.clause_end};
	trim_marks(c, &s);
	if (s.a < s.b && !says_nothing(&recorded, s.a, s.b))
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

	if (!code_brings(last, BRINGS_BESIDES)) {
		if (r->codes_n > 1 && c->head.more)
			add_clause(c, r, &r->unheard);
		return;
	}
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

/* What stands between two parts: as typed where nothing else does, else what ends the first. */
static void add_joint(const struct spans *c, struct reading *r, size_t a, size_t b)
{
	const uint32_t *from = c->f->from;
	size_t end = past_marks(c, a) >= b ? b : a;

	if (end == a && byte_at(c, a) != '\0' && strchr(",;.", byte_at(c, a)))
		end = a + 1;
	text_addn(&r->words, c->input->original + from[a], from[end] - from[a]);
	if (end < b && from[end] - from[a] < 2)
		text_add(&r->words, " ");
}

/* `repaired (fuse changed)`: behind the code, words begin with what is closed among them. */
static size_t with_opening(const struct spans *c, size_t from)
{
	size_t begin = from;

	while (begin > c->head.at + c->head.len && is_blank_or_mark(c->f->s[begin - 1])) {
		char close = closing_of(c->f->s[--begin]);

		if (close && memchr(c->f->s + from, close, c->f->len - from))
			return begin;
	}
	return from;
}

/* All that is said stands between two such marks, which then say nothing; nor does one at the end of what is said from folded
 * byte `from` on, if the other stands before it. */
static void unwrap(const struct spans *c, struct stretch *s, size_t from)
{
	const char *text = c->f->s;
	char open = s->b > s->a ? opening_of(text[s->b - 1]) : '\0';
	char close = s->b > s->a + 1 ? closing_of(text[s->a]) : '\0';

	if (open && !memchr(text + from, open, s->b - from)) {
		s->b--;
		return;
	}
	if (from != s->a || !close || text[s->b - 1] != close || memchr(text + s->a + 1, close, s->b - s->a - 2))
		return;
	s->a++;
	s->b--;
}

static void add_told(const struct spans *c, struct reading *r, size_t from, size_t end)
{
	const struct recorded recorded = recorded_of(c, r);
	enum takes_span taken[SPANS_MAX];
	struct told_part parts[SPANS_MAX];
	const struct told_of of = {.recorded = &recorded, .taken = taken, .passed_on = words_passed_on(c->head.code)};
	size_t n, last = 0;

	for (size_t i = 0; i < c->n; i++)
		taken[i] = taken_as(c, r, &c->all[i]);
	n = told_parts(&of, from, end, parts, SPANS_MAX);
	told_slip(c, parts, n, from, end);
	for (size_t i = 0; i < n; i++) {
		struct stretch s = {parts[i].a, parts[i].b};
		if (i + 1 == n)
			unwrap(c, &s, parts[0].a);
		if (last == 0 && code_needs_words(c->head.code) && s.a > from)
			s.a = past_reason_lead(c, s.a);
		s.a = last == 0 && s.a > from ? past_reason_label(c, s.a) : s.a;
		if (s.a >= s.b) /* the label reaches beyond what is told: `reason: (4)` */
			continue;
		s.a = last == 0 ? with_bracket(c, s) : s.a;
		if (last > 0)
			add_joint(c, r, last, s.a);
		text_addn(&r->words, c->input->original + c->f->from[s.a], c->f->from[s.b] - c->f->from[s.a]);
		last = s.b;
	}
}

void settle_words(struct spans *c, struct reading *r, size_t begin)
{
	size_t from = past_words_lead(c, past_undone(c, r, past_own_digit(c, begin))), end = aside_at(c, r, begin);
	settle_tokens(c, r);
	settle_beside(c, r);
	r->day_named = settle_names_day(c);
	r->clean = c->n < SPANS_MAX && !c->head.more;
	r->untaken = unread_words(c, r);
	for (size_t i = 0; i < c->n; i++) {
		if (says_more(c, r, &c->all[i]))
			r->clean = false;
	}
	add_told(c, r, from == begin ? with_opening(c, from) : from, end);
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
