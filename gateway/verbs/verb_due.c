#include <stdlib.h>

#include "gateway/base/wall_clock.h"
#include "gateway/views/due_list.h"

#define USUAL 20

static int run(const struct call *c);

const struct verb verb_due = {
	.name = "due",
	.usage = "[N] [--json]",
	.brief = "lists the clocks that are over, and those that fall due next",
	.help = "Of all open tickets, at most N clocks that are over (20 if not said, at most 1000), the longest\n"
		"overdue first, marked `overdue`; then at most N that fall due next. Each with its ticket,\n"
		"machine, the ticket's state, and its lead engineer, or where it has none its station.\n"
		"\n"
		"A clock that pauses is not due. A clock that is over is listed while somebody owes a text\n"
		"because of it, or while one of its steps comes before the last line; `show` has all of a\n"
		"ticket's clocks.\n"
		"\n"
		"  --json  one JSON array with an object for each\n",
	.options = {{.name = "--json"}},
	.most = 1,
	.run = run,
};

/* 0 if it is no number from 1 to DUE_LIST_MOST. */
static size_t read_count(const char *s)
{
	char *end;
	unsigned long n;

	if (*s < '0' || *s > '9')
		return 0;
	n = strtoul(s, &end, 10);
	return *end == '\0' && n <= DUE_LIST_MOST ? n : 0;
}

static bool print_json(const struct workspace *w, size_t n)
{
	const struct due_list_wish wish = {.most = n, .look = SIZE_MAX, .now = clock_now()};

	return due_list_json(w, &wish, stdout);
}

static int run(const struct call *c)
{
	static struct workspace w;
	size_t n = c->n > 0 ? read_count(c->args[0]) : USUAL;
	int code;

	if (n == 0)
		return verb_misused(&verb_due, "`%s` is no number from 1 to %d", c->args[0], DUE_LIST_MOST);
	code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_READING);
	if (code == VERB_DONE && !(c->options[0] ? print_json(&w, n) : due_list_print(&w, n, clock_now(), stdout))) {
		verb_error("the clocks cannot be read: %s",
			   store_failed(w.store) ? store_why(w.store) : "out of memory; free some and try again");
		code = VERB_BROKEN;
	}
	workspace_close(&w);
	return code;
}
