/* Spans of time in milliseconds, and how long a line may be that says what is wrong. */
#ifndef UNITS_H
#define UNITS_H

#include <stdint.h>

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

#define WHY_BYTES 512

#endif
