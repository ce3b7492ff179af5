#include "gateway/road/due/list_send.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/store/store.h"
#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "gateway/road/due/list_receivers.h"
#include "gateway/road/due/timed.h"
#include "gateway/road/intake.h"
#include "handlers/answer/answer.h"
#include "handlers/answer/effects.h"
#include "handlers/answer/places.h"
#include "handlers/model/correction.h"
#include "handlers/model/flow.h"
#include "handlers/model/timed/list_kind.h"
#include "handlers/people/people.h"
#include "handlers/people/roster.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"
#include "templates/text/text_cut.h"
#include "templates/wording/fill.h"
#include "templates/wording/wording.h"

#define LIST_BYTES 4000
#define DIGITS_BYTES 12

/* ---- a line ---- */

static const struct own_words *own_words(const struct intake *intake, enum lang l)
{
	return wording_own(intake->g->rules->wording, l);
}

static void write_unplaced(const struct own_words *own, const struct ticket *t, struct text *out)
{
	if (t->station == 0)
		text_addf(out, " %s", own->in[WORD_NO_STATION]);
	if (t->machine == 0)
		text_addf(out, " %s", own->in[WORD_NO_MACHINE]);
	text_add(out, " ");
	text_cut(out, t->fault, 24);
}

/* Node, the time stated for it, and who stated it. */
static void write_claims(const struct intake *intake, const struct ticket *t, enum lang l, struct text *out)
{
	char time[24];

	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		const struct person *asker = roster_person(intake->context.roster, t->askers[i]);

		if (t->claims[i] == 0)
			continue;
		when_write(t->claims[i], intake->now, time);
		text_addf(out, " %s %s", t->flow->nodes[i].label.in[l], time);
		if (asker)
			own_words_say(own_words(intake, l), WORD_BRACKETS, asker->name, out);
	}
}

static void write_open(struct intake *intake, const struct list_kind *k, const struct ticket *t, enum lang l,
		       struct text *out)
{
	const struct template *line = *k->line ? wording_find(intake->g->rules->wording, l, k->line) : NULL;
	struct saying s = {.ctx = &intake->context, .flow = t->flow, .ticket = t, .now = intake->now};

	if (!line) {
		text_addf(out, "%" PRId64 "%s%s %s", t->number, *t->serial ? " " : "", t->serial,
			  t->flow->states[t->state].label.in[l]);
		return;
	}
	template_fill(line, place_fill, &s, out, NULL);
}

/* What this receiver's decision must have. */
static void write_digits(const struct intake *intake, const struct ticket *t, const struct person *p, struct text *out)
{
	const struct world *w = intake->context.world;
	char written[DIGITS_BYTES];
	int digits;

	if (!flow_confirms_claims(t->flow) || !correction_decided_by(t, p, intake->context.roster, intake->now))
		return;
	digits = w->digits(w->ctx, t->number, p->id, DIGITS_OF_CLAIMS, t->claim_set);
	snprintf(written, sizeof(written), "%04d", digits);
	if (digits >= 0)
		own_words_say(own_words(intake, p->lang), WORD_DIGITS, written, out);
}

static void write_line(struct intake *intake, const struct list_kind *k, const struct ticket *t, const struct person *p,
		       struct text *out)
{
	if (out->len)
		text_add(out, "\n");
	if (k->of == LIST_OPEN) {
		write_open(intake, k, t, p->lang, out);
		return;
	}
	text_addf(out, "%" PRId64, t->number);
	if (*t->serial)
		text_addf(out, " %s", t->serial);
	if (k->of == LIST_UNPLACED) {
		write_unplaced(own_words(intake, p->lang), t, out);
	} else {
		write_claims(intake, t, p->lang, out);
		write_digits(intake, t, p, out);
	}
}

/* ---- a text ---- */

/* A list that is being sent. */
struct list {
	struct intake *intake;
	struct flow *flow;
	const struct list_kind *kind;
	int64_t late; /* ms since it was due: it expires when it would have if it had been sent then */
	struct ticket all[LIST_LINES];
	size_t n;     /* of these */
	size_t count; /* in all, as many as there are */
};

static bool send(struct list *l, const struct person *p, size_t count, const char *template, const struct text *lines,
		 struct effects *e)
{
	struct saying s = {.ctx = &l->intake->context,
			   .flow = l->flow,
			   .now = l->intake->now,
			   .list = text_str(lines),
			   .count = count};

