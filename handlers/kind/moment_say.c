#include "handlers/kind/moment_say.h"

void moment_say(const struct saying *s, const struct take *k, enum lang l, struct text *out)
{
	int64_t at;
	(void)l;
	if (given_value(&s->given, k, &at))
		saying_when(s, at, out);
}
