#include "gateway/road/take.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/machine_rows.h"
#include "db/store/people_rows.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "gateway/road/intake.h"
#include "gateway/road/ticket_open.h"
#include "gateway/wire/wire_in.h"
#include "gateway/wire/wire_out.h"
#include "handlers/answer/effects.h"
#include "handlers/decide/opening.h"
#include "handlers/model/flow.h"
#include "handlers/people/msisdn.h"
#include "handlers/people/people.h"
#include "handlers/people/roster.h"
#include "templates/text/fold.h"
#include "templates/text/units.h"

struct known { /* whom and what the opening names, as far as they are known */
	struct machine machine;
	struct person customer;
	char serial[SERIAL_BYTES];
	struct opening o;
};

static const struct person *find_customer(struct intake *intake, const char *words, struct person *out)
{
	char folded[NAME_BYTES], number[MSISDN_MAX];

	if (!*words)
		return NULL;
	if (msisdn_read(words, intake->g->setup->country, number) && people_by_number(intake->g->store, number, out) &&
	    out->customer)
		return out;
	if (fold_small(folded, sizeof(folded), words) && people_customer_named(intake->g->store, folded, out) == 1)
		return out;
	return NULL;
}

static void know_opening(struct intake *intake, const struct wire_open *wo, const struct flow *flow, struct known *k)
{
	char folded[NAME_BYTES];
	const struct roster *r = &intake->g->roster;

	k->o = (struct opening){.flow = flow,
				.serial = wo->machine,
				.customer_words = wo->customer,
				.station_words = wo->station,
				.fault = wo->fault,
				.site = wo->site,
				.down = wo->down,
				.by = intake->in->by,
				.came = intake->now};
	if (*wo->machine && fold_small(folded, sizeof(folded), wo->machine) &&
	    machine_by_serial(intake->g->store, folded, &k->machine))
		k->o.machine = &k->machine;
	k->o.customer = find_customer(intake, wo->customer, &k->customer);
	if (!k->o.customer && !*wo->customer && k->o.machine && k->machine.customer &&
	    people_by_id(intake->g->store, k->machine.customer, &k->customer))
		k->o.customer = &k->customer;
	if (*wo->station && fold_small(folded, sizeof(folded), wo->station))
		k->o.station = roster_station_named(r, folded);
	if (!k->o.station && !*wo->station && k->o.machine)
		k->o.station = roster_station(r, k->machine.station);
}

/* The first that is wrong, or NULL. */
static const struct wire_field *take_fields(struct intake *intake, const struct wire_open *wo, struct opening *o,
					    char *why, size_t size)
{
	for (size_t i = 0; i < wo->fields_n; i++)
		if (!opening_field(&intake->context, o, wo->fields[i].name, wo->fields[i].value, why, size))
			return &wo->fields[i];
	return NULL;
}

#define ANSWER_MOST 1024

/* The inbox and the log have it as `why` says. */
static bool reject_field(struct intake *intake, const struct wire_open *wo, const struct flow *flow,
			 const struct wire_field *f, const char *why)
{
	struct input *in = intake->in;
	struct text said;

	if (!intake_reject(intake, wo->id, why))
		return false;
	if (!in->in_lang)
		return true;
	said = text_new(ANSWER_MOST);
	opening_field_wrong(&wording_own(intake->g->rules->wording, in->lang)->rows, flow, f->name, f->value, &said);
	free(in->answer);
	in->answer = strdup(text_str(&said));
	text_free(&said);
	return in->answer;
}

static bool decide_and_apply(struct intake *intake, const struct wire_open *wo, struct opening *o)
{
	struct effects e;
	bool good;

	effects_begin(&e);
	good = ticket_open(intake, o, wo->reported_by, wo->key, &e) && intake_apply(intake, &e, "opened");
	effects_free(&e);
	return good;
}

/* A known key opens nothing again: the reply names the ticket that there is. */
static bool is_open_already(struct intake *intake, const struct wire_open *wo)
{
	struct input *in = intake->in;

	in->ticket = *wo->key ? tickets_by_key(intake->g->store, wo->flow, wo->key) : 0;
	if (in->ticket == 0)
		return false;
	intake_outcome(intake, "again");
	return true;
}

static bool renew(struct intake *intake, struct opening *o)
{
	struct store *s = intake->g->store;
	struct ticket *t = calloc(1, sizeof(*t));
	struct effects e;
	bool good;

	if (!t)
		return false;
	effects_begin(&e);
	o->number = intake->in->ticket;
	o->text = intake->row;
	if (tickets_load(s, &intake->context.rules->flows, o->number, t))
		decide_open_again(&intake->context, o, t, &e);
	good = intake_had_memory(intake) && !e.failed && !store_failed(s) && intake_keep_words(intake, &e) &&
	       (e.events_n == 0 || tickets_save(s, &e.ticket, intake->now)) && intake_apply(intake, &e, "again");
	intake->in->ticket = o->number;
	effects_free(&e);
	free(t);
	return good;
}

static bool file_and_open(struct intake *intake, const struct wire_open *wo, struct opening *o)
{
	struct inbox_entry entry = intake_entry(intake);
	bool again;

	if (intake_key_differs(intake, wo->id, "mo", API_CHANNEL))
		return true;
	entry.key = wo->id;
	if (!intake_file(intake, &entry, &again))
		return false;
	if (again)
		return intake_reply_again(intake, wo->id);
	if (is_open_already(intake, wo)) {
		if (intake->in->renews ? !renew(intake, o)
				       : !inbox_settle(intake->g->store, intake->row, intake->in->outcome, "key",
						       intake->in->ticket, NULL))
			return false;
	} else if (store_failed(intake->g->store) || !decide_and_apply(intake, wo, o)) {
		return false;
	}
	intake->in->reply = wire_ok(wo->id, intake->in->ticket);
	return intake->in->reply;
}

static bool take_read_open(struct intake *intake, const struct wire_open *wo)
{
	const struct flow *flow = flows_find(&intake->context.rules->flows, wo->flow);
	const struct wire_field *wrong;
	struct known *k;
	char why[WHY_BYTES];
	bool good;

	if (!flow) {
		snprintf(why, sizeof(why), "there is no flow \"%.32s\"; there is \"%s\"", wo->flow,
			 intake->context.rules->flows.all[0]->name);
		return intake_reject(intake, wo->id, why);
	}
	k = calloc(1, sizeof(*k));
	if (!k)
		return false;
	know_opening(intake, wo, flow, k);
	wrong = take_fields(intake, wo, &k->o, why, sizeof(why));
	if (store_failed(intake->g->store))
		good = false;
	else
		good = wrong ? reject_field(intake, wo, flow, wrong, why) : file_and_open(intake, wo, &k->o);
	free(k);
	return good;
}

bool take_open(struct intake *intake)
{
	struct wire_open wo;
	char why[WHY_BYTES];
	bool good;

	if (!wire_read_open(intake->in->payload, intake->in->length, &wo, why, sizeof(why)))
		return intake_reject(intake, wo.id, why);
	good = take_read_open(intake, &wo);
	wire_open_free(&wo);
	return good;
}
