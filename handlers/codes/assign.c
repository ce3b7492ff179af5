#include "handlers/codes/assign.h"

#include "handlers/answer/event.h"
#include "handlers/answer/repeat_failure.h"
#include "handlers/answer/tell.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/ticket_pick.h"
#include "handlers/decision/typed_time.h"
#include "handlers/model/ticket_move.h"

static void take_machine(struct ticket *t, const struct machine *m)
{
	const bool other = t->machine != 0 && t->machine != m->id;
	t->machine = m->id;
	text_copy(t->serial, sizeof(t->serial), m->serial);
	text_copy(t->model, sizeof(t->model), m->model);
	text_copy(t->place, sizeof(t->place), m->place);
	t->km = m->km;
	/* Whoever asked for help stays the customer of a machine that had only words until now. */
	if (other || t->customer == 0)
		t->customer = m->customer ? m->customer : t->customer;
	t->station = m->station ? m->station : t->station;
}

/* The names that follow from customer and station. */
static void take_names(const struct context *ctx, struct ticket *t, int64_t customer_before)
{
	struct person customer;
	const struct station *s = roster_station(ctx->roster, t->station);
	if (t->customer != customer_before && ctx->world->person(ctx->world->ctx, t->customer, &customer)) {
		text_copy(t->customer_name, sizeof(t->customer_name), customer.name);
		text_copy(t->customer_number, sizeof(t->customer_number), customer.number);
		t->customer_manager = customer.sales_manager;
		t->customer_class = customer.class;
	}
	text_copy(t->station_name, sizeof(t->station_name), s ? s->name : t->station_name);
}

void decide_assign(struct decision *d)
{
	const struct code *c = d->codes[0];
	int64_t told[FIELDS_MAX] = {0};
	struct arguments a;
	struct ticket t;
	bool skipping;
	if (!pick_ticket(d, c) || decision_too_early(d, -1))
		return;
	d->s.ticket = d->wish.ticket = &d->before;
	if (!code_fits(c, d->before.state, &skipping)) {
		pick_refuse_state(d);
		return;
	}
	if (!typed_time_stated(d, 0, 0, &d->s.claim) || !arguments_read(d, c, &d->before, false, &a))
		return;
	arguments_tell(d, c, told);
	t = d->before;
	if (a.machine.id) {
		take_machine(&t, &a.machine);
		repeat_failure_find(d->ctx, &t);
	}
	if (a.station)
		t.station = a.station->id;
	take_names(d->ctx, &t, d->before.customer);
	if (c->to >= 0)
		ticket_take_back(&t, c->to);
	ticket_tell(&t, c, told);
	event_add(d->ctx, d->e, &d->before, &t, c->name, d->m->sender->id, d->moment);
	event_add_stated(d->e, &d->before, &t, d->s.claim);
	decision_keep(d, &t);
	d->s.words = code_brings(c, BRINGS_WORDS) ? text_str(&d->r.words) : NULL;
	tell_codes(d->e, &d->s, &d->before, NULL);
	answer_sender(d->e, &d->s, c->answer);
}
