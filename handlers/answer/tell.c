#include "handlers/answer/tell.h"

#include "handlers/condition/condition_holds.h"
#include "handlers/model/correction.h"
#include "handlers/people/roster_roles.h"

#include <stdlib.h>
#include <string.h>

/* Who has been told already. The sender counts as told: they get the answer. */
struct told {
	int64_t ids[MESSAGES_MAX];
	size_t n;
	const char *kept; /* the template that somebody was not told, as the ticket is about them; NULL: none */
};

static bool was_told(const struct told *t, int64_t id)
{
	for (size_t i = 0; i < t->n; i++) {
		if (t->ids[i] == id)
			return true;
	}
	return false;
}

static bool tell_once(struct told *t, int64_t id)
{
	if (id == 0 || t->n == MESSAGES_MAX || was_told(t, id))
		return false;
	t->ids[t->n++] = id;
	return true;
}

static void tell(struct effects *e, const struct saying *s, struct told *told, const struct person *p,
		 const char *template)
{
	if (p && s->ticket && ticket_is_about(s->ticket, p, s->ctx->roster, s->now))
		told->kept = template;
	else if (p && tell_once(told, p->id))
		answer_say(e, s, p, template);
}

static void tell_anyone(struct effects *e, const struct saying *s, struct told *told, int64_t id, const char *template)
{
	struct person p;
	const struct person *staff = roster_person(s->ctx->roster, id);
	if (staff)
		tell(e, s, told, staff, template);
	else if (id != 0 && s->ctx->world->person(s->ctx->world->ctx, id, &p) && (p.customer || p.roles))
		tell(e, s, told, &p, template);
}

/* The deputy is told in place of the head. Of what the deputy did, or what is about the deputy, the head is told. */
static const struct person *hears_for(const struct saying *s, const struct person *head)
{
	const struct person *acting = roster_acting(s->ctx->roster, head, s->now);
	if (s->ticket && ticket_is_about(s->ticket, acting, s->ctx->roster, s->now))
		return head;
	return s->mo && s->mo->sender && s->mo->sender->id == acting->id ? head : acting;
}

static void each_of_role_at(const struct saying *s, enum role role, int64_t station,
			    void (*each)(void *ctx, const struct person *p), void *ctx)
{
	const struct person *p;
	size_t i = 0;
	while ((p = roster_next(s->ctx->roster, role, station, &i)))
		each(ctx, (roster_with_deputy(s->ctx->roster) & ROLE_BIT(role)) ? hears_for(s, p) : p);
}

void tell_each_of_role(const struct saying *s, enum role role, void (*each)(void *ctx, const struct person *p),
		       void *ctx)
{
	const struct person *own = roster_person(s->ctx->roster, s->ticket->customer_manager);
	/* A customer's own sales manager is told instead of the station's. */
	if (role == SALES_MANAGER && own && (own->roles & ROLE_BIT(SALES_MANAGER))) {
		each(ctx, own);
		return;
	}
	each_of_role_at(s, role, s->ticket->station, each, ctx);
}

/* What is told to each of a role. */
struct telling {
	struct effects *e;
	const struct saying *s;
	struct told *told;
	const char *template;
};

static void tell_one(void *ctx, const struct person *p)
{
	const struct telling *t = ctx;
	tell(t->e, t->s, t->told, p, t->template);
}

static void tell_role(struct effects *e, const struct saying *s, struct told *told, enum role role,
		      const char *template)
{
	struct telling t = {e, s, told, template};
	tell_each_of_role(s, role, tell_one, &t);
}

static void tell_field(struct effects *e, const struct saying *s, struct told *told, const struct field_people *who,
		       const char *template)
{
	struct telling t = {e, s, told, template};
	int64_t station;
	if (who->role < 0)
		tell_anyone(e, s, told, s->ticket->fields[who->field], template);
	else if (ticket_named_station(s->ticket, who, s->ctx->roster, &station))
		each_of_role_at(s, (enum role)who->role, station, tell_one, &t);
}

static void tell_everyone_told(struct effects *e, const struct saying *s, struct told *told, const char *template)
{
	int64_t ids[MESSAGES_MAX];
	size_t n = s->ctx->world->told(s->ctx->world->ctx, s->ticket->number, 0, ids, MESSAGES_MAX);
	for (size_t i = 0; i < n; i++)
		tell_anyone(e, s, told, ids[i], template);
}

/* The heads of the station that the ticket was with, unless it is there still. */
static void tell_former_heads(struct effects *e, const struct saying *s, struct told *told, const struct ticket *before,
			      const char *template)
{
	const struct person *p;
	size_t i = 0;
	if (!before || before->station == 0 || before->station == s->ticket->station)
		return;
	while ((p = roster_next(s->ctx->roster, STATION_HEAD, before->station, &i)))
		tell(e, s, told, hears_for(s, p), template);
}

