#include <stdio.h>
#include <string.h>

#include "db/store/people_rows.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/anyone.h"
#include "gateway/command/ticket_filter.h"
#include "gateway/views/outbox_rows.h"
#include "gateway/views/roster_list.h"
#include "gateway/views/stranger_list.h"
#include "gateway/views/text_list.h"
#include "gateway/views/ticket_list.h"
#include "handlers/time/when_write.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

static int run(const struct call *c);

enum {
	ALL,
	LATE,
	STRANGERS,
	FAILED,
	JSON,
	CSV,
	FLOW,
	STATE,
	STATION,
	LEAD,
	CUSTOMER,
	MACHINE,
	SINCE,
	LIMIT,
	ROLE,
	BEFORE
};

const struct verb verb_list = {
	.name = "list",
	.usage = "[--all | --late | --unknown | --failed | KIND | people --all | texts WHO] [FILTER]... [--json | "
		 "--csv]",
	.brief = "lists tickets, texts, unknown senders, people, stations, customers, machines",
	.help = "Without anything, the tickets that are open, newest first.\n"
		"\n"
		"  --all      the ended ones too\n"
		"  --late     the clocks of open tickets that still run and whose time is over\n"
		"  --unknown  the numbers that nobody knows, how many texts came from each, the last text and its\n"
		"             time; once a person or customer is imported with a number, it is known\n"
		"  --failed   the texts that did not arrive, newest first, and why: failed, rejected, expired;\n"
		"             `fieldgate outbox ID` explains one\n"
		"\n"
		"KIND is one of these:\n"
		"\n"
		"  stations, people, customers, machines  in the columns that `fieldgate import` takes, numbers in\n"
		"             full; of people those who have a role, with --all the retired ones too\n"
		"  deputies   who stands in for a station head now, and until when\n"
		"\n"
		"  texts WHO  what a person wrote and was sent, or a number that is nobody's: the newest 50 in order "
		"of\n"
		"             time, with ticket and delivery; WHO is a name or a number\n"
		"\n"
		"FILTER: of tickets and --late any of these, of people --role and --station, of texts the last three:\n"
		"\n"
		"  --flow NAME, --state NAME, --station NAME, --machine SERIAL, --lead WHO, --customer WHO\n"
		"  --role NAME\n"
		"  --since DAY   opened or written since then: 2026-11-21, or \"2026-11-21 09:00\"\n"
		"  --limit N     so many at most, the newest\n"
		"  --before DAY  written before then: to page back\n"
		"\n"
		"  --json     one JSON array with an object for each row\n"
		"  --csv      CSV with a header line\n"
		"             In both, times are RFC 3339, spans are seconds, and ticket numbers are strings.\n",
	.options = {{.name = "--all"},
		    {.name = "--late"},
		    {.name = "--unknown"},
		    {.name = "--failed"},
		    {.name = "--json"},
		    {.name = "--csv"},
		    {.name = "--flow", .valued = true},
		    {.name = "--state", .valued = true},
		    {.name = "--station", .valued = true},
		    {.name = "--lead", .valued = true},
		    {.name = "--customer", .valued = true},
		    {.name = "--machine", .valued = true},
		    {.name = "--since", .valued = true},
		    {.name = "--limit", .valued = true},
		    {.name = "--role", .valued = true},
		    {.name = "--before", .valued = true}},
	.most = 2,
	.run = run,
};

#define FAILED_MOST 1000

/* ---- what is asked for ---- */

static bool is_texts(const struct call *c)
{
	return c->n > 0 && strcmp(c->args[0], "texts") == 0;
}

static bool is_people(const struct call *c)
{
	return c->n > 0 && strcmp(c->args[0], "people") == 0;
}

static bool is_tickets(const struct call *c)
{
	return c->n == 0 && !c->options[STRANGERS] && !c->options[FAILED];
}

