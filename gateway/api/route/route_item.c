#include <stdlib.h>
#include <string.h>

#include "gateway/api/roster/roster_view.h"
#include "gateway/api/route/api_route.h"
#include "gateway/views/roster_list.h"

/* The list that it stands in: what the path begins with. */
static const char *list_of(const struct api_ask *ask)
{
	size_t i = 0;

	while (i + 1 < ROSTER_IMPORTED && strncmp(ask->name, roster_lists[i], strlen(roster_lists[i])) != 0)
		i++;
	return roster_lists[i];
}

/* One of the staff, a station, a customer or a machine, as the list has it. */
bool route_item(struct api_ask *ask)
{
	const char *name = list_of(ask);
	char key[SERIAL_BYTES], shown[SHOWN_BYTES], *json = NULL;

	if (!roster_view_key(ask, name, key) ||
	    !roster_list_one(ask->w->store, name, key, roster_view_masked(ask, name), &json))
		return api_refuse(ask, PROBLEM_NO_ITEM, api_shown(ask->rest, shown));
	api_answer(ask, json);
	if (json)
		etag_write(json, ask->exchange->reply.etag);
	return false;
}