static void tell_asked(struct effects *e, const struct saying *s, struct told *told, const char *template)
{
	struct telling t = {e, s, told, template};
	turn_each(s->ctx->roster, s->ticket, s->now, tell_one, &t);
}

static void tell_audience(struct effects *e, const struct saying *s, struct told *told, const struct tell *t,
			  const struct person *named, const struct ticket *before, const char *template)
{
	switch (t->to) {
	case TO_FIELD:
		tell_field(e, s, told, &t->named, template);
		break;
	case TO_LEAD:
		tell_anyone(e, s, told, s->ticket->lead, template);
		break;
	case TO_FORMER:
		if (before && before->lead != s->ticket->lead)
			tell_anyone(e, s, told, before->lead, template);
		break;
	case TO_CUSTOMER:
		tell_anyone(e, s, told, s->ticket->customer, template);
		break;
	case TO_TOLD:
		tell_everyone_told(e, s, told, template);
		break;
	case TO_PERSON:
		tell(e, s, told, named, template);
		break;
	case TO_ASKER:
		for (int i = 0; s->stated && i < NODES_MAX; i++) {
			if (s->nodes & 1u << i)
				tell_anyone(e, s, told, s->stated->askers[i], template);
		}
		break;
	case TO_FORMER_HEAD:
		tell_former_heads(e, s, told, before, template);
		break;
	case TO_ASKED:
		tell_asked(e, s, told, template);
		break;
	case TO_FORMER_CUSTOMER:
		if (before && before->customer != s->ticket->customer)
			tell_anyone(e, s, told, before->customer, template);
		break;
	default:
		tell_role(e, s, told, (enum role)t->to, template);
	}
}

/* `instead`: the template to use, whatever each audience's own is; NULL: its own. */
static void tell_all(struct effects *e, const struct saying *s, struct told *told, const struct tell *tells, size_t n,
		     const struct person *named, const struct ticket *before, const char *instead)
{
	struct condition_of of = {.ticket = s->ticket, .roster = s->ctx->roster, .before = before, .given = &s->given};
	for (size_t i = 0; i < n; i++) {
		const struct tell *t = &tells[i];
		if (condition_holds(t->when, &of))
			tell_audience(e, s, told, t, named, before, instead ? instead : t->template);
	}
}

/* Who is asked is counted apart, in `asked`, where the sender does not stand as told already. */
struct asking {
	struct telling telling;
	struct told asked;
};

static void ask_one(void *ctx, const struct person *p)
{
	struct asking *a = ctx;
	tell(a->telling.e, a->telling.s, &a->asked, p, a->telling.template);
	tell_once(a->telling.told, p->id);
}

/* Asks whoever's turn it has become, the sender too: else they would miss a question that is put to them. */
static void tell_turn(struct effects *e, const struct saying *s, struct told *told, const struct ticket *before)
{
	const struct turn_context turns = context_turns(s->ctx);
	const struct chain_kind *c = turn_chain(s->ticket);
	struct asking a = {.telling = {e, s, told, c ? c->say : ""}};
	if (c && (!before || before->chain != s->ticket->chain || before->turn != s->ticket->turn ||
		  before->set != s->ticket->set || turn_begins(&turns, before, s->ticket)))
		turn_each(s->ctx->roster, s->ticket, s->now, ask_one, &a);
}

void tell_asked_anew(struct effects *e, const struct saying *s, const struct ticket *before)
{
	struct told told = {.n = 0};
	tell_turn(e, s, &told, before);
}

void tell_deciders(struct effects *e, const struct saying *s, const char *template)
{
	const struct roster *r = s->ctx->roster;
	struct told told = {.n = 0};
	for (size_t i = 0; i < r->n; i++) {
		if (correction_decided_by(s->ticket, &r->people[i], r, s->now))
			tell(e, s, &told, &r->people[i], template);
	}
}

/* Whoever's turn it has become, and then those whom chains tell that all have signed. */
static void tell_chains(struct effects *e, const struct saying *s, struct told *told, const struct ticket *before)
{
	const struct chain_kind *ended[2];
	size_t n;
	if (s->ticket->chain == 0)
		return;
	tell_turn(e, s, told, before);
	n = turn_ended(before, s->ticket, s->codes_n > 0 ? s->codes[s->codes_n - 1] : NULL, ended);
	for (size_t i = 0; i < n; i++)
		tell_all(e, s, told, ended[i]->then.tells, ended[i]->then.tells_n, NULL, before, NULL);
}

/* A text that moves a ticket may state times. People are told of these as of corrections, where the flow has such. */
static void tell_of_claims(struct effects *e, const struct saying *s, struct told *told, const struct ticket *before)
{
	const struct code *c = flow_does(s->flow, DOES_CLAIM);
	if (c && s->nodes && s->codes[0]->does == DOES_MOVE)
		tell_all(e, s, told, c->stated, c->stated_n, NULL, before, NULL);
}

