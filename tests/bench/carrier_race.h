/* MTs by one channel of HTTP beside libcurl alone with the very same requests, in turns, before the same carrier. */
#ifndef CARRIER_RACE_H
#define CARRIER_RACE_H

#include <stddef.h>

/* Runs and prints its table. Each round is so many texts, each to another number. */
void carrier_race(size_t rounds, size_t texts, size_t under_way);

#endif
