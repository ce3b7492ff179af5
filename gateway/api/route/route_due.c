#include "gateway/api/route/api_route.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/api/ask/printed.h"
#include "gateway/views/due_list.h"
#include "gateway/views/missing_nodes.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"

#define TICKETS_LOOKED 2048 /* others wait meanwhile */
#define USUAL_DAYS 31

static bool sees(const void *ctx, const struct ticket *t)
{
	const struct api_ask *ask = ctx;

	return access_sees(&ask->access, t);
}

/* What is over, and what falls due next: `limit` of each. */
bool route_due(struct api_ask *ask)
{
	const struct due_list_wish wish = {
		.most = ask->limit, .look = TICKETS_LOOKED, .now = ask->request->now, .sees = sees, .ctx = ask};
	struct printed p;

	if (!printed_begin(&p))
		return api_answer(ask, NULL);
	return api_answer_list(ask, printed_end(&p, due_list_json(ask->w, &wish, p.out)), NULL);
}

/* A day of the installation's time zone; without one, a month ago. */
static bool read_since(struct api_ask *ask, int64_t *at)
{
	const char *said = api_argument(ask, "since");
	char midnight[32];

	*at = when_day(ask->request->now, -USUAL_DAYS);
	if (!said)
		return true;
	if (strlen(said) != strlen("2026-11-21"))
		return false;
	text_copy(midnight, sizeof(midnight), said);
	strcat(midnight, " 00:00");
	return when_local_read(midnight, at);
}

bool route_missing(struct api_ask *ask)
{
	struct missing_nodes_wish wish = {.now = ask->request->now, .look = TICKETS_LOOKED, .sees = sees, .ctx = ask};
	const char *person = api_argument(ask, "person");
	char shown[SHOWN_BYTES];
	struct printed p;

	if (!read_since(ask, &wish.since))
		return api_refuse(ask, PROBLEM_NO_DAY, api_shown(api_argument(ask, "since"), shown));
	wish.person = person ? api_person(ask, person, false) : 0;
	if (person && !wish.person)
		return api_refuse(ask, PROBLEM_NO_SUCH_PERSON, api_shown(person, shown));
	if (!printed_begin(&p))
		return api_answer(ask, NULL);
	return api_answer_list(ask, printed_end(&p, missing_nodes_json(ask->w, &wish, p.out)), NULL);
}
