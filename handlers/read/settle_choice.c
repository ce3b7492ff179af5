/* Of several times the one that is meant. */
#include "handlers/read/settle_choice.h"

#include "handlers/span/folded_text.h"
#include "handlers/span/time_span.h"

static const struct span *span_of(const struct spans *c, const struct read_time *t)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->all[i].kind == SPAN_TIME && c->all[i].at == t->at)
			return &c->all[i];
	}
	return NULL;
}

static bool is_plain(const struct when *w)
{
	return w->kind != WHEN_SPAN && !w->bare && !w->point;
}

/* One said to be the arrival's before all others; a clock time before a part of the day, that before a span. */
static int rank(const struct spans *c, const struct reading *r, const struct read_time *t)
{
	const struct span *s = span_of(c, t);
	bool marked = s && s->marked && code_promises(r->codes[0].code);
	return (marked ? 4 : 0) + (t->when.kind == WHEN_CLOCK ? 2 : t->when.kind == WHEN_HALFDAY ? 1 : 0);
}

static void keep(struct spans *c, struct reading *r, size_t which)
{
	r->times[0] = r->times[which];
	r->times_n = 1;
	for (size_t i = 0; i < c->n; i++) {
		bool head = r->codes[0].timed && c->all[i].at == r->codes[0].when_at;
		if (c->all[i].kind == SPAN_TIME && c->all[i].at != r->times[0].at && !head)
			c->all[i].kind = SPAN_WORD;
	}
}

static void drop(struct spans *c, struct reading *r, size_t which)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->all[i].kind == SPAN_TIME && c->all[i].at == r->times[which].at)
			c->all[i].kind = SPAN_WORD;
	}
	r->times_n--;
	for (size_t i = which; i < r->times_n; i++)
		r->times[i] = r->times[i + 1];
}

/* Bare digits are a time only where no plain one stands, or directly behind a code. */
static void drop_bare(struct spans *c, struct reading *r)
{
	bool plain = false;
	for (size_t i = 0; i < r->times_n; i++)
		plain = plain || is_plain(&r->times[i].when);
	for (size_t i = r->times_n; plain && i-- > 0;) {
		const struct when *w = &r->times[i].when;
		const struct span *s = span_of(c, &r->times[i]);
		if ((w->bare || w->point) && !r->times[i].direct && !(s && s->marked))
			drop(c, r, i);
	}
}

/* `earliest 5pm`, `customer wants 17:00`: not the one meant, where another stands. */
static bool not_own(const struct spans *c, const struct read_time *t)
{
	size_t before = before_blanks(c, t->at);
	return word_before(c, LEX_NOT_OWN, before) > 0;
}

static void drop_not_own(struct spans *c, struct reading *r)
{
	bool own = false;
	for (size_t i = 0; i < r->times_n; i++)
		own = own || !not_own(c, &r->times[i]);
	for (size_t i = r->times_n; own && i-- > 0;) {
		if (not_own(c, &r->times[i]))
			drop(c, r, i);
	}
}

/* A word of the list begins from `from` on, and goes beyond `to`: the end of one that says until when may belong to the time
 * itself, as `at the latest` does in characters to `evening`. */
static bool goes_beyond(const struct spans *c, enum lexeme list, size_t from, size_t to)
{
	for (; from < to; from = next_at(c, from)) {
		if (from + word_at(c, list, from) > to)
			return true;
	}
	return false;
}

/* `must be there by 4:30pm`: until when whoever is sent must be there. */
static bool is_deadline(const struct spans *c, const struct read_time *t)
{
	const struct span *s = span_of(c, t);
	size_t before = before_blanks(c, t->at), run = t->at, end = s ? s->at + s->len : 0;
	while (run > 0 && is_unspaced_before(c, run))
		run--;
	return s && (word_before(c, LEX_DEADLINE, before) > 0 || goes_beyond(c, LEX_DEADLINE, run, t->at) ||
		     word_at(c, LEX_DEADLINE_BEHIND, past_blanks(c, end)) > 0 ||
		     goes_beyond(c, LEX_DEADLINE_BEHIND, s->at, end));
}

/* `dispatch 3pm Tom Baker, must be there by 4:30pm`: planned is the other time, and whoever is sent hears of this one. */
static void drop_deadlines(struct spans *c, struct reading *r)
{
	const struct code *code = r->codes[0].code;
	size_t others = 0;
	if (r->times_n < 2 || !code_brings(code, BRINGS_LEAD) || code_promises(code))
		return;
	for (size_t i = 0; i < r->times_n; i++)
		others += !is_deadline(c, &r->times[i]);
	for (size_t i = r->times_n; others > 0 && i-- > 0;) {
		if (is_deadline(c, &r->times[i]))
			drop(c, r, i);
	}
}

