/* The days and the hour at which something comes again and again: a list that goes out, a schedule that is gone through. */
#ifndef TIMETABLE_H
#define TIMETABLE_H

#include <stdint.h>

#include "handlers/calendar/calendar.h"

enum timetable_each { EACH_DAY, EACH_WEEK, EACH_MONTH };

struct timetable {
	enum timetable_each each;
	unsigned weekdays; /* of EACH_WEEK: bit a day, Monday 0 to Sunday 6 */
	int day;           /* of EACH_MONTH: 1 to 31, the last where a month is shorter */
	int minute;        /* local */
	bool all_days;     /* on days off too; else one that falls on a day off comes on the working day before */
};

/* The first moment of its hour on one of its days after `now`, UTC ms. */
int64_t timetable_next(const struct timetable *t, const struct calendar *c, int64_t now);

#endif
