/* The hours of a calendar and, behind `|`, its .ics, of any bytes: what is taken adds and measures alike. */
#include "handlers/calendar/calendars.h"
#include "handlers/calendar/calendars_load.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE INT64_C(60000)

struct seen {
	int64_t last, sum;
	size_t n;
};

static bool in_order(void *ctx, int64_t a, int64_t b)
{
	struct seen *s = ctx;
	HOLD(a < b && a >= s->last, "a window before the one before it");
	s->last = b;
	s->sum += b - a;
	return ++s->n < 500;
}

static void reckon(const struct calendar *c, int64_t from, int64_t ms)
{
	int64_t to = calendar_add(c, from, ms);
	HOLD(to == -1 || (to > from && calendar_measure(c, from, to) == ms), "it adds other than it measures");
	HOLD(to == -1 || calendar_measure(c, from, to - 1) == ms - 1, "there was an earlier instant");
	struct seen s = {.last = from};
	calendar_windows(c, from, from + 30 * 1440 * MINUTE, in_order, &s);
	HOLD(s.n == 500 || s.sum == calendar_measure(c, from, from + 30 * 1440 * MINUTE), "windows are left out");
	for (int n = 0; n < 4; n++) {
		int64_t day = calendar_day(c, from, n, -1);
		HOLD(day == -1 || (day > from && calendar_is_working_day(c, day - 1)), "no working day");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes b = {data, n};
	struct faults faults = {.n = 0};
	char *hours = take_text(take_until(&b, '|')), *yaml = NULL;
	const char *days = fuzz_file(1, b.at, b.n);
	int len = asprintf(&yaml, "calendars:\n  all:\n    days: [%s]\n    hours: %s\n", days, hours);
	HOLD(len > 0, "out of memory");
	struct calendars *set = calendars_load(fuzz_file(0, yaml, (size_t)len), "Europe/Berlin", &faults);
	HOLD((set == NULL) == (faults.n > 0), "it is taken, or there is a fault");
	for (int64_t month = 0; set && month < 30; month++)
		reckon(calendars_for(set, ""), INT64_C(1767225600000) + month * 31 * 1440 * MINUTE,
		       (month * month * 37 + 1) * MINUTE);
	fuzz_faults(&faults);
	calendars_free(set);
	free(yaml);
	free(hours);
	return 0;
}
