#include "handlers/decide/decision.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/fold.h"
#include "templates/text/units.h"
#include "templates/wording/fill.h"

#define AHEAD_OF_US_MS 60000

const char *outcome_name(enum outcome o)
{
	static const char *const names[] = {"done", "forwarded", "answered", "refused", "unknown"};
	return names[o];
}

void effects_begin(struct effects *e)
{
	memset(e, 0, offsetof(struct effects, events));
	e->events_n = e->messages_n = 0;
	memset(&e->ticket, 0, sizeof(*e) - offsetof(struct effects, ticket));
}

void effects_free(struct effects *e)
{
	for (size_t i = 0; i < e->messages_n; i++) {
		params_free(&e->messages[i].params);
		free(e->messages[i].text);
	}
	e->messages_n = 0;
}

int64_t mo_moment(const struct mo *m)
{
	return m->sent != 0 && m->sent <= m->came + AHEAD_OF_US_MS ? m->sent : m->came;
}

struct clock_context context_clocks(const struct context *h)
{
	return (struct clock_context){.calendars = h->calendars, .roster = h->roster};
}

void add_event_back(struct effects *e, const struct ticket *before, const struct ticket *after, const char *code,
		    int64_t by, int64_t at)
{
	if (e->events_n == EVENTS_MAX) {
		e->failed = true;
		return;
	}
	struct event *v = &e->events[e->events_n++];
	*v = (struct event){.ticket = after->number, .by = by, .at = at};
	text_copy(v->flow, sizeof(v->flow), after->flow->name);
	text_copy(v->code, sizeof(v->code), code);
	if (!ticket_diff(before, after, v->change))
		e->failed = true;
}

void add_event(const struct context *h, struct effects *e, const struct ticket *before, struct ticket *after,
	       const char *code, int64_t by, int64_t at)
{
	struct clock_context house = context_clocks(h);
	add_event_back(e, before, after, code, by, at);
	if (!e->failed && !clocks_follow(&house, before, after, at, e->events[e->events_n - 1].change))
		e->failed = true;
}

void add_stated(struct effects *e, const struct ticket *before, const struct ticket *after, int64_t claim)
{
	struct event *v = e->events_n > 0 ? &e->events[e->events_n - 1] : NULL;
	if (!v || claim == 0 || memcmp(before->claims, after->claims, sizeof(before->claims)) != 0)
		return;
	size_t n = strlen(v->change);
	int more = snprintf(v->change + n, sizeof(v->change) - n, "%sstated=%" PRId64, n ? " " : "", claim);
	if ((size_t)more >= sizeof(v->change) - n)
		e->failed = true;
}

void refuse(struct decision *d, const char *why, const char *what)
{
	d->e->outcome = REFUSED;
	d->e->events_n = 0;
	d->e->ticket.number = 0;
	text_copy(d->e->why, sizeof(d->e->why), why);
	if (d->e->trial)
		return;
	text_copy(d->what, sizeof(d->what), what ? what : "");
	d->s.what = d->what;
	example_write(d->h, d->m->sender, d->m->came, &d->wish, d->example, sizeof(d->example));
	d->s.example = d->example;
	answer_sender(d->e, &d->s, why);
}

/* ---- moving it ---- */

/* A node's time: when its text was sent, unless that lies before the node it follows. */
static int64_t node_time(const struct decision *d, const struct ticket *t, int node)
{
	return d->moment < ticket_last_stamp(t, node) ? d->m->came : d->moment;
}

/* Of several codes, the example shows the first that can be sent as the ticket stands. */
static void wish_present(struct decision *d)
{
	bool skipping;
	for (size_t i = 0; d->r.codes_n > 1 && i < d->r.codes_n; i++) {
		if (code_fits(d->codes[i], d->before.state, &skipping) && !skipping) {
			d->wish.code = d->codes[i];
			return;
		}
	}
}

