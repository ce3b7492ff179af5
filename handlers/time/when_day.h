/* The day that a time names; for this wing alone. */
#ifndef WHEN_DAY_H
#define WHEN_DAY_H

#include "handlers/time/when_said.h"
#include "handlers/time/when_scan.h"

/* Reads the day that a time may name, into *t. */
bool when_read_day(struct scan *c, struct said *t);

#endif
