/* The texts of a ticket: those that came and what became of each, and those that went out and how far. */
#ifndef TICKET_TEXTS_H
#define TICKET_TEXTS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "db/store/inbox.h"
#include "db/store/ledger_rows.h"
#include "handlers/people/people.h"

/* False if memory ran out; where it ran out for a row alone, the row is left out and errno is ENOMEM. */
bool ticket_texts_print(struct store *s, int64_t ticket, FILE *out);

/* Who put that text in for another, whose it is: their name; "": nobody but the sender did. `rows` are the events of the
 * text's ticket. */
void ticket_text_by(struct store *s, const struct inbox_row *in, const struct ledger_row *rows, size_t n,
		    char out[NAME_BYTES]);

#endif
