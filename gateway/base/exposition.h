/* Prometheus' text format 0.0.4: a head for each metric, then its samples. Floating point is written in the C
 * locale. */
#ifndef EXPOSITION_H
#define EXPOSITION_H

#include <stdint.h>

#include "templates/text/text.h"

#define EXPOSITION_TYPE "text/plain; version=0.0.4; charset=utf-8"
#define EXPOSITION_TAGS 2 /* of one sample, at most */

struct tag { /* Prometheus says label */
	const char *name;
	const char *value; /* any UTF-8: it is escaped here */
};
struct tags { /* the first without a name ends them */
	struct tag all[EXPOSITION_TAGS];
};
#define NO_TAGS ((struct tags){0})

/* `type` is counter, gauge or histogram. Each metric has one head, and its samples stand right behind. */
void exposition_head(struct text *to, const char *name, const char *type, const char *help);
void exposition_count(struct text *to, const char *name, struct tags l, uint64_t value);
void exposition_number(struct text *to, const char *name, struct tags l, double value);
/* The lines of a histogram without labels. counts[n + 1] are not cumulative; the last one is for what passes all
 * bounds. Bounds and sum are divided by `unit`: whole numbers inside, seconds outside. */
void exposition_histogram(struct text *to, const char *name, const uint64_t *bounds, size_t n, const uint64_t *counts,
			  uint64_t sum, uint64_t unit);

#endif
