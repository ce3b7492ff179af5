#include "tests/handlers/fake_answers.h"

#include "handlers/model/ticket_number.h"

#include <string.h>

static bool ticket(void *ctx, int64_t number, struct ticket *out)
{
	const struct ticket *t = fake_ticket(ctx, number);
	if (t)
		*out = *t;
	return t != NULL;
}

/* As the gateway's world gives them: a decision that leans on more is found out. */
static void make_brief(const struct ticket *t, struct ticket *out)
{
	*out = *t;
	memset(out->clocks, 0xff, sizeof(out->clocks));
	text_copy(out->fault, sizeof(out->fault), "fault of a brief ticket");
	text_copy(out->site, sizeof(out->site), "site of a brief ticket");
	text_copy(out->model, sizeof(out->model), "model of a brief ticket");
	text_copy(out->place, sizeof(out->place), "place of a brief ticket");
	text_copy(out->customer_name, sizeof(out->customer_name), "customer of a brief ticket");
	text_copy(out->customer_number, sizeof(out->customer_number), "+0");
	text_copy(out->station_name, sizeof(out->station_name), "station of a brief ticket");
	out->customer_manager = 0;
	out->customer_class = 0;
	out->km = -1;
}

/* A field names this person, or this station. */
static bool names(const struct ticket *t, enum brings what, int64_t id)
{
	for (size_t i = 0; i < t->flow->fields_n; i++) {
		if (t->flow->fields[i].is.kind->brings & what && t->fields[i] == id)
			return true;
	}
	return false;
}

static bool is_of(const struct ticket *t, enum whose whose, int64_t id)
{
	switch (whose) {
	case OF_LEAD:
		return t->lead == id;
	case OF_STATION:
		return t->station == id;
	case OF_CUSTOMER:
		return t->customer == id;
	case OF_NAMED:
		return names(t, BRINGS_PERSON, id);
	case OF_NAMED_STATION:
		return names(t, BRINGS_STATION, id);
	case OF_ALL:
		break;
	}
	return true;
}

static int64_t next(void *ctx)
{
	const struct fake *f = ctx;
	return ticket_number((int64_t)f->tickets_n + 1000);
}

static size_t tickets(void *ctx, enum whose whose, int64_t id, const struct flow *flow, uint32_t states,
		      struct ticket *out, size_t max)
{
	const struct fake *f = ctx;
	size_t n = 0;
	for (size_t i = 0; i < f->tickets_n && n < max; i++) {
		const struct ticket *t = &f->tickets[i];
		if (t->flow == flow && !flow->states[t->state].ends && (states & (1u << t->state)) &&
		    is_of(t, whose, id))
			make_brief(t, &out[n++]);
	}
	return n;
}

static size_t claimed(void *ctx, enum whose whose, int64_t id, const struct flow *flow, struct ticket *out, size_t max)
{
	const struct fake *f = ctx;
	size_t n = 0;
	for (size_t i = 0; i < f->tickets_n && n < max; i++) {
		const struct ticket *t = &f->tickets[i];
		if (t->flow == flow && ticket_claimed(t) && (whose == OF_ALL || t->station == id))
			out[n++] = *t;
	}
	return n;
}

static size_t tickets_that(void *ctx, const struct flow *flow, uint32_t states, ticket_is *is, void *of,
			   struct ticket *out, size_t max)
{
	const struct fake *f = ctx;
	size_t n = 0;
	for (size_t i = 0; i < f->tickets_n && n < max; i++) {
		const struct ticket *t = &f->tickets[i];
		if (t->flow == flow && (states & (1u << t->state)) && is(of, t))
			make_brief(t, &out[n++]);
	}
	return n;
}

static int digits(void *ctx, int64_t number, int64_t person, enum digits_of of, int set)
{
	(void)ctx;
	return (int)((number + person + 5000 * (of == DIGITS_OF_CLAIMS) + set) % 10000);
}

