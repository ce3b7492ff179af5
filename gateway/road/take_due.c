#include "gateway/road/intake.h"

#include "db/tables/inbox.h"
#include "db/tables/tickets.h"
#include "gateway/base/log.h"
#include "gateway/road/daily_send.h"
#include "gateway/road/poison.h"
#include "gateway/road/stale_tickets.h"
#include "handlers/answer/answer.h"
#include "handlers/decide/due_texts.h"
#include "handlers/time/when.h"
#include "templates/wording/fill.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Of several texts that fall to one person at one time one is made, with a line for each. */

#define LINE_BYTES 400

struct note {
	struct message message;
	size_t turn;           /* its place among those that fell due at the same time */
	char line[LINE_BYTES]; /* the same in a line */
};

/* All that is to be said now, ticket after ticket. */
struct notes {
	struct note *all;
	size_t n, cap;
};

static void notes_free(struct notes *s)
{
	for (size_t i = 0; i < s->n; i++) {
		params_free(&s->all[i].message.params);
		free(s->all[i].message.text);
	}
	free(s->all);
}

static bool has_room(struct notes *s, size_t more)
{
	if (s->n + more <= s->cap)
		return true;
	size_t cap = 2 * (s->n + more);
	struct note *all = realloc(s->all, cap * sizeof(*all));
	if (!all)
		return false;
	s->all = all;
	s->cap = cap;
	return true;
}

/* The first line of the text itself says it best. */
static void write_line(const struct message *m, char line[LINE_BYTES])
{
	char first[LINE_BYTES];
	text_copy(first, sizeof(first), m->text);
	first[strcspn(first, "\n")] = '\0';
	text_copy(line, LINE_BYTES, first);
}

/* The texts of one ticket become the notes'. */
static bool take_over(struct notes *s, struct effects *e)
{
	if (!has_room(s, e->messages_n))
		return false;
	for (size_t i = 0; i < e->messages_n; i++) {
		struct note *n = &s->all[s->n++];
		n->message = e->messages[i];
		n->turn = s->n;
		write_line(&n->message, n->line);
	}
	e->messages_n = 0;
	return true;
}

/* The clocks that are noted as over and because of which somebody owes a text: bit a clock. */
static uint32_t owing(const struct ticket *t, int64_t now)
{
	uint32_t clocks = 0;
	for (size_t i = 0; i < t->flow->clocks_n; i++)
		clocks |= t->clocks[i].done & STEP_DUE && clocks_owed(t, i, now) >= 0 ? 1u << i : 0;
	return clocks;
}

/* False: three processes ended over it as it stands. */
static bool dares(const struct intake *w, const struct ticket *t)
{
	char what[64];
	int n = snprintf(what, sizeof(what), "due %" PRId64 " %" PRId64, t->number, t->last_text);
	if (poison_taking(w->g->poison, what, (size_t)n))
		return true;
	log_error("the gateway ended three times over what is due of ticket %" PRId64
		  "; its clocks rest until its next text",
		  t->number);
	return false;
}

static bool take_ticket(struct intake *w, int64_t number, struct ticket *t, struct effects *e, struct notes *s)
{
	struct store *store = w->g->store;
	if (!tickets_load(store, &w->g->rules->flows, number, t)) {
		/* Of a flow that is no more: nobody can say what is due. */
		return !store_failed(store) && tickets_mute(store, number);
	}
	if (!dares(w, t))
		return tickets_mute(store, number);
	e->messages_n = 0;
	uint32_t owed = owing(t, w->now);
	decide_due(&w->house, t, w->now, e);
	if (!intake_had_memory(w))
		return false;
	if (e->failed) {
		/* One that cannot be said must not hold up all the others, again and again. */
		log_error("what is due of ticket %" PRId64 " cannot be said; its clocks rest until its next text",
			  number);
		effects_free(e);
		e->failed = false;
		return tickets_mute(store, number);
	}
	if (owing(t, w->now) & ~owed)
		stale_tickets_note(w->g->stale, number);
	return tickets_save_clocks(store, t, w->now) && take_over(s, e);
}

/* ---- one text a person ---- */

/* For each person, in the order in which they fell due, in the night too. */
static int by_person(const void *a, const void *b)
{
	const struct note *x = a, *y = b;
	if (x->message.person != y->message.person)
		return x->message.person < y->message.person ? -1 : 1;
	if (x->message.fell != y->message.fell)
		return x->message.fell < y->message.fell ? -1 : 1;
	return x->turn < y->turn ? -1 : x->turn > y->turn;
}

static bool same_line(const struct note *s, size_t n, const char *line)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(s[i].line, line) == 0)
			return true;
	}
	return false;
}

static bool mt_queue_joined(struct intake *w, const struct note *first, size_t n)
{
	struct text list = text_new(4000);
	struct effects *e = calloc(1, sizeof(*e));
	struct person someone;
	const struct person *p = roster_person(w->house.roster, first->message.person);
	int64_t expires = 0;
	if (!p && w->world.person(w->world.ctx, first->message.person, &someone))
		p = &someone;
	for (size_t i = 0; i < n; i++) {
		if (!same_line(first, i, first[i].line))
			text_addf(&list, "%s%s", list.len ? "\n" : "", first[i].line);
		expires = first[i].message.expires > expires ? first[i].message.expires : expires;
	}
	struct saying s = {.ctx = &w->house, .now = w->now, .list = text_str(&list), .count = n};
	bool good = e && (!p || (answer_say(e, &s, p, "reminders") && e->messages_n == 1));
	if (good && p) {
		e->messages[0].expires = expires;
		good = intake_post(w, &e->messages[0]);
	}
	if (e)
		effects_free(e);
	free(e);
	text_free(&list);
	return good;
}

static bool mt_queue_all(struct intake *w, struct notes *s)
{
	if (s->n > 1)
		qsort(s->all, s->n, sizeof(*s->all), by_person);
	for (size_t i = 0, next; i < s->n; i = next) {
		for (next = i + 1; next < s->n && s->all[next].message.person == s->all[i].message.person;)
			next++;
		if (next - i == 1 ? !intake_post(w, &s->all[i].message) : !mt_queue_joined(w, &s->all[i], next - i))
			return false;
	}
	return true;
}

/* ---- the clock's turn ---- */

static bool file_due(struct intake *w)
{
	struct inbox_entry entry = {
		.kind = "due", .channel = "", .came = w->now, .moment = w->now, .payload = "", .length = 0};
	bool again;
	return intake_take_input(w, &entry, &again);
}

static bool take_tickets(struct intake *w, const int64_t *numbers, size_t n, struct notes *s)
{
	struct ticket *t = calloc(1, sizeof(*t));
	struct effects *e = calloc(1, sizeof(*e));
	bool good = t && e;
	for (size_t i = 0; good && i < n; i++)
		good = take_ticket(w, numbers[i], t, e, s);
	if (e)
		effects_free(e);
	free(e);
	free(t);
	return good;
}

bool take_due(struct intake *w)
{
	int64_t numbers[DUE_AT_ONCE];
	struct notes s = {.n = 0};
	intake_outcome(w->in, "reminded");
	size_t n = tickets_due(w->g->store, w->now, numbers, DUE_AT_ONCE);
	if (store_failed(w->g->store))
		return false;
	bool good = file_due(w) && take_tickets(w, numbers, n, &s) && mt_queue_all(w, &s) && daily_take(w) &&
		    inbox_settle(w->g->store, w->row, "reminded", NULL, 0, NULL);
	notes_free(&s);
	return good;
}
