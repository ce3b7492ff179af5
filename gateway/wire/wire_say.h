/* Free words to someone of a ticket, from the thread that was asked to the loop. In the inbox they look as an MO does. */
#ifndef WIRE_SAY_H
#define WIRE_SAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "handlers/people/people.h"

#define SAY_TO_BYTES 64

struct wire_say {
	char id[256], from[MSISDN_MAX];
	char to[SAY_TO_BYTES]; /* as decide_say() takes it */
	int64_t ticket;
	char *text; /* of wire_read_say(): to be freed */
};

/* To be freed; NULL: memory ran out. */
char *wire_say(const struct wire_say *w);
/* False: it is none, and nothing is to be freed. */
bool wire_read_say(const char *payload, size_t n, struct wire_say *out);

#endif
