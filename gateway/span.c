#include "gateway/span.h"

#include <stdio.h>

#define SECOND_MS 1000
#define MINUTE_MS 60000
#define HOUR_MS 3600000

void span_write(int64_t ms, char out[SPAN_BYTES])
{
	long long hours = ms / HOUR_MS, minutes = ms % HOUR_MS / MINUTE_MS;
	if (hours > 0)
		snprintf(out, SPAN_BYTES, "%lld h %02lld min", hours, minutes);
	else if (minutes > 0)
		snprintf(out, SPAN_BYTES, "%lld min", minutes);
	else
		snprintf(out, SPAN_BYTES, "%lld s", (long long)(ms / SECOND_MS));
}
