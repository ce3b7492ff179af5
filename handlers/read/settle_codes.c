/* Which codes count, which does not though it is there, and which ticket is meant. */
#include "handlers/read/settle_codes.h"

#include <string.h>

#include "handlers/read/told/code_lead.h"
#include "handlers/span/code_word.h"
#include "handlers/span/digit_span.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/time_span.h"

const struct code *lone_code(const struct reading *r)
{
	return r->codes_n == 1 ? r->codes[0].code : NULL;
}

/* ---- texts of digit codes ---- */

/* A full clock time: three digits or more, or with its sign. */
static bool full_time(const struct spans *c, size_t i)
{
	struct when w = time_at(c, i, BEHIND);
	return w.kind == WHEN_CLOCK && w.len >= 3;
}

/* `1 0830 2 0950 3 1620 hose changed`: digit codes alone, with a full time behind each, and words behind the last. */
static bool is_chain(const struct spans *c)
{
	size_t first = c->n > 0 && c->all[0].kind == SPAN_NUMBER ? 1 : 0;
	bool words = false, chain = c->head.digits && first < c->n && full_time(c, c->all[first].at);
	for (size_t i = 0; i < c->n && chain; i++) {
		const struct span *t = &c->all[i];
		if (t->kind == SPAN_CODE && words)
			return false;
		if (t->kind == SPAN_CODE)
			chain = t->digits && full_time(c, t->when_at);
		else if (t->kind != SPAN_TIME && t->kind != SPAN_NUMBER)
			words = true;
	}
	return chain;
}

/* ---- further codes ---- */

static bool only_codes(const struct spans *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];
		if (t->kind != SPAN_CODE && t->kind != SPAN_NUMBER && t->kind != SPAN_TIME && t->kind != SPAN_WRONG &&
		    !only_fillers(c, t) && !leads_to_next_code(c, i))
			return false;
	}
	return c->n < SPANS_MAX;
}

/* The time that stands before a code, in a text whose times do: fillers may stand between. */
static const struct span *time_before(const struct spans *c, size_t i)
{
	while (i > 0 && only_fillers(c, &c->all[i - 1]))
		i--;
	return i > 0 && c->all[i - 1].kind == SPAN_TIME ? &c->all[i - 1] : NULL;
}

/* The text says when its first code happened. */
static bool tells_past(const struct spans *c)
{
	const struct span *first = c->n > 1 && c->all[0].kind == SPAN_NUMBER ? &c->all[1] : &c->all[0];

	return c->head.timed || (c->n > 0 && first->kind == SPAN_TIME && !lies_ahead(c, first));
}

/* `arrived, 2 hours repaired`: right before a code's word stands how long it will take. */
static bool is_behind_span(const struct spans *c, size_t i)
{
	const struct span *before = time_before(c, i);

	return before && before->when.kind == WHEN_SPAN && !tells_past(c);
}

/* `arrive` beside the time of a promise is that of the arrival: `depart 17:30 arrive`, `delay arrive 18:00`. */
static bool is_arrival_mark(struct spans *c, const struct reading *r, size_t i)
{
	struct span *t = &c->all[i], *before = i > 0 && t[-1].kind == SPAN_TIME ? &t[-1] : NULL;
	if (r->codes_n != 1 || !code_promises(r->codes[0].code) || t->code->visit != VISIT_ARRIVES ||
	    code_is_said_done(c, i))
		return false;
	if ((!t->timed || (before && before->when.kind == WHEN_SPAN)) && before &&
	    !is_digit(byte_at(c, past_marks(c, t->at + t->len))) && (!c->head.timed || lies_ahead(c, before))) {
		before->marked = true;
		return true;
	}
	for (size_t k = 0; k < c->n; k++) {
		if (k < i ? c->all[k].kind == SPAN_TIME : k > i && c->all[k].kind == SPAN_CODE)
			return false;
	}
	if (t->timed && i + 1 < c->n && t[1].kind == SPAN_TIME && lies_ahead(c, &t[1])) {
		t[1].marked = true;
		return true;
	}
	return false;
}

