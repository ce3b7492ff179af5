#include "db/ledger/audit.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "db/ledger/digest.h"
#include "db/ledger/seal.h"
#include "db/store/audit_rows.h"
#include "handlers/model/change.h"
#include "templates/text/hex.h"
#include "templates/text/text.h"

/* How far the chain has been followed. */
struct chain {
	const char *head; /* that must be in it; NULL: none need be */
	bool seen;
	int64_t last;
	unsigned char hash[HASH_BYTES];
	char hex[HASH_HEX];
};

/* A ticket made again from its events, beside what its row says. */
struct remade {
	int64_t number;          /* 0: none yet */
	const struct flow *flow; /* NULL: no longer there, so nothing can be made again */
	struct ticket made;      /* from the events */
	struct ticket kept;      /* from the ticket's own row */
	char flow_name[FLOW_NAME];
	char state[FLOW_NAME];
	bool ended;
	int64_t machine, customer, station, lead; /* the row's columns */
};

struct audit {
	struct store *store;
	const struct flows *flows;
	char *why;
	size_t size;
	bool holds;
	struct chain chain;
	struct remade at;
	char change[CHANGE_BYTES];
};

static bool fault(struct audit *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static bool fault(struct audit *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(a->why, a->size, fmt, ap);
	va_end(ap);
	a->holds = false;
	return false;
}

static bool has_no_digest(struct audit *a)
{
	store_fail(a->store, "libcrypto gives no SHA-256");
	return false;
}

/* ---- the chain ---- */

static void has_come_to(struct chain *c, int64_t seq)
{
	c->last = seq;
	hex_write(c->hash, HASH_BYTES, c->hex);
	c->seen = c->seen || (c->head && strcasecmp(c->head, c->hex) == 0);
}

static bool follow(void *ctx, const struct ledger_event *e, struct ledger_bytes kept)
{
	struct audit *a = ctx;
	struct chain *c = &a->chain;

	if (!seal_event(c->hash, e, c->hash))
		return has_no_digest(a);
	if (kept.n != HASH_BYTES || memcmp(kept.s, c->hash, HASH_BYTES) != 0)
		return fault(a,
			     "event %" PRId64 " does not follow from event %" PRId64
			     " before it: it was changed, or one between them is gone",
			     e->seq, c->last);
	has_come_to(c, e->seq);
	return true;
}

static bool chain_holds(struct audit *a)
{
	const struct ledger_walk w = {.each = follow, .ctx = a};
	const struct chain *c = &a->chain;

	has_come_to(&a->chain, 0);
	if (!ledger_walk_all(a->store, &w) || !a->holds)
		return false;
	return !c->head || c->seen ||
	       fault(a, "the tail after %s is missing: the ledger ends at event %" PRId64 ", %s", c->head, c->last,
		     c->hex);
}

/* ---- the inputs ---- */

static bool compare_input(void *ctx, const struct audit_input *row)
{
	struct audit *a = ctx;
	unsigned char hash[HASH_BYTES];

	if (!row->inbox)
		return true; /* it came from no text */
	if (!row->there)
		return fault(a, "the text of event %" PRId64 " is gone: inbox row %" PRId64 " is not there", row->seq,
			     row->inbox);
	if ((int64_t)row->payload.n != row->length)
		return true;
	if (!digest_of(row->payload.s, row->payload.n, hash))
		return has_no_digest(a);
	return (row->digest.n == HASH_BYTES && memcmp(row->digest.s, hash, HASH_BYTES) == 0) ||
	       fault(a, "the text of event %" PRId64 " was changed: inbox row %" PRId64 " is not what came", row->seq,
		     row->inbox);
}

static bool inputs_hold(struct audit *a)
{
	const struct audit_input_walk w = {.each = compare_input, .ctx = a};

	return audit_inputs(a->store, &w) && a->holds;
}

/* ---- the tickets ---- */

static bool differs(struct audit *a, const char *what)
{
	return fault(a, "ticket %" PRId64 " is not what its events make of it: its %s differs", a->at.number, what);
}

/* All events of the ticket have been applied: is it as its row says? */
static bool compare_ticket(struct audit *a)
{
	const struct remade *at = &a->at;
	const struct state *state;

	if (!at->number || !at->flow)
		return true;
	if (!change_between(&at->made, &at->kept, a->change) || a->change[0])
		return differs(a, a->change[0] ? a->change : "standing");
	if (at->made.machine != at->machine)
		return differs(a, "machine");
	if (at->made.customer != at->customer)
		return differs(a, "customer");
	if (at->made.station != at->station)
		return differs(a, "station");
	if (at->made.lead != at->lead)
		return differs(a, "lead engineer");
	if (at->made.state < 0)
		return true; /* the flow's file no longer knows that state, and so not whether it ends */
	state = &at->flow->states[at->made.state];
	if (strcmp(state->name, at->state) != 0)
		return differs(a, "state");
	return state->ends == at->ended || differs(a, "being open or ended");
}

/* The first event of a ticket: takes what the ticket's row says. */
static bool begin_ticket(struct audit *a, const struct audit_ticket *row)
{
	struct remade *at = &a->at;

	*at = (struct remade){
		.number = row->number,
		.flow = flows_find(a->flows, row->its_flow),
		.ended = row->ended,
		.machine = row->machine,
		.customer = row->customer,
		.station = row->station,
		.lead = row->lead,
	};
	if (!row->there)
		return fault(a, "event %" PRId64 " speaks of ticket %" PRId64 ", which is not there", row->seq,
			     row->number);
	text_copy(at->flow_name, sizeof(at->flow_name), row->its_flow);
	text_copy(at->state, sizeof(at->state), row->state);
	if (!at->flow)
		return true;
	ticket_blank(&at->made, at->flow, at->number);
	ticket_blank(&at->kept, at->flow, at->number);
	return change_apply(&at->kept, row->standing) || differs(a, "standing");
}

/* A code of another flow has nothing to do here; an undo is of none. One that no flow knows may have been, once. */
static bool own_code(struct audit *a, const struct audit_ticket *row)
{
	const struct flow *own = a->at.flow;

	if (flow_code(own, row->code) || strcmp(row->code, own->open.name) == 0)
		return true;
	for (size_t i = 0; i < a->flows->n; i++) {
		const struct flow *f = a->flows->all[i];
		const struct code *c = flow_code(f, row->code);

		if (c && c->does != DOES_UNDO)
			return fault(a, "event %" PRId64 " is `%s` of the flow `%s`, and ticket %" PRId64 " is of `%s`",
				     row->seq, row->code, f->name, row->number, own->name);
	}
	return true;
}

static bool apply_event(void *ctx, const struct audit_ticket *row)
{
	struct audit *a = ctx;

	if (row->number != a->at.number && (!compare_ticket(a) || !begin_ticket(a, row)))
		return false;
	if (strcmp(row->flow, a->at.flow_name) != 0)
		return differs(a, "flow");
	if (a->at.flow && !own_code(a, row))
		return false;
	return !a->at.flow || change_apply(&a->at.made, row->change) ||
	       fault(a, "event %" PRId64 " cannot be made again", row->seq);
}

static bool tickets_hold(struct audit *a)
{
	const struct audit_ticket_walk w = {.each = apply_event, .ctx = a};

	return audit_tickets(a->store, &w) && a->holds && compare_ticket(a);
}

static bool none_is_orphaned(struct audit *a)
{
	int64_t number = audit_orphan(a->store);

	if (number)
		return fault(a, "ticket %" PRId64 " has no events: they are gone, or it was made past the ledger",
			     number);
	return !store_failed(a->store);
}

bool ledger_audit(struct store *s, const struct flows *flows, const char *head, char *why, size_t size)
{
	struct audit *a = calloc(1, sizeof(*a));
	bool holds;

	why[0] = '\0';
	if (!a) {
		snprintf(why, size, "out of memory");
		return false;
	}
	*a = (struct audit){
		.store = s, .flows = flows, .why = why, .size = size, .holds = true, .chain = {.head = head}};
	store_read_begin(s);
	holds = chain_holds(a) && inputs_hold(a) && tickets_hold(a) && none_is_orphaned(a);
	store_read_end(s);
	if (!holds && !why[0])
		snprintf(why, size, "%s", store_why(s));
	free(a);
	return holds && !store_failed(s);
}
