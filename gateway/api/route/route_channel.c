/* The channels: what waits by each, and a text that tries one. */
#include <string.h>

#include "gateway/api/ask/json_body.h"
#include "gateway/api/ask/printed.h"
#include "gateway/api/ask/write_key.h"
#include "gateway/api/route/api_route.h"
#include "gateway/command/channel_choice.h"
#include "gateway/views/channel_list.h"
#include "gateway/wire/wire_hand.h"
#include "handlers/people/msisdn.h"
#include "templates/text/text.h"

bool route_channels(struct api_ask *ask)
{
	struct printed p;

	if (!access_sees_all(&ask->access) && !(ask->access.person.roles & ROLE_BIT(ADMINISTRATOR)))
		return api_refuse(ask, PROBLEM_NOT_LISTED, NULL);
	if (!printed_begin(&p))
		return api_answer(ask, NULL);
	return api_answer_list(ask, printed_end(&p, channel_list_json(ask->w, p.out)), NULL);
}

/* ---- trying one ---- */

/* Whoever asks here cannot see whether somebody listens at the broker: what neither a file nor the configuration names is
 * none. */
static bool read_channel(struct api_ask *ask, char out[CHANNEL_BYTES])
{
	char shown[SHOWN_BYTES];
	const char *near;

	switch (channel_choose(ask->w, ask->rest, &near)) {
	case CHANNEL_CHOSEN:
		return text_copy(out, CHANNEL_BYTES, ask->rest);
	case CHANNEL_IN_ALONE:
		return api_refuse(ask, PROBLEM_IN_ALONE, api_shown(ask->rest, shown));
	case CHANNEL_NO_NAME:
	case CHANNEL_IS_SLIP:
	case CHANNEL_NOT_NAMED:
		break;
	}
	return api_refuse(ask, PROBLEM_NO_CHANNEL, api_shown(ask->rest, shown));
}

static bool read_number(struct api_ask *ask, const struct json_tree *body, char out[MSISDN_MAX])
{
	char said[SHOWN_BYTES] = "";

	return (json_body_member(body, "/to", said, sizeof(said)) && msisdn_read(said, ask->w->setup.country, out)) ||
	       api_refuse(ask, PROBLEM_NO_NUMBER, said);
}

static bool take(struct api_ask *ask, const struct json_tree *body)
{
	struct wire_hand h = {.does = HAND_TRIAL, .by = ask->access.person.id, .of = ask->access.person.id};

	if (!read_channel(ask, h.channel) || !read_number(ask, body, h.number))
		return false;
	if (!write_key_read(ask, h.key))
		return write_key_refuse(ask);
	return api_hand(ask, &h, 201);
}

bool route_channel_test(struct api_ask *ask)
{
	struct json_tree *body;
	bool waits;

	if (!(ask->access.person.roles & ROLE_BIT(ADMINISTRATOR)))
		return api_refuse(ask, PROBLEM_ADMINISTRATOR, NULL);
	body = json_body(ask);
	waits = body && take(ask, body);
	json_tree_free(body);
	return waits;
}
