/* What the words behind a code say against it. What each list means stands in the lexicons. */
#include "handlers/read/doubt_words.h"

#include <string.h>

#include "handlers/read/doubt/everyday_verb.h"
#include "handlers/read/doubt/slip_behind.h"
#include "handlers/read/owner/leaving_time.h"
#include "handlers/span/code_denied.h"
#include "handlers/span/denied/code_to_come.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/name_span.h"
#include "handlers/span/time_span.h"
#include "templates/text/units.h"

static const struct code *moving(const struct reading *r)
{
	return r->codes_n > 0 && r->codes[0].code->does == DOES_MOVE ? r->codes[0].code : NULL;
}

/* ---- questions ---- */

static bool asks(const struct spans *c)
{
	size_t from = words_begin(c), end = c->f->len;

	for (size_t i = from; i < end; i++) {
		if (c->f->s[i] == '?')
			return true;
	}
	while (end > from && is_blank_or_mark(c->f->s[end - 1]))
		end--;
	return end > from && word_before(c, LEX_ASKING, end) > 0 && !words_say(c, LEX_NOT_ASKED);
}

/* Lists, help and undo answer at once; a note, and what a ticket is opened for, may well be a question. */
static bool does_something(const struct reading *r)
{
	enum does does = r->codes_n > 0 ? r->codes[0].code->does : DOES_HELP;

	return does != DOES_LIST && does != DOES_HELP && does != DOES_UNDO && does != DOES_NOTE && does != DOES_OPEN;
}

/* `lamp repaired already or not, customer waits`: the code's own clause asks, and tells of nobody else who does. */
static bool asks_of_deed(const struct spans *c, const struct reading *r)
{
	const struct code *code = moving(r);
	size_t from = past_blanks(c, words_begin(c)), end = end_of_clause(c, from), n;

	if (!code || code->stamps == 0 || end == from || is_letter_at(c, from) ||
	    words_find(c, LEX_OTHER_PARTY, from, end) < end || words_find(c, LEX_HEAD, from, end) < end ||
	    words_find(c, LEX_NOT_ASKED, from, end) < end)
		return false;
	n = lexicon_before(c->words, LEX_ASKING, c->f->s + from, end - from);
	return n > 0 && n < end - from;
}

bool words_ask(const struct spans *c, const struct reading *r)
{
	return does_something(r) && (asks(c) || asks_of_deed(c, r));
}

/* Behind `delay 17:00`, whether to tell the customer: a clause that begins as a question does. */
static bool asks_behind(const struct spans *c)
{
	for (size_t i = words_begin(c) + 1; i < c->f->len; i = next_at(c, i)) {
		if (is_blank_or_mark(c->f->s[i - 1]) && word_at(c, LEX_ASKED, i) > 0)
			return !words_say(c, LEX_NOT_ASKED);
	}
	return false;
}

/* `delay 2 hours? I never said that`: more than a courtesy behind the question may well deny what is asked about. */
static bool answers_itself(const struct spans *c)
{
	const char *mark = c->f->len > 0 ? memchr(c->f->s, '?', c->f->len) : NULL;
	size_t i = mark ? past_marks(c, (size_t)(mark - c->f->s)) : c->f->len, n;

	while (i < c->f->len && (n = word_at(c, LEX_COURTESY, i)) > 0)
		i = past_marks(c, i + n);
	return i < c->f->len;
}

bool words_ask_time(const struct spans *c, const struct reading *r)
{
	return moving(r) && code_promises(moving(r)) && r->times_n > 0 && (asks(c) || asks_behind(c)) &&
	       !answers_itself(c);
}

bool words_mistaken(const struct spans *c, const struct reading *r)
{
	if (r->codes_n == 0)
		return c->head.doubt == DOUBT_MISTAKE;
	return slip_behind(c, r->codes[0].code, r->flow) || denied_behind(c, r->codes[r->codes_n - 1].code);
}

bool words_everyday(const struct spans *c, const struct reading *r)
{
	return r->codes_n == 1 && everyday_verb(c, r->codes[0].code, r->flow);
}

bool words_unsure(const struct spans *c, const struct reading *r)
{
	return moving(r) && code_promises(moving(r)) && words_say(c, LEX_UNKNOWN_TIME);
}

/* ---- calls, leaving, handing over ---- */

bool words_unreached(const struct spans *c, const struct reading *r)
{
	const struct code *code = moving(r);

	if (!code || code->stamps == 0 || code->to < 0 || !code_needs_words(code) || words_say(c, LEX_REACHED))
		return false;
	return words_say(c, LEX_UNREACHED) || (r->flow->states[code->to].ends && words_say(c, LEX_CALL_AGAIN));
}

