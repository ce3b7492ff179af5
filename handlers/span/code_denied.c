/* What stands behind a code's word and makes it no code. What each list means stands in the lexicons. */
#include "handlers/span/code_denied.h"

#include <string.h>

#include "handlers/span/code_word.h"
#include "handlers/span/denied/code_noun.h"
#include "handlers/span/denied/code_partly.h"
#include "handlers/span/digit_span.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/name_span.h"
#include "handlers/span/time_span.h"

/* Where what is said of the code begins: behind its word and its ticket. */
static size_t past_ticket(const struct spans *c, size_t end)
{
	size_t i = past_marks(c, end);

	return past_marks(c, i + (digits_at(c, i) >= 5 ? digits_at(c, i) : 0));
}

/* ---- not done, or not wholly ---- */

/* A node is stamped, so that the word says that something has happened. */
static bool tells_of_deed(const struct code *c)
{
	return c->does == DOES_MOVE && c->stamps != 0;
}

/* `repaired 4:20 in the afternoon`, said in the evening. */
static bool is_past(const struct spans *c, size_t i)
{
	struct when behind = time_at(c, i, BEHIND), ahead = time_at(c, i, AHEAD);

	return behind.kind == WHEN_CLOCK && !time_is_ahead(c, &behind, &ahead);
}

/* `repaired by Monday`, but `repaired by hand`. */
static bool is_before_when(const struct spans *c, size_t i)
{
	size_t n = word_at(c, LEX_BY, i);

	return n > 0 && begins_when(c, past_blanks(c, i + n));
}

/* The word before i is in the past, as `arrived` is. */
static bool is_past_form(const struct spans *c, size_t i)
{
	const char *ending;

	i = before_blanks(c, i);
	for (size_t k = 0; (ending = lexicon_word(c->words, LEX_PAST_FORM, k, NULL)) != NULL; k++) {
		size_t n = strlen(ending);

		if (n <= i && memcmp(c->f->s + i - n, ending, n) == 0)
			return true;
	}
	return false;
}

/* `arrive at six`, `arrive six`, said before six; `end` is that of the code's word. Who says `arrived` is taken at their
 * word, and `left two` may be things. */
static bool is_before_hour(const struct spans *c, size_t end, size_t i, const struct code *code)
{
	size_t n = word_at(c, LEX_TO_TIME, i);

	return (n > 0 || (code->visit == VISIT_ARRIVES && is_letter_at(c, i))) && !is_past_form(c, end) &&
	       hour_to_come(c, past_blanks(c, i + n));
}

/* The same, and `by six I think`, behind what is done when the engineer is there. */
static bool is_to_come(const struct spans *c, size_t end, size_t i, const struct code *code)
{
	bool there = code->visit == VISIT_LEAVES || (tells_of_deed(code) && !code_brings(code, BRINGS_TIME));

	return there && (is_before_when(c, i) || is_before_hour(c, end, i, code));
}

/* What is glued to a code that says what has happened, and says that it has not. */
static bool is_unfinished(const struct spans *c, size_t i, const struct code *code)
{
	int day = 0;
	bool time = code_brings(code, BRINGS_TIME);

	/* `repaired after 2 hours` */
	if (!time && is_letter_at(c, i) && word_at(c, LEX_PAST_HOUR, i) > 0 &&
	    time_at(c, past_blanks(c, i + word_at(c, LEX_PAST_HOUR, i)), AHEAD).kind == WHEN_SPAN)
		return false;
	if (word_at(c, LEX_UNFINISHED, i) > 0 || (word_at(c, LEX_MOVED, i) > 0 && (!time || code->visit != VISIT_NONE)))
		return true;
	if (time || is_past(c, i))
		return false;
	return word_at(c, LEX_EXPECTED, i) > 0 ||
	       (lexicon_at(c->words, LEX_DAY, c->f->s + i, c->f->len - i, &day) > 0 && day > 0);
}

/* `another half an hour`, `still 80 km`: behind a blank, too. `10 to 3` is a time. */
static bool is_still_ahead(const struct spans *c, size_t i)
{
	size_t n;

	i = past_marks(c, i);
	n = word_at(c, LEX_AHEAD, i);
	if (n == 0 || (word_at(c, LEX_SHORT_OF, i) > 0 && time_at(c, i, BEHIND).kind == WHEN_CLOCK))
		return false;
	i = past_blanks(c, i + n);
	return time_at(c, i, AHEAD).kind != WHEN_NONE ||
	       (digits_at(c, i) > 0 && word_at(c, LEX_UNIT, past_blanks(c, i + digits_at(c, i))) > 0);
}

