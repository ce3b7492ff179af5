/* Working time as one would count it on one's fingers: a table of all minutes, each worked or not, and loops over it. It
 * reads .ics files by itself and knows only zones that never change their clocks. */
#ifndef YEAR_DAYS_H
#define YEAR_DAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct days;

/* Nothing is worked yet; the zone is so many hours ahead of UTC. NULL when out of memory. */
struct days *days_new(int hours_ahead);
void days_free(struct days *d);
/* On that weekday (0 Monday) from one minute of the day to another; before the files. */
void days_window(struct days *d, int weekday, int from, int to);
/* Reads a file of holidays and make-up days; these have the hours of weekday `make_up`. False if it cannot be read. */
bool days_read(struct days *d, const char *file, int make_up);
/* Makes the table; nothing else may be asked before. */
void days_seal(struct days *d);

int64_t days_add(const struct days *d, int64_t from, int64_t ms);
int64_t days_measure(const struct days *d, int64_t from, int64_t to);
/* The end of work on the n-th working day after that of `from`; where that is over, or none, the next one is meant. */
int64_t days_end(const struct days *d, int64_t from, int n);
/* That time of the working day on which `from` falls, or of the next one where that is past. */
int64_t days_hour(const struct days *d, int64_t from, int64_t time);

struct night { /* quiet hours, in ms since midnight: over midnight */
	int64_t from, to;
};
/* `at`, or the end of the quiet hours that it lies in. */
int64_t days_awake(const struct days *d, struct night n, int64_t at);
/* The last minute before the quiet hours that `at` lies in. */
int64_t days_evening(const struct days *d, struct night n, int64_t at);
/* `2026-02-17 09:30:00.000`, in the calendar's zone. */
void days_write(const struct days *d, int64_t at, char *out, size_t size);

/* Days since 1970. */
int64_t day_count(int year, int month, int mday);
/* And back. */
void day_date(int64_t day, int *year, int *month, int *mday);

#endif
