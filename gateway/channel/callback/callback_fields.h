/* `fields` of a callback: which value is what. It is for this wing alone. */
#ifndef CALLBACK_FIELDS_H
#define CALLBACK_FIELDS_H

#include "gateway/channel/callback/callback_time.h"

/* Zero-initialise; callback_fields_free() when done. */
struct callback_fields {
	struct value_names id; /* the carrier's of a text; ours of a report */
	struct callback_time at;
	/* of texts */
	struct value_names from, to, text, part_ref, part_number, part_total;
	/* of reports */
	struct value_names carrier_id, status, error;
};

/* `dlr`: of reports. `pointers` and `zone`: as callback_time.h has them. */
void callback_fields_read(struct callback_fields *c, const struct yaml *map, bool dlr, bool pointers, const char *zone,
			  struct faults *f);
void callback_fields_free(struct callback_fields *c);

#endif
