/* The local calendar. A day is a number: whole days since 1970-01-01, without a zone.
 *
 * Local is what the thread's locale says: each thread says once which it uses, as with uselocale(3). The process's TZ is
 * neither read nor set. */
#ifndef WHEN_LOCAL_H
#define WHEN_LOCAL_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct zone;

/* How dates of digits alone are written and read: 11-26 or 26-11. */
enum date_order { DATE_MDY, DATE_DMY };
struct locale {
	struct zone *zone; /* its own; NULL: UTC */
	enum date_order date_order;
};
/* False, and UTC, if there is no such zone or memory ran out. To be closed in any case. */
bool locale_open(struct locale *l, const char *zone, enum date_order order);
/* If this thread uses it, it uses none from then on. */
void locale_close(struct locale *l);
/* For this thread, until the next call; it is borrowed. NULL: UTC, and dates with the month first. */
void when_use(const struct locale *l);
const struct locale *when_used(void);

/* How many ms local time is ahead of UTC at `at`. */
int64_t when_ahead(int64_t at);
/* The local time at `at`; tm_year and tm_mon as in libc, without tm_isdst and tm_zone. */
struct tm when_tm(int64_t at);
/* The same in another zone than the one in use. */
struct tm when_tm_in(const struct zone *z, int64_t at);
/* The number of a date; false if there is none such, as 2-30. */
bool when_date(int year, int month, int mday, int64_t *day);
/* The number of the local day at `at`. */
int64_t when_today(int64_t at);
/* UTC ms of that many minutes, 1440 and more too, into a local day. A time that the clock leaps over moves forward
 * by the leap; of a time that comes twice it is the first. */
int64_t when_at(int64_t day, int minute);
/* Midnight that begins the local day of `at`, plus `days`. */
int64_t when_day(int64_t at, int days);
/* The same local time of day that many months later, or earlier; the month's last day where it has no such. */
int64_t when_months(int64_t at, int months);

#endif