/* The last code of a text that catches up may stand without a time, with its words: `arrived 0950, wait for pump`. */
static bool ends_catching_up(const struct spans *c, const struct reading *r, size_t i)
{
	const struct span *t = &c->all[i];
	bool timed = tells_past(c);
	if (c->head.code->to < 0)
		return false;
	for (size_t k = i + 1; k < c->n; k++) {
		if (c->all[k].kind == SPAN_CODE)
			return false;
	}
	for (size_t k = 1; k < r->codes_n; k++)
		timed = timed && r->codes[k].timed;
	/* `left at 9:00, just arrived` */
	return timed && code_begins_clause(c, i) &&
	       (code_brings(t->code, BRINGS_WORDS) || past_marks(c, t->at + t->len) >= c->f->len);
}

/* `depart 13:20 arrive 16:40`: an hour that lies ahead may well be when he will be there. */
static void hint_arrival(const struct spans *c, struct reading *r, const struct read_code *k)
{
	struct when ahead = direct_time(c, k->when_at, AHEAD);

	if (ahead.kind == WHEN_CLOCK && time_is_ahead(c, &k->when, &ahead))
		r->hinted = ahead.at;
}

static void add_code(struct spans *c, struct reading *r, const struct span *t, const struct span *before)
{
	struct read_code *k = &r->codes[r->codes_n++];
	*k = (struct read_code){.code = t->code, .at = t->at, .timed = t->timed, .when_at = t->when_at};
	if (before) {
		k->timed = true;
		k->when_at = before->at;
		k->when = behind_of(c, before);
	} else if (t->timed) {
		k->when = direct_time(c, t->when_at, BEHIND);
	}
	if (t->timed && t->code->visit == VISIT_ARRIVES && code_promises(c->head.code))
		hint_arrival(c, r, k);
}

/* Arrived at the repair site: glued to the code before and to a place behind, the word is part of that place's name. */
static bool is_of_place(const struct spans *c, const struct span *t)
{
	size_t end = t->at + t->len;

	return t->at == c->head.at + c->head.len && word_at(c, LEX_SITE, end) > 0;
}

/* `depart, the last job is repaired, there 16:20`: the time behind the word is said to be that of the arrival. */
static bool is_before_arrival(const struct spans *c, const struct reading *r, size_t i)
{
	const struct span *t = &c->all[i], *next = i + 1 < c->n ? t + 1 : NULL;

	return r->codes_n == 1 && code_promises(c->head.code) && c->head.code->to >= 0 && !tells_past(c) &&
	       t->code->stamps != 0 && !code_needs_words(t->code) && t->code->visit != VISIT_ARRIVES && next &&
	       next->kind == SPAN_TIME && next->marked && lies_ahead(c, next);
}

/* `arrived, forgot to send depart` */
static bool is_forgotten(const struct spans *c, size_t i)
{
	return word_before(c, LEX_FORGOTTEN, i > 0 && c->f->s[i - 1] == ' ' ? i - 1 : i) > 0;
}

/* In a text that begins with a time, each code has its own before it. */
static bool counts(struct spans *c, const struct reading *r, size_t i, bool only, const struct span **before)
{
	const struct span *t = &c->all[i];
	*before = c->head.timed ? time_before(c, i) : NULL;
	if (*before)
		return true;
	if (c->head.timed)
		return ends_catching_up(c, r, i);
	if (is_before_arrival(c, r, i) || (!t->timed && is_forgotten(c, t->at)))
		return false;
	return t->timed || (only && !is_of_place(c, t) && !is_behind_span(c, i)) || ends_catching_up(c, r, i);
}

/* Then what follows stands behind no code either. */
static void no_code(struct spans *c, size_t i)
{
	c->all[i].kind = SPAN_WORD;
	for (size_t k = i + 1; k < c->n && c->all[k].kind != SPAN_CODE; k++)
		c->all[k].direct = false;
}

