#include "gateway/api/route/api_route.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/people_rows.h"
#include "gateway/api/ask/masked.h"
#include "gateway/api/ask/printed.h"
#include "gateway/api/roster/roster_view.h"
#include "gateway/views/roster_list.h"
#include "gateway/views/stranger_list.h"
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

bool route_roster(struct api_ask *ask)
{
	char after[SERIAL_BYTES];
	char *next = NULL;
	struct printed p;
	bool good;

	if (!roster_view_may(ask, ask->name))
		return api_refuse(ask, PROBLEM_NOT_LISTED, NULL);
	if (!read_after(ask, after))
		return api_refuse(ask, PROBLEM_CURSOR, NULL);
	if (!printed_begin(&p))
		return api_answer(ask, NULL);
	if (roster_view_numbers(ask->name) && !roster_view_masked(ask, ask->name))
		masked_shown(ask, ask->name, "");
	good = roster_list_page(ask->w->store, ask->name, after, ask->limit, roster_view_masked(ask, ask->name), p.out,
				&next);
	good = write_next(ask, &next) && good;
	return api_answer_list(ask, printed_end(&p, good), next);
}

/* ---- numbers that nobody has ---- */

bool route_unknown(struct api_ask *ask)
{
	struct printed p;

	if (!access_sees_all(&ask->access) || !access_calls(&ask->access))
		return api_refuse(ask, PROBLEM_STRANGERS, NULL);
	if (!printed_begin(&p))
		return api_answer(ask, NULL);
	return api_answer_list(ask, printed_end(&p, stranger_list_print(ask->w->store, TABLE_JSON, p.out)), NULL);
}
