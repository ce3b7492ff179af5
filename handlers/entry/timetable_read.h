/* On which days, and at which hour, something comes again and again, from a flow's file. */
#ifndef TIMETABLE_READ_H
#define TIMETABLE_READ_H

#include "handlers/entry/flow_reader.h"
#include "handlers/timetable/timetable.h"

/* The keys `at`, `each`, `on` and `days` of y. */
void timetable_read(struct flow_reader *r, const struct yaml *y, struct timetable *t);
/* Where `each` means something else: the keys `at`, `on` and `days`, of which `on` says by itself whether it names weekdays
 * or a day of the month. */
void timetable_read_on(struct flow_reader *r, const struct yaml *y, struct timetable *t);

#endif
