/* A span of time as an administrator reads it. */
#ifndef DURATION_H
#define DURATION_H

#include <stdint.h>

#define DURATION_BYTES 32

/* `76 h 05 min`, `12 min`, below a minute `45 s`. Of working time too, and so never in days; what is left over is
 * cut. */
void duration_write(int64_t ms, char out[DURATION_BYTES]);

#endif
