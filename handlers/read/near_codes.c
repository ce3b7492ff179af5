/* Texts without a code: which codes may have been meant. They are asked back, never done. */
#include "handlers/read/near_codes.h"

#include <stdio.h>
#include <string.h>

#include "handlers/read/near/slip.h"
#include "handlers/read/settle_times.h"
#include "handlers/read/settle_words.h"
#include "handlers/span/code_denied.h"
#include "handlers/span/code_word.h"
#include "handlers/span/digit_span.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/name_span.h"
#include "handlers/span/reader.h"
#include "handlers/span/spans.h"
#include "handlers/span/time_span.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/utf8.h"

/* In this order: a word further on with digits behind it, as `at dawn depart 16:30`; one key off with the same first
 * character; one key off; a word further on. */
enum nearness { NEAR_ARGUED, NEAR_ALIKE, NEAR_OFF, NEAR_LATER, NEARNESSES };

struct search {
	struct spans *c;
	struct reading *r;
	size_t at;    /* where the text proper begins */
	size_t begin; /* of words that mean the code */
	size_t end;   /* behind what resembles the first code found that the sender may send */
	bool ended;
	bool worded;             /* words of a meaning of their own stand there */
	const char *slip;        /* the word of which a slip that is known stands there */
	size_t slip_end;         /* and where that ends */
	const struct code *code; /* that code */
	bool whole;              /* it is near by a whole word, and not by an abbreviation */
	bool torn;               /* an abbreviation is near, and so is another code's */
	bool asked;              /* the text asks */
	bool unsaid;             /* it denies that something has happened, or tells it of others */
};

/* `11630`, `210019`, 3 glued to a word: a digit code run into what should stand behind it. */
static bool run_into(const struct spans *c, size_t i, const char *word, const struct flow *flow)
{
	size_t n = strlen(word), digits = digits_at(c, i), end = i + n;
	struct span t = {.at = end, .direct = true};
	struct span whole;
	struct when w;

	if (!text_at(c, i, word))
		return false;
	if (digits == n) /* three bolts are counted */
		return is_unspaced_at(c, end) && word_at(c, LEX_COUNTER, end) == 0 &&
		       word_at(c, LEX_ALTERNATIVE, end) == 0 && word_at(c, LEX_QUESTION, end) == 0 &&
		       code_denied(c, i, n, c->head.code, flow) == DOUBT_NONE;
	whole = (struct span){.at = i, .direct = true};
	if (time_at(c, i, AHEAD).kind != WHEN_NONE || (span_number(c, &whole) && ticket_number_ok(whole.number)))
		return false;
	w = time_at(c, end, AHEAD);
	return (w.kind == WHEN_CLOCK && w.len >= 3) || (span_number(c, &t) && ticket_number_ok(t.number));
}

/* Lists and help are answers to what is said every day, and their words glued to more are part of that. */
static bool is_said_daily(const struct spans *c, const struct code *code, size_t end)
{
	return code->does == DOES_LIST && is_unspaced_at(c, end) && word_at(c, LEX_FILLER, end) == 0 &&
	       word_at(c, LEX_TICKET, end) == 0 && word_at(c, LEX_NOUN, end) == 0;
}

/* The word further on, where it stands by itself and is not denied; `c->f->len` if there is none. */
static size_t further_on(const struct spans *c, size_t i, const char *word, bool argued)
{
	size_t n = strlen(word);

	if (utf8_count(word) < 2 || (is_letters(word) && utf8_count(word) < SLIP_STEM))
		return c->f->len;
	for (; i < c->f->len; i = next_at(c, i)) {
		if (!text_at(c, i, word) || (ends_in_letter(word) && is_letter_at(c, i + n)) ||
		    slip_of_denial_before(c, i))
			continue;
		if (!argued)
			return i;
		for (size_t k = i + n; k < c->f->len; k++) {
			if (is_digit(c->f->s[k]))
				return i;
		}
	}
	return c->f->len;
}

