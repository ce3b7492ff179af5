/* The engineer who becomes the lead. */
#include "handlers/kind/kinds.h"
#include "handlers/kind/person_take.h"
#include "handlers/model/ticket_move.h"

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	return person_read(d, t, &a->lead);
}

static void keep(const struct take *k, const struct arguments *a, struct move *m)
{
	(void)k;
	m->lead = a->lead ? a->lead->id : 0;
}

const struct value_kind kind_lead = {
	.name = "lead",
	.brings = BRINGS_LEAD,
	.max = 24,
	.say = person_say,
	.read = read,
	.example = person_example,
	.keep = keep,
};
