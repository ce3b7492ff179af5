/* The days on which a list goes out. */
#ifndef LIST_DAY_H
#define LIST_DAY_H

#include <stdint.h>

#include "handlers/calendar/calendar.h"
#include "handlers/model/list_kind.h"

/* The first moment of its hour on one of its days after `now`, UTC ms. */
int64_t list_next(const struct list_kind *k, const struct calendar *c, int64_t now);

#endif
