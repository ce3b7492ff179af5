#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uuid/uuid.h>

#include "db/store/outbox.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/given_fields.h"
#include "gateway/command/hand_input.h"
#include "gateway/command/workspace.h"
#include "gateway/wire/wire_out.h"
#include "handlers/model/clock_kind.h"

static int run(const struct call *c);

const struct verb verb_open = {
	.name = "open",
	.usage = "FLOW SERIAL [--field NAME=VALUE]... [down] FAULT...",
	.brief = "opens a ticket and prints its number",
	.help = "FLOW is one of the installation's, such as repair. SERIAL is the machine's, `-` if it is\n"
		"unknown. `down` says that the machine stands still. The words of FAULT are joined by one blank.\n"
		"Prints the ticket's number alone on the first line, then each text that goes out because of it.\n"
		"An unknown machine is no obstacle: the ticket keeps the words, and waits for the desk.\n"
		"\n"
		"  --field NAME=VALUE  fills a field of the flow; directly behind SERIAL, as often as needed:\n"
		"                      a number as 12000.5, a choice by its name, a day as 2026-11-29, a time as\n"
		"                      '2026-11-29 16:30', a person by number or name, a station by name,\n"
		"                      a machine by its serial, or words\n"
		"\n"
		"  fieldgate open repair EC210-0042 down 发动机无法启动\n",
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
		code = take_opening(&w, c, &said);
	workspace_close(&w);
	return code;
}
