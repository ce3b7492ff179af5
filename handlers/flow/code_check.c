#include "handlers/flow/code_check.h"

#include <string.h>

#include "handlers/condition/condition_within.h"
#include "handlers/kind/kinds.h"
#include "templates/file/yaml_get.h"

static void refuse_keys(struct flow_reader *r, const struct yaml *y, const struct code *c, const char *const *keys)
{
	for (; *keys != NULL; keys++) {
		const struct yaml *n = yaml_get(y, *keys);
		if (n != NULL)
			yaml_fault_key(r->f, n, "a code that does `%s` has no use for `%s`; leave it out",
				       does_names[c->does], *keys);
	}
}

static void need_take(struct flow_reader *r, const struct yaml *y, const struct code *c, enum brings what,
		      const char *why)
{
	if (!code_brings(c, what))
		yaml_fault_key(r->f, y, "a code that does `%s` needs to know %s; let it take something that `is: %s`",
			       does_names[c->does], why, kinds_bringing(what)->name);
}

/* It would be asked for, and then be lost. */
static void refuse_take(struct flow_reader *r, const struct yaml *y, const struct code *c, enum brings what)
{
	if (code_brings(c, what))
		yaml_fault_key(
			r->f, y,
			"a code that does `%s` keeps nothing that `is: %s`; leave it out, or let it be `is: lead`, "
			"`is: people` or `is: words`",
			does_names[c->does], kinds_bringing(what)->name);
}

/* What only its own name says. */
static void refuse_own(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		const struct take *k = &c->takes[i];
		if ((k->is.kind->brings & BRINGS_OWN) && !(k->is.kind->brings & BRINGS_PROOF))
			yaml_fault_key(
				r->f, yaml_get(yaml_get(y, "takes"), k->is.name),
				"a code that does `%s` cannot take a %s yet; let it be `is: words`, or let a code "
				"that does `move` take it",
				does_names[c->does], k->is.kind->name);
	}
}

/* Corrections need to know a node, and claims a past time; nothing else can take these. */
static void check_correction(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	bool claims = c->does == DOES_CLAIM, decides = c->does == DOES_APPROVE || c->does == DOES_REFUSE;
	if (claims || decides)
		need_take(r, y, c, BRINGS_NODE, "which node");
	else if (code_brings(c, BRINGS_NODE))
		yaml_fault_key(r->f, y,
			       "a code that does `%s` has no use for a node; leave it out, or write `does: claim`",
			       does_names[c->does]);
	if (claims)
		need_take(r, y, c, BRINGS_PAST, "when it happened");
	else if (code_brings(c, BRINGS_PAST))
		yaml_fault_key(r->f, y,
			       "only a code that does `claim` takes a time that lies behind; let it be `is: time`");
	if ((claims || decides) && code_brings(c, BRINGS_TIME))
		yaml_fault_key(r->f, y, "a code that does `%s` has no use for a promised time; leave it out",
			       does_names[c->does]);
	if (decides && (c->by > ALL_ROLES || c->by_fields_n > 0))
		yaml_fault_key(r->f, yaml_get(y, "by"),
			       "corrections are decided on by roles; name them, as `by: [headquarters]`");
}

/* Which keys a code has no use for, and which it needs, by what it does. */
static void check_keys(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	static const char *const from[] = {"from", NULL}, *const skips[] = {"skips", NULL}, *const to[] = {"to", NULL};
	static const char *const stamps[] = {"stamps", NULL}, *const visit[] = {"visit", NULL};
	static const char *const takes[] = {"takes", NULL}, *const tells[] = {"tells", NULL};
	static const char *const stating[] = {"stated", "confirm", NULL}, *const reopening[] = {"unled", "within",
												NULL};
	static const char *const opening[] = {"opens", NULL};
	bool moves = c->does == DOES_MOVE || c->does == DOES_ASSIGN;
	bool notes = c->does == DOES_NOTE, reopens = c->does == DOES_REOPEN, declines = c->does == DOES_DECLINE;
	bool takes_some = moves || notes || reopens || declines || code_corrects(c) || c->does == DOES_DEPUTY;
	if (!moves && !notes && !reopens)
		refuse_keys(r, y, c, from);
	if (!moves && !notes)
		refuse_keys(r, y, c, skips);
	if (!moves && !reopens && !declines)
		refuse_keys(r, y, c, to);
	if (!moves && !declines)
		refuse_keys(r, y, c, stamps);
	if (!moves)
		refuse_keys(r, y, c, visit);
	if (!takes_some && c->does != DOES_UNDO && c->does != DOES_SIGN)
		refuse_keys(r, y, c, takes);
	if (!takes_some && c->does != DOES_SIGN)
		refuse_keys(r, y, c, tells);
	if (c->does != DOES_MOVE)
		refuse_keys(r, y, c, opening);
	if (c->does != DOES_CLAIM)
		refuse_keys(r, y, c, stating);
	if (!reopens)
		refuse_keys(r, y, c, reopening);
}

