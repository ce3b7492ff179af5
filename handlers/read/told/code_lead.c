#include "handlers/read/told/code_lead.h"

#include "handlers/span/folded_text.h"

/* `just repaired`, `and now repaired`: back from a code's word over what says nothing before one. */
static size_t before_adverbs(const struct spans *c, size_t i)
{
	size_t n = 1, begin = i;

	while (i > 0 && n > 0 && (c->f->s[i - 1] == ' ' || !is_blank_or_mark(c->f->s[i - 1]))) {
		size_t courtesy = word_before(c, LEX_COURTESY, i);

		n = word_before(c, LEX_OPENER, i);
		/* What says nothing anywhere in a text may stand here, too. */
		if (courtesy > n && word_before(c, LEX_FILLER, i) >= courtesy)
			n = courtesy;
		n = c->f->s[i - 1] == ' ' ? 1 : n;
		i -= n;
		begin = n > 0 ? i : begin;
	}
	return begin;
}

bool leads_to_next_code(const struct spans *c, size_t i)
{
	size_t k = i;

	while (k < c->n && c->all[k].kind == SPAN_WORD)
		k++;
	return k > i && k < c->n && c->all[k].kind == SPAN_CODE && before_adverbs(c, c->all[k].at) <= c->all[i].at;
}

/* The last span before the i-th that begins before folded byte `begin` is a time. */
static bool is_behind_time(const struct spans *c, size_t i, size_t begin)
{
	while (i > 0 && c->all[i - 1].at >= begin)
		i--;
	return i > 0 && c->all[i - 1].kind == SPAN_TIME;
}

bool code_begins_clause(const struct spans *c, size_t i)
{
	size_t at = c->all[i].at, begin = before_adverbs(c, at);

	if (at == 0)
		return false;
	/* `the pump was repaired`: a blank between words begins no clause. */
	if (is_letter_at(c, at) && begin > 0 && c->f->s[begin] == ' ' && is_letter_before(c, begin))
		return is_behind_time(c, i, begin);
	if (is_blank_or_mark(c->f->s[at - 1]) || is_blank_or_mark(c->f->s[begin]) ||
	    (begin > 0 && is_blank_or_mark(c->f->s[begin - 1])))
		return true;
	/* `arrived 0940 wait for the pump`: behind the time of the code before, it needs no mark. */
	return is_behind_time(c, i, begin);
}

bool code_is_said_done(const struct spans *c, size_t i)
{
	size_t at = c->all[i].at, begin = before_adverbs(c, at), end = at;

	while (end > begin && c->f->s[end - 1] == ' ')
		end--;
	if (end == begin || word_before(c, LEX_OPENER, end) == 0)
		return false;
	/* `the pump just arrived`: between words with blanks only a mark or a time begins a clause. */
	return code_begins_clause(c, i) &&
	       (c->f->s[begin] != ' ' || is_unspaced_at(c, past_blanks(c, begin)) || is_behind_time(c, i, begin));
}
