#include <stdio.h>

#include "gateway/command/workspace.h"
#include "gateway/views/stranger_list.h"
#include "gateway/views/ticket_list.h"

static int run(const struct call *c);

const struct verb verb_list = {
	.name = "list",
	.usage = "[--all | --unknown]",
	.brief = "lists the open tickets, all tickets, or the unknown senders",
	.help = "Without an option, the tickets that are open, newest first.\n"
		"\n"
		"  --all      the ended ones too\n"
		"  --unknown  the numbers that nobody knows, how many texts came from each, the last text and its\n"
		"             time; once a person or customer is imported with a number, it is known\n",
	.options = {{.name = "--all"}, {.name = "--unknown"}},
	.run = run,
};

static int list(struct workspace *w, bool all, bool unknown)
{
	bool whole = unknown ? stranger_list_print(w->store, stdout) : ticket_list_print(w, all, stdout);

	if (whole && !store_failed(w->store))
		return VERB_DONE;
	verb_error("this is not all of the list: %s", store_failed(w->store) ? store_why(w->store) : "out of memory");
	return VERB_BROKEN;
}

static int run(const struct call *c)
{
	static struct workspace w;
	bool all = c->options[0] != NULL, unknown = c->options[1] != NULL;
	int code;

	if (all && unknown)
		return verb_misused(&verb_list, "`--all` and `--unknown` are two lists; ask for one at a time");
	code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_READING);
	if (code == VERB_DONE)
		code = list(&w, all, unknown);
	workspace_close(&w);
	return code;
}
