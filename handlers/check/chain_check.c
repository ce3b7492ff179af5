#include "handlers/check/chain_check.h"

#include "handlers/check/fault_spot.h"

static struct spot spot_chain(const struct flow *flow, const struct chain_kind *c)
{
	return spot_at(flow, c->line, c->col, c->name);
}

/* Else tickets could go from chain to chain without a signature, and round without end. */
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

static void check_lead(const struct flow *flow, const struct chain_kind *c, struct faults *f)
{
	for (size_t i = 0; i < c->asks_n && !flow_takes_lead(flow); i++)
		if (c->asks[i].whom.to == TO_LEAD)
			FAULT_AT(f, spot_tell(flow, &c->asks[i].whom),
				 "no code of this flow takes a lead, so nobody is ever `lead_engineer`; ask a role "
				 "instead, or let a code take one that `is: lead`");
}

/* Whoever signs must be able to send the digits. */
static void check_confirm(const struct flow *flow, const struct chain_kind *c, struct faults *f)
{
	const struct code *sign = flow_does(flow, DOES_SIGN);
	if (c->confirms && sign && !code_brings(sign, BRINGS_PROOF))
		FAULT_AT(f, spot_chain(flow, c),
			 "a signature here must have the digits, and `%s` takes none; let it take what `is: digits`",
			 sign->name);
}

void chains_check(const struct flow *flow, struct faults *f)
{
	for (size_t i = 0; i < flow->chains_n; i++) {
		check_round(flow, &flow->chains[i], f);
		check_lead(flow, &flow->chains[i], f);
		check_confirm(flow, &flow->chains[i], f);
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
