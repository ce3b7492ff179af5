#include "db/sqlite/forget/found.h"

#include <stdlib.h>
#include <string.h>

#include "db/sqlite/sql.h"
#include "templates/text/array.h"

#define PAGE 500 /* rows of one question: no reader holds the WAL for long */

/* ---- ids and sayings ---- */

static bool ids_add(struct ids *l, int64_t id)
{
	int64_t *all = array_room(l->all, l->n, &l->cap, sizeof(*all));

	if (!all)
		return false;
	l->all = all;
	all[l->n++] = id;
	return true;
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Of those that were found in order. */
static bool ids_have(const struct ids *l, int64_t id)
{
	return l->n && bsearch(&id, l->all, l->n, sizeof(id), by_id);
}

static int by_ticket(const void *a, const void *b)
{
	return by_id(&((const struct saying *)a)->ticket, &((const struct saying *)b)->ticket);
}

static bool no_memory(struct forgetting *f)
{
	store_fail(f->s, "out of memory");
	return false;
}

static bool add_saying(struct forgetting *f, int64_t ticket, const char *words)
{
	struct saying *all = array_room(f->sayings, f->sayings_n, &f->sayings_cap, sizeof(*all));
	char *copy = all ? strdup(words) : NULL;

	if (all)
		f->sayings = all;
	if (!copy)
		return no_memory(f);
	all[f->sayings_n++] = (struct saying){ticket, copy};
	return true;
}

/* ---- a row ---- */

/* A column that names the person. */
static bool mentions(struct forgetting *f, struct query *q, int column)
{
	size_t n;
	const char *s = sql_bytes(q, column, &n);
	enum mentioned found = mention_in(&f->mention, s, n);

	if (found == MENTION_NO_MEMORY)
		no_memory(f);
	return found == MENTION_FOUND;
}

/* A column that is one of their numbers. */
static bool is_theirs(const struct forgetting *f, struct query *q, int column)
{
	size_t n;

	return mention_is_number(&f->mention, sql_bytes(q, column, &n));
}

/* A column that says what they said about that ticket. */
static bool says_words(const struct forgetting *f, struct query *q, int column, int64_t ticket)
{
	size_t n, low = 0, high = f->sayings_n;
	const char *s = sql_bytes(q, column, &n);

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (f->sayings[mid].ticket < ticket)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < f->sayings_n && f->sayings[low].ticket == ticket; low++)
		if (memmem(s, n, f->sayings[low].words, strlen(f->sayings[low].words)))
			return true;
	return false;
}

static bool look_at_input(struct forgetting *f, struct query *q)
{
	int64_t id = sql_get_int(q, 0);
	bool own = sql_get_int(q, 1) == f->person || is_theirs(f, q, 2);

	f->inbox = id;
	if (own)
		f->count.came++;
	else if (mentions(f, q, 3) || mentions(f, q, 4) || mentions(f, q, 5))
		f->count.others++;
	else
		return true;
	return ids_add(own ? &f->own : &f->quoting, id) || no_memory(f);
}

static bool look_at_field(struct forgetting *f, struct query *q)
{
	size_t n;
	bool own = ids_have(&f->own, sql_get_int(q, 2));

	f->field = sql_get_int(q, 0);
	if (!own && !mentions(f, q, 3))
		return true;
	f->count.fields++;
	return (ids_add(&f->fields, f->field) || no_memory(f)) &&
	       (!own || add_saying(f, sql_get_int(q, 1), sql_bytes(q, 3, &n)));
}

static bool look_at_sent(struct forgetting *f, struct query *q)
{
	int64_t ticket = sql_get_int(q, 6);
	bool to_them = sql_get_int(q, 1) == f->person || is_theirs(f, q, 2);
	bool about = ids_have(&f->own, sql_get_int(q, 7)) || mentions(f, q, 3) || mentions(f, q, 4) ||
		     mentions(f, q, 5) || (ticket && (says_words(f, q, 3, ticket) || says_words(f, q, 4, ticket)));

	f->outbox = sql_get_int(q, 0);
	if (to_them)
		f->count.sent++;
	else if (about)
		f->count.others++;
	else
		return true;
	return ids_add(to_them ? &f->sent : &f->about, f->outbox) || no_memory(f);
}

/* ---- a table ---- */

