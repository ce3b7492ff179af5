/* Inputs that were rejected, in the log. It is for this wing alone. */
#ifndef REJECTION_LOG_H
#define REJECTION_LOG_H

#include "gateway/road/batch.h"

/* Of a committed batch; a few lines, however many there are. */
void rejection_log(const struct batch *b);

#endif
