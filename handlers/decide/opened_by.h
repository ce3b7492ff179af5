/* Opening a ticket because another one asks for it. */
#ifndef OPENED_BY_H
#define OPENED_BY_H

#include "handlers/decide/opening.h"

/* An opening, and what it points to. */
struct opened_by {
	struct opening o;
	struct machine machine;
	struct person customer;
	char words[FIELDS_MAX][FAULT_BYTES];
};

/* What `parent` passes to a ticket of the flow `f`: machine, customer, station, fault, site, and what its fields of the
 * same name and kind keep. `now` is when, and `text` the id of the input because of which it is opened, by whoever sent
 * that. The caller gives it its number. `out` points into itself, and must stay where it is. */
void opened_by(const struct context *ctx, const struct ticket *parent, const struct flow *f, int64_t now, int64_t text,
	       struct opened_by *out);

#endif
