#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/store/store.h"
#include "db/store/tickets.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/workspace.h"
#include "gateway/show/clock_report.h"
#include "gateway/show/ticket_events.h"
#include "gateway/show/ticket_record.h"
#include "gateway/show/ticket_sheet.h"
#include "gateway/show/ticket_texts.h"

static int run(const struct call *c);

enum { RAW, JSON, CSV };

const struct verb verb_show = {
	.name = "show",
	.usage = "TICKET [--raw | --json | --csv]",
	.brief = "shows one ticket: nodes, clocks, events, texts and their delivery",
	.help = "Where the ticket stands, the time of each node (or that it was missed), stated times that wait\n"
		"for approval, each clock that ever ran (the line that holds, when it is due, what was judged,\n"
		"the working time counted window by window, its steps, and how it went, event by event), its\n"
		"events and what each changed, what was corrected, its texts as they came and what became of\n"
		"each, and the texts that went out with the state of their delivery.\n"
		"\n"
		"  --raw   shows what an event changed as the ledger has it\n"
		"  --json  one JSON object: what is known of it, its nodes, fields and clocks, the texts that came "
		"and\n"
		"          went out with their delivery, its events as the ledger has them\n"
		"  --csv   the same as CSV, a line each; its first column says of which part\n",
	.options = {{"--raw", false}, {"--json", false}, {"--csv", false}},
	.least = 1,
	.most = 1,
	.run = run,
};

/* Where memory runs out a field or a row is left out, and only errno tells. */
static bool print(struct workspace *w, const struct ticket *t, const struct call *c)
{
	struct gateway g = {.setup = &w->setup, .store = w->store, .rules = w->rules, .roster = w->roster};

	if (c->options[JSON] || c->options[CSV])
		return ticket_record_print(&g, t, clock_now(), c->options[JSON] ? TABLE_JSON : TABLE_CSV, stdout);
	errno = 0;
	ticket_sheet_print(&g, t, stdout);
	return clock_report_print(w, t, clock_now(), stdout) && errno != ENOMEM &&
	       ticket_events_print(&g, t, c->options[RAW] != NULL, stdout) &&
	       ticket_texts_print(w->store, t->number, stdout) && errno != ENOMEM;
}

static int show(struct workspace *w, int64_t number, const struct call *c)
{
	static struct ticket t;

	if (!tickets_load(w->store, &w->rules->flows, number, &t)) {
		if (store_failed(w->store))
			verb_error("the ticket cannot be read: %s", store_why(w->store));
		else
			verb_error("there is no ticket %lld; `fieldgate list --all` lists them", (long long)number);
		return store_failed(w->store) ? VERB_BROKEN : VERB_FAULTY;
	}
	if (print(w, &t, c) && !store_failed(w->store))
		return VERB_DONE;
	verb_error("this is not all of the ticket: %s", store_failed(w->store) ? store_why(w->store) : "out of memory");
	return VERB_BROKEN;
}

static int run(const struct call *c)
{
	static struct workspace w;
	char *end;
	long long number;
	int code, forms = 0;

	errno = 0;
	number = strtoll(c->args[0], &end, 10);
	if (errno != 0 || *end != '\0' || number <= 0)
		return verb_misused(&verb_show, "`%s` is no ticket number; write digits alone", c->args[0]);
	for (int i = RAW; i <= CSV; i++)
		forms += c->options[i] != NULL;
	if (forms > 1)
		return verb_misused(&verb_show, "`--raw`, `--json` and `--csv` are three forms; ask for one of them");
	code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_READING | WORKSPACE_PEOPLE);
	if (code == VERB_DONE)
		code = show(&w, number, c);
	workspace_close(&w);
	return code;
}
