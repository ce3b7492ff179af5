#include "gateway/api/route/api_route.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/api/ask/printed.h"
#include "gateway/views/outbox_rows.h"
#include "gateway/views/outbox_sheet.h"
#include "gateway/wire/wire_hand.h"
#include "templates/text/text.h"

#define CURSOR_BYTES 128

/* Texts that wait, or did not arrive, are of all stations. */
static bool may_look(const struct api_ask *ask)
{
	return access_sees_all(&ask->access) || ask->access.person.roles & ROLE_BIT(ADMINISTRATOR);
}

/* ---- the list ---- */

/* `waiting`, if not said, or `failed`. */
static bool read_state(const struct api_ask *ask, enum delivery *out)
{
	const char *said = api_argument(ask, "state");

	*out = said && strcmp(said, "failed") == 0 ? DELIVERY_FAILED : DELIVERY_SENDING;
	return !said || *out == DELIVERY_FAILED || strcmp(said, "waiting") == 0;
}

/* "2.1763712000000.17.sms" is the third state behind that row. */
static bool read_cursor(const struct api_ask *ask, enum delivery *state, struct outbox_place *place)
{
	const char *said = api_argument(ask, "after");
	int64_t parts[3];

	if (!said)
		return true;
	for (size_t i = 0; i < 3; i++) {
		char *end;

		parts[i] = strtoll(said, &end, 10);
		if (*said < '0' || *said > '9' || *end != '.')
			return false;
		said = end + 1;
	}
	if (parts[0] >= DELIVERY_N)
		return false;
	*state = (enum delivery)parts[0];
	place->at = parts[1];
	place->id = parts[2];
	return text_copy(place->channel, sizeof(place->channel), said);
}

static char *write_cursor(enum delivery state, const struct outbox_place *place)
{
	char *out;

	return asprintf(&out, "%u.%" PRId64 ".%" PRId64 ".%s", (unsigned)state, place->at, place->id, place->channel) <
			       0
		       ? NULL
		       : out;
}

bool route_outbox(struct api_ask *ask)
{
	struct outbox_place place = {.id = 0};
	char shown[SHOWN_BYTES], *next = NULL;
	enum delivery state;
	struct printed p;
	bool good, more;

	if (!may_look(ask))
		return api_refuse(ask, PROBLEM_NOT_LISTED, NULL);
	if (!read_state(ask, &state))
		return api_refuse(ask, PROBLEM_OUTBOX_STATE, api_shown(api_argument(ask, "state"), shown));
	if (!read_cursor(ask, &state, &place))
		return api_refuse(ask, PROBLEM_CURSOR, NULL);
	if (!printed_begin(&p))
		return api_answer(ask, NULL);
	good = outbox_page_json(ask->w->store, &state, &place, ask->limit, p.out, &more);
	if (more) {
		next = write_cursor(state, &place);
		good = good && next;
	}
	return api_answer_list(ask, printed_end(&p, good), next);
}

bool route_outgoing(struct api_ask *ask)
{
	struct outbox_line l;
	char shown[SHOWN_BYTES], *json = NULL;

	if (!may_look(ask))
		return api_refuse(ask, PROBLEM_NOT_LISTED, NULL);
	if (!outbox_read(ask->w->store, api_number(ask->rest), &l, NULL))
		return api_refuse(ask, PROBLEM_NO_MT, api_shown(ask->rest, shown));
	json = outbox_sheet_json(ask->w->store, &l);
	return api_answer(ask, json);
}

/* ---- sending again, dropping ---- */

static bool put(struct api_ask *ask, enum hand_does does)
{
	const struct wire_hand h = {.does = does, .by = ask->access.person.id, .of = api_number(ask->rest)};
	struct outbox_line l;
	char shown[SHOWN_BYTES];

	if (!outbox_read(ask->w->store, h.of, &l, NULL))
		return api_refuse(ask, PROBLEM_NO_MT, api_shown(ask->rest, shown));
	return api_hand(ask, &h, 200);
}

bool route_resend(struct api_ask *ask)
{
	return may_look(ask) ? put(ask, HAND_RESEND) : api_refuse(ask, PROBLEM_NOT_LISTED, NULL);
}

bool route_drop(struct api_ask *ask)
{
	return ask->access.person.roles & ROLE_BIT(ADMINISTRATOR) ? put(ask, HAND_DROP)
								  : api_refuse(ask, PROBLEM_ADMINISTRATOR, NULL);
}
