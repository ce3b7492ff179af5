/* The gateway's side of the year: every text of every ticket through batch_run(), the clocks' turns between them when they
 * are due, all in one process on the virtual clock; and what the database says afterwards. */
#ifndef YEAR_PLAY_H
#define YEAR_PLAY_H

#include <sqlite3.h>

#include "tests/year/story.h"

struct played { /* figures */
	size_t inputs, turns, texts, steps;
	int64_t inputs_us, turns_us; /* of the time on the wall */
};

/* A step that the gateway took. */
struct taken {
	int64_t ticket, at, due;
	int timer, step; /* of enum timer, and as the flow has it */
	bool urgent, repeats;
};

struct play;

/* Reads the configuration, opens a database in memory and imports the CSV files of `dir`. `large`: it will grow to gigabytes.
 * NULL, and a line on stderr, if that fails. */
struct play *play_open(const char *dir, bool large);
void play_close(struct play *p);
/* Plays all stories until a moment; numbers and refusals are written into them. */
bool play_run(struct play *p, struct story *stories, size_t n, int64_t until, struct played *out);
/* The steps taken, sorted by ticket and then as they were taken. */
const struct taken *play_taken(struct play *p, size_t *n);
sqlite3 *play_database(struct play *p);
/* Makes the clocks of a ticket again from the ledger, as after a change of rules. False if they are others then. */
bool play_again(struct play *p, int64_t ticket, int64_t now);
/* False, and why, if the ledger does not hold. */
bool play_audit(struct play *p, char *why, size_t size);
bool play_backup(struct play *p, const char *file);

#endif
