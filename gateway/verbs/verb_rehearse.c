#include <stdio.h>

#include "gateway/command/workspace.h"
#include "gateway/rehearse/player.h"

static int run(const struct call *c);

const struct verb verb_rehearse = {
	.name = "rehearse",
	.usage = "TALK...",
	.brief = "plays conversations against the flows: no broker, no SMS",
	.help = "A talk is a plain file, both a test and a description of how people use a flow:\n"
		"\n"
		"  use example                       # import a folder's CSV files\n"
		"  at 2026-11-23 09:00               # the clock; `at 09:12` later that day, or the next\n"
		"  desk: open repair EX200-0042 down \"engine will not start\" as A\n"
		"    > Helen Ford: ~ EX200-0042      # somebody got this: exact, or `~` and a regular expression\n"
		"    > ...                           # others may have got something too; `> nobody`: nobody did\n"
		"  at 09:12\n"
		"  Helen Ford: dispatch {A} 14:00 Sam Cole   # a text from a person, or from a number\n"
		"    > ...\n"
		"  at 13:40\n"
		"  Sam Cole @13:20: depart 16:30     # one that was sent then\n"
		"    > ...\n"
		"  again                             # the last text once more, as a carrier repeats it\n"
		"  desk: note {A} ring the bell      # a code put in by an agent\n"
		"    > ...\n"
		"    ticket A: en_route              # where a ticket stands; without a name the last one touched\n"
		"    node A departed: 13:20          # a time, `11-22 13:40`, `missed`, or `-` for none\n"
		"\n"
		"Each talk has a database in memory and a clock of its own. Each is printed as it goes; its first\n"
		"line that does not hold is named, ends it, and makes the exit code 1.\n",
	.least = 1,
	.most = -1,
	.run = run,
};

static int rehearse(struct workspace *w, const char *talk)
{
	struct faults faults = {0};
	int code = player_play(talk, &w->setup, w->rules, stdout, &faults);

	fflush(stdout);
	faults_print(&faults, stderr);
	faults_free(&faults);
	return code;
}

/* All are played; what does not hold weighs more than what cannot be read. */
static int rehearse_all(struct workspace *w, const struct call *c)
{
	int failed = 0, worst = VERB_DONE;

	for (int i = 0; i < c->n; i++) {
		int code = rehearse(w, c->args[i]);

		failed += code != VERB_DONE;
		if (code != VERB_DONE && worst != VERB_FAULTY)
			worst = code;
	}
	printf("%d talk%s, %d failed\n", c->n, c->n == 1 ? "" : "s", failed);
	return worst;
}

static int run(const struct call *c)
{
	static struct workspace w;
	int code = workspace_open(&w, c, WORKSPACE_RULES);

	if (code == VERB_DONE)
		code = rehearse_all(&w, c);
	workspace_close(&w);
	return code;
}
