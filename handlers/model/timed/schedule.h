/* Schedules: each opens tickets by itself, of its own flow for machines that are due, or of other flows for its flow's
 * tickets that are due. Plain data; fieldgate(5) explains its keys under "Schedules". */
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include "handlers/model/audience.h"
#include "handlers/model/opens_kind.h"
#include "handlers/timetable/timetable.h"
#include "templates/wording/label.h"

#define SCHEDULES_MAX 8
#define FILLS_MAX 6
#define FILL_BYTES 64
#define EVERY_MOST 100000

enum every { EVERY_NOTHING, EVERY_HOURS, EVERY_DAYS, EVERY_MONTHS };

/* What a field of the new ticket is filled with. */
enum fill_from { FILL_SAID, FILL_HOURS, FILL_HOURS_DUE, FILL_DATE_DUE, FILL_WARRANTY };
struct schedule_fill {
	int field;
	enum fill_from from;
	char said[FILL_BYTES]; /* of FILL_SAID */
};

struct schedule {
	char name[FLOW_NAME];
	struct timetable times;       /* when they are gone through, by the default calendar */
	bool of_tickets;              /* its flow's tickets are gone through; else the machines */
	uint32_t states;              /* of tickets: bit a state in which they are due; none that ends */
	struct opens_list opens;      /* of tickets: what each opens */
	const struct condition *when; /* what must hold of one that is due; NULL: nothing */
	enum every every;             /* what it counts in, */
	int interval;                 /* and how many of that lie between two tickets */
	int since;                    /* the node whose last stamp it is counted from; -1: none */
	int meter;                    /* the field that says the hours at that; -1: none */
	struct label words;           /* what the ticket is about */
	struct schedule_fill fills[FILLS_MAX];
	size_t fills_n;
	int line, col;
};

#endif