bool read_claim(struct decision *d, size_t i, int64_t after, int64_t *claim)
{
	const struct fold *f = d->m->folded;
	const struct read_code *rc = &d->r.codes[i];
	struct when w = rc->when;
	*claim = 0;
	if (d->r.wrong_len > 0)
		return refuse_wrong_time(d);
	if (!rc->timed)
		return true;
	int64_t opened = d->before.opened / MINUTE_MS * MINUTE_MS;
	if (w.kind != WHEN_NONE && w.at <= d->moment + AHEAD_OF_US_MS && w.at >= after && w.at >= opened) {
		*claim = w.at;
		return true;
	}
	char what[64];
	size_t from = f->from[rc->when_at], to = f->from[rc->when_at + w.len];
	snprintf(what, sizeof(what), "%.*s", (int)(to - from), d->m->text + from);
	wish_present(d);
	refuse(d, "refused.claim", what);
	return false;
}

/* A code that cannot follow the ones before it in its text: their times say so already, or the state they lead to. */
static bool refuse_order(struct decision *d, size_t i, const struct ticket *t, int64_t after)
{
	int64_t claim;
	if (!read_claim(d, i, after, &claim))
		return false;
	wish_present(d);
	d->codes[0] = d->codes[i];
	d->s.codes_n = 1;
	d->others[0] = *t;
	d->s.ticket = &d->others[0];
	refuse(d, "refused.order", NULL);
	return false;
}

static bool same_lead(struct decision *d, const struct code *c, const struct ticket *t, const struct arguments *a)
{
	bool must = false;
	for (size_t i = 0; i < c->takes_n; i++)
		must |= c->takes[i].kind == TAKE_LEAD && c->takes[i].must == MUST;
	if (!must || !a->lead || a->lead->id != t->lead)
		return false;
	d->s.who = a->lead;
	d->wish.person = NULL;
	refuse(d, "refused.same_lead", a->lead->name);
	return true;
}

/* A further code that the sender may not send, here or at all. */
static bool refuse_role(struct decision *d, const struct code *c)
{
	d->codes[0] = c;
	d->s.codes_n = 1;
	refuse(d, "refused.role", NULL);
	return false;
}

static bool move_once(struct decision *d, size_t i, struct ticket *t, int64_t *after)
{
	const struct code *c = d->codes[i];
	bool happened = d->r.codes_n > 1, skipping;
	struct arguments a;
	int64_t claim;
	if (!may_on(d->h, d->m->sender, c, t, d->m->came))
		return refuse_role(d, c);
	if (!code_fits(c, t->state, &skipping))
		return i > 0 ? refuse_order(d, i, t, *after) : refuse_state(d);
	d->s.ticket = &d->before;
	d->wish.ticket = &d->before;
	if (!read_claim(d, i, *after, &claim) || !read_arguments(d, c, t, happened, &a) || same_lead(d, c, t, &a))
		return false;
	struct move m = {.code = c,
			 .at = node_time(d, t, -1),
			 .lead = a.lead ? a.lead->id : 0,
			 .claim = claim,
			 .by = d->m->sender->id,
			 .companions = a.companions,
			 .companions_n = a.companions_n};
	for (size_t k = 0; k < c->takes_n; k++) {
		if (c->takes[k].kind == TAKE_TIME && strcmp(c->takes[k].name, "planned") == 0)
			m.planned = a.time;
		else if (c->takes[k].kind == TAKE_TIME)
			m.eta = a.time;
		m.set_companions |= c->takes[k].kind == TAKE_PEOPLE;
	}
	struct ticket was = *t;
	ticket_move(t, &m);
	*after = claim ? claim : *after;
	d->s.claim = claim ? claim : d->s.claim;
	d->s.who = a.lead ? a.lead : d->s.who;
	add_event(d->h, d->e, &was, t, c->name, d->m->sender->id, m.at);
	add_stated(d->e, &was, t, claim);
	return true;
}

void keep_ticket(struct decision *d, const struct ticket *t)
{
	struct effects *e = d->e;
	e->ticket = *t;
	d->s.stated = &e->ticket;
	d->s.nodes = 0;
	for (int i = 0; i < NODES_MAX; i++)
		d->s.nodes |= t->claims[i] != 0 && t->claims[i] != d->before.claims[i] ? 1u << i : 0;
	e->ticket.last_text = d->m->id;
	e->ticket.last_by = d->m->sender->id;
	e->ticket.last_at = d->m->came;
	e->outcome = DONE;
	d->s.ticket = &e->ticket;
}

