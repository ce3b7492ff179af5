#include "gateway/serve/rejection_log.h"

#include <inttypes.h>

#include "gateway/base/log.h"
#include "handlers/people/msisdn.h"
#include "templates/text/units.h"

#define LINES 5 /* of a batch: whoever floods us must not fill the disk */

static void log_one(const struct input *in)
{
	char why[WHY_BYTES];

	msisdn_mask_all(in->answer ? in->answer : "", why, sizeof(why));
	if (in->kind == IN_OPEN)
		log_warn("an opening was rejected: %s; it is kept (inbox %" PRId64 ")", why, in->row);
	else
		log_warn("an input from %s/%s was rejected: %s; it is kept (inbox %" PRId64 ")",
			 input_kind_name(in->kind), in->channel, why, in->row);
}

void rejection_log(const struct batch *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (b->all[i].rejected && ++n <= LINES)
			log_one(&b->all[i]);
	if (n > LINES)
		log_warn("%zu more inputs were rejected, and are kept", n - LINES);
}
