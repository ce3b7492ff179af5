/* Deputies whose time runs out: when each is to be told so, and telling them. Whoever has been told is no deputy in the
 * database any more: so none is told twice, and one whose time ended while the gateway was down is told at its start,
 * unless the template says that it is too late. */
#ifndef DEPUTY_ENDS_H
#define DEPUTY_ENDS_H

#include "gateway/state/gateway.h"

struct intake;
struct joined_texts;

/* When the next of all is due, by the roster (UTC ms), `now` at the earliest; 0: there are none. */
int64_t deputy_ends_next(const struct gateway *g, int64_t now);
/* Takes those that are due by now, and reads the roster again. False if the store or the memory failed. */
bool deputy_ends_take(struct intake *intake, struct joined_texts *texts);

#endif
