/* When somebody sets out. For handlers/read alone. */
#ifndef LEAVING_TIME_H
#define LEAVING_TIME_H

#include "handlers/span/span.h"

/* True if the span t of the text, behind a code that departs, is a time at which the sender will leave, and not the one of
 * arrival: `depart in 30 minutes`, `depart Urumqi at 3pm`, `depart yard 3pm`, `depart 16:30 meet up`. */
bool time_is_of_leaving(const struct spans *c, const struct span *t);

#endif
