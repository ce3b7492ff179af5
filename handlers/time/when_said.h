/* What a text said about a time, before it is known which time that is: when.c and what it calls read it,
 * when_settle.c settles it; for this wing alone. */
#ifndef WHEN_SAID_H
#define WHEN_SAID_H

#include <stdbool.h>

#include "templates/lexicon/lexicon.h"

enum day_kind {
	DAY_NONE,
	DAY_FROM_TODAY, /* `days` from today: tomorrow */
	DAY_OF_WEEK,    /* `wday`: friday */
	DAY_IN_WEEK,    /* `wday` in the week that is `days` weeks from this one: next friday */
	DAY_DATE,       /* `month`, `mday`, and `year` unless 0 */
	DAY_OF_MONTH    /* `mday`: on the 22nd */
};
struct said {
	enum day_kind day;
	bool leans;     /* the day is none without what stands behind it: this morning, tonight */
	int days, wday; /* Monday is 0 */
	int year, month, mday;
	enum part part;
	bool clock; /* a clock time, not only a part of the day */
	int minute; /* of the day; 1440 and more is the small hours after it */
	bool half;  /* the half of the day is beyond doubt */
	bool zero;  /* written with a leading zero */
	bool bare;
	bool point;  /* written with another sign than a colon between hour and minutes */
	int zone;    /* minutes that the zone it is said in lies behind ours */
	bool far;    /* that of a zone which is not ours, and of which no more is known */
	bool choice; /* of two alternatives the later was taken */
	bool range;  /* of which the later end was taken */
};

#endif
