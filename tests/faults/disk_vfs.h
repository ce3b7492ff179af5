/* A disk that fails when told to: a VFS between SQLite and its own, for tests in the same process as the store.
 *
 * Either a call of one kind fails (the first, the second, …), or the power goes: then what was written and not synced
 * survives by chance, sector by sector, and every call fails until the power is back. Not for threads. */
#ifndef DISK_VFS_H
#define DISK_VFS_H

#include <stdbool.h>

enum disk_call {
	DISK_OPEN,
	DISK_READ,
	DISK_WRITE,
	DISK_SYNC,
	DISK_SIZE,
	DISK_LOCK,
	DISK_SHM_MAP,
	DISK_SHM_LOCK,
	DISK_DELETE,
	DISK_TRUNCATE,
	DISK_CALLS
};
extern const char *const disk_call_names[DISK_CALLS];

/* Becomes SQLite's default VFS, whose own stays to be had as "unix". Nothing really sleeps or syncs any more. */
void disk_install(void);

struct disk_fault {
	enum disk_call call;
	int at;     /* from 1, counted from disk_break() on */
	bool stays; /* and every later one too */
	int error;  /* SQLite's code */
};
void disk_break(const struct disk_fault *f);
/* All is well again. True if a call has failed since disk_break(). */
bool disk_mend(void);

struct disk_cut {
	int at;        /* at this sync, from 1 */
	unsigned seed; /* 0: nothing unsynced survives; 1: all of it; else a choice */
	int sector;    /* bytes that are written whole or not at all */
};
/* From now on files opened are kept apart from the real ones, to be cut off. No store may be open. */
void disk_cut_power(const struct disk_cut *c);
/* Puts what survived into the real files. True if the power did go. No store may be open. */
bool disk_power_back(void);
bool disk_power_gone(void);

#endif
