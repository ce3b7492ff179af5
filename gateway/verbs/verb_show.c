#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/store/store.h"
#include "db/store/tickets.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/workspace.h"
#include "gateway/show/clock_report.h"
#include "gateway/show/ticket_events.h"
#include "gateway/show/ticket_sheet.h"
#include "gateway/show/ticket_texts.h"

static int run(const struct call *c);

const struct verb verb_show = {
	.name = "show",
	.usage = "TICKET [--raw]",
	.brief = "shows one ticket: nodes, clocks, events, texts and their delivery",
	.help = "Where the ticket stands, the time of each node (or that it was missed), stated times that wait\n"
		"for approval, each clock that ever ran (the line that holds, when it is due, what was judged,\n"
		"the working time counted window by window, its steps, and how it went, event by event), its\n"
		"events and what each changed, what was corrected, its texts as they came and what became of\n"
		"each, and the texts that went out with the state of their delivery.\n"
		"\n"
		"  --raw  shows what an event changed as the ledger has it\n",
	.options = {{"--raw", false}},
	.least = 1,
	.most = 1,
	.run = run,
};

static int show(struct workspace *w, int64_t number, bool raw)
{
	static struct ticket t;
	struct gateway g = {.setup = &w->setup, .store = w->store, .rules = w->rules, .roster = w->roster};
	bool whole;

	if (!tickets_load(w->store, &w->rules->flows, number, &t)) {
		if (store_failed(w->store))
			verb_error("the ticket cannot be read: %s", store_why(w->store));
		else
			verb_error("there is no ticket %lld; `fieldgate list --all` lists them", (long long)number);
		return store_failed(w->store) ? VERB_BROKEN : VERB_FAULTY;
	}
	/* Where memory runs out a field or a row is left out, and only errno tells. */
	errno = 0;
	ticket_sheet_print(&g, &t, stdout);
	whole = clock_report_print(w, &t, clock_now(), stdout) && errno != ENOMEM &&
		ticket_events_print(&g, &t, raw, stdout) && ticket_texts_print(w->store, number, stdout);
	if (whole && errno != ENOMEM && !store_failed(w->store))
		return VERB_DONE;
	verb_error("this is not all of the ticket: %s", store_failed(w->store) ? store_why(w->store) : "out of memory");
	return VERB_BROKEN;
}

static int run(const struct call *c)
{
	static struct workspace w;
	char *end;
	long long number;
	int code;

	errno = 0;
	number = strtoll(c->args[0], &end, 10);
	if (errno != 0 || *end != '\0' || number <= 0)
		return verb_misused(&verb_show, "`%s` is no ticket number; write digits alone", c->args[0]);
	code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_READING | WORKSPACE_PEOPLE);
	if (code == VERB_DONE)
		code = show(&w, number, c->options[0] != NULL);
	workspace_close(&w);
	return code;
}