bool words_stay(const struct spans *c, const struct reading *r)
{
	return moving(r) && moving(r)->visit == VISIT_LEAVES && words_say(c, LEX_STAYS);
}

/* Behind a mark or the code; behind a blank only in a language without blanks. */
static bool begins_clause(const struct spans *c, size_t i)
{
	size_t end = before_blanks(c, i);

	if (end == words_begin(c) || (end > 0 && is_blank_or_mark(c->f->s[end - 1])))
		return true;
	return end < i && !is_letter_at(c, i);
}

static bool clause_begins(const struct spans *c, enum lexeme list)
{
	for (size_t i = words_begin(c); i < c->f->len; i = next_at(c, i)) {
		size_t n = begins_clause(c, i) ? word_at(c, list, i) : 0;

		/* A part that had to be replaced is replaced: the word only says which. */
		if (n > 0 && word_at(c, LEX_NO_CONTRARY, i) <= n && word_at(c, LEX_ATTRIBUTIVE, i + n) == 0)
			return true;
	}
	return false;
}

/* The word at i is a clause of its own. */
static bool is_whole(const struct spans *c, enum lexeme list, size_t i)
{
	size_t n = word_at(c, list, i);

	return n > 0 && !glued_at(c, i + n) && word_at(c, LEX_NO_CONTRARY, i) <= n;
}

/* Han Mei is asked to come, or to look: a clause that calls for another engineer, and does not tell what he did. */
static bool calls_for(const struct spans *c)
{
	for (size_t i = words_begin(c); i < c->f->len; i = next_at(c, i)) {
		size_t n = begins_clause(c, i) ? word_at(c, LEX_ERRAND, i) : 0, end;
		struct span t = {.at = past_blanks(c, i + n)};

		if (n == 0 || t.at >= c->f->len || !span_person(c, &t) || t.who.who[0] == c->input->sender)
			continue;
		end = t.at + t.len;
		for (n = end; word_at(c, LEX_PERSON_DOES, n) > 0;)
			n += word_at(c, LEX_PERSON_DOES, n);
		if (n > end && !glued_at(c, n))
			return true;
	}
	return false;
}

/* `repaired no`, but `repaired no leaks`: nothing else is said in words with blanks between them. */
static bool is_all(const struct spans *c, enum lexeme list, size_t i)
{
	size_t n = word_at(c, list, i), end = past_blanks(c, i + n);

	return n > 0 && (end == c->f->len || is_blank_or_mark(c->f->s[end]) || (end > i + n && !is_letter_at(c, i)));
}

/* `pump has arrived, fitting it`: the first clause ends with it, and nothing is lacking. */
static bool has_come(const struct spans *c, size_t i)
{
	size_t end = i, n;

	while (end < c->f->len && (c->f->s[end] == ' ' ? is_letter_at(c, i) : !is_blank_or_mark(c->f->s[end])))
		end++;
	n = end > i ? lexicon_before(c->words, LEX_CAME, c->f->s + i, end - i) : 0;
	return n > 0 && words_find(c, LEX_LACKING, i, c->f->len) == c->f->len;
}

/* `wait maybe pump`, with a blank between, in characters: it leads to a reason. */
static bool leads_on(const struct spans *c, size_t i)
{
	size_t n = word_at(c, LEX_NOT_WAITING, i);

	return (word_at(c, LEX_FILLER, i) == n || word_at(c, LEX_ALTERNATIVE, i) == n) && byte_at(c, i + n) == ' ' &&
	       glued_at(c, past_blanks(c, i + n));
}

/* Nobody waits, or what was waited for is there. */
static bool waits_no_more(const struct spans *c, size_t first)
{
	const size_t i = past_marks(c, first);

	return (is_whole(c, LEX_NOT_WAITING, i) && !leads_on(c, i)) || has_come(c, i) ||
	       words_say(c, LEX_WAITS_NO_MORE);
}

bool words_contradict(const struct spans *c, const struct reading *r)
{
	const struct code *code = moving(r);
	size_t first = past_blanks(c, words_begin(c));

	if (!code || r->codes_n > 1)
		return false;
	if (digits_at(c, first) >= 5) /* its ticket */
		first = past_blanks(c, first + digits_at(c, first));
	if (code->visit == VISIT_LEAVES)
		return words_say_undenied(c, LEX_FIXED, words_begin(c));
	if (code->visit == VISIT_DEPARTS)
		return word_at(c, LEX_NOT_GONE, first) > word_at(c, LEX_NO_CONTRARY, first);
	if (code->visit == VISIT_ARRIVES && is_whole(c, LEX_NOT_THERE, first))
		return true;
	if (code->stamps == 0 && code->to >= 0 && !r->flow->states[code->to].ends)
		return waits_no_more(c, first);
	if (code->stamps == 0 || code->to < 0 || code_brings(code, BRINGS_TIME))
		return false;
	return is_all(c, LEX_NOT_DONE, past_marks(c, first)) ||
	       (!r->flow->states[code->to].ends && code->visit != VISIT_ARRIVES &&
		(clause_begins(c, LEX_FAILED) || calls_for(c)));
}

