/* The ticket that opened this one, and those that it has opened or is going to. For this wing alone. */
#ifndef TICKET_FAMILY_H
#define TICKET_FAMILY_H

#include <stdio.h>

#include "gateway/state/gateway.h"
#include "gateway/table/record.h"
#include "handlers/model/ticket.h"

/* As lines on a screen; nothing where there is nothing to say. */
void ticket_family_print(struct gateway *g, const struct ticket *t, FILE *out);
/* Whom it is shown to; `sees` NULL: to somebody who may see all. */
struct family_seen {
	bool (*sees)(const void *ctx, const struct ticket *t);
	const void *ctx;
};
/* As members `parent`, `children` and `opens`, without those that are not seen. */
void ticket_family_put(struct record *r, struct gateway *g, const struct ticket *t, const struct family_seen *seen);

#endif
