#include "gateway/api/route/api_route.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/machine_rows.h"
#include "gateway/api/ask/tickets_row.h"
#include "gateway/command/ticket_filter.h"
#include "gateway/command/ticket_search.h"
#include "gateway/views/ticket_list.h"
#include "templates/text/fold.h"
#include "templates/text/number.h"

#define NUMBERS_MOST 200 /* tickets that one request may name */
#define NUMBERS_SAID "200"

struct wanted {
	struct ticket_filter filter;
	int64_t numbers[NUMBERS_MOST];
	struct ticket_list_page page;
	struct ticket_search search;
	struct json_writer j; /* the page */
	const struct api_ask *ask;
};

/* ---- values of the query ---- */

static bool wrong(struct api_ask *ask, enum problem_word why, const char *said)
{
	char shown[SHOWN_BYTES];

	return api_refuse(ask, why, api_shown(said, shown));
}

static bool read_flow(struct api_ask *ask, struct wanted *w)
{
	const char *said = api_argument(ask, "flow");
	const struct flows *all = &ask->w->rules->flows;

	w->filter.flow = said ? flows_find(all, said) : NULL;
	return !said || w->filter.flow || wrong(ask, PROBLEM_NO_FLOW, said);
}

static bool read_state(struct api_ask *ask, struct wanted *w)
{
	const char *said = api_argument(ask, "state");
	const struct flows *all = &ask->w->rules->flows;
	bool found = false;

	for (size_t i = 0; said && i < all->n; i++) {
		const struct flow *f = all->all[i];
		int state = !w->filter.flow || w->filter.flow == f ? flow_state(f, said) : -1;

		found = found || state >= 0;
		w->page.all = w->page.all || (state >= 0 && f->states[state].ends);
	}
	w->filter.state = said;
	return !said || found || wrong(ask, PROBLEM_NO_STATE, said);
}

static bool read_station(struct api_ask *ask, struct wanted *w)
{
	const char *said = api_argument(ask, "station");
	char folded[NAME_BYTES];
	const struct station *s =
		said && fold_small(folded, sizeof(folded), said) ? roster_station_named(&ask->w->roster, folded) : NULL;

	w->filter.station = s ? s->id : 0;
	return !said || s || wrong(ask, PROBLEM_NO_STATION, said);
}

static bool read_people(struct api_ask *ask, struct wanted *w)
{
	const char *lead = api_argument(ask, "lead"), *customer = api_argument(ask, "customer");

	w->filter.lead = lead ? api_person(ask, lead, false) : 0;
	w->filter.customer = customer ? api_person(ask, customer, true) : 0;
	if (lead && !w->filter.lead)
		return wrong(ask, PROBLEM_NO_SUCH_PERSON, lead);
	if (customer && !w->filter.customer)
		return wrong(ask, PROBLEM_NO_CUSTOMER, customer);
	return true;
}

static bool read_machine(struct api_ask *ask, struct wanted *w)
{
	const char *said = api_argument(ask, "machine");
	char folded[SERIAL_BYTES];
	struct machine m = {.id = 0};

	if (said && fold_small(folded, sizeof(folded), said) && machine_by_serial(ask->w->store, folded, &m))
		w->filter.machine = m.id;
	return !said || m.id || wrong(ask, PROBLEM_NO_MACHINE, said);
}

/* `true` or `false`; false: it is neither, and the reply says so. */
static bool read_yes(struct api_ask *ask, const char *name, bool usual, bool *out)
{
	const char *said = api_argument(ask, name);

	*out = said ? strcmp(said, "true") == 0 : usual;
	if (!said || *out || strcmp(said, "false") == 0)
		return true;
	return api_refuse(ask, PROBLEM_YES_OR_NO, name);
}

/* The number at *at, which moves on to the one behind it; 0: there is none. */
static int64_t next_number(const char **at)
{
	char digits[DECIMAL_BYTES];
	size_t n = strspn(*at, "0123456789");

	if (n == 0 || n >= sizeof(digits) || ((*at)[n] && (*at)[n] != ','))
		return 0;
	memcpy(digits, *at, n);
	digits[n] = '\0';
	*at += n + ((*at)[n] == ',');
	return api_number(digits);
}

/* The highest first, as the list has them. */
static int downwards(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x < *y) - (*x > *y);
}

/* Those that are named, ended or not, in one page unless a limit is said. */
static bool read_numbers(struct api_ask *ask, struct wanted *w)
{
	const char *said = api_argument(ask, "ticket"), *at = said;
	size_t n = 0;

	while (at && (*at || at[-1] == ',')) {
		int64_t number = n < NUMBERS_MOST ? next_number(&at) : 0;

		if (!number)
			return api_refuse(ask, PROBLEM_TICKETS, NUMBERS_SAID);
		w->numbers[n++] = number;
	}
	if (!said)
		return true;
	qsort(w->numbers, n, sizeof(*w->numbers), downwards);
	w->filter.numbers = w->numbers;
	w->filter.numbers_n = n;
	w->page.open = w->page.open || (api_argument(ask, "open") && !w->page.all);
	if (!api_argument(ask, "limit"))
		w->filter.limit = NUMBERS_MOST;
	return true;
}

/* What is named, and not begun, may have ended. */
static bool read_search(struct api_ask *ask, struct wanted *w)
{
	const char *said = api_argument(ask, "q");
	char most[DECIMAL_BYTES];

	w->page.open = api_argument(ask, "open") && !w->page.all;
	w->filter.search = said ? &w->search : NULL;
	if (!said || ticket_search_read(ask->w, said, access_calls(&ask->access), &w->search))
		return true;
	return api_refuse(ask, PROBLEM_SEARCH, number_write(SEARCH_BYTES - 1, most));
}

static bool sees(const void *ctx, const struct ticket *t)
{
	const struct wanted *w = ctx;

	return access_sees(&w->ask->access, t);
}

static void put(void *ctx, struct ticket *t)
{
	struct wanted *w = ctx;

	tickets_row_put(w->ask, &w->j, t);
}

static bool read_wanted(struct api_ask *ask, struct wanted *w)
{
	bool open = true;

	if (!read_yes(ask, "open", true, &open) || !read_yes(ask, "late", false, &w->page.late))
		return false;
	w->page.all = !open;
	w->page.now = ask->request->now;
	w->page.sees = sees;
	w->page.put = put;
	w->page.ctx = w;
	w->ask = ask;
	w->filter.limit = ask->limit;
	return read_flow(ask, w) && read_state(ask, w) && read_search(ask, w) && read_numbers(ask, w) &&
	       read_station(ask, w) && read_people(ask, w) && read_machine(ask, w) && api_cursor(ask, &w->page.before);
}

/* ---- the list ---- */

bool route_tickets(struct api_ask *ask)
{
	struct wanted w = {.page.all = false};
	int64_t below = 0;

	if (!api_language(ask) || !read_wanted(ask, &w))
		return false;
	w.j = json_begin();
	json_open_list(&w.j, "items");
	if (!ticket_list_page(ask->w, &w.page, &w.filter, &below)) {
		free(json_end(&w.j));
		return api_answer(ask, NULL);
	}
	json_close_list(&w.j);
	json_put_id_or_null(&w.j, "next", below);
	return api_answer(ask, json_end(&w.j));
}
