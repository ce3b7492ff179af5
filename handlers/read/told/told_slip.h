/* That it was a slip, told beside what else is said of an undo. For handlers/read alone. */
#ifndef TOLD_SLIP_H
#define TOLD_SLIP_H

#include "handlers/read/told/told_part.h"

/* Of an undo, the n parts of folded bytes from..end that are told take in the words before and behind them that say it was a
 * slip: alone these say nothing, but a remark is not cut in two. Nothing is done where n is 0, or where the code undoes
 * nothing. */
void told_slip(const struct spans *c, struct told_part *parts, size_t n, size_t from, size_t end);

#endif
