/* What a text says is still left until a code's deed. */
#include "handlers/span/denied/code_to_come.h"

#include "handlers/span/code_word.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/time_span.h"

size_t past_distance(const struct spans *c, size_t i)
{
	size_t n = 1;

	while (n > 0) {
		n = digits_at(c, i) > 0 ? digits_at(c, i) : numeral_at(c, i);
		i = past_blanks(c, i + n);
	}
	n = word_at(c, LEX_WAY_UNIT, i);
	return n > 0 ? i + n : 0;
}

/* The longest word at i that says that something is left, or is only expected. */
static size_t lead_at(const struct spans *c, size_t i)
{
	static const enum lexeme leads[] = {LEX_AHEAD, LEX_FROM_NOW, LEX_WAY_LEFT, LEX_EXPECTED};
	size_t longest = 0;

	for (size_t k = 0; k < sizeof(leads) / sizeof(*leads); k++) {
		size_t n = word_at(c, leads[k], i);

		longest = n > longest ? n : longest;
	}
	return longest;
}

/* Where a span, a distance or a clock time at i ends of which the text says, by a word before it or by itself, that it is
 * still to come; 0 if there is none. */
static size_t past_to_come(const struct spans *c, size_t i)
{
	size_t n = lead_at(c, i), from = past_blanks(c, i + n);
	struct when w = time_at(c, from, AHEAD), behind = time_at(c, from, BEHIND);
	int64_t moment = c->input->moment;

	if (w.kind == WHEN_SPAN)
		return n > 0 || w.later ? from + w.len : 0;
	/* In characters, `this afternoon` may lead to an hour, or begin one. */
	if (time_at(c, i, AHEAD).kind == WHEN_CLOCK)
		return 0;
	if (n > 0 && w.kind == WHEN_CLOCK)
		return behind.kind != WHEN_CLOCK || w.at - moment < moment - behind.at ? from + w.len : 0;
	return n > 0 ? past_distance(c, from) : 0;
}

/* That code, maybe behind a comma; NULL if there is none. */
static const struct code *code_to_come(const struct spans *c, size_t i, const struct flow **flow)
{
	size_t end = past_to_come(c, i), len, n;
	const struct code *code;

	if (end == 0)
		return NULL;
	end -= word_before(c, LEX_SPAN_ARRIVAL, end); /* in characters, the span may have taken the code's word */
	for (end = past_marks(c, end); (code = code_at(c, end, &len, flow)) == NULL; end = past_blanks(c, end + n)) {
		n = word_at(c, LEX_FILLER, end);
		if (n == 0)
			return NULL;
	}
	if (code->does != DOES_MOVE || code->stamps == 0 || code->to < 0 || code_brings(code, BRINGS_LEAD) ||
	    !c->input->may(c->input->ctx, code))
		return NULL;
	/* `in half an hour depart` has a time before its code, and is asked back as such. */
	return code_brings(code, BRINGS_TIME) && lead_at(c, i) == 0 ? NULL : code;
}

bool find_code_to_come(struct spans *c, size_t i)
{
	const struct flow *flow = NULL;
	const struct code *code = code_to_come(c, i, &flow);

	if (!code)
		return false;
	c->head.flow = flow;
	c->head.denied = code;
	c->head.doubt = DOUBT_CONTRARY;
	return true;
}
