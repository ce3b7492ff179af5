/* Times as people write them, read; the headers included here write them and reckon with them. Local time is that
 * of the thread's locale (when_local.h). UTC milliseconds since 1970 throughout. Reads no clock: `moment` is when
 * the text was sent. */
#ifndef WHEN_H
#define WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "handlers/time/when_local.h"
#include "handlers/time/when_tense.h"
#include "handlers/time/when_write.h"

struct lexicon;

enum when_kind {
	WHEN_NONE,
	WHEN_CLOCK,   /* 16:30, half past 4, tomorrow at 9, 11-22 9:00 */
	WHEN_HALFDAY, /* day after tomorrow, morning: its end */
	WHEN_SPAN,    /* 2 hours, 90 min: from the moment on */
};
struct when {
	enum when_kind kind;
	int64_t at;  /* UTC ms, whole minutes for clock times */
	size_t len;  /* bytes of the folded text it takes */
	bool bare;   /* written as digits alone: 1630 */
	bool point;  /* with another sign than a colon between its digits: 16.30, 16*30 */
	bool dated;  /* named its day */
	bool next;   /* did not, and today's is past: it is another day's */
	bool later;  /* of a span: it says that it counts from now, as 2 hours later */
	bool half;   /* the half of the day is beyond doubt */
	bool choice; /* of two alternatives the later: 5:30 or 6 */
	bool range;  /* the later end of one: 10:00-11:00, two to three hours */
	size_t wrong; /* kind WHEN_NONE: bytes of what is written as a time and is none, as 25:00, 2-30 9:00 or 9:00 GMT; else 0 */
};

/* Reads the time that folded text s[n] begins with, if any (kind WHEN_NONE, len 0 otherwise); of a range the later.
 * The text is folded (templates/text/text.h). Does not look left of s: the caller sees to it that s begins at a
 * word's start. */
struct when when_read(const struct lexicon *words, const char *s, size_t n, int64_t moment, enum when_tense tense);
/* The length of a day that folded text s[n] begins with and that needs no time beside it: tomorrow, wed, dec 4, 12/4; 0
 * if there is none. */
size_t when_day_length(const struct lexicon *words, const char *s, size_t n);

#endif
