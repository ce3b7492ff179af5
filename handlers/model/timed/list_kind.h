/* Lists that are sent to people at their hour: what nobody has done yet, or all that is open. */
#ifndef LIST_KIND_H
#define LIST_KIND_H

#include "handlers/model/audience.h"
#include "handlers/timetable/timetable.h"

#define LISTS_MAX 8
#define LIST_LINES 20 /* lines in one text; it says how many more there are */

enum list_of {
	LIST_UNPLACED, /* tickets without a station or a known machine, while one may still be given */
	LIST_CLAIMS,   /* tickets on which a stated time waits for approval */
	LIST_OPEN,     /* tickets in the states that the list names: to each receiver their own */
};

struct list_kind {
	char name[FLOW_NAME];
	enum list_of of;
	uint32_t states;              /* bit a state: of LIST_OPEN */
	const struct condition *when; /* of LIST_OPEN: only tickets of which this holds; NULL: all */
	char line[TEMPLATE_NAME];     /* template of a ticket's line; "": number, serial and state */
	int line_line, line_col;      /* where the flow names it */
	struct timetable times;       /* when it goes out, by the default calendar */
	struct tell tells[TELLS_MAX];
	size_t tells_n;
	int at_line, at_col; /* of its name */
};

#endif