/* `undo depart`, `undo the last depart`; but `undo, left` says what is so instead. */
static bool undoes(const struct spans *c, const struct span *t)
{
	size_t i = c->head.at + c->head.len, n;
	if (c->head.code->does != DOES_UNDO || t->digits)
		return false;
	while (i < t->at) {
		n = byte_at(c, i) == ' ' || is_digit(byte_at(c, i)) ? 1 : word_at(c, LEX_OF_LAST, i);
		if (n == 0)
			return false;
		i += n;
	}
	return true;
}

static void take_head(struct spans *c, struct reading *r)
{
	const struct text_head *h = &c->head;
	struct read_code *k = &r->codes[0];
	r->flow = h->flow;
	*k = (struct read_code){.code = h->code, .at = h->at};
	r->codes_n = 1;
	if (!h->timed || time_is_ahead(c, &h->behind, &h->ahead))
		return;
	k->timed = true;
	k->when_at = h->time_at;
	k->when = h->behind;
}

/* `1depart 0830 2arrive 0950`: the digit that is glued to its own word is none of the words. */
static void own_digit(struct spans *c, size_t i)
{
	struct span *before = i > 0 ? &c->all[i - 1] : NULL;

	if (before && before->kind == SPAN_WORD && before->at + before->len == c->all[i].at &&
	    past_code_digit(c, before->at, c->all[i].code) == c->all[i].at)
		before->kind = SPAN_MARK;
}

/* `now repaired`, and what says that it is done, glued behind it as characters are: of the code, and none of the words. */
static void own_words(struct spans *c, size_t i)
{
	struct span *t = &c->all[i];
	size_t end = t->at + t->len, n = is_unspaced_at(c, end) ? word_at(c, LEX_WORDS_LEAD, end) : 0;

	if (n > word_at(c, LEX_NO_CONTRARY, end))
		t->len += n;
	while (i > 0 && c->all[i - 1].kind == SPAN_WORD && leads_to_next_code(c, i - 1))
		c->all[--i].kind = SPAN_MARK;
}

/* `10 min ago arrived`: how long ago stands before the code as words do, and states no time. */
static void leave_span(struct spans *c, struct reading *r)
{
	struct text_head *h = &c->head;

	if (r->codes_n != 1 || !r->codes[0].timed || r->codes[0].when.kind != WHEN_SPAN ||
	    r->codes[0].when_at != h->time_at)
		return;
	r->codes[0].timed = false;
	h->clause_at = h->more && h->clause_at < h->time_at ? h->clause_at : h->time_at;
	h->clause_end = h->at;
	h->more = true;
}

/* Nothing but the ticket's number stands between the code and its own word. */
static bool is_repeated(const struct spans *c, size_t i)
{
	const struct span *first = &c->all[0];
	size_t end = words_begin(c);

	if (i == 1 && first->kind == SPAN_NUMBER && past_marks(c, end) == first->at)
		end = first->at + first->len;
	return past_marks(c, end) == c->all[i].at;
}

void settle_codes(struct spans *c, struct reading *r)
{
	bool only = only_codes(c), chain = is_chain(c);
	const struct span *before;
	take_head(c, r);
	for (size_t i = 0; i < c->n; i++) {
		struct span *t = &c->all[i];
		if (t->kind != SPAN_CODE)
			continue;
		/* `running late, delay to 5:30` */
		if (!t->digits && t->code == c->head.code && t->code->to < 0 && r->codes_n == 1 &&
		    code_promises(t->code)) {
			t->kind = SPAN_MARK;
			continue;
		}
		/* `depart depart ETA 16:20`, in two languages, say */
		if (!t->digits && t->code->does == DOES_MOVE && t->code == c->head.code && is_repeated(c, i)) {
			t->kind = SPAN_MARK;
			continue;
		}
		if (!t->digits && is_arrival_mark(c, r, i)) {
			t->kind = SPAN_MARK;
			continue;
		}
		if (c->head.code->does == DOES_MOVE && t->code->does == DOES_MOVE &&
		    c->input->may(c->input->ctx, t->code) && (t->digits ? chain : !c->head.digits || !chain) &&
		    r->codes_n < CODES_IN_TEXT && counts(c, r, i, only, &before)) {
			add_code(c, r, t, before);
			own_digit(c, i);
			own_words(c, i);
		} else {
			r->about = !r->about && undoes(c, t) ? t->code : r->about;
			no_code(c, i);
		}
	}
	leave_span(c, r);
}