static size_t load(void *ctx, const struct ticket *of, int64_t from, int64_t until)
{
	const struct fake *f = ctx;
	int64_t seen[FAKE_TICKETS];
	size_t n = 0;
	for (size_t i = 0; i < f->tickets_n; i++) {
		const struct ticket *t = &f->tickets[i];
		int64_t planned = ticket_planned(t);
		bool there = t->number == of->number || t->lead != of->lead || planned < from || planned >= until ||
			     f->repair->states[t->state].ends || (t->customer && t->customer == of->customer);
		for (size_t k = 0; t->customer && k < n; k++)
			there |= seen[k] == t->customer;
		if (!there)
			seen[n++] = t->customer;
	}
	return n;
}

static bool earlier(void *ctx, const struct ticket *of, int at_node, int64_t since, int64_t *number, int64_t *at)
{
	const struct fake *f = ctx;
	for (size_t i = f->tickets_n; i-- > 0;) {
		const struct ticket *t = &f->tickets[i];
		const struct node *n = &t->nodes[at_node];
		if (t->number == of->number || t->machine != of->machine || n->how != NODE_STAMPED || n->at < since ||
		    n->at > of->opened)
			continue;
		*number = t->number;
		*at = n->at;
		return true;
	}
	return false;
}

static void own_text(const struct fake_text *t, struct own_text *out)
{
	*out = (struct own_text){
		.id = t->id, .ticket = t->ticket, .moment = t->moment, .came = t->came, .done = t->done};
}

static bool last_text_of(void *ctx, int64_t person, int64_t until, int64_t now, int64_t self, struct own_text *out)
{
	const struct fake *f = ctx;
	const struct fake_text *last = NULL;
	for (size_t i = 0; i < f->texts_n; i++) {
		const struct fake_text *t = &f->texts[i];
		bool later = !last || until == 0 || t->moment >= last->moment;
		if (t->person == person && (until == 0 || t->moment <= until) && t->id != self && later)
			last = t;
	}
	(void)now;
	if (last)
		own_text(last, out);
	return last != NULL;
}

static size_t tries(void *ctx, const struct mo *m)
{
	const struct fake *f = ctx;
	(void)m;
	return f->tries < TRIES_MAX ? f->tries : TRIES_MAX;
}

static bool text(void *ctx, int64_t id, struct own_text *out)
{
	const struct fake *f = ctx;
	for (size_t i = 0; i < f->texts_n; i++) {
		if (f->texts[i].id == id) {
			own_text(&f->texts[i], out);
			return true;
		}
	}
	return false;
}

const struct person *fake_by_id(struct fake *f, int64_t id)
{
	for (size_t i = 0; i < f->customers_n; i++) {
		if (f->customers[i].id == id)
			return &f->customers[i];
	}
	return roster_person(&f->roster, id);
}

static bool opted_out(void *ctx, const char *number)
{
	const struct fake *f = ctx;
	return f->opted_out && strcmp(f->opted_out, number) == 0;
}

static bool person(void *ctx, int64_t id, struct person *out)
{
	const struct person *p = fake_by_id(ctx, id);
	if (p)
		*out = *p;
	return p != NULL;
}

static bool machine(void *ctx, const char *serial_folded, struct machine *out)
{
	const struct fake *f = ctx;
	char folded[SERIAL_BYTES];
	for (size_t i = 0; i < f->machines_n; i++) {
		if (fold_small(folded, sizeof(folded), f->machines[i].serial) && strcmp(folded, serial_folded) == 0) {
			*out = f->machines[i];
			return true;
		}
	}
	return false;
}

static bool serial(void *ctx, int64_t id, char out[SERIAL_BYTES])
{
	const struct fake *f = ctx;
	for (size_t i = 0; i < f->machines_n; i++) {
		if (f->machines[i].id == id) {
			text_copy(out, SERIAL_BYTES, f->machines[i].serial);
			return true;
		}
	}
	return false;
}

static bool words(void *ctx, int64_t number, const char *field, int64_t text, char out[FAULT_BYTES])
{
	const struct fake *f = ctx;
	for (size_t i = 0; i < f->said_n; i++) {
		if (f->said[i].ticket == number && f->said[i].text == text && strcmp(f->said[i].field, field) == 0) {
			text_copy(out, FAULT_BYTES, f->said[i].words);
			return true;
		}
	}
	return false;
}

