/* Ticket numbers: a running number and a check digit. */
#ifndef TICKET_NUMBER_H
#define TICKET_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* Ticket numbers: a running number and a check digit (Damm: any one wrong key, and any two neighbours swapped, gives a
 * number that is no ticket's). The first is 10008. */
int64_t ticket_number(int64_t running); /* running >= 1000 */
bool ticket_number_ok(int64_t number);  /* five digits or more, and the check digit holds */

#endif