/* `repairing 2 hours already`, in characters: it has taken so long, and goes on. `2 hours ago` is over. */
static bool goes_on(const struct spans *c, size_t i, const struct code *code)
{
	bool counts = is_digit(byte_at(c, i)) || word_at(c, LEX_DIGIT, i) > 0 || word_at(c, LEX_HALF, i) > 0;
	struct when w = {.kind = WHEN_NONE};
	size_t end;

	if (counts && code->visit != VISIT_ARRIVES)
		w = time_at(c, i, AHEAD);
	end = is_letter_at(c, past_blanks(c, i + w.len)) ? past_blanks(c, i + w.len) : i + w.len;
	return w.kind == WHEN_SPAN && time_at(c, i, BEHIND).kind != WHEN_SPAN && word_at(c, LEX_ELAPSED, end) > 0 &&
	       !glued_at(c, end + word_at(c, LEX_ELAPSED, end));
}

/* ---- asked ---- */

/* `wait takes how long customer asks`: the word is glued into a sentence that asks. */
static bool in_question(const struct spans *c, size_t i)
{
	bool asked = false;

	for (; i < c->f->len && !is_blank_or_mark(c->f->s[i]); i = next_at(c, i)) {
		if (word_at(c, LEX_NOT_ASKED, i) > 0)
			return false;
		asked = asked || word_at(c, LEX_ASKED, i) > 0;
	}
	return asked;
}

/* In what is glued to it, a question is about it: of what happened it may tell what was asked. */
static bool is_asked_about(const struct code *code)
{
	if (code->does == DOES_MOVE)
		return code_needs_words(code);
	return code_decides(code) || code->does == DOES_REOPEN || code->does == DOES_DEPUTY ||
	       code->does == DOES_ASSIGN;
}

/* ---- another thing ---- */

static bool person_or_place(const struct spans *c, size_t i)
{
	struct span t = {.at = past_blanks(c, i)};

	return t.at < c->f->len && (span_person(c, &t) || span_station(c, &t));
}

/* `left 2 filters with customer`: so many things, and neither a time nor a ticket. */
static bool counts_things(const struct spans *c, size_t end)
{
	size_t n = digits_at(c, end + 1);

	return byte_at(c, end) == ' ' && n > 0 && n < 3 && byte_at(c, end + 1 + n) == ' ' &&
	       is_letter_at(c, end + 2 + n) && time_at(c, end + 1, BEHIND).kind != WHEN_CLOCK;
}

bool code_calls_off(const struct flow *flow, const struct code *code)
{
	return code->does == DOES_MOVE && code->to >= 0 && flow->states[code->to].ends && code->stamps == 0 &&
	       !code_brings(code, ~(uint32_t)BRINGS_SAID);
}

/* `cancel today's`, `cancel today, ...`: a day or an hour is called off. */
static bool is_time_alone(const struct spans *c, size_t i, bool glued)
{
	struct when w = time_at(c, i, AHEAD);
	size_t n = w.len;

	if (w.kind == WHEN_NONE)
		n = lexicon_at(c->words, LEX_DAY, c->f->s + i, c->f->len - i, NULL);
	if (n == 0)
		n = word_at(c, LEX_PART, i);
	if (n == 0)
		return false;
	i = past_blanks(c, i + n);
	return glued || word_at(c, LEX_OBJECT_TAIL, i) > 0 || i >= c->f->len || is_blank_or_mark(c->f->s[i]);
}

static bool behind_mark(const struct spans *c, size_t i)
{
	i = before_blanks(c, i);
	return i > 0 && is_blank_or_mark(c->f->s[i - 1]);
}

/* A code that ends the ticket without its being done: whoever calls off a dispatch, a deputy, a person, a day or a
 * plan means these. */
