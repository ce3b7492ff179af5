#include <stdio.h>
#include <string.h>

#include "gateway/base/wall_clock.h"
#include "gateway/command/workspace.h"
#include "gateway/views/outbox_rows.h"
#include "gateway/views/roster_list.h"
#include "gateway/views/stranger_list.h"
#include "gateway/views/ticket_list.h"
#include "templates/text/spelling.h"

static int run(const struct call *c);

enum { ALL, LATE, STRANGERS, FAILED, JSON, CSV };

const struct verb verb_list = {
	.name = "list",
	.usage = "[--all | --late | --unknown | --failed | KIND | people --all] [--json | --csv]",
	.brief = "lists tickets, unknown senders, texts that did not arrive, people, stations, customers, machines",
	.help = "Without anything, the tickets that are open, newest first.\n"
		"\n"
		"  --all      the ended ones too\n"
		"  --late     the clocks of open tickets that still run and whose time is over\n"
		"  --unknown  the numbers that nobody knows, how many texts came from each, the last text and its\n"
		"             time; once a person or customer is imported with a number, it is known\n"
		"  --failed   the texts that did not arrive, newest first, and why: failed, rejected, expired;\n"
		"             `fieldgate outbox ID` explains one\n"
		"\n"
		"KIND is one of these:\n"
		"\n"
		"  stations, people, customers, machines  in the columns that `fieldgate import` takes, numbers in\n"
		"             full; of people those who have a role, with --all the retired ones too\n"
		"  deputies   who stands in for a station head now, and until when\n"
		"\n"
		"  --json     one JSON array with an object for each row\n"
		"  --csv      CSV with a header line\n"
		"             In both, times are RFC 3339, spans are seconds, and ticket numbers are strings.\n",
	.options = {{.name = "--all"},
		    {.name = "--late"},
		    {.name = "--unknown"},
		    {.name = "--failed"},
		    {.name = "--json"},
		    {.name = "--csv"}},
	.most = 1,
	.run = run,
};

#define FAILED_MOST 1000

static bool print(struct workspace *w, const struct call *c)
{
	enum table_form form = c->options[JSON] ? TABLE_JSON : c->options[CSV] ? TABLE_CSV : TABLE_SCREEN;

	if (c->n > 0)
		return roster_list_print(w->store, c->args[0], c->options[ALL] != NULL, clock_now(), form, stdout);
	if (c->options[LATE])
		return ticket_list_print_late(w, clock_now(), form, stdout);
	if (c->options[STRANGERS])
		return stranger_list_print(w->store, form, stdout);
	if (c->options[FAILED])
		return outbox_failed_print(w->store, FAILED_MOST, form, stdout);
	return ticket_list_print(w, c->options[ALL] != NULL, form, stdout);
}

static int list(struct workspace *w, const struct call *c)
{
	if (print(w, c) && !store_failed(w->store))
		return VERB_DONE;
	verb_error("this is not all of the list: %s", store_failed(w->store) ? store_why(w->store) : "out of memory");
	return VERB_BROKEN;
}

/* ---- what is asked for ---- */

static int check_name(const char *name)
{
	size_t n = 0;
	const char *near;

	for (; roster_lists[n]; n++)
		if (strcmp(roster_lists[n], name) == 0)
			return VERB_DONE;
	near = spelling_nearest(name, roster_lists, n);
	if (near)
		return verb_misused(&verb_list, "there is no list `%s`; did you mean `%s`?", name, near);
	return verb_misused(&verb_list,
			    "there is no list `%s`; the lists are stations, people, customers, machines, deputies",
			    name);
}

/* Only people can be `all`: else an option names a list of its own. */
static int check_options(const struct call *c)
{
	const char *first = c->n > 0 ? c->args[0] : NULL;
	bool people = first && strcmp(first, "people") == 0;

	for (size_t i = people ? LATE : ALL; i <= FAILED; i++) {
		const char *name = c->options[i] ? verb_list.options[i].name : NULL;

		if (name && first)
			return verb_misused(&verb_list, "`%s` and `%s` are two lists; ask for one at a time", first,
					    name);
		first = name ? name : first;
	}
	if (c->options[JSON] && c->options[CSV])
		return verb_misused(&verb_list, "`--json` and `--csv` are two forms; ask for one of them");
	return VERB_DONE;
}

static int run(const struct call *c)
{
	static struct workspace w;
	int code = c->n > 0 ? check_name(c->args[0]) : VERB_DONE;

	if (code == VERB_DONE)
		code = check_options(c);
	if (code != VERB_DONE)
		return code;
	code = workspace_open(&w, c, WORKSPACE_READING | (c->n > 0 ? 0 : WORKSPACE_RULES));
	if (code == VERB_DONE)
		code = list(&w, c);
	workspace_close(&w);
	return code;
}
