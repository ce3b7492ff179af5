/* What a flow says of tickets of other flows that its tickets open. fieldgate(5) explains the key `opens` under "FLOWS".
 *
 * Plain data. handlers/flow/opens_read.h reads it, handlers/opens/opens_follow.h says what an event opens. */
#ifndef OPENS_KIND_H
#define OPENS_KIND_H

#include "handlers/model/condition.h"

#define OPENS_MAX 4  /* of one code, state or step */
#define OPENED_MAX 8 /* flows that one flow opens */

enum opens_when {
	OPENS_NOW,
	OPENS_SPAN,    /* `ms` later, day and night */
	OPENS_WORKING, /* the same in working time */
	OPENS_DAY,     /* on a working day, as a clock's DUE_DAY */
};

struct opens {
	int flow; /* which of struct flow's `opened` */
	const struct condition *when;
	enum opens_when how;
	int64_t ms;
	int day, minute;
	bool may; /* where the other flow is not loaded, nothing is opened */
	int line, col;
};

struct opens_list {
	struct opens all[OPENS_MAX];
	size_t n;
};

#endif
