#include "gateway/command/ticket_filter.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/machine_rows.h"
#include "db/store/store.h"
#include "gateway/command/anyone.h"
#include "gateway/command/ticket_search.h"
#include "handlers/time/when.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

#define NAMES_MAX 1024

/* ---- what there is none of ---- */

/* "there is no state `x`; did you mean `y`?", or all there are. */
static void there_is_none(const char *what, const char *said, const char *const *names, size_t n)
{
	const char *near = spelling_nearest(said, names, n);
	struct text all = text_new(4096);

	for (size_t i = 0; i < n; i++)
		text_addf(&all, "%s`%s`", i ? ", " : "", names[i]);
	if (near)
		verb_error("there is no %s `%s`; did you mean `%s`?", what, said, near);
	else
		verb_error("there is no %s `%s`; those there are: %s", what, said, n ? text_str(&all) : "none");
	text_free(&all);
}

static bool is_listed(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* ---- each value ---- */

/* A state of that flow, or of any. */
static bool read_state(const struct workspace *w, const char *said, struct ticket_filter *out)
{
	const char *names[NAMES_MAX];
	size_t n = 0;

	for (size_t i = 0; i < w->rules->flows.n; i++) {
		const struct flow *f = w->rules->flows.all[i];

		for (size_t j = 0; (!out->flow || f == out->flow) && j < f->states_n && n < NAMES_MAX; j++) {
			const char *name = f->states[j].name;

			out->ended = out->ended || (f->states[j].ends && strcmp(name, said) == 0);
			if (!is_listed(names, n, name))
				names[n++] = name;
		}
	}
	out->state = said;
	if (is_listed(names, n, said))
		return true;
	there_is_none("state", said, names, n);
	return false;
}

int64_t ticket_filter_station(const struct workspace *w, const char *said)
{
	char folded[NAME_BYTES];
	const struct station *found =
		fold_small(folded, sizeof(folded), said) ? roster_station_named(&w->roster, folded) : NULL;
	const char *names[NAMES_MAX];
	size_t n = 0;

	if (found)
		return found->id;
	for (; n < w->roster.stations_n && n < NAMES_MAX; n++)
		names[n] = w->roster.stations[n].name;
	there_is_none("station", said, names, n);
	return 0;
}

static int read_customer(struct workspace *w, const char *said, int64_t *out)
{
	struct person p = {0};
	int code = anyone_find(w, said, &p);

	*out = p.id;
	if (code != VERB_DONE || p.customer)
		return code;
	verb_error("%s is no customer; `fieldgate list customers` lists them", p.name);
	return VERB_FAULTY;
}

static int read_lead(struct workspace *w, const char *said, int64_t *out)
{
	struct person p = {0};
	int code = anyone_find(w, said, &p);

	*out = p.id;
	return code;
}

static int read_machine(struct workspace *w, const char *said, int64_t *out)
{
	char folded[SERIAL_BYTES];
	struct machine m;

	if (fold_small(folded, sizeof(folded), said) && machine_by_serial(w->store, folded, &m)) {
		*out = m.id;
		return VERB_DONE;
	}
	if (store_failed(w->store)) {
		verb_error("the machines cannot be read: %s", store_why(w->store));
		return VERB_BROKEN;
	}
	verb_error("there is no machine `%s`; `fieldgate list machines` lists them", said);
	return VERB_FAULTY;
}

bool ticket_filter_time(const char *said, int64_t *at)
{
	char minute[32];
	size_t n = strlen(said);

	if (n != strlen("2026-11-21") && n != strlen("2026-11-21 09:00"))
		return false;
	text_copy(minute, sizeof(minute), said);
	if (n == strlen("2026-11-21"))
		strcat(minute, " 00:00");
	return when_local_read(minute, at);
}

bool ticket_filter_limit(const char *said, size_t *out)
{
	size_t n = strlen(said);

	*out = 0;
	if (n == 0 || n > 5 || strspn(said, "0123456789") != n)
		return false;
	*out = (size_t)strtoul(said, NULL, 10);
	return *out > 0 && *out <= TICKET_FILTER_MOST;
}

/* ---- all of them ---- */

static int read_rest(const struct ticket_wishes *said, struct ticket_filter *out)
{
	if (said->since && !ticket_filter_time(said->since, &out->since)) {
		verb_error("`%s` is no day; write one as 2026-11-21, or \"2026-11-21 09:00\"", said->since);
		return VERB_USAGE;
	}
	if (said->limit && !ticket_filter_limit(said->limit, &out->limit)) {
		verb_error("`%s` is no limit; write a number from 1 to %d", said->limit, TICKET_FILTER_MOST);
		return VERB_USAGE;
	}
	return VERB_DONE;
}

int ticket_filter_read(struct workspace *w, const struct ticket_wishes *said, struct ticket_filter *out)
{
	int code = read_rest(said, out);

	if (code == VERB_DONE && said->flow && !(out->flow = workspace_flow(w, said->flow)))
		code = VERB_FAULTY;
	if (code == VERB_DONE && said->state && !read_state(w, said->state, out))
		code = VERB_FAULTY;
	if (code == VERB_DONE && said->station && !(out->station = ticket_filter_station(w, said->station)))
		code = VERB_FAULTY;
	if (code == VERB_DONE && said->lead)
		code = read_lead(w, said->lead, &out->lead);
	if (code == VERB_DONE && said->customer)
		code = read_customer(w, said->customer, &out->customer);
	if (code == VERB_DONE && said->machine)
		code = read_machine(w, said->machine, &out->machine);
	return code;
}

bool ticket_filter_takes(const struct ticket_filter *f, const struct ticket *t)
{
	const char *state = t->state < 0 ? "" : t->flow->states[t->state].name;

	return (!f->flow || t->flow == f->flow) && (!f->state || strcmp(state, f->state) == 0) &&
	       (!f->station || t->station == f->station) && (!f->lead || t->lead == f->lead) &&
	       (!f->customer || t->customer == f->customer) && (!f->machine || t->machine == f->machine) &&
	       t->opened >= f->since && (!f->search || ticket_search_takes(f->search, t));
}
