/* Local times as libc reckons them, for tests to compare with. */
#ifndef LIBC_CLOCK_H
#define LIBC_CLOCK_H

#include <stdint.h>
#include <time.h>

/* The zone that all below is in, from now on. */
void libc_zone(const char *name);
struct tm libc_tm(int64_t at);
/* What the clock shows at `at`, as ms. */
int64_t libc_local(int64_t at);

/* "2026-10-08 09:00" to an instant; the test fails if there is no such time. */
int64_t at_local(const char *local);
void assert_local(int64_t found, const char *local);

#endif