static bool is_of_other(const struct spans *c, size_t i, const struct code *code, const struct flow *flow)
{
	const struct flow *other_flow;
	size_t len, end = i;
	const struct code *other;

	if (!code_calls_off(flow, code))
		return false;
	i = past_ticket(c, i);
	if (i >= c->f->len)
		return false;
	other = code_at(c, i, &len, &other_flow);
	if ((other && other != code && !is_digit(byte_at(c, i))) || person_or_place(c, i))
		return true;
	if (!behind_mark(c, i) && names_engineer_in_part(c, i)) /* cancel Tom, send Li; not: cancel, Tom solved it */
		return true;
	if (word_at(c, LEX_OTHER_OBJECT, i) > word_at(c, LEX_NO_CONTRARY, i) || is_time_alone(c, i, i == end))
		return true;
	/* Glued to it in a language without blanks, only the ticket or the reason is plain. */
	return i == end && is_unspaced_at(c, i) && word_at(c, LEX_CALLED_OFF, i) == 0;
}

/* `waiting for the key`, `waiting on Han Mei`: nobody orders these. A key switch is a part. */
static bool waits_for_no_part(const struct spans *c, size_t begin, size_t end)
{
	size_t from = end, n, i;

	while (from > begin && c->f->s[from - 1] != ' ')
		from--; /* the `for` of a code's word that is several */
	from = from > begin ? from : past_blanks(c, end);
	i = past_blanks(c, from + word_at(c, LEX_WAITS_FOR, from));
	if (word_at(c, LEX_WAITS_FOR, from) == 0 || i >= c->f->len || word_at(c, LEX_NO_CONTRARY, from) > i - from)
		return false;
	n = word_at(c, LEX_NO_PART, i);
	if (n == 0 || word_at(c, LEX_NO_CONTRARY, i) > n)
		return n == 0 && person_or_place(c, i);
	return byte_at(c, i + n) != ' ' || word_at(c, LEX_NO_PART_TAIL, past_blanks(c, i + n)) > 0;
}

#define BIDS_MAX 4 /* one behind the other */

enum bid { NO_BID, BID, BID_AND_MORE }; /* the first is a bid only as the end of its clause */

/* `wait outside please`, `wait, wrong machine`: somebody is bidden to, or told something; no part is waited for. */
static bool is_bid(const struct spans *c, size_t i)
{
	for (int k = 0; k < BIDS_MAX && i < c->f->len; k++) {
		int which = NO_BID;
		size_t n = lexicon_at(c->words, LEX_BID, c->f->s + i, c->f->len - i, &which);

		if (n == 0 || word_at(c, LEX_NO_CONTRARY, i) > n)
			return false;
		i += n;
		if (which == BID_AND_MORE || i >= c->f->len || (c->f->s[i] != ' ' && is_blank_or_mark(c->f->s[i])))
			return true;
		i = past_blanks(c, i);
	}
	return false;
}

/* `hang on, wait, the phone rings`: called out before it already. */
static bool is_hailed(const struct spans *c, size_t begin)
{
	while (begin > 0 && is_blank_or_mark(c->f->s[begin - 1]))
		begin--;
	return word_before(c, LEX_HAIL, begin) > 0;
}

/* `wait, I found the fault`: called out, and no reason. */
static bool is_exclaimed(const struct spans *c, size_t begin, size_t end, const struct code *code)
{
	bool bids = code_bids(c, code);
	size_t i = bids ? past_ticket(c, end) : past_marks(c, end);

	if (code->free || code->does != DOES_MOVE || !code_needs_words(code))
		return false;
	if (code->stamps == 0 && (waits_for_no_part(c, begin, end) || is_hailed(c, begin)))
		return true;
	if (bids && is_bid(c, i))
		return true;
	return word_at(c, LEX_EXCLAIMED, i) > word_at(c, LEX_NO_CONTRARY, i);
}

/* ---- slips ---- */

#define SLIP_WORDS 4

/* A clause ends at i; in a language without blanks, a blank ends it, too. */
static bool ends_clause(const struct spans *c, size_t i)
{
	if (byte_at(c, i) == ' ' && is_letter_before(c, i))
		i = past_blanks(c, i);
	return !glued_at(c, i);
}

/* Behind what was done with words alone, and behind a refusal, such a word may well say why. */
static bool may_be_slip(const struct code *code)
{
	if (code->does == DOES_MOVE)
		return !code_needs_words(code) || code->stamps == 0;
	return code->does == DOES_DEPUTY || code->does == DOES_APPROVE || code->does == DOES_SIGN ||
	       code->does == DOES_ASSIGN || code->does == DOES_REOPEN;
}