/* The engineer's next ticket, which the answer to a leaving text names. */
static void find_next(struct decision *d)
{
	size_t n = 0;
	if (d->codes[d->r.codes_n - 1]->to < 0 || d->e->ticket.lead != d->m->sender->id)
		return;
	const struct code *depart = NULL;
	for (size_t i = 0; i < d->r.flow->codes_n && !depart; i++) {
		if (d->r.flow->codes[i].visit == VISIT_DEPARTS)
			depart = &d->r.flow->codes[i];
	}
	if (depart)
		n = choose_among(d->h, d->m->sender, d->r.flow, depart, depart->from, d->m->came, d->others, FITS_MAX);
	for (size_t i = 0; i < n; i++) {
		const struct ticket *t = &d->others[i];
		bool sooner = !d->s.next || (t->planned && (!d->s.next->planned || t->planned < d->s.next->planned));
		if (t->number != d->e->ticket.number && sooner)
			d->s.next = t;
	}
}

/* An engineer's customers of the day, where this text gives him one more than the flow lets pass unsaid. */
static void find_load(struct decision *d)
{
	const struct code *c = d->codes[0];
	const struct ticket *t = &d->e->ticket;
	const struct world *w = d->h->world;
	if (c->load == 0 || t->lead == 0 || t->planned == 0)
		return;
	size_t n = w->load(w->ctx, t, when_day(t->planned, 0), when_day(t->planned, 1));
	d->s.load = n >= (size_t)c->load ? n : 0;
}

/* The same machine's last repair, if the flow wants to know of it and it is no longer ago than it says. */
static void find_again(const struct context *h, struct ticket *t)
{
	const struct again *a = &t->flow->open.again;
	if (a->node < 0 || t->machine == 0)
		return;
	int64_t since = a->months ? when_months(t->opened, -a->months) : t->opened - a->days * DAY_MS;
	if (!h->world->earlier(h->world->ctx, t, a->node, since, &t->again, &t->again_at))
		t->again = t->again_at = 0;
}

static void decide_move(struct decision *d)
{
	struct ticket t;
	int64_t after = 0;
	if (!choose_ticket(d, d->codes[0]))
		return;
	d->s.ticket = &d->before;
	d->wish.ticket = &d->before;
	if (decide_overtaken(d))
		return;
	t = d->before;
	for (size_t i = 0; i < d->r.codes_n; i++) {
		d->wish.code = d->codes[i];
		if (!move_once(d, i, &t, &after))
			return;
	}
	keep_ticket(d, &t);
	d->s.words = text_str(&d->r.words);
	tell_codes(d, NULL);
	if (d->r.codes_n > 1)
		d->s.words = d->r.untaken ? text_str(&d->r.words) : NULL;
	const char *answer = d->r.codes_n > 1 ? "caught_up.answer" : d->codes[0]->answer;
	bool leaves = d->codes[d->r.codes_n - 1]->stamps || d->codes[d->r.codes_n - 1]->visit == VISIT_LEAVES;
	/* It reads all the engineer's tickets. */
	if (leaves && answer_names(&d->s, d->m->sender->lang, answer, "next"))
		find_next(d);
	if (d->r.codes_n == 1)
		find_load(d);
	answer_sender(d->e, &d->s, answer);
}

/* Gives a ticket its station, or its machine and with it customer and station. */
static void decide_assign(struct decision *d)
{
	struct arguments a;
	bool skipping;
	if (!choose_ticket(d, d->codes[0]))
		return;
	d->s.ticket = &d->before;
	d->wish.ticket = &d->before;
	if (!code_fits(d->codes[0], d->before.state, &skipping)) {
		refuse_state(d);
		return;
	}
	if (!read_claim(d, 0, 0, &d->s.claim) || !read_arguments(d, d->codes[0], &d->before, false, &a))
		return;
	struct ticket t = d->before;
	if (a.machine.id) {
		t.machine = a.machine.id;
		text_copy(t.serial, sizeof(t.serial), a.machine.serial);
		text_copy(t.model, sizeof(t.model), a.machine.model);
		text_copy(t.place, sizeof(t.place), a.machine.place);
		t.km = a.machine.km;
		t.customer = t.customer ? t.customer : a.machine.customer;
		t.station = a.machine.station ? a.machine.station : t.station;
		find_again(d->h, &t);
	}
	if (a.station)
		t.station = a.station->id;
	struct person customer;
	if (t.customer != d->before.customer && d->h->world->person(d->h->world->ctx, t.customer, &customer)) {
		text_copy(t.customer_name, sizeof(t.customer_name), customer.name);
		text_copy(t.customer_number, sizeof(t.customer_number), customer.number);
		t.customer_manager = customer.sales_manager;
		t.customer_class = customer.class;
	}
	const struct station *s = roster_station(d->h->roster, t.station);
	text_copy(t.station_name, sizeof(t.station_name), s ? s->name : t.station_name);
	add_event(d->h, d->e, &d->before, &t, d->codes[0]->name, d->m->sender->id, d->moment);
	add_stated(d->e, &d->before, &t, d->s.claim);
	keep_ticket(d, &t);
	tell_codes(d, NULL);
	answer_sender(d->e, &d->s, d->codes[0]->answer);
}

