/* Where a life stands, and what may be texted there; for lives.c alone. */
#ifndef YEAR_STAGES_H
#define YEAR_STAGES_H

#include "tests/year/story.h"

enum stage {
	REPORTED,
	DISPATCHED,
	EN_ROUTE,
	ON_SITE,
	WAITING,
	GONE,
	RESOLVED,
	OVER,
	/* maintenance */
	UNPLANNED,
	PLANNED,
	DRIVING,
	SERVICING,
	PUT_OFF,
	UNREPORTED,
	UNFILED,
	/* complaint */
	RECEIVED,
	ANSWERED,
	MENDED,
	CALLED
};

/* What may be texted at a stage, and how often of a hundred; UNDO stands for nothing at all, ever. */
struct stage_next {
	enum act_kind kinds[10];
	unsigned weights[11];
};
extern const struct stage_next stages_next[];

enum stage stage_after(enum process process, enum act_kind kind, enum stage s);

#endif