/* In pages of PAGE rows, each behind the last. */
static bool look_through(struct forgetting *f, const char *text, const int64_t *last,
			 bool (*look)(struct forgetting *f, struct query *q))
{
	int n;

	do {
		struct query q = sql(f->s, text);

		sql_int(&q, *last);
		sql_int(&q, PAGE);
		for (n = 0; sql_row(&q); n++)
			if (!look(f, &q) || f->s->failed)
				break;
		if (!sql_end(&q) || f->s->failed)
			return false;
	} while (n == PAGE);
	return true;
}

/* An answer to somebody else, or what they were told of it, may say the words as well. */
static bool look_at_answers(struct forgetting *f)
{
	for (size_t i = 0; i < f->sayings_n; i++) {
		struct query q = sql(f->s, "SELECT id, answer FROM inbox WHERE ticket = ?1 AND answer IS NOT NULL");

		sql_int(&q, f->sayings[i].ticket);
		while (sql_row(&q))
			if (says_words(f, &q, 1, f->sayings[i].ticket) && !ids_add(&f->answers, sql_get_int(&q, 0)))
				no_memory(f);
		if (!sql_end(&q))
			return false;
	}
	return !f->s->failed;
}

/* What the opening said is theirs where their text opened the ticket. */
static bool look_at_openings(struct forgetting *f, size_t from)
{
	for (size_t i = from; i < f->own.n; i++) {
		struct query q = sql(f->s, "SELECT t.number, t.fault FROM inbox i JOIN ticket t ON t.number = i.ticket "
					   "WHERE i.id = ?1 AND i.id = (SELECT inbox FROM event e "
					   "WHERE e.ticket = t.number ORDER BY e.seq LIMIT 1)");
		size_t n;
		struct found_ticket *all = array_room(f->tickets, f->tickets_n, &f->tickets_cap, sizeof(*all));

		if (all)
			f->tickets = all;
		sql_int(&q, f->own.all[i]);
		if (sql_row(&q) && all) {
			all[f->tickets_n++] = (struct found_ticket){sql_get_int(&q, 0), FOUND_ALL};
			if (*sql_bytes(&q, 1, &n))
				add_saying(f, sql_get_int(&q, 0), sql_bytes(&q, 1, &n));
		}
		if (!all)
			no_memory(f);
		if (!sql_end(&q) || f->s->failed)
			return false;
	}
	return true;
}

bool found_more(struct forgetting *f)
{
	size_t own = f->own.n;

	if (!look_through(
		    f, "SELECT id, person, sender, payload, why, answer FROM inbox WHERE id > ?1 ORDER BY id LIMIT ?2",
		    &f->inbox, look_at_input) ||
	    !look_through(f, "SELECT id, ticket, inbox, words FROM field WHERE id > ?1 ORDER BY id LIMIT ?2", &f->field,
			  look_at_field) ||
	    !look_at_openings(f, own))
		return false;
	if (f->sayings_n)
		qsort(f->sayings, f->sayings_n, sizeof(*f->sayings), by_ticket);
	return look_at_answers(f) &&
	       look_through(f,
			    "SELECT id, person, number, text, params, error, ticket, inbox FROM outbox WHERE id > ?1 "
			    "ORDER BY id LIMIT ?2",
			    &f->outbox, look_at_sent);
}

static bool is_found(const struct forgetting *f, int64_t ticket)
{
	for (size_t i = 0; i < f->tickets_n; i++)
		if (f->tickets[i].number == ticket)
			return true;
	return false;
}

/* One that they opened has been found with all of its words. */
static bool look_at_ticket(struct forgetting *f, struct query *q)
{
	struct found_ticket *all = array_room(f->tickets, f->tickets_n, &f->tickets_cap, sizeof(*all));
	unsigned words = 0;

	f->ticket = sql_get_int(q, 0);
	if (!all)
		return no_memory(f);
	f->tickets = all;
	for (int i = 0; i < 5; i++)
		words |= mentions(f, q, i + 1) ? 1u << i : 0;
	if (words && !is_found(f, f->ticket))
		all[f->tickets_n++] = (struct found_ticket){f->ticket, words};
	return true;
}

bool found_tickets(struct forgetting *f)
{
	return look_through(f,
			    "SELECT number, fault, site, reported_by, customer_words, station_words FROM ticket "
			    "WHERE number > ?1 ORDER BY number LIMIT ?2",
			    &f->ticket, look_at_ticket);
}
