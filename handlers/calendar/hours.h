/* The hours of a week, and what a day of a calendar may be; for this wing alone. */
#ifndef HOURS_H
#define HOURS_H

#include <stddef.h>

#define CALENDAR_NAME 64 /* bytes */
#define CALENDAR_FIRST_YEAR 2000
#define CALENDAR_LAST_YEAR 2069
#define WINDOWS_MAX 8 /* on one day */

/* Local minutes of a day, 0 to 1440. */
struct window {
	int from, to;
};
struct day_hours {
	struct window all[WINDOWS_MAX]; /* ascending, none overlaps another */
	size_t n;
};
struct hours {
	struct day_hours on[7]; /* from Monday */
};
enum day_mark {
	DAY_PLAIN, /* as its weekday says */
	DAY_OFF,   /* a holiday */
	DAY_MAKE_UP /* a make-up working day, such as a Sunday worked for a holiday; it has the hours of another weekday */
};

#endif