static int check_name(const struct call *c)
{
	const char *name = c->args[0], *names[16], *near;
	size_t n = 0;

	for (; roster_lists[n]; n++)
		names[n] = roster_lists[n];
	names[n++] = "texts";
	for (size_t i = 0; i < n; i++) {
		if (strcmp(names[i], name) != 0)
			continue;
		if (is_texts(c) && c->n < 2)
			return verb_misused(&verb_list, "whose texts? Write a name or a number behind `texts`");
		if (!is_texts(c) && c->n > 1)
			return verb_misused(&verb_list,
					    "`list %s` takes nothing behind it but options, and `%s` is none", name,
					    c->args[1]);
		return VERB_DONE;
	}
	near = spelling_nearest(name, names, n);
	if (near)
		return verb_misused(&verb_list, "there is no list `%s`; did you mean `%s`?", name, near);
	return verb_misused(
		&verb_list,
		"there is no list `%s`; the lists are stations, people, customers, machines, deputies, texts", name);
}

/* Only people can be `all`: else an option names a list of its own. */
static int check_lists(const struct call *c)
{
	const char *first = c->n > 0 ? c->args[0] : NULL;

	for (size_t i = is_people(c) ? LATE : ALL; i <= FAILED; i++) {
		const char *name = c->options[i] ? verb_list.options[i].name : NULL;

		if (name && first)
			return verb_misused(&verb_list, "`%s` and `%s` are two lists; ask for one at a time", first,
					    name);
		first = name ? name : first;
	}
	if (c->options[JSON] && c->options[CSV])
		return verb_misused(&verb_list, "`--json` and `--csv` are two forms; ask for one of them");
	return VERB_DONE;
}

/* A filter that a list does not know would be passed over in silence. */
static int check_filters(const struct call *c)
{
	bool tickets = is_tickets(c), people = is_people(c), texts = is_texts(c);
	const bool fits[] = {
		[FLOW] = tickets,     [STATE] = tickets,   [STATION] = tickets || people, [LEAD] = tickets,
		[CUSTOMER] = tickets, [MACHINE] = tickets, [SINCE] = tickets || texts,    [LIMIT] = tickets || texts,
		[ROLE] = people,      [BEFORE] = texts,
	};

	for (size_t i = FLOW; i <= BEFORE; i++)
		if (c->options[i] && !fits[i])
			return verb_misused(&verb_list,
					    "`%s` does not go with this list; `fieldgate help list` says which do",
					    verb_list.options[i].name);
	return VERB_DONE;
}

/* ---- people ---- */

static int read_role(const struct roles *roles, const char *said)
{
	const char *names[ROLES_MAX];
	const char *near = spelling_nearest(said, names, role_names(roles, names));
	struct text all;

	if (role_find(roles, said) >= 0)
		return VERB_DONE;
	all = text_new(4096);
	roles_list(roles, &all);
	if (near)
		verb_error("there is no role `%s`; did you mean `%s`?", said, near);
	else
		verb_error("there is no role `%s`; there are %s", said, text_str(&all));
	text_free(&all);
	return VERB_FAULTY;
}

static int read_people_filter(struct workspace *w, const struct call *c, struct roster_filter *f)
{
	int code = c->options[ROLE] ? read_role(&w->setup.roles, c->options[ROLE]) : VERB_DONE;
	int64_t station;

	f->role = c->options[ROLE];
	if (code != VERB_DONE || !c->options[STATION])
		return code;
	station = ticket_filter_station(w, c->options[STATION]);
	if (!station)
		return VERB_FAULTY;
	f->station = roster_station(&w->roster, station)->name;
	return VERB_DONE;
}

/* ---- texts ---- */

/* A number that is nobody's is a stranger's; a name must be somebody's. */
static int find_writer(struct workspace *w, const char *said, struct text_wish *wish)
{
	struct person p = {0};
	int code = VERB_DONE;

	if (!msisdn_read(said, w->setup.country, wish->number) || people_owner(w->store, wish->number))
		code = anyone_find(w, said, &p);
	wish->person = p.id;
	return code;
}

