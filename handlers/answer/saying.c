#include "handlers/answer/saying.h"

#include "handlers/time/when.h"

void saying_when(const struct saying *s, int64_t at, struct text *out)
{
	char time[24];
	if (at == 0)
		return;
	when_write(at, s->now, time);
	text_add(out, time);
}