	if (!answer_say(e, &s, p, template) || e->messages_n != 1)
		return false;
	e->messages[0].expires -= l->late;
	return e->messages[0].expires <= l->intake->now || intake_send(l->intake, &e->messages[0]);
}

/* The lines for that person; returns how many tickets are left out, which are about them. */
static size_t write_lines(struct list *l, const struct person *p, struct text *lines)
{
	size_t out = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (ticket_is_about(&l->all[i], p, l->intake->context.roster, l->intake->now))
			out++;
		else
			write_line(l->intake, l->kind, &l->all[i], p, lines);
	}
	return out;
}

/* Nothing, where all of it is about them. */
static bool say_to(struct list *l, const struct person *p, const char *template)
{
	struct text lines = text_new(LIST_BYTES);
	struct effects *e = calloc(1, sizeof(*e));
	size_t out = write_lines(l, p, &lines);
	bool good = e && (l->count == out || send(l, p, l->count - out, template, &lines, e));

	if (e)
		effects_free(e);
	free(e);
	text_free(&lines);
	return good;
}

/* ---- one list for all of a role ---- */

static bool say_to_role(struct list *l, const struct tell *t)
{
	const struct roster *r = l->intake->context.roster;

	for (size_t i = 0; i < r->n; i++) {
		const struct person *p = &r->people[i];

		if (p->roles & ROLE_BIT(t->to) && !say_to(l, p, t->template))
			return false;
	}
	return true;
}

/* The states in which a ticket waits for its station or machine. One that somebody works on already is in no list. */
static uint32_t placeable(const struct flow *f)
{
	const struct code *c = flow_does(f, DOES_ASSIGN);

	return c ? c->from : 0;
}

static void find_listed(struct list *l)
{
	struct store *s = l->intake->g->store;

	if (l->kind->of == LIST_UNPLACED) {
		l->n = tickets_unplaced(s, l->flow, placeable(l->flow), l->all, LIST_LINES, &l->count);
	} else {
		l->n = tickets_claimed(s, OF_ALL, 0, l->flow, l->all, LIST_LINES);
		l->count = l->n;
	}
}

static bool send_to_all(struct list *l)
{
	find_listed(l);
	if (store_failed(l->intake->g->store))
		return false;
	for (size_t i = 0; l->n > 0 && i < l->kind->tells_n; i++)
		if (!say_to_role(l, &l->kind->tells[i]))
			return false;
	return true;
}

/* ---- to each receiver their own ---- */

static bool send_to_one(struct list *l, const struct person *p, const struct receiver *r)
{
	const struct flows flows = {.all = {l->flow}, .n = 1};
	size_t most = r->count < LIST_LINES ? r->count : LIST_LINES;

	l->count = r->count;
	for (l->n = 0; l->n < most; l->n++)
		if (!tickets_load(l->intake->g->store, &flows, r->numbers[l->n], &l->all[l->n]))
			return false;
	return say_to(l, p, r->template);
}

static bool send_to_each(struct list *l)
{
	const struct roster *roster = l->intake->context.roster;
	struct receiver *all = list_receivers(l->intake, l->flow, l->kind);
	bool good = all;

	for (size_t i = 0; good && i < roster->n; i++)
		good = !all[i].template || send_to_one(l, &roster->people[i], &all[i]);
	free(all);
	return good;
}

/* ---- all that are due ---- */

static bool send_list(struct intake *intake, struct flow *f, const struct list_kind *k, int64_t at)
{
	struct list *l = calloc(1, sizeof(*l));
	bool good = l;

	if (l) {
		*l = (struct list){.intake = intake, .flow = f, .kind = k, .late = intake->now - at};
		good = k->of == LIST_OPEN ? send_to_each(l) : send_to_all(l);
	}
	free(l);
	return good;
}

bool list_take(struct intake *intake)
{
	const struct flows *all = &intake->g->rules->flows;

	for (size_t i = 0; i < all->n; i++) {
		for (size_t n = 0; n < all->all[i]->lists_n; n++) {
			const struct list_kind *k = &all->all[i]->lists[n];
			struct timed t = timed_list(all->all[i], k);
			int64_t at = timed_due(intake->g, &t, intake->now);

			if (at <= intake->now &&
			    !(send_list(intake, all->all[i], k, at) && timed_put_next(intake->g, &t, intake->now)))
				return false;
		}
	}
	return true;
}
