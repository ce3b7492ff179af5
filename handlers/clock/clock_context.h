/* What the clocks of a ticket depend on besides the ticket itself. */
#ifndef CLOCK_CONTEXT_H
#define CLOCK_CONTEXT_H

#include "handlers/calendar/calendars.h"
#include "handlers/model/ticket.h"

struct clock_context {
	const struct calendars *calendars;
	const struct roster *roster;
};

/* The calendar of the ticket's station. */
const struct calendar *clock_calendar(const struct clock_context *ctx, const struct ticket *t);

#endif
