/* Lists that are sent to people once a day: what nobody has done yet. */
#ifndef DAILY_LIST_H
#define DAILY_LIST_H

#include "handlers/model/audience.h"

#define DAILIES_MAX 8
#define DAILY_LINES 20 /* lines in one text; it says how many more there are */

enum daily_of {
	DAILY_UNPLACED, /* tickets without a station or a known machine, while one may still be given */
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
