#include "handlers/decide/decision.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- list ---- */

static void list_line(struct decision *d, const struct ticket *t)
{
	char time[24] = "";
	/* Once someone is on the way or there, the planned time says nothing any more. */
	bool ahead = t->phase == VISIT_AHEAD || t->phase == VISIT_OVER;
	int64_t at = t->eta ? t->eta : ahead ? t->planned : 0;
	if (at)
		when_write(at, d->m->came, time);
	list_ticket(d, t, d->m->sender->lang);
	text_addf(&d->list, "%s%s", *time ? " " : "", time);
}

/* Adds the tickets of one flow on which this person could do something now, each once. */
static void list_flow(struct decision *d, const struct flow *f)
{
	struct ticket *all = calloc(FITS_MAX, sizeof(*all));
	int64_t shown[FITS_MAX * 4];
	size_t shown_n = 0, n;
	if (!all)
		return;
	for (size_t c = 0; c <= f->codes_n; c++) {
		const struct code *code = c < f->codes_n ? &f->codes[c] : NULL;
		const struct person *p = d->m->sender;
		if (code && (code->does == DOES_MOVE || code->does == DOES_ASSIGN) &&
		    may_ever(d->h, p, code, d->m->came))
			n = choose_among(d->h, p, f, code, code->from | code->from_skipping, d->m->came, all, FITS_MAX);
		else if (code && (code->does == DOES_APPROVE || code->does == DOES_REFUSE) &&
			 may_ever(d->h, p, code, d->m->came))
			n = choose_claimed(d->h, p, f, code, d->m->came, all, FITS_MAX);
		else if (!code && p->customer)
			n = choose_among(d->h, p, f, NULL, open_states(f), d->m->came, all, FITS_MAX);
		else
			continue;
		for (size_t i = 0; i < n && shown_n < sizeof(shown) / sizeof(*shown); i++) {
			bool there = false;
			for (size_t j = 0; j < shown_n && !there; j++)
				there = shown[j] == all[i].number;
			if (there)
				continue;
			shown[shown_n++] = all[i].number;
			list_line(d, &all[i]);
		}
	}
	free(all);
}

static void answer_list(struct decision *d)
{
	d->s.list = text_str(&d->list);
	d->e->outcome = ANSWERED;
	answer_sender(d->e, &d->s, d->codes[0]->answer);
}

void decide_list(struct decision *d)
{
	for (size_t i = 0; i < d->h->flows->n; i++)
		list_flow(d, d->h->flows->all[i]);
	answer_list(d);
}

/* ---- help ---- */

static void help_code(struct decision *d, const struct code *c)
{
	enum lang l = d->m->sender->lang;
	text_addf(&d->list, "%s%s", d->list.len ? "\n" : "", c->word.in[l]);
	/* The digit is what an old phone types; letters and the other language's word need no room here. */
	for (size_t i = 0; i < c->words_n; i++) {
		if (c->words[i][0] >= '0' && c->words[i][0] <= '9')
			text_addf(&d->list, "(%s)", c->words[i]);
	}
	for (size_t i = 0; i < c->takes_n; i++)
		text_addf(&d->list, c->takes[i].must == MUST ? " %s" : " [%s]", c->takes[i].label.in[l]);
}

void decide_help(struct decision *d)
{
	for (size_t i = 0; i < d->h->flows->n; i++) {
		const struct flow *f = d->h->flows->all[i];
		for (size_t c = 0; c < f->codes_n; c++) {
			if (may_ever(d->h, d->m->sender, &f->codes[c], d->m->came))
				help_code(d, &f->codes[c]);
		}
	}
	answer_list(d);
}

/* ---- deputy ---- */

/* For whom a deputy is named: the sender, or the one head they stand in for themselves. */
static const struct person *head_meant(const struct decision *d)
{
	const struct person *sender = d->m->sender;
	size_t i = 0;
	if (sender->roles & ROLE_BIT(STATION_HEAD))
		return sender;
	const struct person *head = roster_next_head(d->h->roster, sender, d->m->came, &i);
	return roster_next_head(d->h->roster, sender, d->m->came, &i) ? NULL : head;
}

void decide_deputy(struct decision *d)
{
	struct arguments a;
	const struct person *head = head_meant(d);
	if (!head) {
		d->wish.code = NULL;
		refuse(d, "refused.role", NULL);
		return;
	}
	if (!read_arguments(d, d->codes[0], NULL, false, &a))
		return;
	d->e->new_deputy = true;
	d->e->deputy_of = head->id;
	d->e->deputy = a.person->id == head->id ? 0 : a.person->id; /* naming the head ends it */
	d->e->deputy_until = a.time;
	d->e->outcome = DONE;
	d->s.who = a.person;
	d->s.until = a.time;
	if (d->e->deputy)
		tell_codes(d, a.person);
	const char *template = d->e->deputy ? d->codes[0]->answer : "deputy.ended";
	if (head->id != d->m->sender->id && head->id != d->e->deputy)
		answer_say(d->e, &d->s, head, template);
	answer_sender(d->e, &d->s, template);
}

/* ---- undo ---- */

static bool theirs(const struct decision *d, const struct ticket *t)
{
	return t->last_text != 0 && t->last_by == d->m->sender->id &&
	       (d->m->came - t->last_at <= UNDO_MS || d->moment - t->last_at <= UNDO_MS);
}