void tell_stated(struct effects *e, const struct saying *s, const struct ticket *before)
{
	struct told told = {.n = 0};
	tell_once(&told, s->mo->sender->id);
	tell_of_claims(e, s, &told, before);
}

static bool told_staff(const struct told *told, const struct roster *r)
{
	for (size_t i = 0; i < told->n; i++) {
		if (roster_person(r, told->ids[i]))
			return true;
	}
	return false;
}

/* Those of the ticket's station, and who serve all; where there is none, all that there are. */
static void tell_agents(struct effects *e, const struct saying *s, struct told *told, const char *template)
{
	const struct roster *r = s->ctx->roster;
	size_t before = told->n;
	tell_role(e, s, told, AGENT, template);
	for (size_t i = 0; told->n == before && i < r->n; i++) {
		if (r->people[i].roles & ROLE_BIT(AGENT))
			tell(e, s, told, &r->people[i], template);
	}
}

/* Where only those would have heard of it whom the ticket is about, the agents hear of it. */
static void tell_kept(struct effects *e, const struct saying *s, struct told *told)
{
	if (told->kept && !told_staff(told, s->ctx->roster))
		tell_agents(e, s, told, told->kept);
}

void tell_codes(struct effects *e, const struct saying *s, const struct ticket *before, const struct person *named)
{
	struct told told = {.n = 0};
	const struct code *last = s->codes[s->codes_n - 1];
	tell_once(&told, s->mo->sender->id);
	if (s->ticket)
		tell_chains(e, s, &told, before);
	/* Of several codes in one text each person hears once, of the last state. */
	tell_all(e, s, &told, last->tells, last->tells_n, named, before, NULL);
	for (size_t i = 0; i + 1 < s->codes_n; i++)
		tell_all(e, s, &told, s->codes[i]->tells, s->codes[i]->tells_n, named, before, "caught_up");
	tell_of_claims(e, s, &told, before);
	tell_kept(e, s, &told);
}

void tell_anew(struct effects *e, const struct saying *s, const struct ticket *before)
{
	struct told told = {.n = 0};
	tell_once(&told, s->mo->sender->id);
	tell_all(e, s, &told, s->flow->open.tells, s->flow->open.tells_n, NULL, NULL, NULL);
	tell_all(e, s, &told, s->codes[0]->tells, s->codes[0]->tells_n, NULL, before, NULL);
}

void tell_step(struct effects *e, const struct saying *s, const struct clock_step *p)
{
	struct told told = {.n = 0};
	tell_all(e, s, &told, p->tells, p->tells_n, NULL, NULL, NULL);
	tell_kept(e, s, &told);
}

/* The ticket asks the customer something, so nobody who works here need hear of it: in the state that it opens in, a code
 * takes a bare answer. */
static bool asks_customer(const struct saying *s, const struct told *told)
{
	const struct flow *f = s->flow;
	for (size_t i = 0; i < f->codes_n; i++) {
		if (f->codes[i].bare && f->open.to >= 0 && (f->codes[i].from & 1u << f->open.to))
			return s->ticket->customer && was_told(told, s->ticket->customer);
	}
	return false;
}

void tell_opening(struct effects *e, const struct saying *s)
{
	struct told told = {.n = 0};
	if (s->mo && s->mo->sender)
		tell_once(&told, s->mo->sender->id);
	tell_chains(e, s, &told, NULL);
	tell_all(e, s, &told, s->flow->open.tells, s->flow->open.tells_n, NULL, NULL, NULL);
	if (asks_customer(s, &told))
		return;
	if (!told_staff(&told, s->ctx->roster))
		tell_agents(e, s, &told, "opened.unheard");
	e->unheard = !told_staff(&told, s->ctx->roster);
}

bool tell_told(struct effects *e, const struct saying *s, int64_t text, const char *template)
{
	struct told told = {.n = 0};
	struct saying quiet = *s;
	int64_t ids[MESSAGES_MAX];
	size_t n = s->ctx->world->told(s->ctx->world->ctx, s->ticket->number, text, ids, MESSAGES_MAX);
	bool heard = false;
	quiet.besides = NULL;
	tell_once(&told, s->mo->sender->id);
	for (size_t i = 0; i < n; i++) {
		bool staff = roster_person(s->ctx->roster, ids[i]) != NULL;
		heard = heard || (staff && ids[i] != s->mo->sender->id);
		tell_anyone(e, staff ? s : &quiet, &told, ids[i], template);
	}
	return heard;
}

void tell_undone(struct effects *e, struct saying *s, int64_t text, const char *template)
{
	if (tell_told(e, s, text, template))
		return;
	s->words = s->besides;
	s->besides = NULL;
}
