/* What a text said about a time, before it is known which time that is. Between when.c, which reads it, and
 * when_settle.c, which settles it; nobody else needs it. */
#ifndef WHEN_SAID_H
#define WHEN_SAID_H

#include "handlers/time/when.h"
#include "templates/wording/lexicon.h"

enum day_kind {
	DAY_NONE,
	DAY_FROM_TODAY, /* `days` from today: 明天 */
	DAY_OF_WEEK,    /* `wday`: 周五 */
	DAY_IN_WEEK,    /* `wday` in the week that is `days` weeks from this one: 下周五 */
	DAY_DATE,       /* `month`, `mday`, and `year` unless 0 */
	DAY_OF_MONTH    /* `mday`: 22号 */
};
struct said {
	enum day_kind day;
	bool leans;     /* the day is none without what stands behind it: 明早, tonight */
	int days, wday; /* Monday is 0 */
	int year, month, mday;
	enum part part;
	bool clock; /* a clock time, not only a part of the day */
	int minute; /* of the day; 1440 and more is the small hours after it */
	bool half;  /* the half of the day is beyond doubt */
	bool zero;  /* written with a leading zero */
	bool bare;
	bool point; /* written with another sign than a colon between hour and minutes */
	int zone;   /* minutes that the zone it is said in lies behind ours */
	bool range; /* of which the later end was taken */
};

/* Brings the clock time into the part of the day said with it, or, without one, takes the end of the part.
 * Returns false for nonsense, as 上午16点. */
bool when_said_part(struct said *t);
/* Which time that is; false for a date there is none of, as 2-30. */
bool when_said_settle(const struct said *t, int64_t moment, enum when_side side, int64_t *at);

#endif
