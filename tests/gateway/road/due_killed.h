/* Gateways that do what is due in a process of their own, and may be killed at it. Each call fails the test if it cannot. */
#ifndef DUE_KILLED_H
#define DUE_KILLED_H

#include <stdint.h>

#define KILLED_MOST 5 /* turns that one may take before it is killed */

/* One that is left alone until all is done that is due by `until`. */
void comes_to_the_end(const char *database, int64_t until);
/* One that is killed after `us`; however late that is, it has not done more than `most` turns by then. */
void is_killed(const char *database, int64_t until, int most, long us);

#endif
