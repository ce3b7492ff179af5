/* What a condition is asked of. */
#ifndef CONDITION_OF_H
#define CONDITION_OF_H

#include "handlers/condition/given.h"
#include "handlers/model/ticket.h"

/* What a schedule knows of a machine, in thousandths; each may be FACT_UNKNOWN. */
enum machine_fact {
	FACT_HOURS,
	FACT_HOURS_LEFT,    /* until the hours at which it is due */
	FACT_DAYS_LEFT,     /* until the day on which it is due */
	FACT_WARRANTY_DAYS, /* until its warranty ends; negative where it has ended */
	MACHINE_FACTS
};
#define FACT_UNKNOWN INT64_MIN
struct machine_facts {
	int64_t is[MACHINE_FACTS];
	int64_t occasion; /* the hours, or the day, for which it is asked; FACT_UNKNOWN of a schedule that counts nothing */
};

struct condition_of {
	const struct ticket *ticket;
	const struct roster *roster;
	const struct ticket *before; /* the ticket before the text that moved it; NULL: no text has */
	const struct given *given;   /* the arguments of that text; NULL: none */
	/* Where a schedule asks, before there is a ticket: `ticket` is then the one that it would open. NULL else. */
	const struct machine_facts *machine;
};

#endif
