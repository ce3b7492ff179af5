/* What is counted, and by what names: metrics.c counts, metrics_text.c shows. For these two alone. */
#ifndef METRICS_COUNTERS_H
#define METRICS_COUNTERS_H

#include <stdatomic.h>

#include "gateway/state/input.h"

/* Outcomes of inputs, each with the kinds that can end so, a bit for each. Any other pair is counted as the last. */
struct metrics_outcome {
	const char *name;
	unsigned kinds;
};
#define METRICS_OUTCOMES 15
extern const struct metrics_outcome metrics_outcomes[METRICS_OUTCOMES];

/* What callbacks were answered. */
enum metrics_answer { CALLBACK_TAKEN, CALLBACK_DENIED, CALLBACK_REFUSED, CALLBACK_LATER };
#define METRICS_ANSWERS 4
extern const char *const metrics_answers[METRICS_ANSWERS];

typedef _Atomic uint64_t counter;

#define METRICS_BOUNDS 16
struct histogram {
	const uint64_t *bounds;
	size_t n;
	uint64_t unit; /* by which bounds and sum are divided when they are shown */
	counter counts[METRICS_BOUNDS + 1];
	counter sum;
};

struct metrics {
	int64_t started; /* UTC ms */
	counter inputs[INPUT_KINDS][METRICS_OUTCOMES];
	counter messages[DELIVERY_N];
	counter events, failures, connects, reloads[2]; /* reloads: failed, taken over */
	counter callbacks[METRICS_ANSWERS];
	struct histogram batches, commits;
	_Atomic int64_t beat; /* steady ms */
	_Atomic int readiness;
	atomic_bool connected;
};

#endif
