#include "handlers/check/flow_check.h"

#include "handlers/answer/places.h"
#include "handlers/check/chain_check.h"
#include "handlers/check/clock_check.h"
#include "handlers/check/fault_spot.h"
#include "handlers/check/fields_check.h"
#include "handlers/check/opens_check.h"
#include "handlers/check/templates_check.h"
#include "handlers/check/words_check.h"
#include "handlers/condition/condition_within.h"

#include <string.h>

/* ---- paths; states are bits ---- */

static uint32_t reached(const struct flow *flow)
{
	uint32_t there = 1u << flow->open.to, before = 0;
	const struct code *c;
	while (there != before) {
		before = there;
		for (size_t i = 0; (c = flow_way(flow, i)) != NULL; i++) {
			if (c->to >= 0 && ((c->from | c->from_skipping) & there) != 0)
				there |= 1u << c->to | (c->unled >= 0 ? 1u << c->unled : 0);
		}
	}
	return there;
}

/* The states from which a path leads to one of `there`, these included. */
static uint32_t leading_to(const struct flow *flow, uint32_t there)
{
	uint32_t before = 0;
	const struct code *c;
	while (there != before) {
		before = there;
		for (size_t i = 0; (c = flow_way(flow, i)) != NULL; i++) {
			if (c->to >= 0 && c->does != DOES_REOPEN && (there & 1u << c->to) != 0)
				there |= c->from | c->from_skipping;
		}
	}
	return there;
}

/* Reopening is no way on: it leads out of states that must have another one, or end. */
static bool is_left(const struct flow *flow, size_t state)
{
	const struct code *c;
	for (size_t i = 0; (c = flow_way(flow, i)) != NULL; i++) {
		if (c->to >= 0 && c->does != DOES_REOPEN && (size_t)c->to != state &&
		    ((c->from | c->from_skipping) & 1u << state) != 0)
			return true;
	}
	return false;
}

static void check_state(const struct flow *flow, size_t i, uint32_t reach, uint32_t ends, uint32_t ending_well,
			struct faults *f)
{
	const char *name = flow->states[i].name;
	if ((reach & 1u << i) == 0)
		FAULT_AT(f, spot_state(flow, i), "no path reaches `%s`; let a code go `to: %s`, or leave the state out",
			 name, name);
	if ((ends & 1u << i) != 0)
		return;
	if (!is_left(flow, i))
		FAULT_AT(f, spot_state(flow, i), "no path leaves `%s`; let a code go `from: [%s]`, or say `ends: yes`",
			 name, name);
	else if ((ends & reach) != 0 && (ending_well & 1u << i) == 0)
		FAULT_AT(f, spot_state(flow, i),
			 "no path leads from `%s` to a state that ends; let a code close the ticket", name);
}

static void check_ended(const struct flow *flow, const struct code *c, uint32_t ends, struct faults *f)
{
	uint32_t wrong = (c->from | c->from_skipping) & ends;
	if (wrong != 0 && c->does != DOES_REOPEN)
		FAULT_AT(f, spot_at(flow, c->line, c->col, c->name),
			 "`%s` is sent from `%s`, where a ticket has ended; leave "
			 "that state out",
			 c->name, flow->states[__builtin_ctz(wrong)].name);
}

static void check_paths(const struct flow *flow, struct faults *f)
{
	uint32_t ends, well, reach;
	if (flow->codes_n == 0 || flow->states_n == 0)
		return; /* there are none: that is a fault already */
	ends = flow_end_states(flow);
	well = leading_to(flow, ends);
	reach = flow->open.to >= 0 ? reached(flow) : UINT32_MAX;
	if (ends == 0)
		FAULT_AT(f, spot_state(flow, 0), "no state of this flow ends; give its last one `ends: yes`");
	for (size_t i = 0; i < flow->states_n; i++)
		check_state(flow, i, reach, ends, well, f);
	for (size_t i = 0; i < flow->codes_n; i++)
		check_ended(flow, &flow->codes[i], ends, f);
}

/* ---- leads ---- */

static void check_lead_of(const struct flow *flow, const struct code *c, struct faults *f)
{
	static const char *const why =
		"no code of this flow takes a lead, so nobody is ever `lead_engineer`; name a role instead, "
		"or let a code take one that `is: lead`";
	if ((c->by & BY_LEAD) != 0 && !code_signs(c))
		FAULT_AT(f, spot_at(flow, c->by_line, c->by_col, "["), "%s", why);
	for (size_t i = 0; i < c->tells_n; i++)
		if (c->tells[i].to == TO_LEAD)
			FAULT_AT(f, spot_tell(flow, &c->tells[i]), "%s", why);
	for (size_t i = 0; i < c->stated_n; i++)
		if (c->stated[i].to == TO_LEAD)
			FAULT_AT(f, spot_tell(flow, &c->stated[i]), "%s", why);
}

