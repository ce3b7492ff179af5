/* What a test tells the library that is loaded before the gateway (preload.c): a struct in a file that both have mapped. */
#ifndef DISK_SWITCH_H
#define DISK_SWITCH_H

#include <stdatomic.h>

#define DISK_SWITCH "FIELDGATE_DISK_SWITCH" /* the environment's name for the file */

struct disk_switch {
	atomic_int write_errno; /* what writing to the database fails with; 0: it does not */
	atomic_int sync_errno;
	atomic_int read_errno;
	atomic_long fails_at;     /* the allocation that fails (hungry_shim.c), counted from here; 0: none */
	atomic_long failed;       /* calls, and allocations */
	atomic_llong clock_ahead; /* ms that the wall clock is ahead */
};

#endif
