#include "handlers/opens/opens_key.h"

#include <inttypes.h>
#include <stdio.h>

#define OF "of %" PRId64

void opens_key(int64_t parent, const struct opening_due *o, int64_t text, char out[OPENS_KEY_BYTES])
{
	if (o->clock)
		snprintf(out, OPENS_KEY_BYTES, OF " clock %s %" PRId64, parent, o->clock->name, o->of);
	else if (o->schedule)
		snprintf(out, OPENS_KEY_BYTES, OF " schedule %s %" PRId64, parent, o->schedule, o->of);
	else if (o->of)
		snprintf(out, OPENS_KEY_BYTES, OF " at %" PRId64, parent, o->of);
	else
		snprintf(out, OPENS_KEY_BYTES, OF " text %" PRId64, parent, text);
}

void opens_keys(int64_t parent, char from[OPENS_KEY_BYTES], char until[OPENS_KEY_BYTES])
{
	snprintf(from, OPENS_KEY_BYTES, OF " ", parent);
	snprintf(until, OPENS_KEY_BYTES, OF "!", parent); /* the character behind a blank */
}
