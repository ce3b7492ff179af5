#include "gateway/phones/phone_cast.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/machine_rows.h"
#include "db/store/people_rows.h"
#include "db/store/roster_rows.h"
#include "gateway/command/caller.h"
#include "handlers/people/roster_roles.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define STAFF_MOST 500
#define CUSTOMERS_MOST 100
#define MACHINES_MOST 300 /* that are looked through for them */
#define SERIALS_MOST 20

struct cast {
	struct phone_play *play;
	struct machine_counted *machines;
	size_t machines_n, first; /* the one whose people are on the phones */
	struct person customers[CUSTOMERS_MOST];
	size_t customers_n;
	const struct person *head, *engineer, *manager;
	const struct person *customer;
};

static const struct roster *roster_of(const struct cast *c)
{
	return &c->play->stage.gateway.roster;
}

/* ---- who plays ---- */

static const struct person *of_station(const struct cast *c, enum role role, int64_t station)
{
	size_t i = 0;
	const struct person *p;

	while ((p = roster_next(roster_of(c), role, station, &i)))
		if (p->station == station)
			return p;
	return NULL;
}

static const struct person *any(const struct cast *c, enum role role)
{
	for (size_t i = 0; i < roster_of(c)->n; i++)
		if (roster_of(c)->people[i].roles & ROLE_BIT(role))
			return &roster_of(c)->people[i];
	return NULL;
}

static const struct person *customer_of(const struct cast *c, int64_t id)
{
	for (size_t i = 0; i < c->customers_n; i++)
		if (c->customers[i].id == id)
			return &c->customers[i];
	return NULL;
}

static void find_customers(struct cast *c)
{
	for (size_t i = 0; i < c->machines_n && c->customers_n < CUSTOMERS_MOST; i++) {
		int64_t id = c->machines[i].is.customer;
		struct person *p = &c->customers[c->customers_n];

		if (id && !customer_of(c, id) && people_by_id(c->play->stage.gateway.store, id, p) && *p->number)
			c->customers_n++;
	}
}

/* The people of the first machine for which all are there; of the first that has a customer, where there is none. */
static void choose(struct cast *c)
{
	for (size_t i = c->machines_n; i > 0; i--) {
		const struct machine *m = &c->machines[i - 1].is;
		const struct person *customer = customer_of(c, m->customer), *head, *engineer;

		if (!customer)
			continue;
		head = of_station(c, STATION_HEAD, m->station);
		engineer = of_station(c, ENGINEER, m->station);
		if (c->customer && c->head && c->engineer && !(head && engineer))
			continue;
		c->customer = customer;
		c->head = head;
		c->engineer = engineer;
		c->manager = roster_person(roster_of(c), customer->sales_manager);
		if (!c->manager)
			c->manager = of_station(c, SALES_MANAGER, m->station);
		c->first = i - 1;
	}
	c->head = c->head ? c->head : any(c, STATION_HEAD);
	c->engineer = c->engineer ? c->engineer : any(c, ENGINEER);
	c->manager = c->manager ? c->manager : any(c, SALES_MANAGER);
}

/* ---- what is said of them ---- */

/* The name, where nobody else has it; else the number; "" of nobody. */
static const char *called(const struct cast *c, const struct person *p)
{
	const struct stage *s = &c->play->stage;
	struct caller found;
	char why[WHY_BYTES];

	if (!p)
		return "";
	return caller_find(roster_of(c), s->gateway.store, c->play->setup.country, p->name, &found, why, sizeof(why))
		       ? p->name
		       : p->number;
}

static void put_person(struct json_writer *j, const struct cast *c, const struct person *p)
{
	const struct roles *roles = people_roles_of(c->play->stage.gateway.store);
	const struct station *station = roster_station(roster_of(c), p->station);

	json_add_object(j);
	json_put_string(j, "name", p->name);
	json_put_id(j, "person", p->id);
	json_put_string(j, "number", p->number);
	json_open_list(j, "roles");
	for (int i = 0; i < roles_count(roles); i++)
		if (p->roles & ROLE_BIT(i))
			json_add_string(j, role_name(roles, i));
	if (p->customer)
		json_add_string(j, "customer");
	json_close_list(j);
	json_put_string_or_null(j, "station", station ? station->name : NULL);
	json_put_string(j, "language", lang_name(p->lang));
	json_close_object(j);
}

static void put_people(struct json_writer *j, const struct cast *c)
{
	const struct roster *r = roster_of(c);

	json_open_list(j, "people");
	for (size_t i = 0; i < r->n && i < STAFF_MOST; i++)
		put_person(j, c, &r->people[i]);
	for (size_t i = 0; i < c->customers_n; i++)
		if (!roster_person(r, c->customers[i].id))
			put_person(j, c, &c->customers[i]);
	json_close_list(j);
}

static void put_serials(struct json_writer *j, const struct cast *c)
{
	json_open_list(j, "serials");
	for (size_t i = 0; i < c->machines_n && i < SERIALS_MOST; i++)
		json_add_string(j, c->machines[(c->first + i) % c->machines_n].is.serial);
	json_close_list(j);
}

static void put_field(struct json_writer *j, const struct take *k, enum lang l)
{
	json_add_object(j);
	json_put_string(j, "name", k->is.name);
	json_put_string(j, "kind", k->is.kind->name);
	json_put_string(j, "label", k->is.label.in[l]);
	json_put_bool(j, "must", k->must != MAY);
	json_close_object(j);
}

static void put_flows(struct json_writer *j, const struct cast *c, enum lang l)
{
	const struct flows *all = &c->play->stage.gateway.rules->flows;

	json_open_list(j, "flows");
	for (size_t i = 0; i < all->n; i++) {
		const struct flow *f = all->all[i];

		json_add_object(j);
		json_put_string(j, "name", f->name);
		json_put_string(j, "title", f->title.in[l]);
		put_serials(j, c);
		json_open_list(j, "fields");
		for (size_t k = 0; k < f->open.takes_n; k++)
			if (f->open.takes[k].field >= 0)
				put_field(j, &f->open.takes[k], l);
		json_close_list(j);
		json_close_object(j);
	}
	json_close_list(j);
}

void phone_cast_put(struct json_writer *j, struct phone_play *p, enum lang l)
{
	struct cast *c = calloc(1, sizeof(*c));

	if (c)
		c->machines = calloc(MACHINES_MOST, sizeof(*c->machines));
	if (!c || !c->machines) {
		store_fail(p->stage.gateway.store, "out of memory");
		free(c);
		return;
	}
	c->play = p;
	c->machines_n = machines_after(p->stage.gateway.store, 0, c->machines, MACHINES_MOST);
	find_customers(c);
	choose(c);
	put_people(j, c);
	json_open_list(j, "phones");
	json_add_string(j, called(c, c->customer));
	json_add_string(j, called(c, c->head));
	json_add_string(j, called(c, c->engineer));
	json_add_string(j, called(c, c->manager));
	json_close_list(j);
	put_flows(j, c, l);
	free(c->machines);
	free(c);
}