static void add(struct search *s, const struct flow *f, const struct code *code, size_t end, bool abbreviation)
{
	struct reading *r = s->r;
	bool there = false;

	for (size_t i = 0; i < r->near_n; i++)
		there = there || r->near[i] == code;
	if (!there && r->near_n < NEAR_IN_TEXT)
		r->near[r->near_n++] = code;
	r->flow = f;
	if (!s->c->input->may(s->c->input->ctx, code))
		return;
	s->torn = s->torn || (abbreviation && s->ended && !s->whole && s->code != code);
	if (s->ended)
		return;
	s->whole = !abbreviation;
	s->ended = true;
	s->end = end;
	s->code = code;
}

/* Lists and help are answers to what is said every day: a word of assent is no slip of theirs. */
static bool slips(const struct code *code, const char *word)
{
	return code->does != DOES_LIST || is_letters(word);
}

/* A time ahead stands right before i: `arrival about 16:30` has not happened. */
static bool is_planned(const struct spans *c, size_t i)
{
	for (size_t k = 0; k < i; k = next_at(c, k)) {
		struct span t = {.at = k, .kind = SPAN_TIME, .when = time_at(c, k, AHEAD)};

		if (t.when.kind == WHEN_CLOCK && k + t.when.len == i && (k == 0 || !is_digit(c->f->s[k - 1])) &&
		    lies_ahead(c, &t))
			return true;
	}
	return false;
}

/* `it was repaired by the dealer`: somebody else's deed behind i. */
static bool is_anothers(const struct spans *c, size_t i)
{
	for (; i < c->f->len; i = next_at(c, i)) {
		size_t n = is_letter_before(c, i) ? 0 : word_at(c, LEX_BY, i), who = past_blanks(c, i + n);

		while (n > 0 && word_at(c, LEX_ARTICLE, who) > 0)
			who = past_blanks(c, who + word_at(c, LEX_ARTICLE, who));
		if (n > 0 && word_of(c, LEX_OTHERS, 1, who) > 0)
			return true;
	}
	return false;
}

static void try_word(struct search *s, const struct flow *f, const struct code *code, const char *word,
		     enum nearness how)
{
	struct spans *c = s->c;
	size_t first = next_at(c, s->at) - s->at, at, end = 0;

	if (how == NEAR_ARGUED || how == NEAR_LATER) {
		/* Who is still on the way may well be late. */
		if (s->asked || (s->unsaid && code->stamps != 0))
			return;
		at = further_on(c, s->at, word, how == NEAR_ARGUED);
		if (at < c->f->len &&
		    (code_brings(code, BRINGS_TIME) || (!is_planned(c, at) && !is_anothers(c, at + strlen(word)))) &&
		    !is_said_daily(c, code, at + strlen(word)))
			add(s, f, code, at + strlen(word), false);
		return;
	}
	if (s->worded || (how == NEAR_ALIKE && strncmp(c->f->s + s->at, word, first) != 0))
		return;
	if (s->slip && strcmp(s->slip, word) == 0) {
		add(s, f, code, s->slip_end, false);
		return;
	}
	c->head.code = code;
	if (is_digit(word[0]) ? run_into(c, s->at, word, f) : slips(code, word))
		end = is_digit(word[0]) ? s->at + strlen(word) : slip_end(c, s->at, word);
	if (end > 0)
		add(s, f, code, end, slip_is_abbreviation(word));
	c->head.code = NULL;
}

/* Something up to its first code says that it is not so, or not yet. */
static bool denies(const struct spans *c, size_t i)
{
	const struct code *code;
	const struct flow *flow;
	size_t len;

	for (; i < c->f->len; i = next_at(c, i)) {
		if (i > 0 && is_letter_at(c, i) && is_letter_before(c, i))
			continue;
		code = is_digit(c->f->s[i]) ? NULL : code_at(c, i, &len, &flow);
		/* `soon depart` shows no example of what has not happened. */
		if (code)
			return code_denied(c, i, len, code, flow) != DOUBT_NONE ||
			       (code->does == DOES_MOVE && code_denied_before(c, i));
		if (word_at(c, LEX_CONTRARY_CLAUSE, i) > 0)
			return true;
	}
	return false;
}