/* ---- what is left out ---- */

/* What the text goes on with may be a code of its own: of one that takes words, it is among these. */
static bool may_leave_out(const struct spans *c, const struct code *code)
{
	return code && code->does == DOES_MOVE && code->to >= 0 && !c->head.digits && !code_brings(code, BRINGS_WORDS);
}

/* The code in span t may follow at once. Who is there does not set out, and who sets out has repaired nothing, though he may
 * already wait for a part; `depart 16:30, parts for that I have`, glued as characters are, is said of that word. */
static bool is_next(const struct spans *c, const struct span *t)
{
	enum visit_step head = c->head.code->visit, further = t->code->visit;
	size_t end = t->at + t->len;

	if (head != VISIT_DEPARTS || further == VISIT_ARRIVES)
		return further != VISIT_DEPARTS;
	return further == VISIT_NONE && code_needs_words(t->code) && !(is_unspaced_at(c, end) && glued_at(c, end));
}

static bool is_further(const struct spans *c, const struct span *t)
{
	return t->code && t->kind == SPAN_WORD && !t->digits && t->code != c->head.code && t->code->does == DOES_MOVE &&
	       t->code->to >= 0 && is_next(c, t) && c->input->may(c->input->ctx, t->code);
}

static size_t longest_before(const struct spans *c, size_t i)
{
	static const enum lexeme lists[] = {LEX_FILLER, LEX_OPENER};
	size_t longest = 0;

	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++) {
		size_t n = word_before(c, lists[k], i);

		longest = n > longest ? n : longest;
	}
	return longest;
}

/* Where the clause begins whose first word that says something stands at i; 0 if it is not the first. Only behind an
 * arrival, where nothing is left to be said of it, may it begin without a mark: `arrived and repaired`,
 * `arrived on site wait`. */
static size_t clause_of(const struct spans *c, size_t i, bool arrives)
{
	size_t end = c->head.at + c->head.len, begin = i, n;

	while (begin > end) {
		char before = c->f->s[begin - 1];

		if (before != ' ' && is_blank_or_mark(before))
			return begin;
		n = before == ' ' ? 1 : longest_before(c, begin);
		if (n == 0 || n > begin - end)
			return arrives && i > begin && c->f->s[begin] == ' ' && !is_letter_at(c, i) ? begin : 0;
		begin -= n;
	}
	return arrives ? end : 0;
}

/* As typed, without the marks at both ends. */
static void add_typed(const struct spans *c, size_t from, size_t end, struct text *out)
{
	const uint32_t *at = c->f->from;

	from = past_marks(c, from);
	while (end > from && is_blank_or_mark(c->f->s[end - 1]))
		end--;
	if (from < end)
		text_addn(out, c->input->original + at[from], at[end] - at[from]);
}

void settle_left_out(const struct spans *c, struct reading *r)
{
	const struct code *code = lone_code(r);

	for (size_t i = 0; i < c->n && may_leave_out(c, code); i++) {
		const struct span *t = &c->all[i];
		size_t begin = is_further(c, t) ? clause_of(c, t->at, code->visit == VISIT_ARRIVES) : 0, from;

		if (begin == 0)
			continue;
		r->left_out = t->code;
		from = t->at;
		add_typed(c, from + t->len, c->f->len, &r->left_out_words);
		/* `arrived, no parts, wait`: the words may as well stand before it. */
		if (r->left_out_words.len == 0 && code->visit == VISIT_ARRIVES) {
			add_typed(c, c->head.at + c->head.len, begin, &r->left_out_words);
			from = c->head.at + c->head.len;
		}
		add_typed(c, from, c->f->len, &r->left_out_text);
		return;
	}
}

/* ---- the number ---- */

/* Beside a code's word a number is that code's, whether the code counts or not. */
static bool beside_code(const struct spans *c, size_t i)
{
	const struct flow *flow;
	const struct span *t = &c->all[i];
	size_t end = past_marks(c, t->at + t->len), len;
	const struct code *next = end < c->f->len ? code_at(c, end, &len, &flow) : NULL;
	bool direct = t->direct && !(i > 0 && t[-1].kind == SPAN_WORD);

	return direct || (next && flow == c->head.flow && next->does == DOES_MOVE && !is_digit(byte_at(c, end)));
}

