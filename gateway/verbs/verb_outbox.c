#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/outbox/outbox_hand.h"
#include "db/store/lock.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/ledger_note.h"
#include "gateway/command/workspace.h"
#include "gateway/state/kept_back.h"
#include "gateway/views/outbox_rows.h"
#include "gateway/views/outbox_sheet.h"
#include "templates/text/units.h"

static int run(const struct call *c);

const struct verb verb_outbox = {
	.name = "outbox",
	.usage = "[--json | ID | resend ID | drop ID]",
	.brief = "lists the texts that have not left, explains one, sends one again or drops it",
	.help = "Without an argument, the texts that are being sent, that wait, and that are parked: `unknown`,\n"
		"which may have been sent or not, as their channel went silent. Of each its id, channel, age, how\n"
		"often it was tried, when the next try is and the last reason.\n"
		"\n"
		"  --json     of the list, one JSON array with an object for each: the first 10000\n"
		"  ID         one text, whatever became of it: its words, its state, and each try with its time,\n"
		"             answer and reason; ID is the number that is listed, or the UUID on the wire\n"
		"  resend ID  sends it once more, for as long as it was worth sending at first; one that was\n"
		"             delivered is not sent again\n"
		"  drop ID    never sends it: it is `rejected`, as dropped by hand\n"
		"\n"
		"A running `serve` sees either within a second. `fieldgate list --failed` lists what did not arrive.\n",
	.options = {{.name = "--json"}},
	.most = 2,
	.run = run,
};

/* ---- finding one ---- */

/* By its number or its UUID. False, and said why, if there is none. */
static bool find(struct workspace *w, const char *said, struct outbox_line *l, char **text)
{
	size_t digits = strspn(said, "0123456789");
	bool found = digits < 19 && said[digits] == '\0' ? outbox_read(w->store, strtoll(said, NULL, 10), l, text)
							 : outbox_read_uuid(w->store, said, l, text);

	if (!found && store_failed(w->store))
		verb_error("the text cannot be read: %s", store_why(w->store));
	else if (!found)
		verb_error("there is no text `%s`; `fieldgate outbox` lists those that wait, `fieldgate list --failed` "
			   "those that did not arrive",
			   said);
	return found;
}

/* ---- looking ---- */

static int told(struct workspace *w, bool whole)
{
	if (whole)
		return VERB_DONE;
	verb_error("this is not all: %s", store_failed(w->store) ? store_why(w->store) : "out of memory");
	return VERB_BROKEN;
}

static int explain(struct workspace *w, const char *said)
{
	struct outbox_line l;
	char *text = NULL;
	int code = VERB_FAULTY;

	if (find(w, said, &l, &text))
		code = told(w, outbox_sheet_print(w->store, &l, text, stdout));
	free(text);
	return store_failed(w->store) ? VERB_BROKEN : code;
}

/* ---- sending again, dropping ---- */

static const char *who(void)
{
	/* A verb is a process of one thread. */
	// cppcheck-suppress getpwuidCalled
	const struct passwd *p = getpwuid(getuid());

	return p ? p->pw_name : "somebody without a name";
}

static bool may_go(const struct workspace *w, const struct outbox_line *l)
{
	if (l->answer || !kept_back_opted_out(&w->gateway, l->person, l->number))
		return true;
	verb_error("text %lld stays where it is: %s", (long long)l->id, KEPT_BACK_OPTED_OUT);
	return false;
}

static bool do_it(struct workspace *w, const struct outbox_line *l, bool resend)
{
	char why[WHY_BYTES];

	snprintf(why, sizeof(why), "dropped by hand, by %s", who());
	return resend ? outbox_resend(w->store, l->id, clock_now()) : outbox_drop(w->store, l->id, why, clock_now());
}

static int act(struct workspace *w, const struct outbox_line *l, bool resend)
{
	if (!store_begin(w->store)) {
		verb_error("nothing was done: %s", store_why(w->store));
		return VERB_BROKEN;
	}
	if (do_it(w, l, resend) &&
	    ledger_note(w->store, resend ? "outbox_resend" : "outbox_drop", "mt", l->id, clock_now()) &&
	    store_commit(w->store)) {
		log_info("%s %s text %lld", who(), resend ? "sends again" : "drops", (long long)l->id);
		printf("text %lld %s\n", (long long)l->id, resend ? "goes again" : "is dropped");
		if (resend && !lock_holder(w->setup.database))
			puts("no gateway is running on this database: it goes once `fieldgate serve` does");
		return VERB_DONE;
	}
	verb_error("text %lld stays as it is: %s", (long long)l->id, store_why(w->store));
	if (store_failed(w->store))
		return VERB_BROKEN;
	store_rollback(w->store);
	return VERB_FAULTY;
}

static int change(struct workspace *w, const char *said, bool resend)
{
	struct outbox_line l;

	if (!find(w, said, &l, NULL))
		return store_failed(w->store) ? VERB_BROKEN : VERB_FAULTY;
	if (resend && !may_go(w, &l))
		return VERB_FAULTY;
	return act(w, &l, resend);
}

#define JSON_MOST 10000

static bool print_json(const struct workspace *w)
{
	enum delivery state = DELIVERY_SENDING;
	struct outbox_place place = {.id = 0};
	bool more;

	return outbox_page_json(w->store, &state, &place, JSON_MOST, stdout, &more);
}

static int run(const struct call *c)
{
	static struct workspace w;
	bool resend = c->n > 0 && strcmp(c->args[0], "resend") == 0;
	bool writes = resend || (c->n > 0 && strcmp(c->args[0], "drop") == 0);
	int code;

	if (c->options[0] && c->n > 0)
		return verb_misused(&verb_outbox, "`--json` is for the list; leave it out, or what stands beside it");
	if (writes && c->n != 2)
		return verb_misused(&verb_outbox, "`%s` needs the id of a text behind it", c->args[0]);
	if (!writes && c->n == 2)
		return verb_misused(&verb_outbox, "there is no `%s` of a text; write `resend` or `drop`", c->args[0]);
	code = workspace_open(&w, c, writes ? WORKSPACE_WRITING : WORKSPACE_READING);
	if (code == VERB_DONE && writes)
		code = change(&w, c->args[1], resend);
	else if (code == VERB_DONE && c->n == 1)
		code = explain(&w, c->args[0]);
	else if (code == VERB_DONE)
		code = told(&w, c->options[0] ? print_json(&w) : outbox_rows_print(w.store, clock_now(), stdout));
	workspace_close(&w);
	return code;
}
