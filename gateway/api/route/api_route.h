/* The routes of /v1: a row each. It is for this wing alone. */
#ifndef API_ROUTE_H
#define API_ROUTE_H

#include "gateway/api/ask/api_ask.h"

/* Each returns whether it is to be put into the queue, else it has made exchange->reply. */
typedef bool api_route(struct api_ask *ask);

api_route route_due, route_missing, route_outbox, route_outgoing, route_channels, route_channel_test, route_resend,
	route_drop, route_stream, route_session_begin, route_session_end, route_me, route_mine, route_today,
	route_today_tickets, route_openapi, route_tickets, route_ticket, route_roster, route_item, route_item_put,
	route_item_add, route_deputies, route_flows, route_flow, route_roles, route_unknown, route_text, route_open,
	route_say, route_tokens, route_token_add, route_token_revoke, route_reload;

extern const char *const openapi_lines[]; /* gateway/api/openapi.json, then NULL; made by the Makefile */

/* Who the person is, as JSON, to be freed. NULL: memory ran out. */
char *route_me_json(const struct api_ask *ask);

#endif
