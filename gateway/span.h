/* A span of time as an administrator reads it. */
#ifndef SPAN_H
#define SPAN_H

#include <stdint.h>

#define SPAN_BYTES 32

/* `76 h 05 min`, `12 min`, below a minute `45 s`. Of working time too, and so never in days; what is left over is cut. */
void span_write(int64_t ms, char out[SPAN_BYTES]);

#endif
