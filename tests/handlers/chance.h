/* Numbers by chance for tests: the same in each run of a program. */
#ifndef CHANCE_H
#define CHANCE_H

#include <stdint.h>

/* From 0 to below - 1. */
uint64_t chance(uint64_t below);

#endif
