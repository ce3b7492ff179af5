/* Whose a time is. For handlers/read alone. */
#ifndef TIME_OWNER_H
#define TIME_OWNER_H

#include "handlers/span/span.h"

/* True if, behind a code that promises an arrival, the clause of the time t says that it is somebody else's, something
 * else's, or of another deed of the sender's: `Han Mei arrives 5pm`, `ferry 5pm`, `leaving Korla at 5pm`, `5pm back home`. */
bool time_is_anothers(const struct spans *c, const struct span *t);
/* The same of what stands from folded byte i to `end`, for what may be an hour. */
bool hour_is_anothers(const struct spans *c, size_t i, size_t end);

#endif
