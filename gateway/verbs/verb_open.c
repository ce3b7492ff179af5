#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uuid/uuid.h>

#include "db/outbox/outbox.h"
#include "db/store/machine_rows.h"
#include "db/store/tickets_found.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/given_fields.h"
#include "gateway/command/hand_input.h"
#include "gateway/command/workspace.h"
#include "gateway/wire/wire_out.h"
#include "handlers/model/clock_kind.h"
#include "templates/text/fold.h"

static int run(const struct call *c);

const struct verb verb_open = {
	.name = "open",
	.usage = "FLOW SERIAL [--field NAME=VALUE]... [down] FAULT...",
	.brief = "opens a ticket and prints its number",
	.help = "FLOW is one of the installation's, such as repair. SERIAL is the machine's, `-` if it is\n"
		"unknown. `down` says that the machine stands still. The words of FAULT are joined by one blank.\n"
		"Prints the ticket's number alone on the first line, then each text that goes out because of it.\n"
		"An unknown machine is no obstacle: the ticket keeps the words, and waits for the desk. Where the\n"
		"machine has an open ticket already, standard error names it.\n"
		"\n"
		"  --field NAME=VALUE  fills a field of the flow; directly behind SERIAL, as often as needed:\n"
		"                      a number as 12000.5, a choice by its name, a day as 2026-11-29, a time as\n"
		"                      '2026-11-29 16:30', a person by number or name, a station by name,\n"
		"                      a machine by its serial, or words\n"
		"\n"
		"  fieldgate open repair EC210-0042 down engine will not start\n",
	.least = 3,
	.most = -1,
	.words_from = 2,
	.run = run,
};

/* What stands behind the serial: the fields, whether the machine is down, the fault from that argument on. */
struct said {
	struct given_fields fields;
	bool down;
	int fault;
};

static bool read_fields(const struct call *c, struct said *out)
{
	static const char option[] = "--field";
	const size_t n = sizeof(option) - 1;

	for (; out->fault < c->n && strncmp(c->args[out->fault], option, n) == 0; out->fault++) {
		char *word = c->args[out->fault] + n;

		if (*word == '\0' && out->fault + 1 < c->n)
			word = c->args[++out->fault];
		else if (*word == '=')
			word++;
		if (!given_fields_add(&out->fields, word))
			return false;
	}
	return true;
}

static int take_opening(struct workspace *w, const struct call *c, const struct said *said)
{
	const char *serial = strcmp(c->args[1], "-") == 0 ? "" : c->args[1];
	char *fault = verb_words(c, said->fault);
	char id[UUID_TEXT];
	uuid_t uuid;
	char *payload;

	uuid_generate(uuid);
	uuid_unparse_lower(uuid, id);
	payload = fault ? wire_open_with(id, c->args[0], serial, said->down, fault, said->fields.all, said->fields.n)
			: NULL;
	free(fault);
	return hand_input_take(&w->gateway, IN_OPEN, payload, clock_now());
}

/* ---- what is open already ---- */

#define OPEN_MAX 3

/* Open tickets of the machine that is named, the newest first. */
static size_t open_already(struct store *s, const char *serial, int64_t numbers[OPEN_MAX])
{
	char folded[SERIAL_BYTES];
	struct machine m;

	if (!fold_small(folded, sizeof(folded), serial) || !machine_by_serial(s, folded, &m))
		return 0;
	return tickets_open_of(s, m.id, numbers, OPEN_MAX);
}

/* The new one stands as it is: only the desk knows whether it is the same fault. */
static void point_out(const char *serial, const int64_t numbers[], size_t n)
{
	fflush(stdout);
	if (n == 0)
		return;
	fprintf(stderr, "fieldgate: note: %s has an open ticket already: ", serial);
	for (size_t i = 0; i < n; i++)
		fprintf(stderr, "%s%lld", i > 0 ? ", " : "", (long long)numbers[i]);
	fprintf(stderr, "%s; `fieldgate show %lld` shows the newest\n", n == OPEN_MAX ? " …" : "",
		(long long)numbers[0]);
}

static int open_one(struct workspace *w, const struct call *c, const struct said *said)
{
	int64_t numbers[OPEN_MAX];
	size_t n = open_already(w->store, c->args[1], numbers);
	int code = take_opening(w, c, said);

	if (code == VERB_DONE)
		point_out(c->args[1], numbers, n);
	return code;
}

/* ---- the call ---- */

static bool only_blanks(const char *s)
{
	return s[strspn(s, " \t")] == '\0';
}

static bool names_a_fault(const struct call *c, int from)
{
	for (int i = from; i < c->n; i++)
		if (!only_blanks(c->args[i]))
			return true;
	return false;
}

static int run(const struct call *c)
{
	static struct workspace w;
	struct said said = {.fault = 2};
	int code;

	if (!read_fields(c, &said))
		return verb_misused(&verb_open, "a field is given as `--field NAME=VALUE`, at most %d times",
				    FIELDS_MAX);
	said.down = said.fault < c->n && strcmp(c->args[said.fault], "down") == 0;
	said.fault += said.down;
	if (!names_a_fault(c, said.fault))
		return verb_misused(&verb_open, "the fault is missing; say behind it what is wrong with the machine");
	code = workspace_open(&w, c, WORKSPACE_RULES | WORKSPACE_WRITING);
	if (code == VERB_DONE && !workspace_flow(&w, c->args[0]))
		code = VERB_FAULTY;
	if (code == VERB_DONE)
		code = open_one(&w, c, &said);
	workspace_close(&w);
	return code;
}
