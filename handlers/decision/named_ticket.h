/* The ticket whose machine or customer a text names: `EC480-0007 dispatch Sam Cole 15:00`. */
#ifndef NAMED_TICKET_H
#define NAMED_TICKET_H

#include "handlers/decision/decision.h"

/* Of these tickets the one whose machine the text names anywhere: by its serial, else by what the serial begins with, else
 * by its customer. NULL if it names none, or several. */
const struct ticket *named_ticket(const struct decision *d, const struct ticket *all, size_t n);

#endif
