/* Whom a text names, and which station. */
#include "handlers/read/settle_people.h"

#include <string.h>

#include "handlers/span/folded_text.h"
#include "handlers/span/name_span.h"

#define LISTING_COMMA "\xE3\x80\x81" /* U+3001, which stands between the members of a list */

bool names_joined(const struct spans *c, size_t a, size_t b)
{
	const char *original = c->input->original;
	size_t to = c->f->from[b];

	for (size_t k = a; k <= b; k = next_at(c, k)) {
		if (word_at(c, LEX_AND, k) > 0)
			return true;
		if (k >= c->f->len)
			break;
	}
	for (size_t k = c->f->from[a]; k < to; k++) {
		if (original[k] == '&' || original[k] == '+' ||
		    (k + 3 <= to && memcmp(original + k, LISTING_COMMA, 3) == 0))
			return true;
	}
	return false;
}

static void keep_of_station(struct read_person *p, const struct station *s)
{
	struct read_person kept = {.n = 0};

	for (size_t i = 0; i < p->n; i++) {
		if (p->who[i]->station == s->id)
			kept.who[kept.n++] = p->who[i];
	}
	if (kept.n > 0)
		*p = kept;
}

/* `Zhang Wei Kashgar`, `Kashgar Zhang Wei`: of namesakes the one of the station beside. */
static void choose_by_station(const struct spans *c, size_t i, struct read_person *p)
{
	size_t behind = i + 1, before = i;

	while (behind < c->n && only_fillers(c, &c->all[behind]))
		behind++;
	while (before > 0 && only_fillers(c, &c->all[before - 1]))
		before--;
	if (behind < c->n && c->all[behind].kind == SPAN_STATION)
		keep_of_station(p, c->all[behind].station);
	else if (before > 0 && c->all[before - 1].kind == SPAN_STATION)
		keep_of_station(p, c->all[before - 1].station);
}

/* `not Urumqi`, `moved from Urumqi`. */
static bool denied_place(const struct spans *c, const struct span *t)
{
	return word_before(c, LEX_NO_PERSON_BEFORE, t->at) > 0 || word_before(c, LEX_FROM, t->at) > 0;
}

/* Nothing but a question, `or` or `and` stands between this station and the one before. */
static bool is_choice(const struct spans *c, size_t i)
{
	const struct span *between = i > 0 ? &c->all[i - 1] : NULL;
	const char *s = between ? c->f->s + between->at : NULL;
	size_t n = between ? between->len : 0;

	if (denied_place(c, &c->all[i]) || !between)
		return false;
	if (between->kind == SPAN_WORD && i > 1 &&
	    (lexicon_at(c->words, LEX_QUESTION, s, n, NULL) == n ||
	     lexicon_at(c->words, LEX_ALTERNATIVE, s, n, NULL) == n || lexicon_at(c->words, LEX_AND, s, n, NULL) == n))
		between--;
	return between->kind == SPAN_STATION;
}

static bool among(const struct read_person *p, const struct person *who)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->who[i] == who)
			return true;
	}
	return false;
}

/* A name and the number of its bearer, or a name twice, are one person. */
static void add_person(struct reading *r, const struct read_person *p)
{
	for (size_t i = 0; i < r->people_n; i++) {
		struct read_person *there = &r->people[i];

		if (p->n == 1 && among(there, p->who[0])) {
			*there = *p;
			return;
		}
		if (there->n == 1 && among(p, there->who[0]))
			return;
	}
	if (r->people_n < PEOPLE_IN_TEXT)
		r->people[r->people_n++] = *p;
	else
		r->people_more = true;
}

/* A telephone number means someone where nobody is named, or behind `with`; else it is words, but the number of the one
 * named. */
static bool number_is_words(const struct spans *c, size_t i, bool named)
{
	const struct span *t = &c->all[i];

	if (!t->by_number || !named || (i > 0 && t[-1].kind == SPAN_WITH))
		return false;
	for (size_t k = 0; k < c->n; k++) {
		if (c->all[k].kind == SPAN_PERSON && !c->all[k].by_number && among(&c->all[k].who, t->who.who[0]))
			return false;
	}
	return true;
}

/* Who is named and denied is not meant: `Li Lei is busy`. */
static bool drop_denied(struct spans *c, struct reading *r)
{
	bool named = false;

	for (size_t i = 0; i < c->n; i++) {
		struct span *t = &c->all[i];

		if (t->kind == SPAN_PERSON && t->denied) {
			t->kind = SPAN_WORD;
			r->unwanted = t->who.who[0];
		}
		named = named || (t->kind == SPAN_PERSON && !t->by_number);
	}
	return named;
}

/* `went to Turfan`, behind a name: a place that is neither the site nor the customer's, and no work that is done there. */
static bool is_elsewhere(const struct spans *c, size_t i)
{
	static const enum lexeme here[] = {LEX_SITE, LEX_OTHER_PARTY, LEX_CUSTOMERS_OWN, LEX_PERSON_DOES};
	size_t n = word_at(c, LEX_BOUND_FOR, i), place = i + n;

	if (n == 0 || !glued_at(c, place) || !glued_at(c, next_at(c, place)))
		return false;
	for (size_t k = 0; k < sizeof(here) / sizeof(*here); k++) {
		if (word_at(c, here[k], place) > 0)
			return false;
	}
	return true;
}

