/* A word of a folded text as a machine's serial, or the beginning of one; for this wing alone. */
#ifndef SERIAL_WORD_H
#define SERIAL_WORD_H

#include "handlers/model/ticket.h"
#include "templates/text/fold.h"

#include <stdbool.h>
#include <stddef.h>

#define SERIAL_STEM_MIN 3 /* EC55 in EC55-0201 has four */

/* It may stand in a serial. */
bool serial_char(char c);
/* How long the letters and digits at i are, without a hyphen at their end. */
size_t serial_length(const struct fold *f, size_t i);
/* The serial of the ticket's machine, folded; false if it has none. */
bool serial_of(const struct ticket *t, char folded[SERIAL_BYTES]);
/* The word w[n] is the folded serial. */
bool serial_is(const char *serial, const char *w, size_t n);
/* The word w[n] is what the machines of its model share, EC480 of EC480-0007, or the digits of that, 480. */
bool serial_begins(const char *serial, const char *w, size_t n);

#endif