static int read_text_wish(struct workspace *w, const struct call *c, struct text_wish *wish)
{
	*wish = (struct text_wish){.before = INT64_MAX, .limit = TEXT_LIST_LIMIT};
	if ((c->options[SINCE] && !ticket_filter_time(c->options[SINCE], &wish->since)) ||
	    (c->options[BEFORE] && !ticket_filter_time(c->options[BEFORE], &wish->before)))
		return verb_misused(&verb_list, "a time is no day; write one as 2026-11-21, or \"2026-11-21 09:00\"");
	if (c->options[LIMIT] && !ticket_filter_limit(c->options[LIMIT], &wish->limit))
		return verb_misused(&verb_list, "`%s` is no limit; write a number from 1 to %d", c->options[LIMIT],
				    TICKET_FILTER_MOST);
	return find_writer(w, c->args[1], wish);
}

/* The minute behind the oldest, which then comes again: none is lost. */
static void note_older(int64_t first)
{
	char minute[24];

	when_local(first + MINUTE_MS, minute);
	fprintf(stderr, "fieldgate: note: there are older ones; add --before \"%s\"\n", minute);
}

/* ---- printing ---- */

static enum table_form form_of(const struct call *c)
{
	return c->options[JSON] ? TABLE_JSON : c->options[CSV] ? TABLE_CSV : TABLE_SCREEN;
}

static int whole(const struct workspace *w, bool printed)
{
	if (printed && !store_failed(w->store))
		return VERB_DONE;
	verb_error("this is not all of the list: %s", store_failed(w->store) ? store_why(w->store) : "out of memory");
	return VERB_BROKEN;
}

static int list_texts(struct workspace *w, const struct call *c)
{
	struct text_wish wish;
	int64_t first = 0;
	bool older = false;
	int code = read_text_wish(w, c, &wish);

	if (code != VERB_DONE)
		return code;
	code = whole(w, text_list_print(w->store, &wish, form_of(c), stdout, &older, &first));
	fflush(stdout);
	if (code == VERB_DONE && older)
		note_older(first);
	return code;
}

static int list_kind(struct workspace *w, const struct call *c)
{
	struct roster_filter f = {0};
	int code = is_people(c) ? read_people_filter(w, c, &f) : VERB_DONE;

	if (code != VERB_DONE)
		return code;
	return whole(w, roster_list_print(w->store, c->args[0], c->options[ALL] != NULL, is_people(c) ? &f : NULL,
					  clock_now(), form_of(c), stdout));
}

static int list_tickets(struct workspace *w, const struct call *c)
{
	const struct ticket_wishes said = {.flow = c->options[FLOW],
					   .state = c->options[STATE],
					   .station = c->options[STATION],
					   .lead = c->options[LEAD],
					   .customer = c->options[CUSTOMER],
					   .machine = c->options[MACHINE],
					   .since = c->options[SINCE],
					   .limit = c->options[LIMIT]};
	struct ticket_filter f = {0};
	int code = ticket_filter_read(w, &said, &f);

	if (code != VERB_DONE)
		return code;
	if (c->options[LATE])
		return whole(w, ticket_list_print_late(w, clock_now(), &f, form_of(c), stdout));
	return whole(w, ticket_list_print(w, c->options[ALL] || f.ended, clock_now(), &f, form_of(c), stdout));
}

static int list(struct workspace *w, const struct call *c)
{
	if (is_texts(c))
		return list_texts(w, c);
	if (c->n > 0)
		return list_kind(w, c);
	if (c->options[STRANGERS])
		return whole(w, stranger_list_print(w->store, form_of(c), stdout));
	if (c->options[FAILED])
		return whole(w, outbox_failed_print(w->store, FAILED_MOST, form_of(c), stdout));
	return list_tickets(w, c);
}

static int run(const struct call *c)
{
	static struct workspace w;
	unsigned needs = WORKSPACE_READING | WORKSPACE_PEOPLE | (c->n > 0 ? 0 : WORKSPACE_RULES);
	int code = c->n > 0 ? check_name(c) : VERB_DONE;

	if (code == VERB_DONE)
		code = check_lists(c);
	if (code == VERB_DONE)
		code = check_filters(c);
	if (code != VERB_DONE)
		return code;
	code = workspace_open(&w, c, needs);
	if (code == VERB_DONE)
		code = list(&w, c);
	workspace_close(&w);
	return code;
}
