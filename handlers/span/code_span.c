/* Codes' words in a text, and the times that stand behind them. */
#include "handlers/span/code_span.h"

#include <ctype.h>

#include "handlers/span/code_denied.h"
#include "handlers/span/code_word.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/time_span.h"

bool span_code(const struct spans *c, struct span *t)
{
	const struct flow *flow;
	size_t len;
	const struct code *code = code_at(c, t->at, &len, &flow);
	struct when w;

	/* Another flow's word says nothing about a ticket of this one, but what is undone may be of any. */
	if (!code || (c->head.flow && flow != c->head.flow && c->head.code->does != DOES_UNDO) ||
	    ispunct((unsigned char)c->f->s[t->at]) || code_denied_before(c, t->at) || code_asked_for(c, t->at, code) ||
	    code_denied(c, t->at, len, code, flow) != DOUBT_NONE)
		return false;
	t->kind = SPAN_CODE;
	t->code = code;
	t->digits = is_digit(c->f->s[t->at]);
	t->len = len;
	t->when_at = to_time(c, t->at + len);
	w = direct_time(c, t->when_at, BEHIND);
	t->timed = w.kind == WHEN_CLOCK || w.kind == WHEN_SPAN || w.wrong > 0;
	return true;
}
