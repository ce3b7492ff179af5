/* A node of the flow, several where corrections are decided on. */
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/kind/kinds.h"

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	a->nodes = d->s.nodes = d->wish.nodes = d->r.nodes;
	return a->nodes != 0 || t->take->must != MUST ? true : arguments_missing(d, t->take);
}

/* The nodes that were named; for approving, each with the time that waits for it. */
static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	char time[24];
	(void)k;
	for (size_t i = 0; t && i < t->flow->nodes_n; i++) {
		if (!(a->wish.nodes & 1u << i))
			continue;
		text_addf(out, " %s", t->flow->nodes[i].label.in[a->person->lang]);
		if (a->wish.code->does != DOES_APPROVE)
			continue;
		when_write(t->claims[i], a->now, time);
		text_addf(out, " %s", time);
	}
	return true;
}

const struct value_kind kind_node = {
	.name = "node",
	.brings = BRINGS_NODE,
	.read = read,
	.example = example,
};
