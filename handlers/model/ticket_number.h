/* Ticket numbers: a running number and a check digit (Damm). Any one wrong digit, and any two neighbours swapped, give
 * a number that no ticket has. The first is 10008. */
#ifndef TICKET_NUMBER_H
#define TICKET_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

int64_t ticket_number(int64_t running); /* running >= 1000 */
bool ticket_number_ok(int64_t number);  /* five digits or more, and the check digit holds */

#endif
