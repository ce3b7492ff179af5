#include "handlers/read/doubt/everyday_verb.h"

#include "handlers/span/code_denied.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/time_span.h"

#define OBJECT_WORDS 2 /* of the thing that something is done to */
#define CLAUSE_WORDS 8

/* Whose the thing is, as the list parts it: anybody's, and the writer's or the reader's. */
enum determiner { NONE, OF_ANYBODY, OF_US };
/* What begins the clause behind it: any, and one that bids the reader. */
enum subordinate { NO_CLAUSE, ANY_CLAUSE, CLAUSE_OF_YOU };
/* Where a thing was left: what leads to a place, and a place where nothing is repaired. */
enum laid { NOWHERE, LAID_SOMEWHERE, LAID_ASIDE };

static int value_at(const struct spans *c, enum lexeme list, size_t i, size_t *n)
{
	int which = 0;

	*n = i < c->f->len ? lexicon_at(c->words, list, c->f->s + i, c->f->len - i, &which) : 0;
	if (*n == 0 || words_inside(c, i + *n))
		return 0;
	return which > 0 ? which : 1;
}

/* Behind the word in letters at i; the end of the text where no further word stands in its clause. */
static size_t next_word(const struct spans *c, size_t i)
{
	while (i < c->f->len && (!is_blank_or_mark(c->f->s[i]) || c->f->s[i] == '-' || c->f->s[i] == '\''))
		i = next_at(c, i);
	if (byte_at(c, i) != ' ')
		return c->f->len;
	return past_blanks(c, i);
}

/* What it takes says more than that it happened: a hose is well repaired before somebody calls. */
static bool takes_words(const struct code *code)
{
	if (code->does == DOES_NOTE || code->does == DOES_ASSIGN)
		return true;
	return code->does == DOES_MOVE && (code_needs_words(code) || code_brings(code, BRINGS_TIME));
}

/* `the gate when you leave`, `your window if it rains`: a thing, and a clause that says when it is to be done. A clause
 * that has a verb of its own before that tells something. */
static bool is_bid(const struct spans *c, const struct code *code, size_t i)
{
	size_t n;
	int whose = value_at(c, LEX_DETERMINER, i, &n);

	i = whose ? past_blanks(c, i + n) : i;
	if (code->does == DOES_NOTE && !whose)
		return false;
	for (int k = 0; k < CLAUSE_WORDS && i < c->f->len; k++, i = next_word(c, i)) {
		int when = value_at(c, LEX_WHEN_YOU, i, &n);
		bool near = k <= OBJECT_WORDS;

		if (when == CLAUSE_OF_YOU)
			return whose || near;
		/* until 5pm */
		if (when == ANY_CLAUSE && time_at(c, past_blanks(c, i + n), AHEAD).kind == WHEN_NONE)
			return k == 0 ? !whose && code->visit == VISIT_LEAVES
				      : whose == OF_US || (whose && near && code->does != DOES_NOTE);
		if (value_at(c, LEX_FINITE, i, &n))
			return false;
	}
	return false;
}

/* `the gate`, and nothing more: no result of a call. */
static bool is_thing_alone(const struct spans *c, const struct code *code, const struct flow *flow, size_t i)
{
	size_t n, end;

	if (!code_needs_words(code) || code->to < 0 || !flow->states[code->to].ends || code_calls_off(flow, code) ||
	    !value_at(c, LEX_DETERMINER, i, &n) || word_at(c, LEX_NO_CONTRARY, i) > 0)
		return false;
	i = past_blanks(c, i + n);
	for (end = i; is_letter_at(c, end);)
		end = next_at(c, end);
	return end > i && past_marks(c, end) >= c->f->len;
}

/* `umbrella in truck`, `book on the seat`: something forgotten, or laid down for somebody. */
static bool is_left_behind(const struct spans *c, const struct code *code, size_t i)
{
	size_t n;
	bool mine;

	if (code->visit != VISIT_LEAVES)
		return false;
	if (value_at(c, LEX_DETERMINER, i, &n))
		i = past_blanks(c, i + n);
	mine = value_at(c, LEX_BELONGING, i, &n) != 0;
	if (mine && past_marks(c, i + n) >= c->f->len)
		return true;
	i = mine ? past_blanks(c, i + n) : next_word(c, i);
	for (int k = 0; k < OBJECT_WORDS && i < c->f->len; k++, i = next_word(c, i)) {
		int where = value_at(c, LEX_LAID, i, &n);

		if (where == LAID_ASIDE || (where == LAID_SOMEWHERE && mine))
			return true;
		if (value_at(c, LEX_FINITE, i, &n))
			return false;
	}
	return false;
}

bool everyday_verb(const struct spans *c, const struct code *code, const struct flow *flow)
{
	size_t end = words_begin(c), i = past_blanks(c, end);

	if (c->head.digits || !is_letter_before(c, end) || i == end || !is_letter_at(c, i) || !takes_words(code))
		return false;
	return is_bid(c, code, i) || is_thing_alone(c, code, flow, i) || is_left_behind(c, code, i);
}