size_t find_undoable(struct decision *d)
{
	int64_t numbers[FITS_MAX];
	size_t n, kept = 0;
	const struct world *w = d->h->world;
	if (d->r.number != 0) {
		struct ticket *t = &d->others[0];
		return !d->r.number_bad && w->ticket(w->ctx, d->r.number, t) && theirs(d, t) ? 1 : 0;
	}
	int64_t since = d->moment < d->m->came ? d->moment : d->m->came;
	n = w->changed_by(w->ctx, d->m->sender->id, since - UNDO_MS, numbers, FITS_MAX);
	for (size_t i = 0; i < n; i++) {
		if (w->ticket(w->ctx, numbers[i], &d->others[kept]) && theirs(d, &d->others[kept]))
			kept++;
	}
	return kept;
}

static size_t undone_codes(struct decision *d, const struct ticket *t)
{
	char names[CODES_IN_TEXT][FLOW_NAME];
	size_t n = d->h->world->codes_of(d->h->world->ctx, t, names, CODES_IN_TEXT), kept = 0;
	for (size_t i = 0; i < n; i++) {
		const struct code *c = flow_code(t->flow, names[i]);
		if (c)
			d->codes[kept++] = c;
	}
	return kept;
}

/* A ticket was named, and there is nothing of the sender's to take back from it. */
static void refuse_named_undo(struct decision *d)
{
	const struct world *w = d->h->world;
	char number[NUMBER_BYTES];
	if (d->r.number_bad || !w->ticket(w->ctx, d->r.number, &d->before)) {
		refuse_number(d, d->r.number);
	} else if (ticket_has_to_do(&d->before, d->m->sender, d->h->roster, d->m->came)) {
		d->s.ticket = d->wish.ticket = &d->before;
		d->wish.code = NULL;
		refuse(d, "refused.undo", NULL);
	} else {
		snprintf(number, sizeof(number), "%" PRId64, d->r.number);
		refuse(d, "refused.not_yours", number);
	}
}

/* Which text is meant cannot be told, or there is none on the ticket named. */
static void refuse_undo(struct decision *d, size_t n)
{
	enum lang l = d->m->sender->lang;
	d->wish.ticket = n > 0 ? &d->others[0] : NULL;
	if (d->m->sender->id == 0 && d->r.number == 0) {
		/* At the desk many sit, and each would take back another's. */
		refuse(d, "refused.missing", l == ZH ? "工单号" : "the ticket number");
	} else if (n == 0) {
		refuse_named_undo(d);
	} else {
		list_tickets(d, d->others, n, l);
		refuse(d, "refused.which", NULL);
	}
}

void decide_undo(struct decision *d)
{
	const struct code *undo = d->codes[0];
	struct clock_context house = context_clocks(d->h);
	size_t n = find_undoable(d);
	struct ticket was;
	if ((d->m->sender->id == 0 && d->r.number == 0) || n > 1 || (n == 0 && d->r.number != 0)) {
		refuse_undo(d, n);
		return;
	}
	if (n == 0 || !d->h->world->before_last(d->h->world->ctx, &d->others[0], &was)) {
		refuse(d, "refused.undo", NULL);
		return;
	}
	struct ticket *t = &d->e->ticket;
	*t = d->others[0];
	int64_t text = t->last_text;
	d->s.ticket = t;
	d->s.codes_n = undone_codes(d, t);
	ticket_restore(t, &was);
	clocks_undo(&house, t, &d->others[0], t->last_at);
	t->last_text = t->last_by = t->last_at = 0;
	add_event_back(d->e, &d->others[0], t, undo->name, d->m->sender->id, d->moment);
	d->e->undone = text;
	d->e->outcome = ANSWERED;
	tell_told(d, t->number, text, "undone");
	answer_sender(d->e, &d->s, undo->answer);
}

/* ---- a customer's words ---- */

static void forward_to(struct decision *d, const struct person *p)
{
	for (size_t i = 0; i < d->e->messages_n; i++) {
		if (d->e->messages[i].person == p->id)
			return;
	}
	if (p->id != d->m->sender->id)
		answer_say(d->e, &d->s, p, "forwarded.staff");
}

static void forward_to_head(struct decision *d, int64_t station)
{
	const struct roster *r = d->h->roster;
	const struct person *p;
	size_t i = 0;
	while ((p = roster_next(r, STATION_HEAD, station, &i)))
		forward_to(d, roster_acting(r, p, d->m->came));
}

/* To the agents, and to the heads of the stations of the customer's open tickets, else of their machines (contract, "Answers"). */
void decide_forward(struct decision *d)
{
	const struct roster *r = d->h->roster;
	const struct person *p;
	int64_t stations[FITS_MAX];
	size_t n = 0, i = 0;
	for (size_t f = 0; f < d->h->flows->n && n < FITS_MAX; f++)
		n += choose_among(d->h, d->m->sender, d->h->flows->all[f], NULL, open_states(d->h->flows->all[f]),
				  d->m->came, d->others + n, FITS_MAX - n);
	d->s.codes_n = 0;
	d->s.flow = NULL;
	d->s.words = d->m->text;
	d->e->outcome = FORWARDED;
	for (size_t k = 0; k < n; k++) {
		if (!choose_whole(d->h, &d->others[k]))
			return;
		d->s.ticket = &d->others[k];
		forward_to_head(d, d->others[k].station);
	}
	if (n == 0) {
		size_t m = d->h->world->stations_of(d->h->world->ctx, d->m->sender->id, stations, FITS_MAX);
		for (size_t k = 0; k < m; k++)
			forward_to_head(d, stations[k]);
	}
	/* One ticket is named to the agents; of several, the customer must say which. */
	d->s.ticket = n == 1 ? &d->others[0] : NULL;
	while ((p = roster_next(r, AGENT, 0, &i)))
		forward_to(d, p);
	answer_sender(d->e, &d->s, "forwarded.answer");
}
