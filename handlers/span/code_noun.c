/* A code's word that only begins a noun, or is taken back at once. What each list means stands in the lexicons. */
#include "handlers/span/code_noun.h"

#include "handlers/span/code_denied.h"
#include "handlers/span/folded_text.h"

/* ---- nouns ---- */

/* Behind which codes a word makes a noun, as the list parts them. */
enum noun_of { OF_ANY = 1, OF_WORDLESS, OF_TERSE, OF_WORK, OF_WHILE, OF_DECISION };

static bool decides(const struct code *code)
{
	return code->does == DOES_APPROVE || code->does == DOES_REFUSE || code->does == DOES_SIGN ||
	       code->does == DOES_DECLINE || code->does == DOES_UNDO;
}

static bool goes_with(int which, const struct code *code, const struct flow *flow)
{
	bool lasts = code->does == DOES_MOVE && code->to >= 0 && !flow->states[code->to].ends &&
		     !code_brings(code, BRINGS_TIME) && code->visit != VISIT_ARRIVES;

	switch (which) {
	case OF_WORDLESS:
		return !code_brings(code, BRINGS_WORDS);
	case OF_TERSE:
		return !code_needs_words(code);
	case OF_WORK:
		return lasts && code->stamps != 0 && !code_needs_words(code);
	case OF_WHILE:
		return lasts;
	case OF_DECISION:
		return decides(code);
	default:
		return true;
	}
}

/* `refuse reason what to write`: a reason is asked for, and none is given. */
static bool asks_for_reason(const struct spans *c, size_t next)
{
	size_t n = word_at(c, LEX_REASON_LEAD, next), i = past_blanks(c, next + n);

	return n > 0 && word_at(c, LEX_QUESTION, i) > word_at(c, LEX_NO_CONTRARY, i);
}

bool code_in_noun(const struct spans *c, size_t next, const struct code *code, const struct flow *flow)
{
	size_t left = next < c->f->len ? c->f->len - next : 0, n;
	int which = 0;

	/* A note says anything, a list or help stands alone, and whoever corrects names a node. */
	if (left == 0 || code->free || code->does == DOES_NOTE || code->does == DOES_OPEN || code->does == DOES_LIST ||
	    code->does == DOES_HELP || code->does == DOES_CLAIM)
		return false;
	n = lexicon_at(c->words, LEX_NOUN, c->f->s + next, left, &which);
	if (code->does == DOES_UNDO && word_at(c, LEX_OF_LAST, next) >= n) /* undo the text */
		n = 0;
	if (n > word_at(c, LEX_NO_NOUN, next) && n >= word_at(c, LEX_NO_CONTRARY, next) && goes_with(which, code, flow))
		return true;
	return asks_for_reason(c, next);
}

/* ---- slips ---- */

/* How a slip is named, as the list parts it: by itself, what may stand before that, and what may as well be another's. */
enum slip_word { SLIP = 1, SLIP_LEAD, SLIP_OF_ANY };

#define SLIP_WORDS 4

/* A clause ends at i; in a language without blanks, a blank ends it, too. */
static bool ends_clause(const struct spans *c, size_t i)
{
	if (byte_at(c, i) == ' ' && is_letter_before(c, i))
		i = past_blanks(c, i);
	return !glued_at(c, i);
}

bool code_mistaken(const struct spans *c, size_t end, const struct code *code, const struct flow *flow)
{
	bool off = code_calls_off(flow, code);
	size_t i = past_marks(c, end);

	/* A part that was sent by mistake is a reason. */
	if (!off && (code_needs_words(code) || (code->does != DOES_MOVE && code->does != DOES_DEPUTY)))
		return false;
	i = past_marks(c, i + (digits_at(c, i) >= 5 ? digits_at(c, i) : 0));
	for (int k = 0; k < SLIP_WORDS && i < c->f->len; k++) {
		int which = 0;
		size_t n = lexicon_at(c->words, LEX_MISTAKEN, c->f->s + i, c->f->len - i, &which);

		if (n == 0 || which != SLIP_LEAD)
			return n > 0 && (off || which == SLIP) && ends_clause(c, i + n);
		i = past_marks(c, i + n);
	}
	return false;
}