/* What is said of the person is something else than that they go. */
static bool does_other(const struct spans *c, const struct span *t)
{
	static const enum lexeme lists[] = {LEX_OTHER_ERRAND, LEX_STAYS_AWAY};
	size_t end = past_blanks(c, t->at + t->len), longest = 0, instead = word_at(c, LEX_GOES_INSTEAD, end);

	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++) {
		size_t n = word_at(c, lists[k], end);

		longest = n > longest && !words_inside(c, end + n) ? n : longest;
	}
	instead = word_at(c, LEX_ALONG, end) > instead ? word_at(c, LEX_ALONG, end) : instead;
	return longest > instead || (instead == 0 && is_elsewhere(c, end));
}

/* `Tom Baker, with Han Mei`: who is announced as a companion leads nobody, unless something else is said of them. */
static bool is_companion(const struct spans *c, const struct span *t)
{
	size_t before = t->at, n;

	while (before > 0 && (c->f->s[before - 1] == ' ' || c->f->s[before - 1] == ':'))
		before--;
	n = word_before(c, LEX_WITH, before);
	return n > 0 && n < before && is_blank_or_mark(c->f->s[before - n - 1]) &&
	       word_at(c, LEX_GOES_INSTEAD, past_blanks(c, t->at + t->len)) == 0;
}

/* `reassign Han Mei, Tom Baker went to Turfan`: behind the one who goes, it is said of others that they do something else.
 * What they do, or that they come along, is told to the one who goes. */
static void drop_others(struct spans *c, struct reading *r)
{
	const struct span *first = NULL, *last = NULL;

	if (!code_brings(c->head.code, BRINGS_LEAD))
		return;
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];

		if (t->kind != SPAN_PERSON || t->by_number)
			continue;
		if (first ? (!does_other(c, t) && !is_companion(c, t)) || names_joined(c, last->at + last->len, t->at)
			  : does_other(c, t))
			return;
		first = first ? first : t;
		last = t;
	}
	for (size_t i = 0; first && i < c->n; i++) {
		struct span *t = &c->all[i];

		if (t->kind == SPAN_PERSON && !t->by_number && t > first && t->who.who[0] != first->who.who[0]) {
			r->companion = is_companion(c, t) ? t->who.who[0] : r->companion;
			t->kind = SPAN_WORD;
			t->denied = true;
			r->unwanted = t->who.who[0];
		}
	}
}

/* `Han Mei and I` */
static bool is_named_first(const struct spans *c, size_t i)
{
	struct span t = {.at = i};

	return i < c->f->len && span_person(c, &t) && word_at(c, LEX_COMPANY, past_blanks(c, t.at + t.len)) > 0;
}

/* `taking Han Mei, depart`: in a clause before the code, where it says that somebody comes along. */
static void people_before(const struct spans *c, struct reading *r)
{
	static const enum lexeme lists[] = {LEX_WITH, LEX_ALONG, LEX_TAKES};
	size_t at = c->head.clause_at, end = c->head.clause_end, n;
	bool along = false;

	if (!c->head.more || !code_brings(c->head.code, BRINGS_PEOPLE))
		return;
	while (word_at(c, LEX_COMPANY, at) == 0 && (n = word_at(c, LEX_OPENER, at)) > 0)
		at = past_blanks(c, at + n);
	/* with Han Mei, depart; Han Mei and I depart */
	along = word_at(c, LEX_COMPANY, at) > 0 || is_named_first(c, at);
	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists) && !along; k++)
		along = words_find(c, lists[k], at, end) < end;
	for (size_t i = at; along && i < end;) {
		struct span t = {.at = i};
		bool person = !words_inside(c, i) && span_person(c, &t) && t.at + t.len <= end;

		if (person && !t.denied && t.who.who[0] != c->input->sender)
			add_person(r, &t.who);
		i = person ? i + t.len : next_at(c, i);
	}
}

/* `Tom Baker, no, I mean Han Mei`: who is taken back is named last, so that the example shows the other. */
static void taken_back_last(const struct spans *c, struct reading *r)
{
	for (size_t i = 0; i < c->n && r->people_n == 2; i++) {
		const struct span *t = &c->all[i];
		size_t end = past_marks(c, t->at + t->len);
		struct read_person first = r->people[0];

		if (t->kind != SPAN_PERSON || t->who.who[0] != first.who[0] ||
		    (word_at(c, LEX_NO_TIME_BEHIND, end) == 0 && word_at(c, LEX_CHANGED, end) == 0))
			continue;
		r->people[0] = r->people[1];
		r->people[1] = first;
		return;
	}
}

void settle_people(struct spans *c, struct reading *r)
{
	bool named = drop_denied(c, r);

	drop_others(c, r);
	for (size_t i = 0; i < c->n; i++) {
		struct span *t = &c->all[i];
		struct read_person p;

		if (t->kind == SPAN_STATION && !denied_place(c, t)) {
			r->station_more |= r->station && r->station != t->station;
			r->station_choice |= r->station && r->station != t->station && is_choice(c, i);
			r->station = r->station ? r->station : t->station;
		}
		if (t->kind == SPAN_PERSON && number_is_words(c, i, named))
			t->kind = SPAN_WORD;
		if (t->kind != SPAN_PERSON)
			continue;
		p = t->who;
		if (p.n > 1)
			choose_by_station(c, i, &p);
		add_person(r, &p);
	}
	if (c->head.lead.n > 0)
		add_person(r, &c->head.lead);
	people_before(c, r);
	taken_back_last(c, r);
}
