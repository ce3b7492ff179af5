/* What /metrics looks up when it is asked for. It is for this wing alone. */
#ifndef MEASURE_H
#define MEASURE_H

#include "db/store/store.h"
#include "gateway/state/metrics_text.h"

/* By a reading connection of the thread that calls. What cannot be read now is left out, and asked for again the
 * next time. */
struct measured measure(struct store *s);

#endif
