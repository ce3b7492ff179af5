/* What the fields of tickets say apart from any language: in lists and talks, and to other systems. */
#ifndef FIELD_TEXT_H
#define FIELD_TEXT_H

#include "gateway/state/gateway.h"
#include "handlers/model/ticket.h"

/* Adds what that field of the ticket keeps, a time as it is here; nothing where it keeps nothing, or what it keeps is
 * gone. Of the gateway, store, rules and people are asked. */
void field_text(struct gateway *g, const struct ticket *t, size_t field, struct text *out);

#endif
