#include "gateway/road/store_world.h"

#include "db/ledger/ledger.h"
#include "db/ledger/replay.h"
#include "db/messages/question_digits.h"
#include "db/outbox/optout.h"
#include "db/outbox/outbox_found.h"
#include "db/store/field_words.h"
#include "db/store/inbox.h"
#include "db/store/ledger_rows.h"
#include "db/store/machine_rows.h"
#include "db/store/people_rows.h"
#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "gateway/road/resent/tries.h"
#include "handlers/model/audience.h"
#include "handlers/people/people.h"

static bool ticket(void *ctx, int64_t number, struct ticket *out)
{
	struct store_world *w = ctx;

	/* A decision asks twice for the ticket that its text names, and nothing is written while it is made. */
	if (w->last.number != number && !tickets_load(w->store, w->flows, number, &w->last)) {
		w->last.number = 0;
		return false;
	}
	*out = w->last;
	return true;
}

static int64_t next(void *ctx)
{
	const struct store_world *w = ctx;

	return tickets_upcoming(w->store);
}

static size_t tickets(void *ctx, enum whose whose, int64_t id, const struct flow *flow, uint32_t states,
		      struct ticket *out, size_t max)
{
	const struct store_world *w = ctx;

	return tickets_find(w->store, whose, id, flow, states, out, max);
}

static size_t tickets_that(void *ctx, const struct flow *flow, uint32_t states, ticket_is *is, void *of,
			   struct ticket *out, size_t max)
{
	const struct store_world *w = ctx;

	return tickets_find_that(w->store, flow, states, is, of, out, max);
}

static int digits(void *ctx, int64_t ticket, int64_t person, enum digits_of of, int set)
{
	const struct store_world *w = ctx;

	return question_digits(w->store, ticket, person, of, set);
}

static size_t claimed(void *ctx, enum whose whose, int64_t id, const struct flow *flow, struct ticket *out, size_t max)
{
	const struct store_world *w = ctx;

	return tickets_claimed(w->store, whose, id, flow, out, max);
}

static size_t load(void *ctx, const struct ticket *t, int64_t from, int64_t until)
{
	const struct store_world *w = ctx;

	return tickets_load_of(w->store, t, from, until);
}

static bool earlier(void *ctx, const struct ticket *t, int node, int64_t since, int64_t *number, int64_t *at)
{
	const struct store_world *w = ctx;

	return tickets_earlier(w->store, t, node, since, number, at);
}

static bool last_text(void *ctx, int64_t person, int64_t until, int64_t now, int64_t self, struct own_text *out)
{
	const struct store_world *w = ctx;

	return inbox_last_text(w->store, person, until, now, self, out);
}

static size_t tries(void *ctx, const struct mo *m)
{
	const struct store_world *w = ctx;

	return w->by_hand ? 0 : tries_before(w->store, m);
}

static bool text(void *ctx, int64_t id, struct own_text *out)
{
	const struct store_world *w = ctx;

	return inbox_text(w->store, id, out);
}

static bool opted_out(void *ctx, const char *number)
{
	const struct store_world *w = ctx;

	return optout_since(w->store, number) != 0;
}

static bool person(void *ctx, int64_t id, struct person *out)
{
	const struct store_world *w = ctx;

	return people_by_id(w->store, id, out);
}

static bool machine(void *ctx, const char *serial_folded, struct machine *out)
{
	const struct store_world *w = ctx;

	return machine_by_serial(w->store, serial_folded, out);
}

static bool serial(void *ctx, int64_t id, char out[SERIAL_BYTES])
{
	const struct store_world *w = ctx;

	return machine_serial_of(w->store, id, out);
}

static bool words(void *ctx, int64_t number, const char *field, int64_t said, char out[FAULT_BYTES])
{
	const struct store_world *w = ctx;

	return field_words_get(w->store, number, field, said, out, FAULT_BYTES) && *out;
}

static bool customer(void *ctx, const char *folded, struct person *out)
{
	const struct store_world *w = ctx;

	return people_customer_named(w->store, folded, out) == 1;
}

static size_t stations_of(void *ctx, int64_t customer, int64_t *stations, size_t max)
{
	const struct store_world *w = ctx;

	return machine_stations_of(w->store, customer, stations, max);
}

static size_t told(void *ctx, int64_t number, int64_t text, int64_t *people, size_t max)
{
	const struct store_world *w = ctx;

	return outbox_told(w->store, number, text, people, max);
}

static bool before_last(void *ctx, const struct ticket *t, struct ticket *out)
{
	const struct store_world *w = ctx;
	struct ticket like = *t;

	/* The text may have given it its machine, or its customer. */
	if (!ledger_replay(w->store, t->flow, t->number, t->last_text, out))
		return false;
	like.machine = out->machine;
	like.customer = out->customer;
	return tickets_measure(w->store, &like) && ledger_replay_clocks(w->store, &w->clocks, &like, t->last_text, out);
}

static int64_t by_key(void *ctx, const char *flow, const char *key)
{
	const struct store_world *w = ctx;

	return tickets_by_key(w->store, flow, key);
}

static int64_t opening(void *ctx, int64_t number, int64_t *by)
{
	const struct store_world *w = ctx;

	return ledger_opening(w->store, number, by);
}

static bool untouched(void *ctx, int64_t number)
{
	const struct store_world *w = ctx;

	return tickets_untouched(w->store, number);
}

static size_t opened(void *ctx, int64_t number, int64_t *numbers, size_t max)
{
	const struct store_world *w = ctx;
	size_t n = 0;

	for (size_t i = 0; i < w->flows->n && n < max; i++)
		n += tickets_opened_by(w->store, w->flows->all[i]->name, number, numbers + n, max - n);
	return n;
}

static bool moved(void *ctx, const struct ticket *t, char code[FLOW_NAME], int64_t *by, int64_t *at)
{
	const struct store_world *w = ctx;

	return ledger_moved(w->store, t->number, code, by, at);
}

static int64_t changed(void *ctx, int64_t number)
{
	const struct store_world *w = ctx;

	return ledger_changed(w->store, number);
}

static size_t codes_of(void *ctx, const struct ticket *t, char out[][FLOW_NAME], size_t max)
{
	const struct store_world *w = ctx;

	return ledger_codes(w->store, t->number, t->last_text, out, max);
}

static void starved(void *ctx)
{
	const struct store_world *w = ctx;

	store_fail(w->store, "out of memory");
}

void store_world_init(struct world *world, struct store_world *w, struct gateway *g, bool by_hand)
{
	*w = (struct store_world){.store = g->store,
				  .flows = &g->rules->flows,
				  .clocks = {.calendars = g->rules->calendars, .roster = &g->roster},
				  .by_hand = by_hand};
	*world = (struct world){.ctx = w,
				.ticket = ticket,
				.tickets = tickets,
				.next = next,
				.claimed = claimed,
				.digits = digits,
				.tickets_that = tickets_that,
				.starved = starved,
				.load = load,
				.earlier = earlier,
				.last_text = last_text,
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
				.by_key = by_key,
				.opening = opening,
				.untouched = untouched,
				.opened = opened,
				.moved = moved,
				.changed = changed,
				.codes_of = codes_of};
}
