#include "gateway/command/workspace.h"
#include "gateway/serve/serve.h"

static int run(const struct call *c);

const struct verb verb_serve = {
	.name = "serve",
	.usage = "",
	.brief = "runs the gateway until SIGTERM or SIGINT",
	.help = "Takes texts, delivery reports and openings from the broker, moves the tickets, and sends what\n"
		"follows. On SIGTERM and SIGINT it finishes the batch in hand and exits 0. On SIGHUP it reads flows,\n"
		"templates, channels and configuration again, and keeps the old ones if the new ones would not pass\n"
		"`check`. A database has one `serve` at a time; the other verbs work beside it.\n",
	.run = run,
};

static int run(const struct call *c)
{
	static struct workspace w;
	int code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_WRITING);

	if (code == VERB_DONE)
		code = serve(&w.gateway, w.setup.file, transport_rows);
	workspace_close(&w);
	return code;
}
