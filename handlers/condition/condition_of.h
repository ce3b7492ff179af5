/* What a condition is asked of. */
#ifndef CONDITION_OF_H
#define CONDITION_OF_H

#include "handlers/model/given.h"
#include "handlers/model/ticket.h"

struct condition_of {
	const struct ticket *ticket;
	const struct roster *roster;
	const struct ticket *before; /* the ticket before the text that moved it; NULL: no text has */
	const struct given *given;   /* the arguments of that text; NULL: none */
};

#endif
