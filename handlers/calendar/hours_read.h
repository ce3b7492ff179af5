/* The working hours of a calendar, as the configuration has them; for this wing alone. */
#ifndef HOURS_READ_H
#define HOURS_READ_H

#include "handlers/calendar/calendar_make.h"
#include "templates/file/yaml_get.h"

/* Reads `hours` of the calendar at `y`; what is a fault is left out. */
void hours_read(const struct yaml *y, struct hours *h, struct faults *f);
/* Reads `make_up`: the weekday (Monday 0) whose hours a make-up day has. Without it the first weekday with hours. */
int hours_read_make_up(const struct yaml *y, const struct hours *h, struct faults *f);

#endif
