#include "handlers/entry/time_read.h"

#include "templates/file/yaml_get.h"
#include "templates/text/units.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Two digits; -1 where there are none. */
static int two_digits(const char *s)
{
	return isdigit((unsigned char)s[0]) && isdigit((unsigned char)s[1]) ? (s[0] - '0') * 10 + s[1] - '0' : -1;
}

const char *time_read_minute(const char *s, int *minute)
{
	int h = two_digits(s), m = h >= 0 && s[2] == ':' ? two_digits(s + 3) : -1;
	if (h < 0 || m < 0 || m > 59 || h * 60 + m > 24 * 60)
		return NULL;
	*minute = h * 60 + m;
	return s + 5;
}

const char *time_read_number(const char *s, int64_t *n)
{
	char *end;
	if (!isdigit((unsigned char)*s))
		return NULL;
	*n = strtoll(s, &end, 10);
	while (*end == ' ')
		end++;
	return *n <= INT32_MAX ? end : NULL;
}

bool time_read_span(struct flow_reader *r, const struct yaml *y, int64_t least, int64_t *ms)
{
	char typed[64];
	int64_t n = 0;
	const char *unit;
	int64_t of;
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return false;
	unit = time_read_number(typed, &n);
	of = unit && strlen(unit) == 1 ? (*unit == 'm'   ? MINUTE_MS
					  : *unit == 'h' ? HOUR_MS
					  : *unit == 'd' ? 24 * HOUR_MS
							 : 0)
				       : 0;
	*ms = n * of;
	if (of != 0 && *ms >= least && *ms <= SPAN_MOST)
		return true;
	yaml_fault(r->f, y, "this is not a span of time; write one like 30m, 36h or 3d, %s to a year at most",
		   least > 0 ? "more than nothing" : "from 0m");
	return false;
}

bool time_read_percent(struct flow_reader *r, const struct yaml *y, int *percent)
{
	char typed[64];
	int64_t n = 0;
	const char *rest;
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return false;
	rest = time_read_number(typed, &n);
	if (rest && strcmp(rest, "%") == 0 && n >= 1 && n <= 99) {
		*percent = (int)n;
		return true;
	}
	yaml_fault(r->f, y, "this is not a share of the time; write one from 1%% to 99%%, and `after: 0m` for its end");
	return false;
}

bool time_read_of_day(struct flow_reader *r, const struct yaml *y, int *minute)
{
	char typed[32];
	const char *end;
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return false;
	end = time_read_minute(typed, minute);
	if (end && !*end)
		return true;
	yaml_fault(r->f, y, "this is not a time of day; write one from 00:00 to 24:00");
	return false;
}
