#include "gateway/base/duration.h"

#include <stdio.h>

#include "templates/text/units.h"

void duration_write(int64_t ms, char out[DURATION_BYTES])
{
	long long hours = ms / HOUR_MS, minutes = ms % HOUR_MS / MINUTE_MS;

	if (hours > 0)
		snprintf(out, DURATION_BYTES, "%lld h %02lld min", hours, minutes);
	else if (minutes > 0)
		snprintf(out, DURATION_BYTES, "%lld min", minutes);
	else
		snprintf(out, DURATION_BYTES, "%lld s", (long long)(ms / SECOND_MS));
}
