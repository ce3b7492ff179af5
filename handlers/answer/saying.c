#include "handlers/answer/saying.h"

#include "handlers/time/when.h"

bool saying_value(const struct saying *s, const struct take *k, int64_t *value)
{
	size_t i;
	if (!s->valued || k < s->valued->takes || k >= s->valued->takes + s->valued->takes_n)
		return false;
	i = (size_t)(k - s->valued->takes);
	*value = s->values[i];
	return (s->given & 1u << i) != 0;
}

void saying_when(const struct saying *s, int64_t at, struct text *out)
{
	char time[24];
	if (at == 0)
		return;
	when_write(at, s->now, time);
	text_add(out, time);
}
