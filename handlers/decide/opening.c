#include "handlers/decide/opening.h"

#include "handlers/answer/event.h"
#include "handlers/answer/repeat_failure.h"
#include "handlers/answer/tell.h"
#include "handlers/model/ticket_move.h"

void decide_open(const struct context *ctx, const struct opening *o, struct effects *e)
{
	struct ticket blank, *t = &e->ticket;
	struct saying s = {.ctx = ctx, .ticket = t, .flow = o->flow, .now = o->came};
	struct move m;
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
	m = (struct move){.code = &o->flow->open, .at = o->came};
	ticket_move(t, &m);
	repeat_failure_find(ctx, t);
	event_add(ctx, e, &blank, t, o->flow->open.name, o->by, o->came);
	e->outcome = DONE;
	tell_opening(e, &s);
}