/* ---- the door ---- */

static bool only_customer(const struct person *p)
{
	return p->customer && p->roles == 0;
}

/* A text that is no code: a customer's goes to people, anyone else's is asked back. `number` is of the one ticket of
 * theirs that it names; 0 for none. */
static void decide_unread(struct decision *d, int64_t number)
{
	const struct person *p = d->m->sender;
	if (only_customer(p) || (p->customer && d->r.near_n == 0)) {
		decide_forward(d);
		return;
	}
	if (number != 0 && d->h->world->ticket(d->h->world->ctx, number, &d->before))
		d->s.ticket = d->wish.ticket = &d->before;
	for (size_t i = 0; i < d->r.near_n && !d->wish.code; i++) {
		if (may_ever(d->h, d->m->sender, d->r.near[i], d->m->came))
			d->wish.code = d->r.near[i];
	}
	if (!d->wish.code) {
		refuse(d, "refused.unread", NULL);
		return;
	}
	if (d->wish.code->does == DOES_UNDO)
		d->wish.ticket = find_undoable(d) > 0 ? &d->others[0] : NULL;
	d->s.flow = d->r.flow;
	d->s.codes = &d->wish.code;
	d->s.codes_n = 1;
	refuse(d, "refused.near", NULL);
}

/* A refusal that needed no ticket still bears the number of the one that was named. */
static void name_ticket(struct decision *d)
{
	const struct world *w = d->h->world;
	if (d->r.number != 0 && !d->r.number_bad && w->ticket(w->ctx, d->r.number, &d->before) &&
	    ticket_has_to_do(&d->before, d->m->sender, d->h->roster, d->m->came))
		d->s.ticket = d->wish.ticket = &d->before;
}

static void decide_code(struct decision *d)
{
	const struct code *c = d->codes[0];
	d->s.flow = d->r.flow;
	d->s.codes = d->codes;
	d->s.codes_n = d->r.codes_n;
	d->wish.code = c;
	/* A customer's sentence that begins with a code's word is for people; and `同意` may be an answer to what we wrote. */
	bool plain = c->does == DOES_CLAIM || c->does == DOES_APPROVE || c->does == DOES_REFUSE;
	if (only_customer(d->m->sender) && (!d->r.clean || (plain && !may_ever(d->h, d->m->sender, c, d->m->came)))) {
		decide_forward(d);
		return;
	}
	if (!may_ever(d->h, d->m->sender, c, d->m->came)) {
		name_ticket(d);
		refuse(d, "refused.role", NULL);
		return;
	}
	switch (c->does) {
	case DOES_MOVE:
		decide_move(d);
		break;
	case DOES_ASSIGN:
		decide_assign(d);
		break;
	case DOES_DEPUTY:
		decide_deputy(d);
		break;
	case DOES_UNDO:
		decide_undo(d);
		break;
	case DOES_LIST:
		decide_list(d);
		break;
	case DOES_HELP:
		decide_help(d);
		break;
	case DOES_CLAIM:
		decide_claim(d);
		break;
	case DOES_APPROVE:
	case DOES_REFUSE:
		decide_correction(d);
		break;
	}
}

/* All is cleared but the many tickets, which are read only where they were written. */
static void begin(struct decision *d)
{
	memset(d, 0, offsetof(struct decision, others));
	memset(&d->others_n, 0, sizeof(*d) - offsetof(struct decision, others_n));
}

