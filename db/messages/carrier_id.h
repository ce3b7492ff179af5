/* A carrier's id for a text. In the answer to a request and in its reports the same id may be written differently: in
 * upper or lower case, with leading zeros or without, in hex here and decimal there. */
#ifndef CARRIER_ID_H
#define CARRIER_ID_H

#include <stddef.h>

#include "db/outbox/outbox_tries.h"

#define CARRIER_ID_FORMS 3

/* Lower case, no blanks around it, and no leading zeros where it is a number. "" if nothing is left, or it is too
 * long. */
void carrier_id_normal(const char *written, char out[CARRIER_ID]);
/* The normal forms that it may have in the other place, in the order in which they are looked for: as it is; its digits
 * taken as decimal, in hex; taken as hex, in decimal. Returns how many: 0 for none. */
size_t carrier_id_forms(const char *written, char out[CARRIER_ID_FORMS][CARRIER_ID]);

#endif
