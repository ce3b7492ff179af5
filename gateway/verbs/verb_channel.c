#include <stdio.h>
#include <string.h>

#include "gateway/channel/channel.h"
#include "gateway/command/workspace.h"
#include "gateway/config/channel_name.h"
#include "gateway/verbs/channel_trial.h"
#include "gateway/views/channel_list.h"
#include "handlers/people/msisdn.h"
#include "templates/text/spelling.h"

static int run(const struct call *c);

const struct verb verb_channel = {
	.name = "channel",
	.usage = "[--json | test NAME NUMBER]",
	.brief = "lists the channels and what waits by each, or tries one",
	.help = "Without an argument, the channels that files, the configuration and texts name: their kind, the\n"
		"channel by which texts go while one is down, and how many texts wait or are parked.\n"
		"\n"
		"  --json            of the list, one JSON array with an object for each channel\n"
		"  test NAME NUMBER  sends one text by that channel to that number, and tells each step: the\n"
		"                    request without its secrets, what was answered and what that was taken for,\n"
		"                    then the delivery report, if one comes within a minute\n"
		"\n"
		"It is the running `serve` that sends. Exits 1 if the text was refused, or did not leave.\n",
	.options = {{.name = "--json"}},
	.most = 3,
	.run = run,
};

/* A name that no file has goes by the broker, where nobody may listen; one that looks like a file's, and that the
 * configuration does not name either, is a slip. NULL: it is none. */
static const char *slip_for(const struct workspace *w, const char *name)
{
	const char *names[CHANNEL_FILES_MAX];
	size_t n = 0;

	if (channels_find(w->channels, name) || strcmp(w->setup.default_channel, name) == 0)
		return NULL;
	for (size_t i = 0; i < w->setup.routes_n; i++)
		if (strcmp(w->setup.routes[i].channel, name) == 0)
			return NULL;
	for (; w->channels && n < w->channels->n; n++)
		names[n] = w->channels->all[n].name;
	return spelling_nearest(name, names, n);
}

/* False, and said why, if nothing can go out so. */
static bool may_try(const struct workspace *w, const char *name, const char *typed, char number[MSISDN_MAX])
{
	const struct channel *c = channels_find(w->channels, name);
	const char *near = slip_for(w, name);

	if (!channel_name_ok(name)) {
		verb_error("`%s` is not the name of a channel; `fieldgate channel` lists them", name);
		return false;
	}
	if (near) {
		verb_error("no file has a channel `%s`; did you mean `%s`?", name, near);
		return false;
	}
	if (c && c->kind == CHANNEL_HTTP && !c->send) {
		verb_error("nothing goes out by `%s`: %s has no `send`", name, c->file);
		return false;
	}
	if (!msisdn_read(typed, w->setup.country, number)) {
		verb_error("`%s` is no telephone number; write + and the country's code before its digits", typed);
		return false;
	}
	return true;
}

static int list(const struct workspace *w, bool json)
{
	if (json ? channel_list_json(w, stdout) : channel_list_print(w, stdout))
		return VERB_DONE;
	verb_error("this is not all of the list: %s", store_failed(w->store) ? store_why(w->store) : "out of memory");
	return VERB_BROKEN;
}

static int run(const struct call *c)
{
	static struct workspace w;
	char number[MSISDN_MAX];
	int code;

	if (c->options[0] && c->n > 0)
		return verb_misused(&verb_channel, "`--json` is for the list; leave it out, or what stands beside it");
	if (c->n > 0 && (strcmp(c->args[0], "test") != 0 || c->n != 3))
		return verb_misused(
			&verb_channel,
			"`channel` alone lists them; one is tried with its name and a number behind `test`");
	code = workspace_open(&w, c, WORKSPACE_RULES | (c->n > 0 ? WORKSPACE_WRITING : WORKSPACE_READING));
	if (code == VERB_DONE && c->n == 0)
		code = list(&w, c->options[0]);
	else if (code == VERB_DONE)
		code = may_try(&w, c->args[1], c->args[2], number) ? channel_trial_run(&w, c->args[1], number)
								   : VERB_FAULTY;
	workspace_close(&w);
	return code;
}
