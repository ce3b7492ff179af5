/* Purging: what names people, or was written by them, goes after a number of days to keep. */
#ifndef PURGE_H
#define PURGE_H

#include "db/store/store.h"

/* One small step inside the open transaction: at most `rows` rows that are older than keep_days lose their words,
 * and their numbers are masked; *done is how many that was, 0 when nothing is due.
 *
 * Texts that came keep key, times, outcome and ticket, so that a repeated one is still known. Texts that went out
 * keep id, template, times and state, but no reason, which a carrier may have given; one that nobody took in all that
 * time is expired. Parts that never became whole are deleted, and so are reports that no text was found for. Tickets
 * that ended lose fault, site, whatever words stand for people and places, and those of their fields. The ledger is
 * left as it is.
 *
 * Each row is visited once: a step costs the same however much there is. False if the store failed. */
bool purge_step(struct store *s, int64_t now, int keep_days, int rows, int *done);

#endif
