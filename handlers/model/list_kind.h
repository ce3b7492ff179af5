/* Lists that are sent to people at their hour: what nobody has done yet, or all that is open. */
#ifndef LIST_KIND_H
#define LIST_KIND_H

#include "handlers/model/audience.h"

#define LISTS_MAX 8
#define LIST_LINES 20 /* lines in one text; it says how many more there are */

enum list_of {
	LIST_UNPLACED, /* tickets without a station or a known machine, while one may still be given */
	LIST_CLAIMS,   /* tickets on which a stated time waits for approval */
	LIST_OPEN,     /* tickets in the states that the list names: to each receiver their own */
};

enum list_each { EACH_DAY, EACH_WEEK, EACH_MONTH };

struct list_kind {
	char name[FLOW_NAME];
	enum list_of of;
	uint32_t states;              /* bit a state: of LIST_OPEN */
	const struct condition *when; /* of LIST_OPEN: only tickets of which this holds; NULL: all */
	char line[TEMPLATE_NAME];     /* template of a ticket's line; "": number, serial and state */
	int line_line, line_col;      /* where the flow names it */
	enum list_each each;
	int day;    /* of EACH_WEEK: Monday 0 to Sunday 6; of EACH_MONTH: 1 to 31, the last where a month is shorter */
	int minute; /* local, of the default calendar */
	bool all_days; /* on days off too; else one that falls on a day off goes out on the working day before */
	struct tell tells[TELLS_MAX];
	size_t tells_n;
	int at_line, at_col; /* of its name */
};

#endif
