/* Times as people write them, read and written. Local time is the process's TZ, set once from `time_zone`.
 * UTC milliseconds since 1970 throughout. Reads no clock: `moment` is when the text was sent. */
#ifndef WHEN_H
#define WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lexicon;

enum when_kind {
	WHEN_NONE,
	WHEN_CLOCK,   /* 16:30, 下午4点半, 明天9点, 11-22 9:00 */
	WHEN_HALFDAY, /* 后天上午: its end */
	WHEN_SPAN,    /* 2小时, 90分钟: from the moment on */
};
enum when_side {
	AHEAD, /* a promise: any clock time past means tomorrow */
	BEHIND /* something that happened: the latest such time not after the moment */
};
struct when {
	enum when_kind kind;
	int64_t at;   /* UTC ms, whole minutes for clock times */
	size_t len;   /* bytes of the folded text it takes */
	bool bare;    /* written as digits alone: 1630 */
	bool point;   /* with another sign than a colon between its digits: 16.30, 16*30 */
	bool dated;   /* named its day */
	bool next;    /* did not, and today's is past: it is another day's */
	bool later;   /* of a span: it says that it counts from now, as 2小时后 */
	bool range;   /* the later end of one: 10:00-11:00, 两到三小时 */
	size_t wrong; /* kind WHEN_NONE: bytes of what is written as a time and is none, as 25:00 or 2-30 9:00; else 0 */
};

/* Reads the time that folded text s[n] begins with, if any (kind WHEN_NONE, len 0 otherwise); of a range the later. The
 * text is folded (templates/text/text.h). Does not look left of s: the caller sees to it that s begins at a word's start. */
struct when when_read(const struct lexicon *words, const char *s, size_t n, int64_t moment, enum when_side side);

/* How dates of digits alone are written and read: 11-26 or 26-11. Set once from `date_order`. */
enum date_order { DATE_MDY, DATE_DMY };
void when_set_order(enum date_order order);
enum date_order when_order(void);

/* "16:30" if on the same local day as `now`, else "11-26 16:30", and with its year
 * where that is more than half a year away. */
void when_write(int64_t at, int64_t now, char out[24]);
/* RFC 3339 with offset: "2026-11-21T16:30:00+08:00", milliseconds only if not zero. */
void when_rfc3339(int64_t at, char out[40]);
/* Reads RFC 3339 with an offset or Z; false if it is none. */
bool when_rfc3339_read(const char *s, int64_t *at);
/* "2026-11-21 09:00" or "2026-11-21 09:00:30" local; false if it is none, or names a time that is no time. */
bool when_local_read(const char *s, int64_t *at);
/* "2026-11-21 16:30" */
void when_local(int64_t at, char out[24]);
/* Sets the process's zone; false if the system has none of that name. */
bool when_zone(const char *name);
/* Midnight that begins the local day of `at`, plus `days`. */
int64_t when_day(int64_t at, int days);
/* The same local time of day that many months later, or earlier; the month's last day where it has no such. */
int64_t when_months(int64_t at, int months);

#endif
