/* Whom a play has: its people, who is on the four phones at first, and what the hotline may open. It is for this wing
 * alone. */
#ifndef PHONE_CAST_H
#define PHONE_CAST_H

#include "gateway/phones/phone_play.h"
#include "gateway/wire/json_writer.h"

/* Puts `people`, the staff and some customers; `phones`, the names of a customer, a station head, an engineer of that
 * station and a sales manager, "" for each that there is not; and `flows`, whose `serials` begin with that customer's
 * machine. `l` is the language of titles. */
void phone_cast_put(struct json_writer *j, struct phone_play *p, enum lang l);

#endif
