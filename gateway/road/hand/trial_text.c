#include "gateway/road/hand/trial_text.h"

#include <stdlib.h>

#include "db/store/people_rows.h"
#include "gateway/wire/wire_out.h"
#include "handlers/answer/answer.h"
#include "templates/text/text.h"
#include "templates/wording/fill.h"

#define TEMPLATE "channel.test"

static bool write_text(const struct gateway *g, const char *channel, const char *number, int64_t now, struct effects *e)
{
	struct context ctx = {.rules = g->rules, .roster = &g->roster};
	struct saying s = {.ctx = &ctx, .now = now, .what = channel};
	struct person p;

	if (!people_by_number(g->store, number, &p))
		p = (struct person){.lang = LANG_FIRST};
	text_copy(p.number, sizeof(p.number), number);
	text_copy(p.channel, sizeof(p.channel), channel);
	return answer_say(e, &s, &p, TEMPLATE) && e->messages_n == 1;
}

bool trial_text_add(const struct gateway *g, const char *channel, const char *number, int64_t inbox, int64_t now,
		    char uuid[UUID_TEXT])
{
	struct effects *e = calloc(1, sizeof(*e));
	char *params = NULL;
	bool good = e && write_text(g, channel, number, now, e);

	if (good)
		params = wire_params(&e->messages[0].params);
	good = params && outbox_add(g->store, &e->messages[0], channel, params, inbox, now, uuid);
	free(params);
	if (e)
		effects_free(e);
	free(e);
	return good;
}
