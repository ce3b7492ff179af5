#include <stdlib.h>
#include <string.h>

#include "db/store/tickets.h"
#include "gateway/api/ask/json_body.h"
#include "gateway/api/ask/write_key.h"
#include "gateway/api/route/api_route.h"
#include "gateway/wire/wire_say.h"
#include "handlers/decide/say.h"
#include "templates/text/number.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

#define TEXT_MOST 2048

static bool is_fit(const char *text)
{
	size_t n = strlen(text), step;
	uint32_t c;

	for (size_t i = 0; i < n; i += step) {
		step = utf8_next(text + i, n - i, &c);
		if (c == UTF8_BAD || (utf8_is_control(c) && c != '\n'))
			return false;
	}
	return utf8_units(text, n) <= SAY_UNITS && text[strspn(text, " \n")];
}

static bool read_text(struct api_ask *ask, const struct json_tree *body, char text[TEXT_MOST])
{
	char most[DECIMAL_BYTES];

	return (json_body_member(body, "/text", text, TEXT_MOST) && is_fit(text)) ||
	       api_refuse(ask, PROBLEM_SAY_TEXT, number_write(SAY_UNITS, most));
}

/* Customers hear from those alone who call them too. */
static bool read_to(struct api_ask *ask, const struct json_tree *body, const struct ticket *t, char to[SAY_TO_BYTES])
{
	bool customer;

	*to = '\0';
	if (!json_body_member(body, "/to", to, SAY_TO_BYTES))
		return api_refuse(ask, PROBLEM_SAY_TO, to);
	customer = strcmp(to, SAY_CUSTOMER) == 0 || (t->customer && api_number(to) == t->customer);
	return !customer || access_calls(&ask->access) || api_refuse(ask, PROBLEM_SAY_CUSTOMER, NULL);
}

static bool take(struct api_ask *ask, const struct json_tree *body, const struct ticket *t)
{
	struct api_exchange *x = ask->exchange;
	char text[TEXT_MOST] = "";
	struct wire_say w = {.ticket = t->number, .text = text};

	if (!read_to(ask, body, t, w.to) || !read_text(ask, body, text))
		return false;
	if (!write_key_read(ask, w.id))
		return write_key_refuse(ask);
	text_copy(w.from, sizeof(w.from), ask->access.person.number);
	text_copy(x->to, sizeof(x->to), w.to);
	return write_key_put(ask, IN_SAY, API_CHANNEL, wire_say(&w), 200);
}

bool route_say(struct api_ask *ask)
{
	struct ticket *t = calloc(1, sizeof(*t));
	struct json_tree *body = NULL;
	char said[SHOWN_BYTES];
	bool waits = false;

	if (!t)
		return api_answer(ask, NULL);
	if (!tickets_load(ask->w->store, &ask->w->rules->flows, api_number(ask->rest), t) ||
	    !access_sees(&ask->access, t))
		api_refuse(ask, PROBLEM_NO_TICKET, api_shown(ask->rest, said));
	else
		body = json_body(ask);
	if (body)
		waits = take(ask, body, t);
	json_tree_free(body);
	free(t);
	return waits;
}
