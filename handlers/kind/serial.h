/* Machines in a text, by their serials. For this wing alone. */
#ifndef SERIAL_H
#define SERIAL_H

#include "handlers/decision/decision.h"

/* The first machine that the text names; its serial is then no word any more. False, and *out has the id 0, if it names
 * none. */
bool serial_find(struct decision *d, struct machine *out);

#endif