/* `cancel, sent by mistake`; but `wait, sent by mistake, the right one is under way` speaks of a part. */
static bool is_mistaken(const struct spans *c, size_t end, const struct code *code, const struct flow *flow)
{
	bool reason = !code_calls_off(flow, code) && code_needs_words(code);
	size_t i = past_ticket(c, end);

	for (int k = 0; k < SLIP_WORDS && i < c->f->len && may_be_slip(code); k++) {
		int which = 0;
		size_t n = lexicon_at(c->words, LEX_MISTAKEN, c->f->s + i, c->f->len - i, &which);

		if (which == SLIP_OR_REASON && code_needs_words(code))
			return false;
		if (n == 0 || which != SLIP_BESIDE)
			return n > 0 && ends_clause(c, i + n) && (!reason || past_marks(c, i + n) >= c->f->len);
		i = past_marks(c, i + n);
	}
	return false;
}

/* `dispatch cancelled Tom Baker 3pm`: put off or called off itself, in a clause of its own. */
static bool is_put_off(const struct spans *c, size_t end, const struct code *code, const struct flow *flow)
{
	size_t i = past_ticket(c, end), n = word_at(c, LEX_PUT_OFF, i);

	return n > 0 && !code_calls_off(flow, code) && (code->does == DOES_MOVE || may_be_slip(code)) &&
	       ends_clause(c, i + n);
}

/* What a digit that is a code may be denied by, too: `2 wrong button`. */
static enum doubt taken_back(const struct spans *c, size_t end, const struct code *code, const struct flow *flow)
{
	if (is_mistaken(c, end, code, flow))
		return code_calls_off(flow, code) ? DOUBT_MISTAKE : DOUBT_CONTRARY;
	return is_put_off(c, end, code, flow) ? DOUBT_CONTRARY : DOUBT_NONE;
}

/* ---- all of it ---- */

/* `approve if the track agrees`: nothing is decided yet. `After` alone may well begin what is to be done besides. */
static bool is_supposed(const struct spans *c, size_t i, const struct code *code, size_t guard)
{
	size_t n = word_at(c, LEX_SUPPOSED, i);
	bool decides = code->does == DOES_REOPEN || (code_decides(code) && code->does != DOES_UNDO);

	return n > guard && (code->does == DOES_MOVE || (decides && next_at(c, i) < i + n));
}

/* Glued to the word, or in letters behind one blank. */
static bool is_contrary(const struct spans *c, size_t next, bool blank, const struct code *code)
{
	size_t guard = word_at(c, LEX_NO_CONTRARY, next);
	bool glued = !blank && is_unspaced_at(c, next);

	/* Behind a blank, a reason may well begin so: `wait not in stock`. */
	if ((!blank || !code_needs_words(code)) &&
	    (word_at(c, LEX_CONTRARY, next) > guard || word_at(c, LEX_QUESTION, next) > guard))
		return true;
	/* `no problem` says nothing against it, `if no problem` does. */
	if (is_supposed(c, next, code, guard))
		return true;
	if (guard > 0)
		return false;
	/* the places left unrepaired */
	if (glued && code->does == DOES_MOVE && code->stamps == 0 && code_needs_words(code) &&
	    word_at(c, LEX_THE_PART, next) > 0 && glued_at(c, next + word_at(c, LEX_THE_PART, next)))
		return true;
	if (glued && is_asked_about(code) && in_question(c, next))
		return true;
	if (is_to_come(c, next, next, code))
		return true;
	return tells_of_deed(code) && is_unfinished(c, next, code);
}