/* Which of the numbers in the text belong to tickets the sender has to do with. */
static size_t find_mine(const struct context *h, const struct mo *m, int64_t *mine)
{
	int64_t numbers[NUMBERS_IN_TEXT];
	struct ticket t;
	size_t kept = 0, n = reading_numbers(m->folded, numbers, NUMBERS_IN_TEXT);
	for (size_t i = 0; i < n; i++) {
		if (h->world->ticket(h->world->ctx, numbers[i], &t) &&
		    ticket_has_to_do(&t, m->sender, h->roster, m->came))
			mine[kept++] = numbers[i];
	}
	return kept;
}

void decide_text(const struct context *h, const struct mo *m, struct effects *e)
{
	int64_t mine[NUMBERS_IN_TEXT];
	e->outcome = UNKNOWN;
	if (!m->sender)
		return;
	struct decision d;
	begin(&d);
	d.h = h;
	d.m = m;
	d.e = e;
	d.moment = mo_moment(m);
	d.list = text_new(4096);
	d.s = (struct saying){.house = h, .mo = m, .now = m->came};
	size_t n = find_mine(h, m, mine);
	reading_read(&d.r, h->flows, h->roster, m->text, m->folded, mine, n, d.moment);
	for (size_t i = 0; i < d.r.codes_n; i++)
		d.codes[i] = d.r.codes[i].code;
	if (d.r.codes_n == 0)
		decide_unread(&d, n == 1 ? mine[0] : 0);
	else
		decide_code(&d);
	reading_free(&d.r);
	text_free(&d.list);
}

void decide_open(const struct context *h, const struct opening *o, struct effects *e)
{
	struct ticket blank, *t = &e->ticket;
	struct saying s = {.house = h, .ticket = t, .flow = o->flow, .now = o->came};
	ticket_blank(&blank, o->flow, o->number);
	*t = blank;
	t->opened = o->came;
	t->machine = o->machine ? o->machine->id : 0;
	t->customer = o->customer ? o->customer->id : 0;
	t->station = o->station ? o->station->id : 0;
	t->customer_manager = o->customer ? o->customer->sales_manager : 0;
	t->customer_class = o->customer ? o->customer->class : 0;
	t->km = o->machine ? o->machine->km : -1;
	t->down = o->down;
	text_copy(t->fault, sizeof(t->fault), o->fault);
	text_copy(t->site, sizeof(t->site), o->site);
	text_copy(t->serial, sizeof(t->serial), o->machine ? o->machine->serial : o->serial);
	text_copy(t->model, sizeof(t->model), o->machine ? o->machine->model : "");
	text_copy(t->place, sizeof(t->place), o->machine ? o->machine->place : "");
	text_copy(t->customer_name, sizeof(t->customer_name), o->customer ? o->customer->name : o->customer_words);
	text_copy(t->customer_number, sizeof(t->customer_number), o->customer ? o->customer->number : "");
	text_copy(t->station_name, sizeof(t->station_name), o->station ? o->station->name : o->station_words);
	struct move m = {.code = &o->flow->open, .at = o->came};
	ticket_move(t, &m);
	find_again(h, t);
	add_event(h, e, &blank, t, o->flow->open.name, o->by, o->came);
	e->outcome = DONE;
	tell_opening(h, e, &s);
}

/* What a step says was worth sending from when it was to be taken, not from now. */
static void date_from(struct effects *e, size_t first, int64_t late, int64_t now)
{
	size_t kept = first;
	for (size_t i = first; i < e->messages_n; i++) {
		struct message *m = &e->messages[i];
		m->expires -= late;
		if (m->expires > now) {
			e->messages[kept++] = *m;
			continue;
		}
		params_free(&m->params);
		free(m->text);
	}
	e->messages_n = kept;
}

void decide_due(const struct context *h, struct ticket *t, int64_t now, struct effects *e)
{
	struct clock_context house = context_clocks(h);
	struct due_step *steps = calloc(DUE_STEPS_MAX, sizeof(*steps));
	if (!steps) {
		e->failed = true;
		return;
	}
	size_t n = clocks_take(&house, t, now, steps);
	for (size_t i = 0; i < n; i++) {
		struct saying s = {.house = h,
				   .ticket = t,
				   .flow = t->flow,
				   .now = now,
				   .clock = steps[i].clock,
				   .due = steps[i].due};
		size_t first = e->messages_n;
		tell_step(h, e, &s, steps[i].step);
		date_from(e, first, now - steps[i].at, now);
	}
	free(steps);
}
