/* What those who listen to /v1/stream cost the loop: the same texts with and without them, in turns. */
#ifndef STREAM_COST_H
#define STREAM_COST_H

#include <stddef.h>

/* The files of the run lie in `dir`; `texts` in each half of a round, 500 a second. */
void stream_cost(const char *dir, size_t rounds, size_t texts);

#endif
