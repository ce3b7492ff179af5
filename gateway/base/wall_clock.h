/* The clocks. The wall clock is read here and nowhere else; what only waits uses the steady one, which no one can
 * set. */
#ifndef WALL_CLOCK_H
#define WALL_CLOCK_H

#include <stdint.h>
#include <time.h>

/* UTC ms since 1970. */
static inline int64_t clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* us since some start; never goes back. For measuring what is short. */
static inline int64_t clock_steady_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ms since some start; never goes back. */
static inline int64_t clock_steady(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

#endif
