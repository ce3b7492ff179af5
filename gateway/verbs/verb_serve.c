#include "gateway/command/workspace.h"
#include "gateway/serve/serve.h"

static int run(const struct call *c);

const struct verb verb_serve = {
	.name = "serve",
	.usage = "",
	.brief = "runs the gateway until SIGTERM or SIGINT",
	.help = "Takes texts, delivery reports and openings from the broker, moves the tickets, and sends what "
		"follows.\n"
		"SIGTERM and SIGINT finish the batch in hand, and then it exits 0. SIGHUP reads flows, templates and\n"
		"configuration again, and keeps the old ones where the new ones would not pass `check`.\n"
		"A database has one `serve` at a time; the other verbs work beside it.\n",
	.run = run,
};

static int run(const struct call *c)
{
	static struct workspace w;
	int code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_WRITING);

	if (code == VERB_DONE)
		code = serve(&w.gateway, w.setup.file);
	workspace_close(&w);
	return code;
}
