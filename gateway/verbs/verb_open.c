#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uuid/uuid.h>

#include "db/store/outbox.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/hand_input.h"
#include "gateway/command/workspace.h"
#include "gateway/wire/wire_out.h"
#include "handlers/model/clock_kind.h"

static int run(const struct call *c);

const struct verb verb_open = {
	.name = "open",
	.usage = "FLOW SERIAL [down] FAULT...",
	.brief = "opens a ticket and prints its number",
	.help = "FLOW is one of the installation's, such as repair. SERIAL is the machine's, `-` if it is\n"
		"unknown. `down` says that the machine stands still. The words of FAULT are joined by one blank.\n"
		"Prints the ticket's number alone on the first line, then each text that goes out because of it.\n"
		"An unknown machine is no obstacle: the ticket keeps the words, and waits for the desk.\n"
		"\n"
		"  fieldgate open repair EC210-0042 down 发动机无法启动\n",
	.least = 3,
	.most = -1,
	.words_from = 2,
	.run = run,
};

static int take_opening(struct workspace *w, const struct call *c)
{
	bool down = strcmp(c->args[2], "down") == 0;
	const char *serial = strcmp(c->args[1], "-") == 0 ? "" : c->args[1];
	char *fault = verb_words(c, down ? 3 : 2);
	char id[UUID_TEXT];
	uuid_t uuid;
	char *payload;

	uuid_generate(uuid);
	uuid_unparse_lower(uuid, id);
	payload = fault ? wire_open(id, c->args[0], serial, down, fault) : NULL;
	free(fault);
	return hand_input_take(&w->gateway, IN_OPEN, payload, clock_now());
}

static bool only_blanks(const char *s)
{
	return s[strspn(s, " \t")] == '\0';
}

static bool names_a_fault(const struct call *c)
{
	for (int i = strcmp(c->args[2], "down") == 0 ? 3 : 2; i < c->n; i++)
		if (!only_blanks(c->args[i]))
			return true;
	return false;
}

static int run(const struct call *c)
{
	static struct workspace w;
	int code;

	if (!names_a_fault(c))
		return verb_misused(&verb_open, "the fault is missing; say behind it what is wrong with the machine");
	code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_WRITING);
	if (code == VERB_DONE && !workspace_flow(&w, c->args[0]))
		code = VERB_FAULTY;
	if (code == VERB_DONE)
		code = take_opening(&w, c);
	workspace_close(&w);
	return code;
}
