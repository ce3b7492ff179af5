/* Words that were sent before, and that sign what has been asked since. It is for this wing alone. */
#ifndef SIGNED_ANEW_H
#define SIGNED_ANEW_H

#include "gateway/road/intake.h"

/* True if this decision signs a ticket that somebody else has opened or changed since the text `first`, with the same
 * words, came: its sender answers another question, and it is no resend. A text that says that it was sent at the same
 * time as `first`, or before that change, is one. */
bool signed_anew(struct intake *intake, const struct mo *m, int64_t first, const struct effects *e);

#endif
