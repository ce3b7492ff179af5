#include "handlers/decision/ticket_pick.h"

#include "handlers/decision/candidates.h"
#include "handlers/decision/listing.h"
#include "handlers/decision/named_ticket.h"
#include "handlers/decision/other_machine.h"
#include "handlers/decision/permission.h"
#include "handlers/model/correction.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool pick_refuse_number(struct decision *d, int64_t number)
{
	char written[NUMBER_BYTES];
	snprintf(written, sizeof(written), "%" PRId64, number);
	return decision_refuse(d, "refused.number", written);
}

bool pick_refuse_unnumbered(struct decision *d)
{
	const struct own_words *own = wording_own(d->ctx->rules->wording, d->m->sender->lang);
	return decision_refuse(d, "refused.missing", own->in[WORD_TICKET_NUMBER]);
}

static bool refuse_which(struct decision *d, const char *why)
{
	const struct ticket *named = named_ticket(d, d->others, d->others_n);
	listing_tickets(d, d->others, d->others_n);
	d->wish.ticket = named ? named : &d->others[0];
	d->wish.words = decision_words(d);
	return decision_refuse(d, why, NULL);
}

/* `dispatch 10008 Sam Cole, 10019 Ann Reed 16:00`: the one time stands with the second ticket, and so does the second
 * person. */
static void wish_second(struct decision *d)
{
	char number[NUMBER_BYTES];
	const struct fold *f = d->m->folded;
	const char *at;
	snprintf(number, sizeof(number), "%" PRId64, d->r.number_too);
	at = memmem(f->s, f->len, number, strlen(number));
	if (d->r.times_n != 1 || d->r.people_n != 2 || d->r.people[1].n != 1 || !at ||
	    (size_t)(at - f->s) > d->r.times[0].at)
		return;
	d->wish.ticket = &d->others[1];
	d->wish.person = d->r.people[1].who[0];
}

/* False, and asked back, if the text names another machine or customer: the example is for theirs, if the sender has a
 * ticket of it. */
static bool is_of_its_machine(struct decision *d, const struct code *c)
{
	const struct flow *f = d->before.flow;
	char name[NAME_BYTES];
	if (!other_machine(d, name))
		return true;
	d->others_n = candidates_among(d->ctx, d->m->sender, f, c, c->from | c->from_skipping, d->m->came, d->others,
				       FITS_MAX);
	d->s.ticket = &d->before;
	d->wish.ticket = named_ticket(d, d->others, d->others_n);
	d->wish.words = decision_words(d);
	d->wish.help = !d->wish.ticket || d->wish.ticket->number == d->before.number;
	return decision_refuse(d, "refused.machine", name);
}

bool pick_refuse_state(struct decision *d)
{
	d->s.ticket = &d->before;
	d->wish.ticket = &d->before;
	return decision_refuse(d, "refused.state", NULL);
}

/* A code of one flow never touches a ticket of another. */
static bool refuse_flow(struct decision *d)
{
	d->s.ticket = d->wish.ticket = &d->before;
	d->wish.code = NULL;
	return decision_refuse(d, "refused.flow", d->before.flow->title.in[d->m->sender->lang]);
}

/* Whoever is asked at another turn is told whose turn it is. */
static bool may_send(const struct decision *d, const struct code *c)
{
	const struct person *p = d->m->sender;
	const struct roster *r = d->ctx->roster;
	if (code_signs(c) && !ticket_is_about(&d->before, p, r, d->m->came))
		return turn_includes(r, &d->before, p, d->m->came) || ticket_has_to_do(&d->before, p, r, d->m->came);
	return permission_on_ticket(d->ctx, p, c, &d->before, d->m->came);
}

static bool pick_named(struct decision *d, const struct code *c)
{
	char number[NUMBER_BYTES];
	const struct world *w = d->ctx->world;
	if (d->r.number_bad || !w->ticket(w->ctx, d->r.number, &d->before))
		return pick_refuse_number(d, d->r.number);
	if (d->before.flow != d->r.flow && ticket_has_to_do(&d->before, d->m->sender, d->ctx->roster, d->m->came))
		return refuse_flow(d);
	if (d->before.flow != d->r.flow || !may_send(d, c)) {
		/* Whose ticket it is, is none of the sender's business. */
		snprintf(number, sizeof(number), "%" PRId64, d->r.number);
		if (ticket_has_to_do(&d->before, d->m->sender, d->ctx->roster, d->m->came))
			d->wish.ticket = &d->before;
		return decision_refuse(d, "refused.not_yours", number);
	}
	if (d->r.number_too == 0 || !w->ticket(w->ctx, d->r.number_too, &d->others[1]))
		return is_of_its_machine(d, c);
	d->others[0] = d->before;
	d->others_n = ticket_has_to_do(&d->others[1], d->m->sender, d->ctx->roster, d->m->came) ? 2 : 1;
	refuse_which(d, "refused.two_tickets");
	if (d->others_n == 2)
		wish_second(d);
	return false;
}

/* ---- of all flows that share the code's word ---- */

typedef size_t ask_flow(const struct decision *d, const struct flow *f, const struct code *c, struct ticket *out,
			size_t max);

static void ask_flows(struct decision *d, ask_flow *ask)
{
	const struct flows *all = &d->ctx->rules->flows;
	d->others_n = 0;
	for (size_t i = 0; i < all->n && d->others_n < FITS_MAX; i++) {
		const struct code *c = decision_code_of(d, all->all[i]);
		if (c)
			d->others_n += ask(d, all->all[i], c, d->others + d->others_n, FITS_MAX - d->others_n);
	}
}

static size_t on_time(const struct decision *d, const struct flow *f, const struct code *c, struct ticket *out,
		      size_t max)
{
	return candidates_among(d->ctx, d->m->sender, f, c, c->from, d->m->came, out, max);
}