static bool customer(void *ctx, const char *name_folded, struct person *out)
{
	const struct fake *f = ctx;
	for (size_t i = 0; i < f->customers_n; i++) {
		if (strcmp(f->customers[i].folded, name_folded) == 0) {
			*out = f->customers[i];
			return true;
		}
	}
	return false;
}

static size_t stations_of(void *ctx, int64_t customer, int64_t *out, size_t max)
{
	const struct fake *f = ctx;
	size_t n = 0;
	for (size_t i = 0; i < f->machines_n && n < max; i++) {
		bool there = false;
		for (size_t k = 0; k < n; k++)
			there |= out[k] == f->machines[i].station;
		if (f->machines[i].customer == customer && !there)
			out[n++] = f->machines[i].station;
	}
	return n;
}

static size_t told(void *ctx, int64_t number, int64_t text, int64_t *people, size_t max)
{
	const struct fake *f = ctx;
	size_t n = 0;
	for (size_t i = 0; i < f->told_n && n < max; i++) {
		bool there = false;
		for (size_t k = 0; k < n; k++)
			there |= people[k] == f->told[i].person;
		if (f->told[i].ticket == number && (text == 0 || f->told[i].text == text) && !there)
			people[n++] = f->told[i].person;
	}
	return n;
}

static const struct fake_text *last_of(const struct fake *f, const struct ticket *t)
{
	for (size_t i = f->texts_n; i-- > 0;) {
		if (f->texts[i].id == t->last_text)
			return &f->texts[i];
	}
	return NULL;
}

static bool before_last(void *ctx, const struct ticket *t, struct ticket *out)
{
	const struct fake_text *x = last_of(ctx, t);
	if (x)
		*out = x->before;
	return x != NULL;
}

/* Its tickets are opened by no text. */
static int64_t opening(void *ctx, int64_t number, int64_t *by)
{
	(void)ctx;
	(void)number;
	*by = 0;
	return 0;
}

static bool moved(void *ctx, const struct ticket *t, char code[FLOW_NAME], int64_t *by, int64_t *at)
{
	const struct fake *f = ctx;
	for (size_t i = f->texts_n; i-- > 0;) {
		const struct fake_text *x = &f->texts[i];
		if (x->ticket != t->number || !x->moved)
			continue;
		text_copy(code, FLOW_NAME, x->undone ? "undo" : x->codes[x->codes_n - 1]);
		*by = x->person;
		*at = x->at;
		return true;
	}
	return false;
}

static int64_t changed(void *ctx, int64_t number)
{
	const struct fake *f = ctx;
	for (size_t i = f->texts_n; i-- > 0;) {
		if (f->texts[i].done && f->texts[i].ticket == number)
			return f->texts[i].came;
	}
	return 0;
}

static size_t codes_of(void *ctx, const struct ticket *t, char out[][FLOW_NAME], size_t max)
{
	const struct fake_text *x = last_of(ctx, t);
	size_t n = 0;
	for (; x && n < x->codes_n && n < max; n++)
		text_copy(out[n], FLOW_NAME, x->codes[n]);
	return n;
}

static void starved(void *ctx)
{
	struct fake *f = ctx;
	f->starved = true;
}

struct world fake_answers(struct fake *f)
{
	return (struct world){.ctx = f,
			      .ticket = ticket,
			      .tickets = tickets,
			      .next = next,
			      .claimed = claimed,
			      .digits = digits,
			      .tickets_that = tickets_that,
			      .starved = starved,
			      .load = load,
			      .earlier = earlier,
			      .last_text = last_text_of,
			      .tries = tries,
			      .text = text,
			      .opted_out = opted_out,
			      .person = person,
			      .machine = machine,
			      .serial = serial,
			      .words = words,
			      .customer = customer,
			      .stations_of = stations_of,
			      .told = told,
			      .before_last = before_last,
			      .opening = opening,
			      .moved = moved,
			      .changed = changed,
			      .codes_of = codes_of};
}
