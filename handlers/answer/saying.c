#include "handlers/answer/saying.h"

#include "templates/wording/wording.h"

#include "handlers/time/when.h"

void saying_when(const struct saying *s, int64_t at, struct text *out)
{
	char time[24];
	if (at == 0)
		return;
	when_write(at, s->now, time);
	text_add(out, time);
}

void saying_own(const struct saying *s, enum lang l, enum own_word which, const char *with, struct text *out)
{
	own_words_say(wording_own(s->ctx->rules->wording, l), which, with, out);
}

void saying_comma(const struct saying *s, enum lang l, struct text *out)
{
	if (out->len > 0)
		saying_own(s, l, WORD_COMMA, "", out);
}
