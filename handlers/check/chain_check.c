#include "handlers/check/chain_check.h"

#include "handlers/check/fault_spot.h"
#include "handlers/condition/condition_within.h"

#include <string.h>

static struct spot spot_chain(const struct flow *flow, const struct chain_kind *c)
{
	return spot_at(flow, c->line, c->col, c->name);
}

static void check_names(const struct flow *flow, const struct chain_kind *c, struct faults *f)
{
	for (const struct chain_kind *other = flow->chains; other < c; other++)
		if (strcmp(other->name, c->name) == 0)
			FAULT_AT(f, spot_chain(flow, c), "there is a chain `%s` already; give this one another name",
				 c->name);
}

/* Tickets would go from one to the next without anybody signing, and round. */
static bool may_ask_nobody(const struct chain_kind *c)
{
	for (size_t i = 0; i < c->asks_n; i++)
		if (c->asks[i].whom.when == NULL)
			return false;
	return true;
}

static void check_round(const struct flow *flow, const struct chain_kind *c, struct faults *f)
{
	const struct chain_kind *next = c;
	for (size_t i = 0; next && i <= flow->chains_n; i++) {
		if (!may_ask_nobody(next))
			return;
		next = next->then.to >= 0 ? flow_chain_in(flow, next->then.to) : NULL;
	}
	if (next)
		FAULT_AT(f, spot_chain(flow, c),
			 "where none of these conditions holds, a ticket goes from chain to chain and round again; ask "
			 "somebody without `if`");
}

void chains_check(const struct flow *flow, struct faults *f)
{
	for (size_t i = 0; i < flow->chains_n; i++) {
		check_names(flow, &flow->chains[i], f);
		check_round(flow, &flow->chains[i], f);
	}
	if (flow->chains_n == 0)
		return;
	if (!flow_does(flow, DOES_SIGN))
		FAULT_AT(f, spot_chain(flow, &flow->chains[0]),
			 "nobody can sign: no code of this flow does `sign`; add one");
	if (!flow_does(flow, DOES_DECLINE))
		FAULT_AT(f, spot_chain(flow, &flow->chains[0]),
			 "whoever does not agree has no word for it: no code of this flow does `decline`; add one");
}
