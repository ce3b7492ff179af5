/* Done, and then not: what a text says behind its last code against it. */
#ifndef STILL_WRONG_H
#define STILL_WRONG_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* It says that something has happened, and takes neither a time nor a reason without which it is nothing. */
bool tells_bare_deed(const struct code *c);
/* `repaired but still leaking`, `depart 0900 arrive 1100 just repaired, but still leaking`. */
bool is_still_wrong(const struct spans *c, const struct reading *r);
/* `repaired, stalled again`, and nothing that was done about it. */
bool is_wrong_again(const struct spans *c, const struct reading *r);

#endif
