/* Times as a flow's file has them.
 *
 * The first two read the beginning of a string, and return what follows, or NULL where there is nothing of the kind.
 * The others read a value, and return false, with a fault, where it is wrong. */
#ifndef TIME_READ_H
#define TIME_READ_H

#include "handlers/entry/flow_reader.h"
#include "templates/text/units.h"

#define SPAN_MOST (366 * DAY_MS)

/* HH:MM into minutes of a day; 24:00 is good. */
const char *time_read_minute(const char *s, int *minute);
/* A whole number, and the blanks behind it. */
const char *time_read_number(const char *s, int64_t *n);

/* HH:MM into local minutes of a day. */
bool time_read_of_day(struct flow_reader *r, const struct yaml *y, int *minute);
/* 30m, 36h or 3d, from `least` to SPAN_MOST. */
bool time_read_span(struct flow_reader *r, const struct yaml *y, int64_t least, int64_t *ms);
/* 1% to 99%. */
bool time_read_percent(struct flow_reader *r, const struct yaml *y, int *percent);

#endif
