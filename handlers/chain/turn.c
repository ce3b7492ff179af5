#include "handlers/chain/turn.h"

#include <string.h>

#include "handlers/condition/condition_holds.h"
#include "handlers/model/ticket_move.h"
#include "handlers/people/roster_roles.h"
#include "templates/wording/template.h"
#include "templates/wording/wording.h"

/* Goes through those whom a chain asks at one place: of a role everyone who has it for the station. */
struct holders {
	const struct roster *roster;
	const struct ticket *ticket;
	const struct tell *whom;
	size_t i;
};

static const struct person *one_alone(struct holders *h, int64_t id)
{
	return h->i++ == 0 ? roster_person(h->roster, id) : NULL;
}

static const struct person *next_holder(struct holders *h)
{
	const struct ticket *t = h->ticket;
	const struct field_people *named = &h->whom->named;
	int64_t station;

	if (h->whom->to == TO_LEAD)
		return one_alone(h, t->lead);
	if (h->whom->to != TO_FIELD)
		return roster_next(h->roster, (enum role)h->whom->to, t->station, &h->i);
	if (named->role < 0)
		return one_alone(h, t->fields[named->field]);
	return ticket_named_station(t, named, h->roster, &station)
		       ? roster_next(h->roster, (enum role)named->role, station, &h->i)
		       : NULL;
}

static struct holders holders_of(const struct roster *r, const struct ticket *t, const struct chain_kind *c,
				 size_t place)
{
	return (struct holders){.roster = r, .ticket = t, .whom = &c->asks[place].whom};
}

bool turn_has_signed(const struct ticket *t, int64_t id)
{
	for (size_t i = 0; i < ASKS_MAX; i++)
		if (t->signatures[i].by && (t->signatures[i].by == id || t->signatures[i].whom == id))
			return true;
	return false;
}

const struct chain_kind *turn_chain(const struct ticket *t)
{
	return t->turn > 0 ? &t->flow->chains[t->chain - 1] : NULL;
}

/* ---- who ---- */

/* Whether p is asked there: as a holder, or as somebody's deputy. `unsigned_only` leaves out holders who have signed. */
static bool is_asked(struct holders h, const struct person *p, int64_t now, bool unsigned_only, int64_t *whom)
{
	const struct person *holder;
	bool found = false;

	while ((holder = next_holder(&h))) {
		if (unsigned_only && turn_has_signed(h.ticket, holder->id))
			continue;
		if (holder->id == p->id) {
			*whom = 0;
			return true;
		}
		if (roster_acting(h.roster, holder, now)->id == p->id) {
			*whom = holder->id;
			found = true;
		}
	}
	return found;
}

bool turn_is(const struct roster *r, const struct ticket *t, const struct person *p, int64_t now, int64_t *whom)
{
	const struct chain_kind *c = turn_chain(t);

	return c && p->id != 0 && !turn_has_signed(t, p->id) &&
	       is_asked(holders_of(r, t, c, (size_t)t->turn - 1), p, now, true, whom);
}

bool turn_includes(const struct roster *r, const struct ticket *t, const struct person *p, int64_t now)
{
	const struct chain_kind *c = turn_chain(t);
	int64_t whom;

	for (size_t i = 0; c && p->id != 0 && i < c->asks_n; i++)
		if (is_asked(holders_of(r, t, c, i), p, now, false, &whom))
			return true;
	return false;
}

size_t turn_each(const struct roster *r, const struct ticket *t, int64_t now,
		 void (*each)(void *ctx, const struct person *p), void *ctx)
{
	const struct chain_kind *c = turn_chain(t);
	const struct person *holder;
	struct holders h;
	size_t n = 0;

	if (!c)
		return 0;
	h = holders_of(r, t, c, (size_t)t->turn - 1);
	while ((holder = next_holder(&h))) {
		const struct person *acting = roster_acting(r, holder, now);

		if (turn_has_signed(t, holder->id))
			continue;
		each(ctx, turn_has_signed(t, acting->id) ? holder : acting);
		n++;
	}
	return n;
}

/* ---- from turn to turn ---- */

/* Everyone who could sign there has signed already. */
static bool is_signed(struct holders h)
{
	const struct person *holder;
	bool any = false;

	while ((holder = next_holder(&h))) {
		if (!turn_has_signed(h.ticket, holder->id))
			return false;
		any = true;
	}
	return any;
}

