/* Long messages of which a part did not come within an hour: what came is handed on, and marked so. Whatever it says,
 * nothing moves by it. */
#ifndef LATE_PARTS_H
#define LATE_PARTS_H

#include "gateway/road/intake.h"

/* Takes those that are late by now, so many at most. False if the store or the memory failed. */
bool late_parts_take(struct intake *intake, int most);

#endif
