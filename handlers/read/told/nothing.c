/* A clause is left out only where each of its words says nothing. The words that do not stand in the lexicons. */
#include "handlers/read/told/nothing.h"

#include "handlers/span/code_word.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/name_span.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static const enum lexeme plain[] = {LEX_COURTESY, LEX_SITE,  LEX_ARRIVED_LEAD, LEX_HONORIFIC,
				    LEX_AND,      LEX_GOING, LEX_TICKET};
/* Of people who are recorded: `Han Mei comes along`. */
static const enum lexeme of_people[] = {LEX_WITH, LEX_ALONG, LEX_TAKES, LEX_COMPANY};
static const enum lexeme of_undo[] = {LEX_COURTESY, LEX_OF_LAST, LEX_WORDS_LEAD};
static const enum lexeme of_time[] = {LEX_TIME_LEAD, LEX_TIME_TRAIL, LEX_ARRIVAL_BEFORE, LEX_ARRIVAL_BEHIND,
				      LEX_TO_TIME};
static const enum lexeme behind_time[] = {LEX_TIME_TRAIL, LEX_ARRIVAL_BEHIND};
static const enum lexeme shifts[] = {LEX_LATE, LEX_EARLY};

/* The longest word of these lists at i that ends by `end`, and not inside a word in letters. */
static size_t longest(const struct spans *c, const enum lexeme *lists, size_t lists_n, size_t i, size_t end)
{
	size_t best = 0;

	for (size_t k = 0; k < lists_n; k++) {
		size_t n = lexicon_at(c->words, lists[k], c->f->s + i, end - i, NULL);

		best = n > best && !words_inside(c, i + n) ? n : best;
	}
	return best;
}

static bool is_recorded(const struct recorded *r, const struct span *t)
{
	for (size_t i = 0; i < r->people_n; i++) {
		for (size_t k = 0; k < r->people[i].n; k++) {
			if (r->people[i].who[k] == t->who.who[0])
				return true;
		}
	}
	return false;
}

static size_t recorded_at(const struct recorded *r, size_t i)
{
	struct span t = {.at = i};
	const struct flow *flow;
	size_t len;

	if (r->people_n > 0 && span_person(r->spans, &t) && is_recorded(r, &t))
		return t.len;
	return r->about && code_at(r->spans, i, &len, &flow) == r->about ? len : 0;
}

/* That it was a slip is what undoing means. */
static size_t undone_at(const struct recorded *r, size_t i, size_t end)
{
	const struct spans *c = r->spans;
	int which = 0;
	size_t n = longest(c, of_undo, COUNT(of_undo), i, end);
	size_t slip = lexicon_at(c->words, LEX_MISTAKEN, c->f->s + i, end - i, &which);

	n = which == SLIP && slip > n ? slip : n;
	return n > 0 ? n : recorded_at(r, i);
}

static size_t nothing_at(const struct recorded *r, size_t i, size_t end)
{
	const struct spans *c = r->spans;
	size_t n, people;

	if (c->head.code->does == DOES_UNDO)
		return undone_at(r, i, end);
	n = longest(c, plain, COUNT(plain), i, end);
	people = r->people_n > 0 ? longest(c, of_people, COUNT(of_people), i, end) : 0;
	n = people > n ? people : n;
	n = n > 0 ? n : recorded_at(r, i);
	return word_at(c, LEX_REMARK, i) > n ? 0 : n;
}

/* The customer, or the machine, which may begin a text as well. */
static size_t who_at(const struct spans *c, size_t i, size_t end)
{
	size_t n = lexicon_at(c->words, LEX_OTHER_PARTY, c->f->s + i, end - i, NULL);
	size_t thing = lexicon_at(c->words, LEX_SITE, c->f->s + i, end - i, NULL);

	return n > 0 || lexicon_at(c->words, LEX_OPENER, c->f->s + i, end - i, NULL) != thing ? n : thing;
}

/* `the customer moved`: of whom it is said, and no place as in `the customer's site`. */
static bool is_subject(const struct spans *c, size_t i, size_t end)
{
	static const enum lexeme theirs[] = {LEX_SITE, LEX_CUSTOMERS_OWN, LEX_ARRIVED_LEAD};
	size_t n = who_at(c, i, end);

	if (n == 0 || longest(c, of_time, COUNT(of_time), i, end) > n)
		return false;
	for (i = past_marks(c, i + n); i < end && n > 0; i = past_marks(c, i + n))
		n = longest(c, theirs, COUNT(theirs), i, end);
	return i < end;
}

bool says_nothing(const struct recorded *r, size_t a, size_t b)
{
	size_t i = past_marks(r->spans, a), n;

	if (i < b && is_subject(r->spans, i, b))
		return false;
	while (i < b && (n = nothing_at(r, i, b)) > 0)
		i = past_marks(r->spans, i + n);
	return i >= b;
}

bool marks_time(const struct recorded *r, size_t a, size_t b)
{
	const struct spans *c = r->spans;
	size_t i = past_marks(c, a), n;

	while (i < b && (n = longest(c, of_time, COUNT(of_time), i, b)) > 0)
		i = past_marks(c, i + n);
	return i >= b;
}

/* The longest of what belongs to a time at i. Behind one, `late` says more than the time does, unless it ends it there. */
static size_t time_word_at(const struct recorded *r, size_t i, size_t end, enum beside_time where)
{
	const struct spans *c = r->spans;
	size_t n, shift, trail;

	if (where == BEFORE_TIME)
		n = longest(c, of_time, COUNT(of_time), i, end);
	else
		n = longest(c, behind_time, COUNT(behind_time), i, end);
	if (where != NEAR_TIME) {
		size_t filler = longest(c, (const enum lexeme[]){LEX_FILLER}, 1, i, end);

		n = filler > n ? filler : n;
	}
	shift = longest(c, shifts, COUNT(shifts), i, end);
	trail = longest(c, (const enum lexeme[]){LEX_TIME_TRAIL}, 1, i, end);
	if (where == BEFORE_TIME)
		return shift > n ? shift : n;
	return shift >= n && trail < n ? 0 : n;
}

bool says_time(const struct recorded *r, size_t a, size_t b, enum beside_time where)
{
	const struct spans *c = r->spans;
	bool needs_words = code_needs_words(c->head.code);
	size_t i = past_marks(c, a);

	if (i < b && is_subject(c, i, b))
		return false;
	while (i < b) {
		size_t n = time_word_at(r, i, b, where), more = needs_words ? 0 : nothing_at(r, i, b);

		n = more > n ? more : n;
		/* What is agreed with the customer begins as `about` and `the customer` do. */
		if (n == 0 || word_at(c, LEX_REMARK, i) > n)
			return false;
		i = past_marks(c, i + n);
	}
	return true;
}
