/* Lists that go to people each morning, or each day at an hour: what stays undone until somebody does it (domain.md section 3). */
#ifndef DAILY_LIST_H
#define DAILY_LIST_H

#include "handlers/model/audience.h"

#define DAILIES_MAX 8
#define DAILY_LINES 20 /* in one text; how many more there are is said */

enum daily_of {
	DAILY_UNPLACED, /* 99 tickets: no station, or a machine nobody knows, while one may still be given */
	DAILY_CLAIMS,   /* tickets on which a stated time waits for approval */
};
struct daily {
	char name[FLOW_NAME];
	enum daily_of of;
	int minute;    /* local, of the default calendar */
	bool all_days; /* on days off too */
	struct tell tells[TELLS_MAX];
	size_t tells_n;
	int line, col;
};

#endif