/* `close customer says still not fixed`, but `close not fixed the first time, all fixed now` */
bool words_not_over(const struct spans *c, const struct reading *r)
{
	const struct code *code = moving(r);
	size_t end = c->f->len, i;

	if (!code || code->stamps == 0 || code->to < 0 || !r->flow->states[code->to].ends || !code_needs_words(code))
		return false;
	i = words_find(c, LEX_NOT_OVER, words_begin(c), end);
	while (i < end && word_before(c, LEX_DENIAL, i) > 0) /* never leaks again */
		i = words_find(c, LEX_NOT_OVER, next_at(c, i), end);
	return i < end && !words_say_undenied(c, LEX_FIXED, i + word_at(c, LEX_NOT_OVER, i));
}

bool words_handed(const struct spans *c, const struct reading *r)
{
	const struct code *code = moving(r);
	size_t end = c->f->len, i;

	if (!code || code->stamps == 0 || code_brings(code, BRINGS_LEAD | BRINGS_PEOPLE))
		return false;
	i = words_find(c, LEX_HANDED, words_begin(c), end);
	for (; i < end; i = words_find(c, LEX_HANDED, next_at(c, i), end)) {
		struct span t = {.at = past_blanks(c, i + word_at(c, LEX_HANDED, i))};

		if (t.at < end && span_person(c, &t) && (t.who.who[0]->roles & ROLE_BIT(ENGINEER)) &&
		    t.who.who[0] != c->input->sender)
			return true;
	}
	return false;
}

/* ---- waiting ---- */

/* What says when or how long at i, and nothing more: its length. Days are what parts take. */
static size_t how_long_at(const struct spans *c, size_t i, bool *told)
{
	const struct when w = time_at(c, i, AHEAD);
	size_t n = digits_at(c, i), len = w.len;

	if (w.kind == WHEN_SPAN && w.at >= c->input->moment + DAY_MS)
		return 0;
	if (len == 0)
		len = when_day_length(c->words, c->f->s + i, c->f->len - i);
	if (len == 0 && n > 0 && (n >= 5 || !glued_at(c, past_blanks(c, i + n))))
		len = n;
	*told = *told || (len > 0 && n < 5);
	if (len == 0)
		len = word_at(c, LEX_TIME_LEAD, i);
	return len > 0 ? len : word_at(c, LEX_FILLER, i);
}

bool words_only_how_long(const struct spans *c, const struct reading *r)
{
	const struct code *code = moving(r);
	size_t i = past_marks(c, words_begin(c)), n;
	bool told = false;

	if (!code || r->codes_n > 1 || code->stamps != 0 || !code_needs_words(code))
		return false;
	/* `three days until there` says when the part comes. */
	for (; i < c->f->len && (n = how_long_at(c, i, &told)) > 0; i = past_marks(c, i + n)) {
		if (word_at(c, LEX_ARRIVAL_BEHIND, i) > 0 || word_before(c, LEX_SPAN_ARRIVAL, i + n) > 0)
			return false;
	}
	return told && i >= c->f->len && code_bids(c, code);
}

/* ---- called off, and yet to be done ---- */

static bool names_day_ahead(const struct spans *c)
{
	for (size_t i = words_begin(c); i < c->f->len; i = next_at(c, i)) {
		int day = 0;

		if (!words_inside(c, i) && lexicon_at(c->words, LEX_DAY, c->f->s + i, c->f->len - i, &day) > 0 &&
		    day > 0)
			return true;
	}
	return false;
}

bool words_replaced(const struct spans *c, const struct reading *r)
{
	const struct code *code = moving(r);

	if (!code || !code_calls_off(r->flow, code))
		return false;
	if (words_say(c, LEX_REPLACED) || names_day_ahead(c))
		return true;
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];

		if (t->code ? t->code != code && code_brings(t->code, BRINGS_LEAD)
			    : (t->when.kind == WHEN_CLOCK || t->when.kind == WHEN_HALFDAY) && lies_ahead(c, t))
			return true;
	}
	return false;
}