/* A word of degree behind it: what says how is none of the words. */
static size_t past_degree(const struct spans *c, size_t i)
{
	size_t n = word_at(c, LEX_DEGREE, i);

	return n > 0 && !glued_at(c, i + n) ? i + n : i;
}

/* A delay's span is added to what was promised. */
static bool is_shift(const struct code *code, const struct when *w)
{
	return w->kind == WHEN_SPAN && !w->later && code_promises(code) && code->to < 0;
}

/* `Li Lei 14:00 dispatch`: of an order, who and when may stand before it, too. */
static void take_before(struct search *s)
{
	struct reading *r = s->r;

	for (size_t i = s->at; code_brings(s->code, BRINGS_LEAD) && i < s->end; i = next_at(s->c, i)) {
		struct span t = {.at = i, .kind = SPAN_TIME, .when = time_at(s->c, i, AHEAD)};
		bool glued = i > s->at && is_digit(s->c->f->s[i - 1]);

		if (r->times_n == 0 && code_brings(s->code, BRINGS_TIME) && t.when.kind == WHEN_CLOCK && !glued &&
		    lies_ahead(s->c, &t))
			r->times[r->times_n++] = (struct read_time){.at = i, .when = t.when};
		if (r->people_n == 0 && span_person(s->c, &t))
			r->people[r->people_n++] = t.who;
	}
}

/* `setting off 3pm`: right behind such words a time is when one leaves, and no arrival for the example to show. */
static bool is_of_leaving(const struct search *s, const struct span *t)
{
	return s->code->visit == VISIT_DEPARTS && t->direct && word_before(s->c, LEX_DEED_BEFORE, s->end) > 0;
}

/* What else the text says is read as if the code that it resembles stood there, for the example. */
static void complete(struct search *s)
{
	struct spans *c = s->c;
	size_t begin;

	c->head.code = s->code;
	c->wants_people = code_brings(s->code, BRINGS_LEAD | BRINGS_PERSON);
	begin = spans_cut(c, past_degree(c, s->end));
	s->r->codes[0].code = s->code;
	/* A part's size, or how long it was tried, is one of the words of what takes no time. */
	for (size_t i = 0; i < c->n && !code_brings(s->code, BRINGS_TIME); i++) {
		if (c->all[i].kind == SPAN_TIME && c->all[i].when.kind != WHEN_CLOCK)
			c->all[i].kind = SPAN_WORD;
	}
	if (code_brings(s->code, BRINGS_WORDS))
		settle_words(c, s->r, begin);
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];

		if (t->kind == SPAN_TIME && !t->denied && t->when.kind != WHEN_HALFDAY && !is_of_leaving(s, t) &&
		    s->r->times_n < TIMES_IN_TEXT)
			s->r->times[s->r->times_n++] =
				(struct read_time){.at = t->at, .when = t->when, .shift = is_shift(s->code, &t->when)};
		if (t->kind == SPAN_PERSON && !t->denied && s->r->people_n < PEOPLE_IN_TEXT)
			s->r->people[s->r->people_n++] = t->who;
	}
	take_before(s);
	if (s->r->times_n == 0)
		settle_hint(c, s->r, s->code);
}

/* ---- words that mean a code without being its word: `fixed it`, `on my way` ---- */

#define CLAUSES_MAX 8

/* Someone is named at i, maybe behind a time. */
static bool names_person(const struct spans *c, size_t i)
{
	struct span t = {.at = past_blanks(c, i)};

	t.at = past_blanks(c, t.at + (t.at < c->f->len ? time_at(c, t.at, AHEAD).len : 0));
	return t.at < c->f->len && span_person(c, &t);
}

