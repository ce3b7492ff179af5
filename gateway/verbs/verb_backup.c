#include <stdio.h>

#include "db/store/backup.h"
#include "db/store/store.h"
#include "gateway/command/workspace.h"
#include "templates/text/units.h"

static int run(const struct call *c);

const struct verb verb_backup = {
	.name = "backup",
	.usage = "DEST",
	.brief = "makes a consistent copy of the live database",
	.help = "DEST is a file that is not there yet. The copy is whole as of one moment, even beside a running\n"
		"`serve`, and is on disk when this returns. To restore it, name it as `database` in the\n"
		"configuration and `serve`.\n",
	.least = 1,
	.most = 1,
	.run = run,
};

static int run(const struct call *c)
{
	static struct workspace w;
	char why[WHY_BYTES] = "";
	int code = workspace_open(&w, c, WORKSPACE_READING);

	if (code == VERB_DONE && !store_backup(w.store, c->args[0], why, sizeof(why))) {
		verb_error("%s", why);
		code = VERB_BROKEN;
	}
	if (code == VERB_DONE)
		printf("backed up %s to %s\n", w.setup.database, c->args[0]);
	workspace_close(&w);
	return code;
}