static bool is_due(const struct turn_context *ctx, const struct ticket *t, const struct chain_kind *c, size_t place)
{
	const struct condition_of of = {.ticket = t, .roster = ctx->roster};

	return condition_holds(c->asks[place].whom.when, &of) && !is_signed(holders_of(ctx->roster, t, c, place));
}

static void end_chain(struct ticket *t, const struct chain_kind *c, int64_t at)
{
	const struct move m = {.code = &c->then, .at = at};

	t->turn = 0;
	ticket_move(t, &m);
}

/* Asks the first who is due from that place on; where nobody is, the ticket moves on. */
static void ask_from(const struct turn_context *ctx, struct ticket *t, size_t place, int64_t at)
{
	const struct chain_kind *c = &t->flow->chains[t->chain - 1];

	while (place < c->asks_n && !is_due(ctx, t, c, place))
		place++;
	t->set += place < c->asks_n && c->confirms;
	t->wrong = 0;
	if (place < c->asks_n)
		t->turn = (int)place + 1;
	else
		end_chain(t, c, at);
}

/* ---- beginning ---- */

static bool says_field(const struct wording *w, const struct chain_kind *c, const char *field)
{
	for (enum lang l = 0; w && l < langs_n; l++) {
		const struct template *t = wording_find(w, l, c->say);

		for (size_t i = 0; t && i < template_places(t); i++)
			if (strcmp(template_place(t, i)->name, field) == 0)
				return true;
	}
	return false;
}

/* Something has changed that its question says, or that its conditions ask. */
static bool other_terms(const struct turn_context *ctx, const struct chain_kind *c, const struct ticket *a,
			const struct ticket *b)
{
	for (size_t i = 0; i < b->flow->fields_n; i++)
		if (a->fields[i] != b->fields[i] &&
		    (c->reads & 1u << i || says_field(ctx->wording, c, b->flow->fields[i].is.name)))
			return true;
	return a->station != b->station || a->machine != b->machine || a->customer != b->customer;
}

bool turn_begins(const struct turn_context *ctx, const struct ticket *before, const struct ticket *after)
{
	const struct chain_kind *c = flow_chain_in(after->flow, after->state);

	return c && (before->state != after->state || after->turn == 0 || other_terms(ctx, c, before, after));
}

void turn_follow(const struct turn_context *ctx, const struct ticket *before, struct ticket *after, int64_t at)
{
	const struct flow *f = after->flow;
	const struct chain_kind *c = flow_chain_in(f, after->state);

	if (!turn_begins(ctx, before, after)) {
		after->turn = c ? after->turn : 0;
		return;
	}
	/* A chain in which nobody is to sign leads on, perhaps to the next chain. */
	for (size_t i = 0; c && i < f->chains_n; i++) {
		after->chain = (int)(c - f->chains) + 1;
		after->turn = 0;
		memset(after->signatures, 0, sizeof(after->signatures));
		ask_from(ctx, after, 0, at);
		c = after->turn ? NULL : flow_chain_in(f, after->state);
	}
}

void turn_sign(const struct turn_context *ctx, struct ticket *t, int64_t by, int64_t whom, int64_t at)
{
	size_t place = (size_t)t->turn - 1;

	t->signatures[place] = (struct signer){by, whom};
	ask_from(ctx, t, place + 1, at);
}

void turn_wrong(struct ticket *t)
{
	t->wrong++;
	if (t->wrong < DIGITS_TRIES)
		return;
	t->set++;
	t->wrong = 0;
}

/* ---- its end ---- */

size_t turn_ended(const struct ticket *before, const struct ticket *after, const struct code *code,
		  const struct chain_kind *out[2])
{
	const struct chain_kind *was = before ? turn_chain(before) : NULL;
	const struct chain_kind *is = after->chain && !after->turn ? &after->flow->chains[after->chain - 1] : NULL;
	bool signs = code && code->does == DOES_SIGN, led = code && code->to == after->state;
	size_t n = 0;

	if (was && signs && (after->turn == 0 || after->chain != before->chain))
		out[n++] = was;
	/* A chain that asked nobody. */
	if (is && after->state == is->then.to && !led && (!before || before->state != after->state) &&
	    !(n && is == was))
		out[n++] = is;
	return n;
}