static size_t on_skipping(const struct decision *d, const struct flow *f, const struct code *c, struct ticket *out,
			  size_t max)
{
	return candidates_among(d->ctx, d->m->sender, f, c, c->from_skipping, d->m->came, out, max);
}

/* Tickets on which a signature waits, or a time. */
static size_t on_waiting(const struct decision *d, const struct flow *f, const struct code *c, struct ticket *out,
			 size_t max)
{
	if (code_signs(c))
		return candidates_asked(d->ctx, d->m->sender, f, d->m->came, out, max);
	return candidates_claimed(d->ctx, d->m->sender, f, c, d->m->came, out, max);
}

/* Those on which the code skips no node, else those on which it skips some. */
static void find_fitting(struct decision *d)
{
	ask_flows(d, on_time);
	if (d->others_n == 0)
		ask_flows(d, on_skipping);
}

bool pick_flow(struct decision *d)
{
	find_fitting(d);
	return d->others_n == 1;
}

/* Adds the tickets on which this text was overtaken: they have gone on, and it fills a node that they missed. */
static void add_overtaken_of(struct decision *d, const struct flow *f, const struct code *c)
{
	struct ticket *all = candidates_room(d->ctx, FITS_MAX);
	size_t n =
		all ? candidates_among(d->ctx, d->m->sender, f, c, flow_open_states(f), d->m->came, all, FITS_MAX) : 0;
	for (size_t i = 0; i < n && d->others_n < FITS_MAX; i++) {
		bool there = false;
		for (size_t k = 0; k < d->others_n; k++)
			there |= d->others[k].number == all[i].number;
		if (!there && ticket_overtaken_node(&all[i], c, d->moment) >= 0)
			d->others[d->others_n++] = all[i];
	}
	free(all);
}

static void add_overtaken(struct decision *d)
{
	const struct flows *all = &d->ctx->rules->flows;
	for (size_t i = 0; i < all->n; i++) {
		const struct code *c = decision_code_of(d, all->all[i]);
		if (c)
			add_overtaken_of(d, all->all[i], c);
	}
}

/* No ticket fits. If only one could be meant, its state says why. */
static bool refuse_none(struct decision *d, const struct code *c)
{
	const struct flow *f = d->r.flow;
	size_t n = candidates_among(d->ctx, d->m->sender, f, c, flow_open_states(f), d->m->came, d->others, 2);
	d->before = d->others[0];
	if (n == 1 && candidates_whole(d->ctx, &d->before))
		return pick_refuse_state(d);
	return decision_refuse(d, "refused.none", NULL);
}

/* The digits among the words that are one key off the number of a ticket this code might be meant for; 0 if there are
 * none. */
static int64_t slipped_number(struct decision *d, const struct code *c)
{
	const struct flow *f = d->r.flow;
	char number[NUMBER_BYTES];
	int64_t slipped = 0;
	struct ticket *all = NULL;
	for (size_t i = 0; i < d->r.digits_n && !slipped; i++) {
		const char *token = d->r.digits[i];
		size_t n = 0;
		if (strlen(token) < 4)
			continue;
		if (all || (all = candidates_room(d->ctx, FITS_MAX)))
			n = candidates_among(d->ctx, d->m->sender, f, c, flow_open_states(f), d->m->came, all,
					     FITS_MAX);
		for (size_t k = 0; k < n && !slipped; k++) {
			snprintf(number, sizeof(number), "%" PRId64, all[k].number);
			slipped = spelling_distance(token, number, 1) <= 1 ? strtoll(token, NULL, 10) : 0;
		}
	}
	free(all);
	return slipped;
}

bool pick_ticket(struct decision *d, const struct code *c)
{
	int64_t slipped;
	if (d->r.number != 0)
		return pick_named(d, c);
	slipped = slipped_number(d, c);
	if (slipped)
		return pick_refuse_number(d, slipped);
	find_fitting(d);
	if (d->m->sent != 0 && d->moment < d->m->came)
		add_overtaken(d);
	if (d->others_n == 0)
		return refuse_none(d, c);
	if (d->others_n > 1)
		return refuse_which(d, "refused.which");
	d->before = d->others[0];
	return !decision_of_other(d, d->before.flow) && candidates_whole(d->ctx, &d->before) && is_of_its_machine(d, c);
}

/* Several flows may share the word; on this ticket it is one that signs. */
static bool is_signed_on(const struct decision *d, const struct ticket *t)
{
	const struct code *c = decision_code_of(d, t->flow);
	return c && code_signs(c);
}

/* Keeps the tickets on which a signature waits, or a time that somebody else has stated: nobody decides on
 * their own. */
static size_t drop_own(struct decision *d)
{
	size_t kept = 0;
	for (size_t i = 0; i < d->others_n; i++) {
		if (is_signed_on(d, &d->others[i]) || correction_waiting(&d->others[i], d->m->sender, -1) >= 0)
			d->others[kept++] = d->others[i];
	}
	return kept;
}

bool pick_waiting_ticket(struct decision *d, const struct code *c)
{
	size_t others;
	if (d->r.number != 0)
		return pick_named(d, c);
	ask_flows(d, on_waiting);
	if (d->others_n == 0)
		return decision_refuse(d, code_signs(c) ? "refused.turn" : "refused.no_claim", NULL);
	d->before = d->others[0];
	others = drop_own(d);
	if (others > 1) {
		d->others_n = others;
		return refuse_which(d, "refused.which");
	}
	d->before = others == 1 ? d->others[0] : d->before;
	return !decision_of_other(d, d->before.flow) && candidates_whole(d->ctx, &d->before);
}
