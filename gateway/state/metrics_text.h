/* The metrics as text. */
#ifndef METRICS_TEXT_H
#define METRICS_TEXT_H

#include "gateway/state/metrics.h"

/* What is not counted but looked up when it is asked for. */
struct measured {
	int64_t steady;                  /* ms: now */
	bool store;                      /* the following could be read: */
	int64_t ready, unknown; /* rows of the outbox, at most MEASURED_MOST */
	int64_t oldest_ms;               /* since the oldest ready one was put there */
	int64_t event_ms;                /* since the oldest event came that is not published */
	int64_t overdue_ms;              /* since the first step of a clock should have been taken */
	int64_t resident;                /* bytes of memory; 0: not known */
};
#define MEASURED_MOST 10000

/* All of it in Prometheus' text format, to be freed; NULL when out of memory. From any thread. */
char *metrics_text(const struct metrics *m, const struct measured *now);

#endif