/* `customer wants`, `Mr Wang says`, `boss says` at i: where it ends, 0 if it is none. */
static size_t past_demand(const struct spans *c, size_t i, bool later)
{
	size_t n = word_at(c, LEX_OTHER_PARTY, i), head = word_at(c, LEX_HEAD, i), name = word_at(c, LEX_SURNAME, i);
	int which = 0;
	n = head > n ? head : n;
	if (n == 0 && name > 0 && word_at(c, LEX_HONORIFIC, i + name) > 0)
		n = name + word_at(c, LEX_HONORIFIC, i + name);
	/* agreed with the customer, told the customer */
	if (n == 0 || word_before(c, LEX_AND, i) > 0)
		return 0;
	i = past_blanks(c, i + n);
	n = i < c->f->len ? lexicon_at(c->words, LEX_DEMAND, c->f->s + i, c->f->len - i, &which) : 0;
	return n > 0 && (which == 1 || !later) ? i + n : 0;
}

#define WISH_WORDS 4 /* in letters, between a demand and its time: `wants me to be there by 4pm` */

/* Whose time it is, the clause that it stands in says. Of a delay, a time to which a customer has it moved is meant. */
static bool is_wish(const struct spans *c, const struct read_time *t)
{
	size_t begin = t->at, end;
	bool later = c->head.code->to < 0;
	while (begin > words_begin(c) && (c->f->s[begin - 1] == ' ' || !is_blank_or_mark(c->f->s[begin - 1])))
		begin--;
	for (size_t i = begin; i < t->at; i = next_at(c, i)) {
		size_t words = 0;
		end = words_inside(c, i) ? 0 : past_demand(c, i, later);
		if (end == 0 || end > t->at)
			continue;
		for (size_t k = past_blanks(c, end); k < t->at; k = next_at(c, k)) {
			if (later && word_at(c, LEX_MOVED, k) > 0)
				return false;
			words += c->f->s[k] == ' ' ? (is_letter_before(c, k) ? 1 : WISH_WORDS + 1) : 0;
		}
		if (words <= WISH_WORDS + (is_letter_before(c, end) ? 1 : 0))
			return true;
	}
	return false;
}

/* `depart customer wants me there by 4pm`: what others want is no promise, even where no other time stands. */
static void drop_wishes(struct spans *c, struct reading *r)
{
	if (!code_promises(r->codes[0].code))
		return;
	for (size_t i = r->times_n; i-- > 0;) {
		if (!is_wish(c, &r->times[i]))
			continue;
		drop(c, r, i);
		r->no_promise = r->times_n == 0;
	}
}

#define PLACE_WORDS 3

/* `departed yard at 1:30`, `departed from Korla 13:35`: between the code and its time stands the place left. */
static bool is_from_place(const struct spans *c, const struct span *t)
{
	size_t begin = past_blanks(c, c->head.at + c->head.len), end = past_blanks(c, t->at + t->len), words = 1;

	if (c->n > 0 && c->all[0].kind == SPAN_NUMBER)
		begin = past_blanks(c, c->all[0].at + c->all[0].len);
	for (size_t i = begin; i < t->at; i++) {
		if (c->f->s[i] != ' ' && is_blank_or_mark(c->f->s[i]))
			return false;
		words += c->f->s[i] == ' ' && c->f->s[i + 1] != ' ' && i + 1 < t->at;
	}
	if (is_letter_at(c, begin))
		return words <= PLACE_WORDS;
	return word_at(c, LEX_FROM, begin) > 0 || word_at(c, LEX_LEAVING, end) > 0;
}

/* `depart 13:10 expected 16:30`: when the engineer set out, and when he will be there. */
static void take_departure(struct spans *c, struct reading *r)
{
	const struct span *first = r->times_n > 1 ? span_of(c, &r->times[0]) : NULL, *next;
	bool later = false;
	if (!first || !(first->direct || is_from_place(c, first)) || first->marked || r->codes[0].timed ||
	    r->codes[0].code->visit != VISIT_DEPARTS || (first->when.kind != WHEN_CLOCK && !first->past) ||
	    lies_ahead(c, first) || behind_of(c, first).kind == WHEN_SPAN)
		return;
	for (size_t i = 1; i < r->times_n; i++) {
		next = span_of(c, &r->times[i]);
		later = later || (next && next->marked);
	}
	if (!later)
		return;
	r->codes[0].timed = true;
	r->codes[0].when_at = first->at;
	r->codes[0].when = behind_of(c, first);
	r->times_n--;
	for (size_t i = 0; i < r->times_n; i++)
		r->times[i] = r->times[i + 1];
}

/* Which way a span says that it lies from what was promised: 1 for `late by half an hour` and `20 min later than
 * planned`, -1 for `early by half an hour`, 0 if it does not say. */
static int said_side(const struct spans *c, const struct span *s, size_t before)
{
	size_t last = s->at + s->len, end = past_marks(c, last), than = word_at(c, LEX_THAN_PROMISED, end);
	size_t late = word_before(c, LEX_LATE, before);
	if (word_before(c, LEX_EARLY, before) > 0 || word_at(c, LEX_EARLY_BEHIND, end) > 0)
		return -1;
	if (than > 0)
		return s->past ? -1 : 1;
	/* `at most` ends as `more` does. `delay 1 hour later` has its word within. */
	return (late > 0 && late >= word_before(c, LEX_ARRIVAL_BEFORE, before)) ||
			       word_at(c, LEX_LATE_BEHIND, end) > 0 ||
			       (!s->past && word_before(c, LEX_LATE_BEHIND, last) > 0)
		       ? 1
		       : 0;
}

