#include "handlers/decide/open_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "handlers/decide/opening.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/candidates.h"
#include "templates/text/fold.h"

/* What the text says of the ticket itself, which no field keeps. */
struct said_of {
	struct machine machine;
	struct person customer;
	int64_t station;
};

/* The number of a ticket that there is already says that another text was meant. */
static bool refuse_number(struct decision *d)
{
	char number[NUMBER_BYTES];
	if (d->r.number == 0)
		return false;
	snprintf(number, sizeof(number), "%" PRId64, d->r.number);
	decision_refuse(d, "refused.opening", number);
	return true;
}

static bool find_machine(struct decision *d, int64_t id, struct machine *out)
{
	const struct world *w = d->ctx->world;
	char serial[SERIAL_BYTES], folded[SERIAL_BYTES];
	return w->serial(w->ctx, id, serial) && fold_small(folded, sizeof(folded), serial) &&
	       w->machine(w->ctx, folded, out);
}

/* What is taken into no field. */
static void find_said(struct decision *d, const struct code *c, struct said_of *of)
{
	int64_t value;
	for (size_t i = 0; i < c->takes_n; i++) {
		const struct take *k = &c->takes[i];
		if (k->field >= 0 || !given_value(&d->s.given, k, &value))
			continue;
		if (k->is.kind->brings & BRINGS_MACHINE && !find_machine(d, value, &of->machine))
			of->machine.id = 0;
		if (k->is.kind->brings & BRINGS_STATION)
			of->station = value;
	}
}

static void fill_opening(struct decision *d, struct opening *o, const struct code *c)
{
	memset(o->told, 0, sizeof(o->told));
	arguments_tell(d, c, o->told);
	for (size_t i = 0; i < o->flow->fields_n; i++) {
		if (!(o->flow->fields[i].is.kind->brings & BRINGS_WORDS))
			continue;
		o->said[i] = o->told[i] ? text_str(&d->r.words) : NULL;
		o->told[i] = 0;
	}
}

static void open_one(struct decision *d, const struct flow *f, const struct code *c, const struct said_of *of)
{
	const struct person *p = d->m->sender;
	const struct machine *m = of->machine.id ? &of->machine : NULL;
	int64_t station = of->station ? of->station : m && m->station ? m->station : p->station;
	struct opening o = {.flow = f,
			    .number = d->ctx->world->next ? d->ctx->world->next(d->ctx->world->ctx) : 0,
			    .machine = m,
			    .customer = of->customer.id ? &of->customer : NULL,
			    .station = roster_station(d->ctx->roster, station),
			    .serial = "",
			    .customer_words = "",
			    .station_words = "",
			    .fault = text_str(&d->r.words),
			    .site = "",
			    .mo = d->m,
			    .by = p->id,
			    .came = d->m->came,
			    .text = d->m->id};
	fill_opening(d, &o, c);
	if (o.number == 0) {
		d->e->failed = true;
		return;
	}
	decide_open(d->ctx, &o, d->e);
	d->e->opened = true;
	d->e->ticket.last_text = d->m->id;
	d->e->ticket.last_by = p->id;
	d->e->ticket.last_at = d->m->came;
	d->s.ticket = &d->e->ticket;
	d->s.words = text_str(&d->r.words);
	answer_sender(d->e, &d->s, c->answer);
}

/* A customer opens for themselves; else it is the machine's customer. */
static void find_customer(struct decision *d, struct said_of *of)
{
	const struct world *w = d->ctx->world;
	const struct person *p = d->m->sender;
	if (p->customer && !p->roles)
		of->customer = *p;
	else if (!of->machine.id || !of->machine.customer || !w->person(w->ctx, of->machine.customer, &of->customer))
		of->customer.id = 0;
}

void decide_open_text(struct decision *d)
{
	const struct code *c = d->codes[0];
	const struct flow *f = flow_of_code(&d->ctx->rules->flows, c);
	struct said_of of = {.station = 0};
	struct arguments a;
	if (!f || refuse_number(d) || !arguments_read(d, c, NULL, false, &a))
		return;
	d->s.flow = f;
	find_said(d, c, &of);
	find_customer(d, &of);
	open_one(d, f, c, &of);
}
