#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uuid/uuid.h>

#include "db/outbox/outbox.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/caller.h"
#include "gateway/command/hand_input.h"
#include "gateway/command/workspace.h"
#include "gateway/wire/wire_out.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

static int run(const struct call *c);

const struct verb verb_text = {
	.name = "text",
	.usage = "FROM TEXT...",
	.brief = "puts in a text by hand, as if FROM had sent it",
	.help = "FROM is a number, the name of one known person, or `desk` for an agent's codes. The words of\n"
		"TEXT are joined by one blank.\n"
		"Prints the answer, which is not sent by SMS, then each text that goes out because of this one.\n"
		"A running `serve` sends those within a second. Exits 1 if the text was refused.\n"
		"\n"
		"  fieldgate text +447700900111 depart 16:30 with Ann Reed\n",
	.least = 2,
	.most = -1,
	.words_from = 1,
	.run = run,
};

/* The number a text comes from; the desk has none. */
static bool read_from(struct workspace *w, const char *said, char number[MSISDN_MAX])
{
	struct caller from;
	char why[WHY_BYTES];

	if (strcmp(said, "desk") == 0)
		return text_copy(number, MSISDN_MAX, said);
	if (!caller_find(&w->gateway.roster, w->store, w->setup.country, said, &from, why, sizeof(why))) {
		verb_error("%s", why);
		return false;
	}
	return text_copy(number, MSISDN_MAX, from.number);
}

static int take_text(struct workspace *w, const char *from, const char *text)
{
	char id[UUID_TEXT];
	uuid_t uuid;

	uuid_generate(uuid);
	uuid_unparse_lower(uuid, id);
	return hand_input_take(&w->gateway, IN_MO, wire_mo(id, from, text, 0), clock_now());
}

static int run(const struct call *c)
{
	static struct workspace w;
	char from[MSISDN_MAX];
	char *text = verb_words(c, 1);
	int code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_WRITING);

	if (code == VERB_DONE && !read_from(&w, c->args[0], from))
		code = VERB_FAULTY;
	if (code == VERB_DONE && !text) {
		verb_error("out of memory; free some and try again");
		code = VERB_BROKEN;
	}
	if (code == VERB_DONE)
		code = take_text(&w, from, text);
	free(text);
	workspace_close(&w);
	return code;
}
