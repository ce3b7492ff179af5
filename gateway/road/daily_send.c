#include "gateway/road/daily_send.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/messages/parts.h"
#include "db/store/store.h"
#include "db/store/tickets_due.h"
#include "db/store/tickets_found.h"
#include "gateway/road/deputy_ends.h"
#include "gateway/road/intake.h"
#include "handlers/answer/answer.h"
#include "handlers/answer/effects.h"
#include "handlers/calendar/calendar.h"
#include "handlers/calendar/calendars.h"
#include "handlers/model/daily_list.h"
#include "handlers/model/flow.h"
#include "handlers/model/world.h"
#include "handlers/people/people.h"
#include "handlers/people/roster.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"
#include "templates/text/text_cut.h"
#include "templates/wording/wording.h"

#define DAY_MINUTES (24 * 60)
#define LIST_BYTES 4000

static void key_of(const struct flow *f, const struct daily *d, char out[96])
{
	snprintf(out, 96, "daily.%s.%s", f->name, d->name);
}

/* The first moment of its hour after `now`. */
static int64_t next_after(const struct gateway *g, const struct daily *d, int64_t now)
{
	const struct calendar *c = calendars_for(g->rules->calendars, "");
	int64_t at = calendar_next_minute(c, now + 1, d->minute % DAY_MINUTES);

	for (int i = 0; i < 370 && !d->all_days && !calendar_is_working_day(c, at); i++)
		at = calendar_next_minute(c, at + 1, d->minute % DAY_MINUTES);
	return at;
}

/* As the database has it, or else its next hour. What lies further ahead than that was written by a clock that had
 * run ahead, or before the flow said another hour. */
static int64_t due_at(struct gateway *g, const struct flow *f, const struct daily *d, int64_t now)
{
	char key[96], value[32];
	int64_t next = next_after(g, d, now), kept = 0;

	key_of(f, d, key);
	if (store_get(g->store, key, value, sizeof(value)))
		kept = strtoll(value, NULL, 10);
	return kept != 0 && kept < next ? kept : next;
}

static bool put_next(struct gateway *g, const struct flow *f, const struct daily *d, int64_t at)
{
	char key[96], value[32];

	key_of(f, d, key);
	snprintf(value, sizeof(value), "%" PRId64, at);
	return store_put(g->store, key, value);
}

static bool begin_all(struct gateway *g, int64_t now)
{
	const struct flows *all = &g->rules->flows;

	for (size_t i = 0; i < all->n; i++) {
		for (size_t k = 0; k < all->all[i]->dailies_n; k++) {
			const struct daily *d = &all->all[i]->dailies[k];

			if (!put_next(g, all->all[i], d, due_at(g, all->all[i], d, now)))
				return false;
		}
	}
	return true;
}

bool daily_begin(struct gateway *g, int64_t now)
{
	if (!store_begin(g->store))
		return !store_failed(g->store);
	if (begin_all(g, now) && store_commit(g->store))
		return true;
	store_rollback(g->store);
	return !store_failed(g->store);
}

int64_t daily_next(struct gateway *g, int64_t now)
{
	const struct flows *all = &g->rules->flows;
	int64_t first = 0;

	for (size_t i = 0; i < all->n; i++) {
		for (size_t k = 0; k < all->all[i]->dailies_n; k++) {
			int64_t at = due_at(g, all->all[i], &all->all[i]->dailies[k], now);

			if (first == 0 || at < first)
				first = at;
		}
	}
	return first;
}

static int64_t sooner_of(int64_t a, int64_t b)
{
	return a == 0 ? b : b == 0 || a < b ? a : b;
}

int64_t due_next(struct gateway *g, int64_t list, int64_t now)
{
	int64_t told = sooner_of(deputy_ends_next(g, now), parts_next_late(g->store));

	return sooner_of(sooner_of(tickets_next_due(g->store), list), told);
}

/* ---- sending one ---- */

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

static void write_line(const struct intake *intake, const struct daily *d, const struct ticket *t, enum lang l,
		       struct text *out)
{
	text_addf(out, "%s%" PRId64, out->len ? "\n" : "", t->number);
	if (*t->serial)
		text_addf(out, " %s", t->serial);
	if (d->of == DAILY_UNPLACED)
		write_unplaced(own_words(intake, l), t, out);
	else
		write_claims(intake, t, l, out);
}

struct listed {
	struct ticket all[DAILY_LINES];
	size_t n;     /* of these */
	size_t count; /* in all, as many as there are */
};

/* `late`: ms since it was due. It expires when it would have if it had been sent then. */
static bool say_to(struct intake *intake, const struct flow *f, const struct daily *d, const struct person *p,
		   const char *template, const struct listed *listed, int64_t late)
{
	struct text list = text_new(LIST_BYTES);
	struct effects *e = calloc(1, sizeof(*e));
	struct saying s = {.ctx = &intake->context, .flow = f, .now = intake->now, .count = listed->count};
	bool good;

	for (size_t i = 0; i < listed->n; i++)
		write_line(intake, d, &listed->all[i], p->lang, &list);
	s.list = text_str(&list);
	good = e && answer_say(e, &s, p, template) && e->messages_n == 1;
	if (good) {
		e->messages[0].expires -= late;
		good = e->messages[0].expires <= intake->now || intake_send(intake, &e->messages[0]);
	}
	if (e)
		effects_free(e);
	free(e);
	text_free(&list);
	return good;
}

static bool say_to_role(struct intake *intake, const struct flow *f, const struct daily *d, const struct tell *t,
			const struct listed *listed, int64_t late)
{
	const struct roster *r = intake->context.roster;

	for (size_t i = 0; i < r->n; i++) {
		const struct person *p = &r->people[i];

		if (p->roles & ROLE_BIT(t->to) && !say_to(intake, f, d, p, t->template, listed, late))
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

static void find_listed(struct intake *intake, const struct flow *f, const struct daily *d, struct listed *l)
{
	if (d->of == DAILY_UNPLACED) {
		l->n = tickets_unplaced(intake->g->store, f, placeable(f), l->all, DAILY_LINES, &l->count);
	} else {
		l->n = tickets_claimed(intake->g->store, OF_ALL, 0, f, l->all, DAILY_LINES);
		l->count = l->n;
	}
}

static bool send_list(struct intake *intake, const struct flow *f, const struct daily *d, int64_t at)
{
	struct listed *l = calloc(1, sizeof(*l));
	bool good;

	if (!l)
		return false;
	find_listed(intake, f, d, l);
	good = !store_failed(intake->g->store);
	for (size_t i = 0; good && l->n > 0 && i < d->tells_n; i++)
		good = say_to_role(intake, f, d, &d->tells[i], l, intake->now - at);
	free(l);
	return good && put_next(intake->g, f, d, next_after(intake->g, d, intake->now));
}

bool daily_take(struct intake *intake)
{
	const struct flows *all = &intake->g->rules->flows;

	for (size_t i = 0; i < all->n; i++) {
		for (size_t k = 0; k < all->all[i]->dailies_n; k++) {
			const struct daily *d = &all->all[i]->dailies[k];
			int64_t at = due_at(intake->g, all->all[i], d, intake->now);

			if (at <= intake->now && !send_list(intake, all->all[i], d, at))
				return false;
		}
	}
	return true;
}
