#include "gateway/views/field_text.h"

#include "gateway/road/store_world.h"
#include "handlers/answer/saying.h"

void field_text(struct gateway *g, const struct ticket *t, size_t field, struct text *out)
{
	const struct value *is = &t->flow->fields[field].is;
	struct world world;
	struct store_world asks;
	const struct context ctx = {.rules = g->rules, .roster = &g->roster, .world = &world};
	const struct saying s = {.ctx = &ctx, .ticket = t, .flow = t->flow};
	int64_t value;

	if (!field_value(is, t->fields[field], &value))
		return;
	store_world_init(&world, &asks, g, true);
	is->kind->plain(&s, is, value, out);
}
