#include <stdio.h>
#include <string.h>

#include "gateway/base/wall_clock.h"
#include "gateway/command/workspace.h"
#include "gateway/views/roster_list.h"
#include "templates/text/spelling.h"

static int run(const struct call *c);

const struct verb verb_export = {
	.name = "export",
	.usage = "KIND",
	.brief = "prints people, stations, customers or machines as the CSV that import takes",
	.help = "KIND is people, stations, customers or machines. Import the files into an empty database in this\n"
		"order, and it has the same of each: stations, people, customers, machines. Retired people are left\n"
		"out. Rows stand in order of their key, so that two exports are easily compared.\n"
		"\n"
		"  fieldgate export people >people.csv\n",
	.least = 1,
	.most = 1,
	.run = run,
};

static int unknown_kind(const char *kind)
{
	const char *near = spelling_nearest(kind, roster_lists, ROSTER_IMPORTED);

	if (near)
		return verb_misused(&verb_export, "there is no kind `%s`; did you mean `%s`?", kind, near);
	return verb_misused(&verb_export, "there is no kind `%s`; the kinds are stations, people, customers, machines",
			    kind);
}

static int run(const struct call *c)
{
	static struct workspace w;
	const char *kind = c->args[0];
	size_t i = 0;
	int code;

	while (i < ROSTER_IMPORTED && strcmp(roster_lists[i], kind) != 0)
		i++;
	if (i == ROSTER_IMPORTED)
		return unknown_kind(kind);
	code = workspace_open(&w, c, WORKSPACE_READING);
	if (code == VERB_DONE &&
	    (!roster_list_print(w.store, kind, false, NULL, clock_now(), TABLE_CSV, stdout) || store_failed(w.store))) {
		verb_error("this is not all of the %s: %s; import none of it", kind,
			   store_failed(w.store) ? store_why(w.store) : "out of memory");
		code = VERB_BROKEN;
	}
	workspace_close(&w);
	return code;
}
