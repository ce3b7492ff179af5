#include "gateway/wire/wire_say.h"

#include <stdlib.h>

#include "gateway/wire/json_reader.h"
#include "gateway/wire/json_writer.h"
#include "templates/text/units.h"

#define DIGITS 24

char *wire_say(const struct wire_say *w)
{
	struct json_writer j = json_begin();

	json_put_string(&j, "id", w->id);
	json_put_string(&j, "from", w->from);
	json_put_string(&j, "say_to", w->to);
	json_put_id(&j, "ticket", w->ticket);
	json_put_string(&j, "text", w->text);
	return json_end(&j);
}

bool wire_read_say(const char *payload, size_t n, struct wire_say *out)
{
	char ticket[DIGITS] = "", why[WHY_BYTES];
	struct json_reader r;

	*out = (struct wire_say){.text = NULL};
	if (json_read_begin(&r, payload, n, why, sizeof(why))) {
		json_read_string(&r, "id", true, out->id, sizeof(out->id));
		json_read_string(&r, "from", true, out->from, sizeof(out->from));
		json_read_string(&r, "say_to", true, out->to, sizeof(out->to));
		json_read_string(&r, "ticket", true, ticket, sizeof(ticket));
		json_read_words(&r, "text", &out->text);
	}
	out->ticket = strtoll(ticket, NULL, 10);
	if (json_read_end(&r))
		return true;
	free(out->text);
	out->text = NULL;
	return false;
}
