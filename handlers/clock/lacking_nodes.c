#include "handlers/clock/lacking_nodes.h"

int lacking_by_clock(const struct ticket *t, size_t clock, int64_t now)
{
	const struct clock_kind *k = &t->flow->clocks[clock];
	const struct clock_state *s = &t->clocks[clock];
	bool over = s->started && !s->stopped && s->due && s->due <= now;

	return over && k->owes >= 0 && k->lacks >= 0 && t->nodes[k->lacks].how == NODE_OPEN ? k->lacks : -1;
}

uint32_t lacking_nodes(const struct ticket *t, int64_t now)
{
	uint32_t nodes = 0;

	for (size_t i = 0; i < t->flow->nodes_n; i++)
		nodes |= t->nodes[i].how == NODE_MISSED ? 1u << i : 0;
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		int node = lacking_by_clock(t, i, now);

		nodes |= node >= 0 ? 1u << node : 0;
	}
	return nodes;
}

int64_t lacking_since(const struct ticket *t, int64_t now)
{
	int64_t since = 0;

	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		const struct node *n = &t->nodes[i];

		if (n->how == NODE_MISSED && (since == 0 || n->at < since))
			since = n->at;
	}
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		if (lacking_by_clock(t, i, now) >= 0 && (since == 0 || t->clocks[i].due < since))
			since = t->clocks[i].due;
	}
	return since;
}
