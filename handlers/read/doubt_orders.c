/* What the words behind a code say against doing what it orders or decides. What each list means stands in the lexicons. */
#include "handlers/read/doubt_orders.h"

#include <string.h>

#include "handlers/span/code_denied.h"
#include "handlers/span/code_word.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/name_span.h"

static const struct code *first_code(const struct reading *r)
{
	return r->codes_n > 0 ? r->codes[0].code : NULL;
}

/* It orders, calls off or decides; what tells of something that was done is not taken back by its words. */
static bool is_order(const struct reading *r, const struct code *c)
{
	if (c->does == DOES_MOVE)
		return code_calls_off(r->flow, c) || code_brings(c, BRINGS_LEAD);
	return c->does == DOES_REOPEN || c->does == DOES_UNDO || c->does == DOES_APPROVE || c->does == DOES_SIGN;
}

bool order_taken_back(const struct spans *c, const struct reading *r)
{
	const struct code *code = first_code(r);
	size_t begin = words_begin(c), len;

	if (!code || !is_order(r, code))
		return false;
	for (size_t i = next_at(c, begin); i < c->f->len; i = next_at(c, i)) {
		const struct flow *flow;
		size_t end = i;

		if (words_inside(c, i) || is_digit(c->f->s[i]) || code_at(c, i, &len, &flow) != code)
			continue;
		while (end > begin && c->f->s[end - 1] == ' ')
			end--;
		if (end > begin && lexicon_before(c->words, LEX_DENIAL, c->f->s + begin, end - begin) > 0)
			return true;
	}
	return false;
}

/* `reopen 10008 no longer needed`: a clause of its own, right behind the code and its ticket. */
static bool is_needless(const struct spans *c)
{
	size_t i = past_marks(c, words_begin(c)), n;

	i = past_marks(c, i + digits_at(c, i));
	n = word_at(c, LEX_NOT_WAITING, i);
	return n > 0 && !glued_at(c, i + n);
}

bool order_undecided(const struct spans *c, const struct reading *r)
{
	const struct code *code = first_code(r);

	if (code && code->does == DOES_REOPEN && is_needless(c))
		return true;
	return code && code_calls_off(r->flow, code) && words_say(c, LEX_UNDECIDED);
}

/* `no need to send someone` is settled. */
bool order_unsettled(const struct spans *c, const struct reading *r)
{
	const struct code *code = first_code(r);

	if (!code || code->does != DOES_MOVE || code->stamps == 0 || code->to < 0 || !code_needs_words(code) ||
	    r->flow->states[code->to].ends || words_say(c, LEX_REACHED))
		return false;
	return words_say_undenied(c, LEX_TO_COME, words_begin(c));
}

bool list_has_more(const struct spans *c, const struct reading *r)
{
	size_t end = words_begin(c);

	if (r->codes_n == 0 || r->codes[0].code->does != DOES_LIST || r->clean)
		return false;
	/* Glued to it in a language without blanks, another word makes another thing of it. */
	return !is_unspaced_before(c, end) || !is_unspaced_at(c, end) || word_at(c, LEX_TICKET, end) > 0;
}

bool order_objected(const struct spans *c, const struct reading *r)
{
	const struct code *code = first_code(r);
	size_t first = past_marks(c, words_begin(c)), n;

	if (!code || (code->does != DOES_APPROVE && code->does != DOES_SIGN))
		return false;
	for (size_t i = 0; i < c->n; i++) {
		const struct code *other = c->all[i].code;

		if (other && (other->does == DOES_REFUSE || other->does == DOES_DECLINE))
			return true;
	}
	n = word_at(c, LEX_NOT_DONE, first);
	return (n > 0 && past_marks(c, first + n) >= c->f->len) || words_say(c, LEX_OBJECTION);
}

bool order_of_either(const struct spans *c, const struct reading *r)
{
	const struct code *code = first_code(r);

	/* Two that are meant are asked back as two. */
	if (!code || r->people_n > 1 || (!code_brings(code, BRINGS_LEAD) && !code_brings(code, BRINGS_PERSON)))
		return false;
	for (size_t i = 0; i < c->n; i++) {
		size_t end = past_blanks(c, c->all[i].at + c->all[i].len), n = word_at(c, LEX_WHICH_PERSON, end);
		struct span other = {.at = past_blanks(c, end + n)};

		if (c->all[i].who.n > 0 && n > 0 && other.at < c->f->len && span_person(c, &other))
			return true;
	}
	return false;
}