/* A note, a reopening and a declining say something. Where a ticket then goes must be known, and for how long it may be
 * reopened. */
static void check_words(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	if (c->does != DOES_NOTE && c->does != DOES_REOPEN && c->does != DOES_DECLINE)
		return;
	need_take(r, y, c, BRINGS_WORDS, c->does == DOES_NOTE ? "what to pass on" : "why");
	if (c->does == DOES_DECLINE)
		yaml_need(y, "to", "`to: STATE`, where a ticket goes that is declined", r->f);
	if (c->does != DOES_REOPEN)
		return;
	yaml_need(y, "to", "`to: STATE`, where a ticket goes that is reopened", r->f);
	yaml_need(y, "unled", "`unled: STATE`, where one goes that has no lead", r->f);
	yaml_need(y, "within", "`within: 30 days`, for how long it may be reopened", r->f);
}

/* What is taken back is known without an argument. What is said besides goes to those whom the text told. */
static void check_undo(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	for (size_t i = 0; c->does == DOES_UNDO && i < c->takes_n; i++) {
		const struct take *k = &c->takes[i];
		if (!(k->is.kind->brings & BRINGS_BESIDES) || k->must != MAY)
			yaml_fault_key(r->f, yaml_get(yaml_get(y, "takes"), k->is.name),
				       "a code that does `undo` takes only what its text says besides; let this be "
				       "`is: besides`, without `must`");
	}
}

/* What is sent about no ticket has no fields to ask. */
static void check_by_fields(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	bool of_ticket = c->does == DOES_MOVE || c->does == DOES_ASSIGN || c->does == DOES_NOTE ||
			 c->does == DOES_CLAIM || c->does == DOES_REOPEN || code_signs(c);
	if (c->by_fields_n > 0 && !of_ticket)
		yaml_fault_key(r->f, yaml_get(y, "by"),
			       "a code that does `%s` is about no one ticket, so no field says who may send it; name "
			       "roles",
			       does_names[c->does]);
}

/* A bare answer is one value, and nobody else's. */
static void check_bare(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	const struct yaml *bare = yaml_get(y, "bare");
	size_t asked = 0;
	if (bare == NULL)
		return;
	for (size_t i = 0; i < c->takes_n; i++)
		asked += c->takes[i].must == MUST && c->takes[i].is.kind->find != NULL;
	if (c->does != DOES_MOVE || c->by != BY_THE_CUSTOMER || c->by_fields_n > 0)
		yaml_fault_key(r->f, bare,
			       "only a code that does `move` and is `by: [customer]` is answered so; leave "
			       "`bare` out");
	else if (asked != 1)
		yaml_fault_key(
			r->f, bare,
			"a bare answer is one number, choice or day; let `%s` take just one such that must be there",
			c->name);
}

/* Nobody could ever send it who has a role without deputies. */
static void check_deputy(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	uint32_t without = (uint32_t)(c->by & ALL_ROLES) & ~roles_with_deputy(r->flow->roles);
	int role = without ? __builtin_ctz(without) : -1;
	if (!code_brings(c, BRINGS_PERSON))
		yaml_fault_key(r->f, y,
			       "a code that does `deputy` needs to know who; let it take something that `is: person`");
	if (role >= ROLES)
		yaml_fault_key(r->f, yaml_get(y, "by"),
			       "nobody can stand in for a `%s`; write `deputy: yes` beside its titles in the "
			       "configuration, or leave it out here",
			       role_name(r->flow->roles, role));
	else if (role >= 0)
		yaml_fault_key(r->f, yaml_get(y, "by"),
			       "nobody can stand in for a `%s`, only for a station head and for roles of your own with "
			       "`deputy: yes`; leave it out here",
			       role_name(r->flow->roles, role));
}

