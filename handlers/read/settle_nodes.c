/* Which nodes are meant where a correction is asked for or decided on. */
#include "handlers/read/settle_nodes.h"

#include "handlers/span/folded_text.h"

/* Joined to the node before by nothing but marks and 和, or by its time. */
static bool goes_on(const struct spans *c, size_t i)
{
	const struct span *t = &c->all[i];
	if (t->kind == SPAN_TIME && t->of_node)
		return true;
	if (t->kind != SPAN_WORD)
		return t->kind == SPAN_NODE;
	return only_fillers(c, t) && i + 1 < c->n && t[1].kind == SPAN_NODE;
}

static bool has_time(const struct spans *c, size_t i)
{
	return i + 1 < c->n && c->all[i].kind == SPAN_NODE && c->all[i + 1].kind == SPAN_TIME;
}

/* Where what is meant begins: where a correction is asked for, the first node with a time directly behind it, else the
 * first; where it is decided on, directly behind the code, for the words may well speak of another. */
static size_t node_meant(const struct spans *c, bool past)
{
	size_t first = c->n;
	for (size_t i = c->n; i-- > 0;) {
		const struct span *t = &c->all[i];
		if (t->kind == SPAN_NODE && (past || t->direct) &&
		    !(first < c->n && has_time(c, first) && !has_time(c, i)))
			first = i;
	}
	return first;
}

void settle_nodes(struct spans *c, struct reading *r)
{
	size_t from = node_meant(c, c->tense == BEHIND), to;
	while (from < c->n && from > 0 && goes_on(c, from - 1))
		from--;
	for (to = from; to < c->n && goes_on(c, to); to++) {
		/* What joins two of them is neither's word. */
		if (c->all[to].kind == SPAN_WORD)
			c->all[to] = (struct span){.kind = SPAN_NODE,
						   .at = c->all[to].at,
						   .len = c->all[to].len,
						   .node = c->all[to + 1].node};
		if (c->all[to].kind == SPAN_TIME)
			r->node_when[c->all[to].node] = c->all[to].when;
		r->nodes |= 1u << c->all[to].node;
	}
	for (size_t i = 0; i < c->n; i++) {
		/* A second node with its own time is asked back. */
		if (c->tense == BEHIND && i >= to && has_time(c, i))
			r->nodes |= 1u << c->all[i].node;
		else if ((i < from || i >= to) && (c->all[i].kind == SPAN_NODE || c->all[i].of_node))
			c->all[i].kind = SPAN_WORD;
	}
}