/* `10008 and 10019`: nothing but what joins two stands between this number and the one before. Neither it
 * nor the number is then one of the words. */
static bool is_joined(struct spans *c, size_t i)
{
	struct span *t = i > 0 ? &c->all[i - 1] : NULL;
	bool word = t && i > 1 && t->kind == SPAN_WORD && (only_fillers(c, t) || word_at(c, LEX_AND, t->at) == t->len);
	if (!t || (word ? t - 1 : t)->kind != SPAN_NUMBER ||
	    word_at(c, LEX_ALIKE, past_blanks(c, c->all[i].at + c->all[i].len)) > 0)
		return false;
	if (word)
		t->kind = SPAN_MARK;
	c->all[i].kind = SPAN_MARK;
	return true;
}

/* `depart 10019`, `10019, there 5pm`: a code's word before a number that is among the words, or a time ahead behind it
 * that the code does not take, says what becomes of that ticket. */
static bool tells_of_other(const struct spans *c, size_t i)
{
	size_t k = i;

	while (k > 0 && !c->all[k - 1].code && only_fillers(c, &c->all[k - 1]))
		k--; /* depart for 10019 */
	if (k > 0 && c->all[k - 1].code && !c->all[k - 1].digits && c->all[k - 1].code->does == DOES_MOVE)
		return true;
	for (k = i + 1; k < c->n && !code_brings(c->head.code, BRINGS_TIME); k++) {
		if (c->all[k].kind == SPAN_NUMBER)
			return false;
		if (c->all[k].kind == SPAN_TIME && c->all[k].when.kind != WHEN_HALFDAY && lies_ahead(c, &c->all[k]))
			return true;
	}
	return false;
}

/* `then on to 10019`: said in words, which the code passes on. */
static bool is_among_words(const struct spans *c, size_t i)
{
	const struct span *t = &c->all[i], *before = i > 0 ? t - 1 : NULL;

	return before && before->kind == SPAN_WORD && !only_fillers(c, before) &&
	       past_blanks(c, before->at + before->len) == t->at;
}

/* `next 10019 at 5pm`: the digits behind a label are another ticket of the sender's; 0 if they are none. */
static int64_t labelled_ticket(const struct spans *c, const struct span *t)
{
	for (size_t i = t->at; t->kind == SPAN_OWNED && i < t->at + t->len; i++) {
		size_t n = digits_at(c, i);
		int64_t number = 0;

		for (size_t d = 0; d < n && d < NUMBER_DIGITS; d++)
			number = number * 10 + (c->f->s[i + d] - '0');
		if (n >= 5)
			return n <= NUMBER_DIGITS && is_mine(c, number) ? number : 0;
	}
	return 0;
}

void settle_number(struct spans *c, struct reading *r)
{
	bool direct = c->head.number != 0;
	r->number = c->head.number;
	r->number_too = c->head.number_too;
	for (size_t i = 0; i < c->n; i++) {
		struct span *t = &c->all[i];
		int64_t labelled = labelled_ticket(c, t);

		if (labelled > 0 && r->number > 0 && labelled != r->number && tells_of_other(c, i))
			r->number_too = labelled;
		if (t->kind != SPAN_NUMBER)
			continue;
		if (r->number == 0) {
			r->number = t->number;
			direct = t->direct;
		} else if (r->number != t->number) {
			t->kind = SPAN_WORD;
			/* Behind a number in its place, another may well be among the words. */
			if (is_joined(c, i) || !direct || beside_code(c, i) || tells_of_other(c, i) ||
			    !(code_brings(r->codes[0].code, BRINGS_WORDS) ||
			      (code_brings(r->codes[0].code, BRINGS_BESIDES) && is_among_words(c, i))))
				r->number_too = t->number;
		}
	}
	r->number_bad = r->number != 0 && !ticket_number_ok(r->number);
}
