#include <string.h>

#include "gateway/base/wall_clock.h"
#include "gateway/command/caller.h"
#include "gateway/views/missing_nodes.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define USUAL_DAYS 31

static int run(const struct call *c);

const struct verb verb_missing = {
	.name = "missing",
	.usage = "[--since DAY] [PERSON] [--json]",
	.brief = "lists the text nodes that are incomplete, by who owes them",
	.help = "Each line: who, ticket, machine, node, since when, and why: `overdue` and the clock that is\n"
		"over, or `skipped` by a later text. What is overdue is owed by the lead engineer or the\n"
		"station's heads, as the clock says; what was skipped, by the lead engineer of that moment. Below\n"
		"stands how many each owes.\n"
		"\n"
		"  --since DAY  what has been missing since that day, as 2026-11-21, or later; 31 days if not said.\n"
		"               Of a ticket that has ended, the first node that is missing decides.\n"
		"  PERSON       of this one alone: a name, or a number\n"
		"  --json       one JSON array with an object for each\n",
	.options = {{.name = "--since", .valued = true}, {.name = "--json"}},
	.most = 1,
	.run = run,
};

static bool read_day(const char *day, int64_t *at)
{
	char midnight[32];

	if (strlen(day) != strlen("2026-11-21"))
		return false;
	text_copy(midnight, sizeof(midnight), day);
	strcat(midnight, " 00:00");
	return when_local_read(midnight, at);
}

static bool print_json(const struct workspace *w, int64_t since, int64_t person)
{
	const struct missing_nodes_wish wish = {.since = since, .person = person, .now = clock_now(), .look = SIZE_MAX};

	return missing_nodes_json(w, &wish, stdout);
}

static int list(struct workspace *w, const char *person, int64_t since, bool json)
{
	struct caller who = {.number = ""};
	char why[WHY_BYTES];

	if (person && !caller_find(&w->roster, w->store, w->setup.country, person, &who, why, sizeof(why))) {
		verb_error("%s", why);
		return VERB_FAULTY;
	}
	if (person && who.who.id == 0) {
		verb_error("nobody has the number %s; write a name that was imported, or another number", who.number);
		return VERB_FAULTY;
	}
	if (json ? print_json(w, since, who.who.id) : missing_nodes_print(w, since, who.who.id, clock_now(), stdout))
		return VERB_DONE;
	verb_error("the list is not whole: %s",
		   store_failed(w->store) ? store_why(w->store) : "out of memory; free some and try again");
	return VERB_BROKEN;
}

static int run(const struct call *c)
{
	static struct workspace w;
	int64_t since = 0;
	/* The zone is the configuration's, which is read first. */
	int code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_READING | WORKSPACE_PEOPLE);

	if (code == VERB_DONE && !c->options[0])
		since = when_day(clock_now(), -USUAL_DAYS);
	else if (code == VERB_DONE && !read_day(c->options[0], &since))
		code = verb_misused(&verb_missing, "`%s` is no day; write one as 2026-11-21", c->options[0]);
	if (code == VERB_DONE)
		code = list(&w, c->n > 0 ? c->args[0] : NULL, since, c->options[1]);
	workspace_close(&w);
	return code;
}