/* `not done`, `tomorrow will go`, `tomorrow`: what is still to be done begins at i, and ends its clause. */
static bool is_to_be_done(const struct spans *c, size_t i)
{
	bool ahead = false;
	size_t n = 1;

	for (; n > 0 && !is_whole(c, LEX_ELSEWHERE, i); i = past_blanks(c, i + n)) {
		int day = 0;

		n = i < c->f->len ? lexicon_at(c->words, LEX_DAY, c->f->s + i, c->f->len - i, &day) : 0;
		ahead = ahead || day > 0;
		n = n > 0 ? n : word_at(c, LEX_PART, i);
		n = n > 0 ? n : word_at(c, LEX_FILLER, i);
	}
	return n > 0 || (ahead && !glued_at(c, i));
}

/* `repaired hose changed, 10019 not done`, `repaired 10019 tomorrow`: behind the number of a ticket, and so of what
 * is to be done there. */
bool words_elsewhere(const struct spans *c, const struct reading *r)
{
	const struct code *code = moving(r);

	if (!code || r->codes_n > 1 || code->stamps == 0 || code->to < 0 || code_brings(code, BRINGS_LEAD) ||
	    code_needs_words(code))
		return false;
	for (size_t i = 0; i < c->n; i++) {
		size_t at = past_blanks(c, c->all[i].at + c->all[i].len);
		/* `repaired 10008, going to 10019 next`: of the one that was named first, it is done. */
		bool other = r->number != 0 && c->all[i].number != r->number;
		/* `depart 10008 tomorrow 10am`: what the code takes. */
		bool promised = code_promises(code) && time_at(c, at, AHEAD).kind == WHEN_CLOCK;

		if (c->all[i].number != 0 && !other && !promised &&
		    is_to_be_done(c, at + word_at(c, LEX_TICKET_TAIL, at)))
			return true;
	}
	return false;
}

/* ---- setting out ---- */

bool words_leaving(const struct spans *c, const struct reading *r)
{
	const struct code *code = moving(r);

	if (!code || code->visit != VISIT_DEPARTS || r->codes_n > 1)
		return false;
	for (size_t i = 0; i < c->n; i++) {
		if (time_is_of_leaving(c, &c->all[i]))
			return true;
	}
	return false;
}

/* ---- arriving ---- */

/* `arrived in Shihezi, having lunch`: a place that is no site, and then what is done on the way. */
static bool pauses(const struct spans *c, size_t i, size_t end)
{
	size_t n, k;

	while (i < end && ((n = word_at(c, LEX_ARRIVED_LEAD, i)) > 0 || (n = word_at(c, LEX_FILLER, i)) > 0))
		i = past_blanks(c, i + n);
	if (i >= end || words_find(c, LEX_SITE, i, end) < end)
		return false;
	for (k = end; k < c->f->len; k = next_at(c, k)) {
		n = begins_clause(c, k) ? word_at(c, LEX_PAUSE, k) : 0;
		if (n > 0 && (!glued_at(c, k + n) || word_at(c, LEX_FILLER, k + n) > 0))
			return true;
	}
	return false;
}

/* `arrived in Toksun, another hour`, `another eighty km`: behind a place that is no site, how far it is from there. */
static bool has_way_left(const struct spans *c, size_t i, size_t end)
{
	size_t n;

	while (i < end && ((n = word_at(c, LEX_ARRIVED_LEAD, i)) > 0 || (n = word_at(c, LEX_FILLER, i)) > 0))
		i = past_blanks(c, i + n);
	if (i >= end || words_find(c, LEX_SITE, i, end) < end)
		return false;
	for (size_t k = i; (k = words_find(c, LEX_WAY_LEFT, k, c->f->len)) < c->f->len; k = next_at(c, k)) {
		if (past_distance(c, past_blanks(c, k + word_at(c, LEX_WAY_LEFT, k))) > 0)
			return true;
	}
	for (size_t k = 0; k < c->n; k++) {
		const struct span *t = &c->all[k];
		size_t before = before_blanks(c, t->at);

		if (t->when.kind == WHEN_SPAN && t->at >= end && word_before(c, LEX_WAY_LEFT, before) > 0 &&
		    !glued_at(c, past_blanks(c, t->at + t->len)))
			return true;
	}
	return false;
}

bool words_on_the_way(const struct spans *c, const struct reading *r)
{
	const struct code *code = moving(r);
	size_t i = past_blanks(c, words_begin(c)), end;
	struct span t = {.at = i};

	if (!code || r->codes_n > 1 || code->visit != VISIT_ARRIVES)
		return false;
	if (words_say(c, LEX_GOES_ON))
		return true;
	end = end_of_clause(c, i);
	if (pauses(c, i, end) || has_way_left(c, i, end))
		return true;
	/* A station, or the town of its name, is where one sets out. */
	return ((i < end && span_station(c, &t)) || words_find(c, LEX_STOP, i, end) < end) &&
	       words_find(c, LEX_SITE, i, end) == end;
}
