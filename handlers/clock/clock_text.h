/* A ticket's clocks as one line of text, and back. */
#ifndef CLOCK_TEXT_H
#define CLOCK_TEXT_H

#include "handlers/model/ticket.h"

#define CLOCK_TEXT_BYTES 2048

/* Writes all clocks that have ever run, as `name=1,2,…` with a blank between two, and before them the ticket's
 * `opens_taken`, as `+=1`. */
void clock_text_write(const struct ticket *t, char out[CLOCK_TEXT_BYTES]);
/* Reads them; clocks that the flow no longer has are ignored. False if it is not what clock_text_write() wrote. */
bool clock_text_read(struct ticket *t, const char *text);
/* The same in a third of the time, of when each was due and its verdict alone, and whether it started and stopped: 1 if so. */
bool clock_text_read_dues(struct ticket *t, const char *text);

#endif
