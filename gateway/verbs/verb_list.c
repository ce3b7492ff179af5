#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/messages/inbox.h"
#include "db/sqlite/store.h"
#include "db/tables/tickets_found.h"
#include "gateway/base/columns.h"
#include "gateway/command/workspace.h"
#include "gateway/wire/wire_in.h"
#include "handlers/time/when.h"
#include "templates/text/units.h"

#define PAGE 64
#define STRANGERS_MAX 10000

static int run(const struct call *c);

const struct verb verb_list = {
	.name = "list",
	.usage = "[--all | --unknown]",
	.brief = "lists the open tickets, all tickets, or the unknown senders",
	.help = "Without an option, the tickets that are open, newest first.\n"
		"\n"
		"  --all      the ended ones too\n"
		"  --unknown  the numbers that nobody knows, how many texts came from each, the last text and its "
		"time;\n"
		"             import a person or customer with the number, and it is known from the next text on\n",
	.options = {{.name = "--all"}, {.name = "--unknown"}},
	.run = run,
};

static const char *state_of(const struct ticket *t)
{
	return t->state < 0 ? "?" : t->flow->states[t->state].name;
}

/* Where memory runs out a row or a word is left out, and only errno tells: it is to be 0 before they are added. */
static int print_all(struct store *s, struct columns *rows)
{
	bool whole = errno != ENOMEM;
	columns_print(rows, stdout);
	if (whole && !store_failed(s))
		return VERB_DONE;
	verb_error("the list is not whole: %s", store_failed(s) ? store_why(s) : "out of memory");
	return VERB_BROKEN;
}

static void add_ticket(struct columns *out, struct store *s, const struct ticket *t)
{
	char number[NUMBER_BYTES], opened[24], lead[NAME_BYTES] = "-";
	snprintf(number, sizeof(number), "%lld", (long long)t->number);
	when_local(t->opened, opened);
	if (t->lead)
		workspace_name(s, t->lead, lead, sizeof(lead));
	columns_add(out, (const char *const[]){
				 number,
				 state_of(t),
				 t->down ? "down" : "-",
				 opened,
				 *t->serial ? t->serial : "-",
				 *t->customer_name ? t->customer_name : "-",
				 *t->station_name ? t->station_name : "-",
				 lead,
				 t->fault,
			 });
}

/* The words of a text that came; the payload as it stands where they cannot be read. To be freed. */
static char *words_of(const char *payload)
{
	char why[WHY_BYTES];
	struct wire_mo mo = {0};
	return wire_read_mo(payload, strlen(payload), &mo, why, sizeof(why)) ? mo.text : strdup(payload);
}

/* In pages: one that is printed is forgotten, for of a year's tickets there may be many. */
static int list_tickets(struct workspace *o, bool all)
{
	struct ticket *page = calloc(PAGE, sizeof(*page));
	if (!page) {
		verb_error("out of memory; free some and try again");
		return VERB_BROKEN;
	}
	struct columns out = {.width = 9};
	errno = 0;
	columns_add(&out, (const char *const[]){"ticket", "state", "down", "opened", "machine", "customer", "station",
						"engineer", "fault"});
	int64_t before = 0;
	size_t n;
	do {
		n = tickets_list(o->store, &o->rules.flows, all, before, page, PAGE);
		for (size_t i = 0; i < n; i++)
			add_ticket(&out, o->store, &page[i]);
		before = n > 0 ? page[n - 1].number : 0;
	} while (n == PAGE);
	free(page);
	return print_all(o->store, &out);
}

static int list_strangers(struct workspace *o)
{
	struct stranger *all = calloc(STRANGERS_MAX, sizeof(*all));
	if (!all) {
		verb_error("out of memory; free some and try again");
		return VERB_BROKEN;
	}
	struct columns out = {.width = 4};
	errno = 0;
	columns_add(&out, (const char *const[]){"number", "texts", "last", "text"});
	size_t n = inbox_strangers(o->store, all, STRANGERS_MAX);
	for (size_t i = 0; i < n; i++) {
		char count[24], last[24];
		snprintf(count, sizeof(count), "%lld", (long long)all[i].count);
		when_local(all[i].last, last);
		char *words = words_of(all[i].text);
		columns_add(&out, (const char *const[]){all[i].number, count, last, words ? words : ""});
		free(words);
	}
	free(all);
	return print_all(o->store, &out);
}

static int run(const struct call *c)
{
	static struct workspace o;
	bool all = c->options[0] != NULL, unknown = c->options[1] != NULL;
	if (all && unknown)
		return verb_misused(&verb_list, "`--all` and `--unknown` are two lists; ask for one at a time");
	int code = workspace_open(&o, c, WORKSPACE_RULES | WORKSPACE_READING);
	if (code == VERB_DONE)
		code = unknown ? list_strangers(&o) : list_tickets(&o, all);
	workspace_close(&o);
	return code;
}
