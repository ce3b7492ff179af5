/* A code's word that only begins a noun. What each list means stands in the lexicons. */
#include "handlers/span/denied/code_noun.h"

#include "handlers/span/code_word.h"
#include "handlers/span/folded_text.h"

/* Behind which codes a word makes a noun, as the list parts them. */
enum noun_of { OF_ANY = 1, OF_WORDLESS, OF_TERSE, OF_WORK, OF_WHILE, OF_DECISION };

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
		return code_decides(code);
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
	size_t left = next < c->f->len ? c->f->len - next : 0, n, len;
	const struct flow *other;
	int which = 0;

	/* A note says anything, a list or help stands alone, and whoever corrects names a node. */
	if (left == 0 || code->free || code->does == DOES_NOTE || code->does == DOES_OPEN || code->does == DOES_LIST ||
	    code->does == DOES_HELP || code->does == DOES_CLAIM)
		return false;
	n = lexicon_at(c->words, LEX_NOUN, c->f->s + next, left, &which);
	/* undo the text; undo claim, which opens a ticket */
	if (code->does == DOES_UNDO && (word_at(c, LEX_OF_LAST, next) >= n || code_at(c, next, &len, &other)))
		n = 0;
	if (n > word_at(c, LEX_NO_NOUN, next) && n >= word_at(c, LEX_NO_CONTRARY, next) && goes_with(which, code, flow))
		return true;
	return asks_for_reason(c, next);
}
