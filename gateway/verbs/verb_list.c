#include <stdio.h>

#include "gateway/command/workspace.h"
#include "gateway/views/outbox_rows.h"
#include "gateway/views/stranger_list.h"
#include "gateway/views/ticket_list.h"

static int run(const struct call *c);

const struct verb verb_list = {
	.name = "list",
	.usage = "[--all | --unknown | --failed]",
	.brief = "lists the open tickets, all tickets, the unknown senders, or the texts that did not arrive",
	.help = "Without an option, the tickets that are open, newest first.\n"
		"\n"
		"  --all      the ended ones too\n"
		"  --unknown  the numbers that nobody knows, how many texts came from each, the last text and its\n"
		"             time; once a person or customer is imported with a number, it is known\n"
		"  --failed   the texts that did not arrive, newest first, and why: failed, rejected, expired;\n"
		"             `fieldgate outbox ID` explains one\n",
	.options = {{.name = "--all"}, {.name = "--unknown"}, {.name = "--failed"}},
	.run = run,
};

#define FAILED_MOST 1000

static int list(struct workspace *w, const struct call *c)
{
	bool whole = c->options[1]   ? stranger_list_print(w->store, stdout)
		     : c->options[2] ? outbox_failed_print(w->store, FAILED_MOST, stdout)
				     : ticket_list_print(w, c->options[0] != NULL, stdout);

	if (whole && !store_failed(w->store))
		return VERB_DONE;
	verb_error("this is not all of the list: %s", store_failed(w->store) ? store_why(w->store) : "out of memory");
	return VERB_BROKEN;
}

static int run(const struct call *c)
{
	static struct workspace w;
	const char *first = NULL;
	int code;

	for (size_t i = 0; i < 3; i++) {
		if (c->options[i] && first)
			return verb_misused(&verb_list, "`%s` and `%s` are two lists; ask for one at a time", first,
					    verb_list.options[i].name);
		first = c->options[i] ? verb_list.options[i].name : first;
	}
	code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_READING);
	if (code == VERB_DONE)
		code = list(&w, c);
	workspace_close(&w);
	return code;
}
