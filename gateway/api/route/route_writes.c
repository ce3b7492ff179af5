#include "gateway/api/route/api_route.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/api/ask/json_body.h"
#include "gateway/api/ask/write_key.h"
#include "gateway/wire/json_writer.h"
#include "gateway/wire/wire_out.h"

#define TEXT_MOST 8192

/* ---- a text ---- */

/* The number of the ticket stands before the code, as anybody may write it. */
static char *text_payload(const char *id, const char *from, const char *ticket, const char *text)
{
	char *whole = NULL, *payload;

	if (asprintf(&whole, "%s%s%s", ticket, *ticket ? " " : "", text) < 0)
		return NULL;
	payload = wire_mo(id, from, whole, 0);
	free(whole);
	return payload;
}

/* Whose text it is: that of who asks, or of whom they name. False: it may not be, and the reply says why. */
static bool read_as(struct api_ask *ask, const struct json_tree *body, const struct person **out)
{
	char said[NAME_BYTES] = "", shown[SHOWN_BYTES];

	*out = &ask->access.person;
	if (!json_node_at(json_tree_root(body), "/as"))
		return true;
	/* An administrator who is no agent names deputies alone, which shows once it is decided. */
	if (!(ask->access.person.roles & (ROLE_BIT(AGENT) | ROLE_BIT(ADMINISTRATOR))))
		return api_refuse(ask, PROBLEM_AS, NULL);
	*out = json_body_member(body, "/as", said, sizeof(said)) ? api_staff(ask, said) : NULL;
	if (!*out)
		return api_refuse(ask, PROBLEM_AS_WHO, api_shown(said, shown));
	return !(*out)->customer || (*out)->id == ask->access.person.id || api_refuse(ask, PROBLEM_AS_NEVER, NULL);
}

static bool take_text(struct api_ask *ask, const struct json_tree *body)
{
	char id[WRITE_KEY_BYTES], text[TEXT_MOST] = "", ticket[24] = "";
	const struct person *from;

	if (!read_as(ask, body, &from))
		return false;
	if (!json_body_member(body, "/text", text, sizeof(text)))
		return api_reply_with(
			ask, problem(ask->words, PROBLEM_NO_TEXT, NULL, "{\"text\":\"arrive\",\"ticket\":\"10008\"}"));
	if (json_node_at(json_tree_root(body), "/ticket") &&
	    (!json_body_member(body, "/ticket", ticket, sizeof(ticket)) || ticket[strspn(ticket, "0123456789")]))
		return api_refuse(ask, PROBLEM_TICKET_NUMBER, NULL);
	if (!write_key_read(ask, id))
		return write_key_refuse(ask);
	return write_key_put(ask, IN_MO, API_CHANNEL, text_payload(id, from->number, ticket, text), 200);
}

bool route_text(struct api_ask *ask)
{
	struct json_tree *body = json_body(ask);
	bool waits = body && take_text(ask, body);

	json_tree_free(body);
	return waits;
}

/* ---- an opening ---- */

/* The body is that of ticket/open; its id is ours. */
static char *opening_payload(const struct api_request *r, const char *id)
{
	const char *members = strchr(r->body, '{') + 1;
	struct json_writer j = json_begin();
	char *head, *payload = NULL;

	members += strspn(members, " \t\r\n");
	json_put_string(&j, "id", id);
	head = json_end(&j);
	if (head)
		head[strlen(head) - 1] = '\0';
	if (!head || asprintf(&payload, "%s%s%s", head, *members == '}' ? "" : ",", members) < 0)
		payload = NULL;
	free(head);
	return payload;
}

bool route_open(struct api_ask *ask)
{
	struct json_tree *body;
	char id[WRITE_KEY_BYTES];
	bool has_id;

	if (!api_opens(ask))
		return api_refuse(ask, PROBLEM_MAY_NOT_OPEN, NULL);
	body = json_body(ask);
	if (!body)
		return false;
	has_id = json_node_at(json_tree_root(body), "/id");
	json_tree_free(body);
	if (has_id)
		return api_refuse(ask, PROBLEM_ID_IS_MADE, NULL);
	if (!write_key_read(ask, id))
		return write_key_refuse(ask);
	return write_key_put(ask, IN_OPEN, "", opening_payload(ask->request, id), 201);
}