/* `repaired10008 half of it`: the ticket's number stands between. Glued on, only in a language without blanks. */
static enum doubt denied_behind_ticket(const struct spans *c, size_t end, const struct code *code,
				       const struct flow *flow)
{
	size_t i = past_blanks(c, end), n = digits_at(c, i), next = past_blanks(c, i + n);
	bool glued = next == i + n && is_unspaced_at(c, next);
	bool work =
		tells_of_deed(code) && !code_brings(code, BRINGS_TIME) && code->to >= 0 && !flow->states[code->to].ends;

	if (n < 5 || word_at(c, LEX_TICKET_TAIL, next) > 0)
		return DOUBT_NONE;
	/* A reason may begin there, and say what is not. */
	if (glued && code_in_noun(c, next, code, flow) &&
	    (!code_needs_words(code) || past_marks(c, next + word_at(c, LEX_NOUN, next)) >= c->f->len))
		return DOUBT_NO_CODE;
	if (glued && !code_needs_words(code) && (tells_of_deed(code) || code_decides(code)) &&
	    is_contrary(c, next, false, code))
		return DOUBT_CONTRARY;
	if ((glued || is_letter_at(c, next)) && code->does != DOES_MOVE &&
	    is_supposed(c, next, code, word_at(c, LEX_NO_CONTRARY, next)))
		return DOUBT_CONTRARY;
	return (work && code_partly(c, next)) || is_to_come(c, end, next, code) ? DOUBT_CONTRARY : DOUBT_NONE;
}

enum doubt code_denied(const struct spans *c, size_t i, size_t len, const struct code *code, const struct flow *flow)
{
	size_t end = i + len, next;
	bool deed = tells_of_deed(code) && !code_brings(code, BRINGS_TIME) && code->to >= 0, blank;
	enum doubt denied;

	if (code->does == DOES_HELP)
		return DOUBT_NONE;
	if (is_digit(c->f->s[end - 1]) && digit_counts(c, i, end, code))
		return DOUBT_COUNTED;
	if (is_digit(c->f->s[end - 1]) && code_in_noun(c, past_blanks(c, end), code, flow))
		return DOUBT_NO_CODE;
	if (is_digit(c->f->s[end - 1]))
		return is_to_come(c, end, past_blanks(c, end), code) ? DOUBT_CONTRARY : taken_back(c, end, code, flow);
	if (word_at(c, LEX_OTHER_PHRASE, i) >= len && word_at(c, LEX_NO_CONTRARY, i) <= word_at(c, LEX_OTHER_PHRASE, i))
		return DOUBT_NO_CODE;
	/* Words in letters are glued where one blank stands between them. */
	blank = is_letter_before(c, end) && byte_at(c, end) == ' ';
	next = blank ? end + 1 : end;
	/* `re pair impossible`, in characters: so torn, it is glued to what follows. */
	if (!is_letter_at(c, i) && memchr(c->f->s + i, ' ', len))
		next = past_blanks(c, end);
	if (code_in_noun(c, next, code, flow))
		return DOUBT_NO_CODE;
	if ((denied = taken_back(c, end, code, flow)) != DOUBT_NONE ||
	    (denied = denied_behind_ticket(c, end, code, flow)) != DOUBT_NONE)
		return denied;
	if (is_contrary(c, next, blank, code))
		return DOUBT_CONTRARY;
	if (deed && word_at(c, LEX_NO_CONTRARY, next) == 0 && is_still_ahead(c, end))
		return DOUBT_CONTRARY;
	/* A call back may well speak of a part: `callback mostly satisfied`. */
	if (deed && !flow->states[code->to].ends &&
	    (code_partly(c, past_blanks(c, end)) || goes_on(c, past_blanks(c, end), code)))
		return DOUBT_CONTRARY;
	if (is_exclaimed(c, i, end, code))
		return DOUBT_NO_CODE;
	if (word_at(c, LEX_OTHER_BEFORE_NAME, i) == len && (person_or_place(c, end) || counts_things(c, end)))
		return DOUBT_NO_CODE;
	return is_of_other(c, end, code, flow) ? DOUBT_OBJECT : DOUBT_NONE;
}

bool code_denied_before(const struct spans *c, size_t i)
{
	size_t end = i, n;

	if (i > 0 && c->f->s[i - 1] == ' ' && is_letter_before(c, i - 1))
		end = i - 1;
	n = word_before(c, LEX_CONTRARY_BEFORE, end);
	/* In characters, `now` ends like `in the midst of`; the longer word counts. */
	return n > 0 && word_before(c, LEX_OPENER, end) <= n;
}

bool code_asked_for(const struct spans *c, size_t i, const struct code *code)
{
	if (code->does != DOES_MOVE || code->stamps == 0 || code_brings(code, BRINGS_TIME | BRINGS_LEAD))
		return false;
	i = before_blanks(c, i);
	return word_before(c, LEX_REQUEST, i) > 0;
}