/* Whole, or with a number, a time or a name at once: `send Han Mei`, `running late 40 min`, `running late half an
 * hour`, but not the word for being there run into the name of a place. */
static bool stands_alone(const struct spans *c, size_t end)
{
	return !glued_at(c, end) || is_digit(byte_at(c, end)) || time_at(c, end, AHEAD).kind != WHEN_NONE ||
	       word_at(c, LEX_HEAD, end) > 0 || names_person(c, end);
}

/* The longest that stands at i. */
static const char *means_at(const struct spans *c, size_t i, bool alone, size_t *end)
{
	const char *pair, *best = NULL;
	size_t longest = 0;

	for (size_t k = 0; (pair = lexicon_word(c->words, LEX_MEANS, k, NULL)) != NULL; k++) {
		const char *word = strrchr(pair, ':');
		size_t n = word ? (size_t)(word - pair) : 0;

		if (n <= longest || c->f->len - i < n || memcmp(c->f->s + i, pair, n) != 0 ||
		    (alone && !stands_alone(c, i + n)))
			continue;
		longest = n;
		best = word + 1;
		*end = i + n;
	}
	return best;
}

/* The code with that word. NULL if it gives work to somebody, and nobody is named right behind. */
static const struct code *meant_code(const struct spans *c, const char *word, size_t end, const struct flow **flow)
{
	const struct code *code;
	size_t len;

	*flow = NULL;
	code = reader_code(c->input->reader, word, strlen(word), reader_flows(c->input->reader)->all[0], &len, flow);
	if (!code || len != strlen(word) || (code_brings(code, BRINGS_LEAD) && !names_person(c, end)))
		return NULL;
	return code;
}

/* Such words stand at i, whatever is glued to them: what they are, they are no slip. */
static bool means_begins(const struct spans *c, size_t i)
{
	const struct flow *flow;
	size_t end;
	const char *word = means_at(c, i, false, &end);

	return word && meant_code(c, word, end, &flow);
}

/* Such words at i, or behind what may stand before a code, which says nothing here either; but words for `first` and for
 * being at it do. Nor does a ticket's number. Some of it is such words itself, and meant: `the machine is fixed, ...`. */
static const char *means_behind_openers(const struct spans *c, size_t *at, size_t *end)
{
	const char *word;
	size_t i = *at, n;

	while (!(word = means_at(c, i, true, end)) &&
	       ((n = digits_at(c, i)) >= 5 ||
		((n = word_at(c, LEX_OPENER, i)) > 0 && word_at(c, LEX_CONTRARY_BEFORE, i) < n)))
		i = past_marks(c, i + n);
	*at = i;
	/* `departing at 5` has not departed. */
	return word && word_at(c, LEX_CONTRARY_CLAUSE, i) > *end - i ? NULL : word;
}

/* The first such words that begin one of so many clauses, unless the text asks: the code's word that they stand for, and
 * where they end; NULL if there are none. */
static const char *means_find(const struct spans *c, int clauses, size_t *begin, size_t *end)
{
	size_t i = past_marks(c, 0);

	if (memchr(c->f->s, '?', c->f->len) || word_before(c, LEX_ASKING, c->f->len) > 0)
		return NULL;
	for (; clauses > 0 && i < c->f->len; clauses--) {
		const char *word = means_behind_openers(c, &i, end);

		*begin = i;
		if (word)
			return word;
		i = past_marks(c, end_of_clause(c, i));
	}
	return NULL;
}

/* `customer mended it himself`, for calling off: where the code needs a reason, that is it, and none is made up. */
static void give_meaning(const struct search *s)
{
	struct reading *r = s->r;
	const uint32_t *from = s->c->f->from;

	if (s->ended && r->words.len == 0 && code_needs_words(s->code))
		text_addn(&r->words, s->c->input->original + from[s->begin], from[s->end] - from[s->begin]);
}

