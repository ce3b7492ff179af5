#include "gateway/road/system_open.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/road/take.h"
#include "gateway/state/poison_input.h"
#include "templates/text/text.h"

static bool refuse(struct intake *intake, const struct wire_opening *o, const char *why)
{
	log_error("no ticket of flow %s is opened under the key \"%s\": %s", o->flow, o->key, why);
	return !store_failed(intake->g->store);
}

/* An opening that fails is undone by itself, and nothing beside it. */
static bool open_marked(struct intake *own, struct intake *intake, const struct wire_opening *o)
{
	struct store *s = intake->g->store;

	if (!store_mark(s))
		return false;
	if (take_open(own))
		return store_keep(s);
	if (store_failed(s) || !intake_had_memory(intake) || !store_back(s))
		return false;
	own->in->row = own->in->ticket = 0;
	own->in->texts = own->in->events = own->in->kept_back = 0;
	return refuse(intake, o, store_why(s));
}

static bool open_own(struct intake *intake, struct input *in, const struct wire_opening *o)
{
	struct intake *own = malloc(sizeof(*own));
	bool good = false;

	if (own) {
		intake_begin(own, intake->g, in, intake->now);
		good = open_marked(own, intake, o);
	}
	free(own);
	if (good && strcmp(in->outcome, "rejected") == 0)
		return refuse(intake, o, in->answer);
	return good;
}

bool system_open(struct intake *intake, const char *channel, const struct wire_opening *o, int64_t *ticket)
{
	struct input in = {.kind = IN_OPEN, .came = intake->now};
	bool good;

	*ticket = 0;
	text_copy(in.channel, sizeof(in.channel), channel);
	in.payload = wire_open_row(o);
	in.length = in.payload ? strlen(in.payload) : 0;
	if (in.payload && !poison_taking(intake->g->poison, in.payload, in.length)) {
		good = refuse(intake, o, "the gateway ended three times while it opened it");
	} else {
		good = in.payload && open_own(intake, &in, o);
		intake->in->texts += in.texts;
		intake->in->events += in.events;
		intake->in->kept_back += in.kept_back;
		intake->in->opened += in.row != 0 && !in.again;
		*ticket = in.ticket;
	}
	poison_over(intake->g->poison);
	input_free(&in);
	return good;
}
