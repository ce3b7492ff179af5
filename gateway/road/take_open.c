#include "gateway/road/intake.h"

#include "db/tables/people_rows.h"
#include "db/tables/tickets.h"
#include "gateway/wire/wire.h"
#include "handlers/decide/opening.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct known { /* whom and what the opening names, as far as anyone knows them */
	struct machine machine;
	struct person customer;
	char serial[SERIAL_BYTES];
	struct opening o;
};

static const struct person *find_customer(struct intake *w, const char *words, struct person *out)
{
	char folded[NAME_BYTES], number[MSISDN_MAX];
	if (!*words)
		return NULL;
	if (msisdn_read(words, w->g->setup->country, number) && people_by_number(w->g->store, number, out) &&
	    out->customer)
		return out;
	if (fold_small(folded, sizeof(folded), words) && people_customer_named(w->g->store, folded, out) == 1)
		return out;
	return NULL;
}

static void know_opening(struct intake *w, const struct wire_open *wo, const struct flow *flow, struct known *k)
{
	char folded[NAME_BYTES];
	const struct roster *r = &w->g->roster;
	k->o = (struct opening){.flow = flow,
				.serial = wo->machine,
				.customer_words = wo->customer,
				.station_words = wo->station,
				.fault = wo->fault,
				.site = wo->site,
				.reported_by = wo->reported_by,
				.down = wo->down,
				.came = w->now};
	if (*wo->machine && fold_small(folded, sizeof(folded), wo->machine) &&
	    people_machine(w->g->store, folded, &k->machine))
		k->o.machine = &k->machine;
	k->o.customer = find_customer(w, wo->customer, &k->customer);
	if (!k->o.customer && !*wo->customer && k->o.machine && k->machine.customer &&
	    people_by_id(w->g->store, k->machine.customer, &k->customer))
		k->o.customer = &k->customer;
	if (*wo->station && fold_small(folded, sizeof(folded), wo->station))
		k->o.station = roster_station_named(r, folded);
	if (!k->o.station && !*wo->station && k->o.machine)
		k->o.station = roster_station(r, k->machine.station);
}

static bool open_ticket(struct intake *w, const struct wire_open *wo, const struct flow *flow)
{
	struct store *s = w->g->store;
	struct known *k = calloc(1, sizeof(*k));
	struct effects e;
	bool good = false;
	effects_begin(&e);
	if (k) {
		know_opening(w, wo, flow, k);
		k->o.number = tickets_next(s);
		decide_open(&w->house, &k->o, &e);
		struct ticket_words words = {.fault = wo->fault,
					     .site = wo->site,
					     .serial = k->o.machine ? "" : wo->machine,
					     .customer = k->o.customer ? "" : wo->customer,
					     .station = k->o.station ? "" : wo->station,
					     .reported_by = wo->reported_by};
		good = intake_had_memory(w) && k->o.number && !e.failed && !store_failed(s) &&
		       tickets_add(s, &e.ticket, &words, w->now) && intake_apply(w, &e, "opened");
		effects_free(&e);
	}
	free(k);
	return good;
}

static bool take_read_open(struct intake *w, const struct wire_open *wo)
{
	struct inbox_entry entry = {.kind = "open",
				    .channel = w->in->channel,
				    .key = wo->id,
				    .came = w->now,
				    .moment = w->now,
				    .payload = w->in->payload,
				    .length = w->in->length};
	const struct flow *flow = flows_find(w->house.flows, wo->flow);
	char why[WHY_BYTES];
	bool again;
	if (!flow) {
		snprintf(why, sizeof(why), "there is no flow \"%.32s\"; there is \"%s\"", wo->flow,
			 w->house.flows->all[0]->name);
		return intake_reject(w, wo->id, why);
	}
	if (!intake_take_input(w, &entry, &again))
		return false;
	if (again)
		return intake_reply_again(w, wo->id);
	if (!open_ticket(w, wo, flow))
		return false;
	w->in->reply = wire_ok(wo->id, w->in->ticket);
	return w->in->reply != NULL;
}

bool take_open(struct intake *w)
{
	struct wire_open wo;
	char why[WHY_BYTES];
	if (!wire_read_open(w->in->payload, w->in->length, &wo, why, sizeof(why)))
		return intake_reject(w, wo.id, why);
	bool good = take_read_open(w, &wo);
	wire_open_free(&wo);
	return good;
}
