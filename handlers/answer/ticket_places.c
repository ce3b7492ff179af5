#include "handlers/answer/ticket_places.h"
#include "handlers/model/correction.h"
#include "handlers/people/people.h"
#include "templates/text/number.h"

#include <inttypes.h>

static const struct person *lead_of(const struct saying *s)
{
	return s->ticket ? roster_person(s->ctx->roster, s->ticket->lead) : NULL;
}

static void say_ticket(const struct saying *s, enum lang l, struct text *out)
{
	char digits[DECIMAL_BYTES];
	(void)l;
	if (s->ticket)
		text_add(out, number_write(s->ticket->number, digits));
}

static void say_serial(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->serial : "");
}

static void say_model(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->model : "");
}

static void say_fault(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->fault : "");
}

static void say_down(const struct saying *s, enum lang l, struct text *out)
{
	if (s->ticket && s->ticket->down && s->flow)
		text_add(out, s->flow->down.in[l]);
}

static void say_customer(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->customer_name : "");
}

static void say_customer_phone(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->customer_number : "");
}

/* Where to go: what was said when the ticket was opened, else where the machine was last seen. */
static void say_place(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->ticket)
		text_add(out, s->ticket->site[0] ? s->ticket->site : s->ticket->place);
}

static void say_station(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->station_name : "");
}

static void say_state(const struct saying *s, enum lang l, struct text *out)
{
	if (s->ticket && s->ticket->state >= 0)
		text_add(out, s->ticket->flow->states[s->ticket->state].label.in[l]);
	else if (s->ticket && s->ticket->lost)
		text_add(out, "?");
	else if (s->ticket)
		text_add(out, wording_own(s->ctx->rules->wording, l)->in[WORD_TAKEN_BACK]);
}

static void say_engineer(const struct saying *s, enum lang l, struct text *out)
{
	const struct person *p = lead_of(s);
	(void)l;
	text_add(out, p ? p->name : "");
}

static void say_engineer_phone(const struct saying *s, enum lang l, struct text *out)
{
	const struct person *p = lead_of(s);
	(void)l;
	text_add(out, p ? p->number : "");
}

static void add_name(struct text *out, const struct saying *s, enum lang l, const struct person *p)
{
	if (!p)
		return;
	saying_comma(s, l, out);
	text_add(out, p->name);
}

static void say_companions(const struct saying *s, enum lang l, struct text *out)
{
	for (size_t i = 0; s->ticket && i < s->ticket->companions_n; i++)
		add_name(out, s, l, roster_person(s->ctx->roster, s->ticket->companions[i]));
}

struct naming {
	const struct saying *s;
	enum lang l;
	struct text *out;
};

static void name_one(void *ctx, const struct person *p)
{
	const struct naming *n = ctx;
	add_name(n->out, n->s, n->l, p);
}

/* Whose turn it is to sign. */
static void say_asked(const struct saying *s, enum lang l, struct text *out)
{
	struct naming n = {s, l, out};
	if (s->ticket)
		turn_each(s->ctx->roster, s->ticket, s->now, name_one, &n);
}

/* The digits that the signature of whoever reads this must have. */
static void say_digits(const struct saying *s, enum lang l, struct text *out)
{
	const struct chain_kind *c = s->ticket && s->to ? turn_chain(s->ticket) : NULL;
	const struct world *w = s->ctx->world;
	int64_t whom;
	int digits;
	(void)l;
	if (!c || !c->confirms || !turn_is(s->ctx->roster, s->ticket, s->to, s->now, &whom))
		return;
	digits = w->digits(w->ctx, s->ticket->number, s->to->id, DIGITS_OF_CHAIN, s->ticket->set);
	if (digits >= 0)
		text_addf(out, "%04d", digits);
}

/* The digits that a decision on stated times must have, of whoever reads this and may decide on them. */
static void say_claim_digits(const struct saying *s, enum lang l, struct text *out)
{
	const struct ticket *t = s->ticket;
	const struct world *w = s->ctx->world;
	int digits;
	(void)l;
	if (!t || !s->to || ticket_claimed(t) == 0 || !flow_confirms_claims(t->flow) ||
	    !correction_decided_by(t, s->to, s->ctx->roster, s->now))
		return;
	digits = w->digits(w->ctx, t->number, s->to->id, DIGITS_OF_CLAIMS, t->claim_set);
	if (digits >= 0)
		text_addf(out, "%04d", digits);
}

/* Who has signed in the chain. */
static void say_signed(const struct saying *s, enum lang l, struct text *out)
{
	for (size_t i = 0; s->ticket && i < ASKS_MAX; i++)
		add_name(out, s, l, roster_person(s->ctx->roster, s->ticket->signatures[i].by));
}

static void say_visit(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->ticket && s->ticket->visit > 1)
		text_addf(out, "%d", s->ticket->visit);
}

static void say_again(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (!s->ticket || s->ticket->again == 0)
		return;
	text_addf(out, "%" PRId64 " ", s->ticket->again);
	saying_when(s, s->ticket->again_at, out);
}

static void say_parent(const struct saying *s, enum lang l, struct text *out)
{
	char digits[DECIMAL_BYTES];
	(void)l;
	if (s->ticket && s->ticket->parent != 0)
		text_add(out, number_write(s->ticket->parent, digits));
}

const struct place_kind ticket_places[] = {
	{"ticket", 12, say_ticket},
	{"parent", 12, say_parent},
	{"serial", 24, say_serial},
	{"model", 20, say_model},
	{"fault", 160, say_fault},
	{"down", 8, say_down},
	{"customer", 24, say_customer},
	{"customer_phone", 16, say_customer_phone},
	{"place", 48, say_place},
	{"station", 20, say_station},
	{"state", 20, say_state},
	{"engineer", 24, say_engineer},
	{"engineer_phone", 16, say_engineer_phone},
	{"companions", 48, say_companions},
	{"asked", 48, say_asked},
	{"digits", 4, say_digits},
	{"claim_digits", 4, say_claim_digits},
	{"signed", 80, say_signed},
	{"visit", 3, say_visit},
	{"again", 30, say_again},
	{NULL, 0, NULL},
};