/* `not repaired, still checking`: who carries on has not left, and is shown no example that says so. */
static void leave_out_leaving(const struct search *s)
{
	const struct spans *c = s->c;

	for (size_t i = s->end; s->ended && s->code->visit == VISIT_LEAVES && i < c->f->len; i = next_at(c, i)) {
		size_t n = i > 0 && is_blank_or_mark(c->f->s[i - 1]) ? word_at(c, LEX_CARRIES_ON, i) : 0;

		if (n > 0 && word_at(c, LEX_NO_CONTRARY, i) <= n) {
			text_clear(&s->r->words);
			s->r->unusable = true;
		}
	}
}

/* `fixed it` for `repaired`. What tells of a time ahead has not happened: `on site in 20 min`. */
static bool by_meaning(struct search *s, int clauses)
{
	const struct flow *flow;
	const char *word = means_find(s->c, clauses, &s->begin, &s->end);
	const struct code *code = word ? meant_code(s->c, word, s->end, &flow) : NULL;
	size_t end = s->end;

	if (!code)
		return false;
	for (size_t i = end; !code_brings(code, BRINGS_TIME) && i < s->c->f->len; i = next_at(s->c, i)) {
		struct span t = {.at = i, .kind = SPAN_TIME, .when = time_at(s->c, i, AHEAD)};

		if (t.when.kind == WHEN_SPAN ||
		    (t.when.kind == WHEN_CLOCK && !is_digit(byte_at(s->c, i - 1)) && lies_ahead(s->c, &t)))
			return false;
	}
	add(s, flow, code, end, false);
	return s->ended;
}

/* `is this repaired under warranty?` */
static bool ends_asking(const struct spans *c)
{
	size_t end = c->f->len;

	while (end > 0 && c->f->s[end - 1] != '?' && is_blank_or_mark(c->f->s[end - 1]))
		end--;
	return word_before(c, LEX_ASKING, end) > 0;
}

static void by_spelling(struct search *s)
{
	const struct flows *flows = reader_flows(s->c->input->reader);

	s->asked = ends_asking(s->c);
	s->unsaid = words_find(s->c, LEX_NO_EXAMPLE, 0, s->c->f->len) < s->c->f->len;
	s->worded = means_begins(s->c, s->at);
	s->slip = slip_listed(s->c, s->at, &s->slip_end);
	for (int how = 0; how < NEARNESSES; how++) {
		for (size_t a = 0; a < flows->n; a++) {
			for (size_t b = 0; b < flows->all[a]->codes_n; b++) {
				const struct code *code = &flows->all[a]->codes[b];

				for (size_t w = 0; w < code->words_n; w++)
					try_word(s, flows->all[a], code, code->words[w], (enum nearness)how);
			}
		}
	}
}

bool near_codes_before(struct spans *c)
{
	struct reading unused = {.near_n = 0};
	struct search s = {.c = c, .r = &unused};

	return by_meaning(&s, 1);
}

/* What the text begins with comes first, then what it resembles, then what it goes on with. */
void near_codes_find(struct spans *c, struct reading *r)
{
	struct search s = {.c = c, .r = r, .at = c->head.at};

	while (s.at < c->f->len && is_blank_or_mark(c->f->s[s.at]))
		s.at++;
	if (by_meaning(&s, 1)) {
		complete(&s);
		give_meaning(&s);
		leave_out_leaving(&s);
		return;
	}
	if (s.at < c->f->len && !denies(c, s.at))
		by_spelling(&s);
	if (s.torn) {
		r->near_n = 0;
	} else if (s.ended) {
		complete(&s);
	} else if (r->near_n == 0 && by_meaning(&s, CLAUSES_MAX)) {
		complete(&s);
		give_meaning(&s);
		leave_out_leaving(&s);
	}
}
