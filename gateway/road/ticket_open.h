/* Opening a ticket, whoever asks for it: its number, its row and its key. It is for this wing alone. */
#ifndef TICKET_OPEN_H
#define TICKET_OPEN_H

#include "gateway/road/intake.h"
#include "handlers/decide/opening.h"

/* Decides it and writes it down, all but its events and its texts, which are in *e, made ready by effects_begin(). Gives `o` its
 * number and the input's id. `reporter` may be NULL; `key` is the one under which nothing is opened again, "" for none.
 * False if the store or memory failed. */
bool ticket_open(struct intake *intake, struct opening *o, const char *reporter, const char *key, struct effects *e);

/* Opens it for the system, once: true, too, where there is a ticket of that flow and key already. With its events and
 * texts. */
bool ticket_open_once(struct intake *intake, struct opening *o, const char *key);

#endif
