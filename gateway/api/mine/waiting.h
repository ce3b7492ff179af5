/* What waits for somebody: tickets, and what each of them waits for. It is for this wing alone. */
#ifndef WAITING_H
#define WAITING_H

#include "gateway/api/access/access.h"
#include "gateway/command/workspace.h"
#include "handlers/model/flow.h"

enum why {
	WHY_SIGN,   /* it is their turn in a chain, or that of whom they stand in for */
	WHY_DECIDE, /* a stated time waits that somebody else has stated */
	WHY_PLACE,  /* it has no station, or no machine */
	WHY_PLAN,   /* the code that is expected next is theirs, and says who goes */
	WHY_DO      /* it is theirs; of a lead engineer, the one that is expected of them */
};

struct waiting {
	int64_t number;
	enum why why;
	const struct code *code; /* that they could send */
};

#define WAITING_EACH 200   /* of one kind in one flow, or of one code: the lowest numbers */
#define WAITING_MOST 10000 /* in all */

struct waiting_list {
	struct waiting *all; /* by number, and by why */
	size_t n, cap;
};

/* Finds them by the indexes that a text's list goes by, and out->all is to be freed. The person may not see each of
 * these tickets; access_sees() tells of a whole one. False: memory ran out. Whether the store failed is for the caller
 * to ask. */
bool waiting_find(const struct access *a, const struct workspace *w, struct waiting_list *out);

#endif