/* Only signatures and decisions on corrections take digits, and signatures take nothing else. */
static void check_proof(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		const struct take *k = &c->takes[i];
		const struct yaml *n = yaml_get(yaml_get(y, "takes"), k->is.name);
		bool proof = k->is.kind->brings & BRINGS_PROOF;
		if (proof && c->does != DOES_SIGN && c->does != DOES_APPROVE && c->does != DOES_REFUSE)
			yaml_fault_key(r->f, n,
				       "only a code that does `sign`, `approve` or `refuse` takes the digits that were "
				       "sent; leave it out");
		else if (!proof && c->does == DOES_SIGN)
			yaml_fault_key(r->f, n,
				       "a code that does `sign` takes nothing but what `is: digits`; leave it out");
	}
}

void code_check_does(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	bool sent = c->does == DOES_MOVE || c->does == DOES_ASSIGN || c->does == DOES_NOTE || c->does == DOES_REOPEN;
	if (sent && yaml_get(y, "from") == NULL && yaml_get(y, "skips") == NULL)
		yaml_fault_key(r->f, y, "nothing says in which states `%s` may be sent; add `from: [...]`", c->name);
	check_keys(r, y, c);
	check_words(r, y, c);
	check_undo(r, y, c);
	if (c->load != 0 && !code_brings(c, BRINGS_LEAD))
		yaml_fault_key(r->f, yaml_get(y, "load"),
			       "`%s` takes no lead, and so gives nobody a customer; leave `load` out", c->name);
	check_correction(r, y, c);
	check_by_fields(r, y, c);
	check_bare(r, y, c);
	if (c->does == DOES_ASSIGN)
		refuse_take(r, y, c, BRINGS_PERSON);
	if (c->does != DOES_MOVE && c->does != DOES_DECLINE && c->does != DOES_SIGN)
		refuse_own(r, y, c);
	check_proof(r, y, c);
	if (c->does == DOES_MOVE)
		refuse_take(r, y, c, BRINGS_PLACE);
	if (c->does == DOES_ASSIGN && !code_brings(c, BRINGS_PLACE))
		yaml_fault_key(r->f, y,
			       "a code that does `assign` needs to know where to; let it take something that "
			       "`is: place`");
	if (c->does == DOES_DEPUTY)
		check_deputy(r, y, c);
}

void code_check_tells(struct flow_reader *r, const struct code *c, const struct tell *tells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct tell *t = &tells[i];
		int width = (int)strlen(t->template);
		if (t->to == TO_FORMER && !code_brings(c, BRINGS_LEAD) && c->does != DOES_ASSIGN)
			fault_add(r->f, r->flow->file, t->line, t->col, width,
				  "nobody is `former_engineer` here, since `%s` "
				  "takes no lead; tell `lead_engineer`, or let it take a lead",
				  c->name);
		if ((t->to == TO_FORMER_HEAD || t->to == TO_FORMER_CUSTOMER) && c->does != DOES_ASSIGN)
			fault_add(r->f, r->flow->file, t->line, t->col, width,
				  "nobody is `%s` here, since `%s` takes the ticket from no station and no customer; "
				  "leave this out, or write `does: assign`",
				  audience_name(r->flow->roles, t->to), c->name);
		if (condition_term(t->when, "taken") && c->does != DOES_ASSIGN && !code_brings(c, BRINGS_LEAD))
			fault_add(r->f, r->flow->file, t->line, t->col, width,
				  "`%s` takes the ticket from nobody, so `if: taken` never holds; leave this out",
				  c->name);
		if (t->to == TO_PERSON && !code_brings(c, BRINGS_PERSON))
			fault_add(r->f, r->flow->file, t->line, t->col, width,
				  "nobody is `named_person` here, since `%s` "
				  "takes no person; let it take one, or leave this out",
				  c->name);
		if (t->to == TO_ASKER && c->does != DOES_APPROVE && c->does != DOES_REFUSE)
			fault_add(r->f, r->flow->file, t->line, t->col, width,
				  "nobody is `asker` here, since `%s` decides on no correction; leave this out",
				  c->name);
		if (c->does == DOES_DEPUTY && (t->to != TO_PERSON || t->when))
			fault_add(
				r->f, r->flow->file, t->line, t->col, width,
				"`%s` is not about a ticket, so it can tell only the `named_person`, and always; leave "
				"this out",
				c->name);
	}
}
