#include "gateway/api/route/api_route.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/machine_rows.h"
#include "db/store/people_rows.h"
#include "gateway/api/ask/masked.h"
#include "gateway/api/ask/printed.h"
#include "gateway/api/roster/roster_view.h"
#include "gateway/command/ticket_search.h"
#include "gateway/views/roster_list.h"
#include "gateway/views/stranger_list.h"
#include "templates/text/fold.h"
#include "templates/text/number.h"
#include "templates/text/text.h"

/* ---- people, stations, customers, machines ---- */

/* People go by their first number, which is not for everyone to see: their id stands for it where a list goes on. */
static bool by_number(const struct api_ask *ask)
{
	return strcmp(ask->name, "people") == 0 || strcmp(ask->name, "customers") == 0;
}

static bool read_after(const struct api_ask *ask, char out[SERIAL_BYTES])
{
	char numbers[PERSON_NUMBERS][MSISDN_MAX];
	const char *said = api_argument(ask, "after");

	*out = '\0';
	if (!said)
		return true;
	if (!by_number(ask))
		return text_copy(out, SERIAL_BYTES, said);
	return people_numbers(ask->w->store, api_number(said), numbers) > 0 && text_copy(out, SERIAL_BYTES, numbers[0]);
}

/* False: memory ran out, which must not look like the end of the list. */
static bool write_next(const struct api_ask *ask, char **next)
{
	char *key = *next;

	if (!key || !by_number(ask))
		return true;
	*next = api_number_text(people_owner(ask->w->store, key));
	free(key);
	return *next;
}

/* ---- what is looked for ---- */

static size_t add_machines(const struct api_ask *ask, const int64_t *ids, size_t n, char (*keys)[SERIAL_BYTES],
			   size_t have)
{
	char serial[SERIAL_BYTES], key[SERIAL_BYTES];
	bool there;

	for (size_t i = 0; i < n && have < ask->limit; i++) {
		there = !machine_serial_of(ask->w->store, ids[i], serial) || !fold_small(key, sizeof(key), serial);
		for (size_t k = 0; k < have && !there; k++)
			there = strcmp(keys[k], key) == 0;
		if (!there)
			text_copy(keys[have++], SERIAL_BYTES, key);
	}
	return have;
}

static size_t add_people(const struct api_ask *ask, const int64_t *ids, size_t n, char (*keys)[SERIAL_BYTES])
{
	char numbers[PERSON_NUMBERS][MSISDN_MAX];
	size_t have = 0;

	for (size_t i = 0; i < n && have < ask->limit; i++)
		if (people_numbers(ask->w->store, ids[i], numbers) > 0)
			text_copy(keys[have++], SERIAL_BYTES, numbers[0]);
	return have;
}

static bool answer_found(struct api_ask *ask, const struct ticket_search *found)
{
	char(*keys)[SERIAL_BYTES] = calloc(ask->limit, sizeof(*keys));
	bool machines = strcmp(ask->name, "machines") == 0;
	struct printed p;
	size_t n;
	bool good;

	if (!keys || !printed_begin(&p)) {
		free(keys);
		return api_answer(ask, NULL);
	}
	n = machines ? add_machines(ask, found->machines, found->machines_n, keys, 0)
		     : add_people(ask, found->people, found->people_n, keys);
	if (machines)
		n = add_machines(ask, found->owned, found->owned_n, keys, n);
	good = roster_list_some(ask->w->store, ask->name, keys, n, roster_view_masked(ask, ask->name), p.out);
	free(keys);
	return api_answer_list(ask, printed_end(&p, good), NULL);
}

/* The beginning of a serial or a name; a full number, for who sees numbers in full. */
static bool look_for(struct api_ask *ask, const char *said)
{
	struct ticket_search *found = malloc(sizeof(*found));
	char most[DECIMAL_BYTES];

	if (!found)
		return api_answer(ask, NULL);
	if (ticket_search_read(ask->w, said, !roster_view_masked(ask, ask->name), found))
		answer_found(ask, found);
	else
		api_refuse(ask, PROBLEM_SEARCH, number_write(SEARCH_BYTES - 1, most));
	free(found);
	return false;
}

bool route_roster(struct api_ask *ask)
{
	const char *said = api_argument(ask, "q");
	char after[SERIAL_BYTES];
	char *next = NULL;
	struct printed p;
	bool good;

	if (!roster_view_may(ask, ask->name))
		return api_refuse(ask, PROBLEM_NOT_LISTED, NULL);
	if (!read_after(ask, after))
		return api_refuse(ask, PROBLEM_CURSOR, NULL);
	if (roster_view_numbers(ask->name) && !roster_view_masked(ask, ask->name))
		masked_shown(ask, ask->name, "");
	if (roster_view_numbers(ask->name) && said)
		return look_for(ask, said);
	if (!printed_begin(&p))
		return api_answer(ask, NULL);
	good = roster_list_page(ask->w->store, ask->name, after, ask->limit, roster_view_masked(ask, ask->name), p.out,
				&next);
	good = write_next(ask, &next) && good;
	return api_answer_list(ask, printed_end(&p, good), next);
}

/* ---- numbers that nobody has ---- */

bool route_unknown(struct api_ask *ask)
{
	struct printed p;

	/* Administrators make people of them. */
	if (!(ask->access.person.roles & ROLE_BIT(ADMINISTRATOR)) &&
	    (!access_sees_all(&ask->access) || !access_calls(&ask->access)))
		return api_refuse(ask, PROBLEM_STRANGERS, NULL);
	if (!printed_begin(&p))
		return api_answer(ask, NULL);
	return api_answer_list(ask, printed_end(&p, stranger_list_print(ask->w->store, TABLE_JSON, p.out)), NULL);
}
