/* The texts of a ticket: those that came and what became of each, and those that went out and how far. */
#ifndef TICKET_TEXTS_H
#define TICKET_TEXTS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "db/store/store.h"

/* False if memory ran out; where it ran out for a row alone, the row is left out and errno is ENOMEM. */
bool ticket_texts_print(struct store *s, int64_t ticket, FILE *out);

#endif