/* When a ticket opens, it has no engineer, nobody was told of it, and the opening names nobody. */
static void check_opening(const struct flow *flow, struct faults *f)
{
	for (size_t i = 0; i < flow->open.tells_n; i++) {
		const struct tell *t = &flow->open.tells[i];
		if (t->to == TO_LEAD || t->to == TO_FORMER || t->to == TO_TOLD || t->to == TO_PERSON ||
		    t->to == TO_ASKER || t->to == TO_FORMER_HEAD || t->to == TO_FORMER_CUSTOMER)
			FAULT_AT(f, spot_tell(flow, t),
				 "nobody is `%s` yet when a ticket opens; tell a role or the customer instead",
				 audience_name(flow->roles, t->to));
		if (condition_term(t->when, "taken"))
			FAULT_AT(f, spot_tell(flow, t),
				 "an opening takes the ticket from nobody, so `if: taken` never holds; leave it out");
		if (condition_term(t->when, "from"))
			FAULT_AT(f, spot_tell(flow, t),
				 "before it opens a ticket stands nowhere, so `from` never holds; leave it out");
	}
}

/* ---- corrections ---- */

static void check_pair(const struct flow *flow, enum does there, const char *what, enum does missing,
		       const char *without, const char *key, struct faults *f)
{
	const struct code *c = flow_does(flow, there);
	if (c != NULL && flow_does(flow, missing) == NULL)
		FAULT_AT(f, spot_at(flow, c->line, c->col, c->name),
			 "`%s` %s corrections, and no code %s them; add one that `does: %s`", c->name, what, without,
			 key);
}

static uint64_t told_roles(const struct tell *tells, size_t n)
{
	uint64_t roles = 0;
	for (size_t i = 0; i < n; i++)
		roles |= tells[i].to < ROLES_MAX ? ROLE_BIT(tells[i].to) : 0;
	return roles;
}

/* Whoever decides must be able to send the digits. */
static void check_proof(const struct flow *flow, const struct code *claim, const struct code *c, struct faults *f)
{
	bool takes = code_brings(c, BRINGS_PROOF);
	if (claim->confirms && !takes)
		FAULT_AT(f, spot_at(flow, c->line, c->col, c->name),
			 "a decision here must have the digits, and `%s` takes none; let it take what `is: digits`",
			 c->name);
	else if (takes && !claim->confirms)
		FAULT_AT(f, spot_at(flow, c->line, c->col, c->name),
			 "`%s` takes digits, and none are sent with corrections; write `confirm: code` into `%s`, or "
			 "leave them out",
			 c->name, claim->name);
}

/* They must also get them: for what a claim asks, and for the times that other codes' texts state. */
static void check_decider(const struct flow *flow, const struct code *claim, int role, struct faults *f)
{
	uint64_t later = told_roles(claim->stated, claim->stated_n);
	for (size_t i = 0; i < flow->lists_n; i++)
		later |=
			flow->lists[i].of == LIST_CLAIMS ? told_roles(flow->lists[i].tells, flow->lists[i].tells_n) : 0;
	if (!(told_roles(claim->tells, claim->tells_n) & ROLE_BIT(role)))
		FAULT_AT(f, spot_at(flow, claim->line, claim->col, claim->name),
			 "`%s` decides on corrections, and gets no digits for that; tell them in `tells`",
			 role_name(flow->roles, role));
	else if (!(later & ROLE_BIT(role)))
		FAULT_AT(f, spot_at(flow, claim->line, claim->col, claim->name),
			 "`%s` decides on times that other codes' texts state, and gets no digits for these; tell them "
			 "in `stated`, or by a list that `lists: claims`",
			 role_name(flow->roles, role));
}

static void check_confirm(const struct flow *flow, struct faults *f)
{
	const struct code *claim = flow_does(flow, DOES_CLAIM);
	uint64_t deciders = flow_deciders(flow);
	for (size_t i = 0; claim && i < flow->codes_n; i++)
		if (flow->codes[i].does == DOES_APPROVE || flow->codes[i].does == DOES_REFUSE)
			check_proof(flow, claim, &flow->codes[i], f);
	for (int role = 0; claim && claim->confirms && role < ROLES_MAX; role++)
		if (deciders & ROLE_BIT(role))
			check_decider(flow, claim, role, f);
}

/* Whoever asks must get an answer, and there must be something to answer. */
static void check_corrections(const struct flow *flow, struct faults *f)
{
	check_pair(flow, DOES_CLAIM, "asks for", DOES_APPROVE, "approves", "approve", f);
	check_pair(flow, DOES_CLAIM, "asks for", DOES_REFUSE, "refuses", "refuse", f);
	check_pair(flow, DOES_APPROVE, "approves", DOES_CLAIM, "asks for", "claim", f);
	check_pair(flow, DOES_REFUSE, "refuses", DOES_CLAIM, "asks for", "claim", f);
	check_confirm(flow, f);
}