/* `closed until 18:00, then 1 hour to drive`: from then, and neither from now nor from what was promised. */
static bool from_then(const struct spans *c)
{
	for (size_t i = 0; i < c->n; i++) {
		size_t before = before_blanks(c, c->all[i].at);
		if (c->all[i].when.kind == WHEN_CLOCK && (c->all[i].others || word_before(c, LEX_LASTS, before) > 0))
			return true;
	}
	return false;
}

/* `another 45 min to go`: the way that is left counts from now. */
static bool is_left(const struct spans *c, const struct span *s)
{
	size_t end = s->at + s->len;

	for (size_t i = s->at; i < end; i = next_at(c, i)) {
		size_t n = is_letter_at(c, i) && is_letter_before(c, i) ? 0 : word_at(c, LEX_GOES_ON, i);

		if (i + n > end && (i + n == c->f->len || (c->f->s[i + n] != ' ' && !glued_at(c, i + n))))
			return true;
	}
	return false;
}

/* `still 60 km, 50 minutes`, `60 km left, 50 minutes`: how far it is says that the span counts from now. */
static bool is_way(const struct spans *c)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->all[i].kind == SPAN_OWNED && (c->all[i].far || is_left(c, &c->all[i])))
			return true;
	}
	return false;
}

/* A span alone in a delay is added to what was promised, unless it says that it counts from now. */
static void settle_shift(struct spans *c, struct reading *r)
{
	const struct code *code = r->codes[0].code;
	struct read_time *t = &r->times[0];
	const struct span *s = r->times_n == 1 ? span_of(c, t) : NULL;
	size_t before;
	if (!s || t->when.kind != WHEN_SPAN || !code_promises(code))
		return;
	if (from_then(c)) {
		drop(c, r, 0);
		return;
	}
	before = before_blanks(c, t->at);
	t->shift = said_side(c, s, before);
	if (t->shift == 0 && code->to < 0 && !t->when.later && !s->past && word_before(c, LEX_FROM_NOW, before) == 0 &&
	    word_at(c, LEX_ARRIVAL_BEHIND, past_blanks(c, s->at + s->len)) == 0 && !is_left(c, s) && !is_way(c))
		t->shift = 1;
}

/* `10:00 to 11:00`: what happened has one time, and which of these it is nobody can tell. */
static bool is_range(const struct spans *c, const struct read_time *a, const struct read_time *b)
{
	size_t i = past_blanks(c, a->at + a->when.len), n = word_at(c, LEX_RANGE, i);
	return n > 0 && past_blanks(c, i + n) == b->at;
}

static void choose_behind(struct spans *c, struct reading *r)
{
	size_t best = 0, same = 0;
	if (r->times_n < 2 || is_range(c, &r->times[0], &r->times[1]))
		return;
	for (size_t i = 1; i < r->times_n; i++)
		best = rank(c, r, &r->times[i]) > rank(c, r, &r->times[best]) ? i : best;
	for (size_t i = 0; i < r->times_n; i++)
		same += rank(c, r, &r->times[i]) == rank(c, r, &r->times[best]) &&
			r->times[i].when.at != r->times[best].when.at;
	/* Behind its node a time is the one meant; what else is said of times is the reason. */
	if (r->times[0].direct)
		best = same = 0;
	if (same == 0)
		keep(c, r, best);
}

void settle_choice(struct spans *c, struct reading *r)
{
	size_t best = 0;
	bool departs = r->codes[0].code->visit == VISIT_DEPARTS;
	if (c->tense == BEHIND) {
		choose_behind(c, r);
		return;
	}
	drop_wishes(c, r);
	if (r->times_n == 0)
		return;
	take_departure(c, r);
	drop_deadlines(c, r);
	drop_bare(c, r);
	drop_not_own(c, r);
	for (size_t i = 1; i < r->times_n; i++)
		best = rank(c, r, &r->times[i]) > rank(c, r, &r->times[best]) ? i : best;
	for (size_t i = 0; i < r->times_n; i++) {
		bool equal = rank(c, r, &r->times[i]) == rank(c, r, &r->times[best]);
		if (equal && r->times[i].when.at != r->times[best].when.at)
			return;
	}
	/* One directly behind the code is meant, unless another is said to be: but then a departure still ahead is a plan. */
	if (r->times_n > 1 && r->times[0].direct && best != 0 && r->times[0].when.at != r->times[best].when.at &&
	    (rank(c, r, &r->times[best]) < 4 || (departs && r->times[0].when.kind == WHEN_CLOCK)))
		return;
	if (r->times_n > 1)
		keep(c, r, best);
	settle_shift(c, r);
}
