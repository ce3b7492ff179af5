#include <stdio.h>
#include <string.h>

#include "gateway/channel/channel.h"
#include "gateway/command/channel_choice.h"
#include "gateway/command/workspace.h"
#include "gateway/verbs/channel_trial.h"
#include "gateway/views/channel_list.h"
#include "handlers/people/msisdn.h"

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

/* False, and said why, if nothing can go out so. A name that no file has goes by the broker, where nobody may listen. */
static bool may_try(const struct workspace *w, const char *name, const char *typed, char number[MSISDN_MAX])
{
	const char *near;

	switch (channel_choose(w, name, &near)) {
	case CHANNEL_NO_NAME:
		verb_error("`%s` is not the name of a channel; `fieldgate channel` lists them", name);
		return false;
	case CHANNEL_IS_SLIP:
		verb_error("no file has a channel `%s`; did you mean `%s`?", name, near);
		return false;
	case CHANNEL_IN_ALONE:
		verb_error("nothing goes out by `%s`: %s has no `send`", name, channels_find(w->channels, name)->file);
		return false;
	case CHANNEL_NOT_NAMED:
	case CHANNEL_CHOSEN:
		break;
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