/* ---- states that a reopened ticket goes to, words by which a machine is up again ---- */

static void check_reopening(const struct flow *flow, const struct code *c, struct faults *f)
{
	uint32_t ends = flow_end_states(flow);
	if (c->does != DOES_REOPEN)
		return;
	if ((c->to >= 0 && (ends & 1u << c->to) != 0) || (c->unled >= 0 && (ends & 1u << c->unled) != 0))
		FAULT_AT(f, spot_at(flow, c->line, c->col, c->name),
			 "`%s` reopens a ticket, and leads to a state that ends; let it lead to one that does not",
			 c->name);
}

static void check_notes(const struct flow *flow, struct faults *f)
{
	const struct code *c = flow_does(flow, DOES_NOTE);
	if (c != NULL && flow->up.in[LANG_FIRST][0] == '\0')
		FAULT_AT(f, spot_at(flow, c->line, c->col, c->name),
			 "by `%s` a machine can be said to be down, and nothing says that it is so no longer; add "
			 "`up: %s` to the flow",
			 c->name, lang_shape());
	for (size_t i = 0; i < flow->codes_n; i++)
		check_reopening(flow, &flow->codes[i], f);
}

/* ---- arguments ---- */

/* A place that every template has would hide an argument of that name. */
static void check_hidden(const struct flow *flow, const struct take *k, struct faults *f)
{
	for (size_t i = 0; place_name(i) != NULL; i++) {
		if ((k->is.kind->brings & BRINGS_OWN) && strcmp(place_name(i), k->is.name) == 0)
			FAULT_AT(f, spot_at(flow, k->line, k->col, k->is.name),
				 "`{%s}` says something else in every template, so nothing could say this; give the "
				 "argument another name",
				 k->is.name);
	}
}

static void check_arguments(const struct flow *flow, struct faults *f)
{
	for (size_t i = 0; i < flow->codes_n; i++)
		for (size_t k = 0; k < flow->codes[i].takes_n; k++)
			check_hidden(flow, &flow->codes[i].takes[k], f);
}

/* ---- bare answers ---- */

/* In one state one question is asked. */
static void check_bare(const struct flow *flow, struct faults *f)
{
	for (size_t i = 0; i < flow->codes_n; i++) {
		const struct code *c = &flow->codes[i];
		for (size_t k = 0; k < i && c->bare; k++) {
			const struct code *first = &flow->codes[k];
			if (!first->bare || !(first->from & c->from))
				continue;
			FAULT_AT(f, spot_at(flow, c->line, c->col, c->name),
				 "in `%s` a bare answer is one to `%s` already, and nobody could tell which is meant; "
				 "ask in two states, or leave one `bare` out",
				 flow->states[__builtin_ctz(first->from & c->from)].name, first->name);
			break;
		}
	}
}

void flow_check(const struct flow *flow, struct faults *f)
{
	check_bare(flow, f);
	check_arguments(flow, f);
	if (flow->whole)
		check_paths(flow, f);
	check_opening(flow, f);
	clocks_check(flow, f);
	chains_check(flow, f);
	check_corrections(flow, f);
	check_notes(flow, f);
	if (flow_takes_lead(flow))
		return;
	for (size_t i = 0; i < flow->codes_n; i++)
		check_lead_of(flow, &flow->codes[i], f);
}

/* ---- all flows together ---- */

static void check_names(const struct flows *set, struct faults *f)
{
	for (size_t i = 0; i < set->n; i++) {
		const struct flow *first = flows_find(set, set->all[i]->name);
		if (first != set->all[i] && first->name[0] != '\0')
			FAULT_AT(f, spot_at(set->all[i], set->all[i]->line, set->all[i]->col, first->name),
				 "there is a flow `%s` already, in %s; give this one another name", first->name,
				 first->file);
	}
}

void flows_check(const struct flows *set, const struct wording *w, struct faults *f)
{
	check_names(set, f);
	words_check(set, f);
	opens_check(set, f);
	for (size_t i = 0; i < set->n; i++)
		fields_check(set->all[i], w, f);
	if (w != NULL)
		templates_check(set, w, f, NULL);
}

/* An opening may fill it all the same. */
static void warn_fields(const struct flow *flow, struct faults *warnings)
{
	for (size_t i = 0; i < flow->fields_n; i++) {
		const struct field *f = &flow->fields[i];
		if (!flow_tells(flow, (int)i) && !code_tells(&flow->open, (int)i))
			FAULT_AT(warnings, spot_at(flow, f->line, f->col, f->is.name),
				 "no code takes `%s`, so only an opening can fill it; let a code take it, or leave the "
				 "field out",
				 f->is.name);
	}
}

void flows_warn(const struct flows *set, const struct wording *w, struct faults *warnings)
{
	struct faults known = {0};
	templates_check(set, w, &known, warnings);
	for (size_t i = 0; i < set->n; i++)
		warn_fields(set->all[i], warnings);
	faults_free(&known);
}
