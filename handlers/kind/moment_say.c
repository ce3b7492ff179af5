#include "handlers/kind/moment_say.h"

void moment_say(const struct saying *s, const struct value *v, int64_t value, enum lang l, struct text *out)
{
	(void)v;
	(void)l;
	saying_when(s, value, out);
}
