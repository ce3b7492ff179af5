#include "handlers/codes/assign.h"

#include "handlers/answer/again.h"
#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/pick.h"
#include "handlers/decision/typed_time.h"

/* Gives a ticket its station, or its machine and with it customer and station. */
void decide_assign(struct decision *d)
{
	struct arguments a;
	bool skipping;
	struct ticket t;
	struct person customer;
	const struct station *s;
	if (!pick_ticket(d, d->codes[0]))
		return;
	d->s.ticket = &d->before;
	d->wish.ticket = &d->before;
	if (!code_fits(d->codes[0], d->before.state, &skipping)) {
		pick_refuse_state(d);
		return;
	}
	if (!typed_time_stated(d, 0, 0, &d->s.claim) || !arguments_read(d, d->codes[0], &d->before, false, &a))
		return;
	t = d->before;
	if (a.machine.id) {
		t.machine = a.machine.id;
		text_copy(t.serial, sizeof(t.serial), a.machine.serial);
		text_copy(t.model, sizeof(t.model), a.machine.model);
		text_copy(t.place, sizeof(t.place), a.machine.place);
		t.km = a.machine.km;
		t.customer = t.customer ? t.customer : a.machine.customer;
		t.station = a.machine.station ? a.machine.station : t.station;
		again_find(d->ctx, &t);
	}
	if (a.station)
		t.station = a.station->id;
	if (t.customer != d->before.customer && d->ctx->world->person(d->ctx->world->ctx, t.customer, &customer)) {
		text_copy(t.customer_name, sizeof(t.customer_name), customer.name);
		text_copy(t.customer_number, sizeof(t.customer_number), customer.number);
		t.customer_manager = customer.sales_manager;
		t.customer_class = customer.class;
	}
	s = roster_station(d->ctx->roster, t.station);
	text_copy(t.station_name, sizeof(t.station_name), s ? s->name : t.station_name);
	event_add(d->ctx, d->e, &d->before, &t, d->codes[0]->name, d->m->sender->id, d->moment);
	event_add_stated(d->e, &d->before, &t, d->s.claim);
	decision_keep(d, &t);
	tell_codes(d->e, &d->s, &d->before, NULL);
	answer_sender(d->e, &d->s, d->codes[0]->answer);
}
