#include "gateway/command/ticket_search.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/machine_rows.h"
#include "db/store/people_rows.h"
#include "db/store/tickets_found.h"
#include "handlers/people/msisdn.h"
#include "templates/text/fold.h"

/* ---- what is meant ---- */

static bool holds(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static void read_number(const char *folded, struct ticket_search *out)
{
	size_t n = strspn(folded, "0123456789");

	out->number = n > 0 && n <= 18 && !folded[n] ? strtoll(folded, NULL, 10) : 0;
}

/* Whose full number it is. That of a customer is not for everyone to try. */
static void read_phone(const struct workspace *w, const char *said, bool numbers, struct ticket_search *out)
{
	char number[MSISDN_MAX];
	struct person p;

	if (out->people_n < SEARCH_EACH && msisdn_read(said, w->setup.country, number) &&
	    people_by_number(w->store, number, &p) && (numbers || !p.customer) &&
	    !holds(out->people, out->people_n, p.id))
		out->people[out->people_n++] = p.id;
}

bool ticket_search_read(const struct workspace *w, const char *said, bool numbers, struct ticket_search *out)
{
	char folded[SEARCH_BYTES];

	*out = (struct ticket_search){.number = 0};
	if (!fold_small(folded, sizeof(folded), said))
		return false;
	if (!*folded)
		return true;
	read_number(folded, out);
	out->machines_n = machines_beginning(w->store, folded, out->machines, SEARCH_EACH);
	read_phone(w, said, numbers, out);
	out->people_n += people_beginning(w->store, folded, out->people + out->people_n, SEARCH_EACH - out->people_n);
	for (size_t i = 0; i < out->people_n; i++)
		out->owned_n += machines_of(w->store, out->people[i], out->owned + out->owned_n, SEARCH_EACH);
	return true;
}

bool ticket_search_takes(const struct ticket_search *q, const struct ticket *t)
{
	return t->number == q->number || (t->machine && holds(q->machines, q->machines_n, t->machine)) ||
	       (t->lead && holds(q->people, q->people_n, t->lead)) ||
	       (t->customer && holds(q->people, q->people_n, t->customer));
}

/* ---- their tickets ---- */

/* What was found so far: the highest numbers, each once. */
struct highest {
	const struct workspace *w;
	int64_t before;
	int64_t *numbers, *some; /* max each */
	size_t n, max;
	bool more;
};

static void add_number(struct highest *h, int64_t number)
{
	size_t i = 0;

	while (i < h->n && h->numbers[i] > number)
		i++;
	if (i < h->n && h->numbers[i] == number)
		return;
	h->more = h->more || h->n == h->max;
	if (i == h->max)
		return;
	h->n += h->n < h->max;
	memmove(&h->numbers[i + 1], &h->numbers[i], (h->n - 1 - i) * sizeof(*h->numbers));
	h->numbers[i] = number;
}

static void add_of(struct highest *h, enum tickets_by by, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t found = tickets_numbers(h->w->store, by, ids[i], h->before, h->some, h->max);

		for (size_t k = 0; k < found; k++)
			add_number(h, h->some[k]);
		h->more = h->more || found == h->max;
	}
}

size_t ticket_search_numbers(const struct workspace *w, const struct ticket_search *q, bool all, int64_t before,
			     int64_t *numbers, size_t max, bool *more)
{
	struct highest h = {.w = w, .before = before, .some = calloc(max, sizeof(*h.some)), .max = max};

	h.numbers = numbers;
	*more = false;
	if (!h.some)
		return 0;
	if (q->number && (!before || q->number < before))
		add_number(&h, q->number);
	add_of(&h, all ? TICKETS_BY_MACHINE_ALL : TICKETS_BY_MACHINE, q->machines, q->machines_n);
	add_of(&h, TICKETS_BY_LEAD, q->people, q->people_n);
	add_of(&h, TICKETS_BY_CUSTOMER, q->people, q->people_n);
	if (all)
		add_of(&h, TICKETS_BY_MACHINE_ALL, q->owned, q->owned_n);
	free(h.some);
	*more = h.more;
	return h.n;
}
