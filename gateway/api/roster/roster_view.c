#include "gateway/api/roster/roster_view.h"

#include <string.h>

#include "db/store/people_rows.h"
#include "handlers/people/msisdn.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

static bool of_customers(const char *name)
{
	return strcmp(name, "customers") == 0 || strcmp(name, "machines") == 0;
}

/* Administrators keep them. */
bool roster_view_may(const struct api_ask *ask, const char *name)
{
	return !of_customers(name) || access_sees_all(&ask->access) ||
	       ask->access.person.roles & (ROLE_BIT(STATION_HEAD) | ROLE_BIT(SALES_MANAGER) | ROLE_BIT(ADMINISTRATOR));
}

/* These are customers of all stations: one who serves a single station finds their customers' numbers in the tickets. */
bool roster_view_masked(const struct api_ask *ask, const char *name)
{
	if (!of_customers(name))
		return false;
	return !access_calls(&ask->access) || (!access_sees_all(&ask->access) && ask->access.person.station != 0);
}

/* Whoever writes one must have its numbers before them. */
bool roster_view_item_masked(const struct api_ask *ask, const char *name)
{
	return !(ask->access.person.roles & ROLE_BIT(ADMINISTRATOR)) && roster_view_masked(ask, name);
}

int64_t roster_view_person(const struct api_ask *ask, const char *name)
{
	const char *said = ask->rest;
	char number[MSISDN_MAX];

	if (*said == '+' && !roster_view_item_masked(ask, name) && msisdn_read(said, ask->w->setup.country, number))
		return people_owner(ask->w->store, number);
	return api_number(said);
}

static bool person_key(const struct api_ask *ask, const char *name, char out[SERIAL_BYTES])
{
	char numbers[PERSON_NUMBERS][MSISDN_MAX];
	int64_t id = roster_view_person(ask, name);

	return id && people_numbers(ask->w->store, id, numbers) > 0 && text_copy(out, SERIAL_BYTES, numbers[0]);
}

bool roster_view_key(const struct api_ask *ask, const char *name, char out[SERIAL_BYTES])
{
	if (!roster_view_may(ask, name))
		return false;
	if (strcmp(name, "people") == 0 || strcmp(name, "customers") == 0)
		return person_key(ask, name, out);
	return fold_small(out, SERIAL_BYTES, ask->rest) && *out;
}
