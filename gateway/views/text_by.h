/* Who put a text in for another, whose it is. */
#ifndef TEXT_BY_H
#define TEXT_BY_H

#include "db/store/inbox.h"
#include "db/store/ledger_rows.h"
#include "handlers/people/people.h"

/* Their name; "": nobody but the sender did. `rows` are the events of the text's ticket. */
void text_by(struct store *s, const struct inbox_row *in, const struct ledger_row *rows, size_t n,
	     char out[NAME_BYTES]);

#endif
