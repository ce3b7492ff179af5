/* A talk: a conversation in a plain file, both a test and a description (fieldgate(5), TALKS). talk_read.h reads one,
 * player.h plays it.
 *
 *     use sample                              import a folder's CSV files
 *     at 2026-11-21 09:00                     the clock; `at 09:12` is the same day, or the next if that is past
 *     desk: open repair EC210-0042 down "engine does not start" as A
 *     desk: open repair - --field NAME=VALUE "…"   with a field, as often as needed
 *     desk: assign {A} Northgate              a code put in by an agent
 *     Sam Cole: depart 16:30                  a text from that person, or that number
 *     Sam Cole @13:40: arrive                 one that was sent then
 *     Sam Cole: note {#}5                     a sign as one of the words; {{}, {~}, {'} and {/}: a brace, a blank, a
 *                                             double quote, a line break
 *     again                                   the last text once more, under its old key
 *       > John Hart: ~ Sam Cole.*16:30        somebody got this because of the last send: exact, or `~` and an ERE
 *       > ...    > nobody                     the rest is waived; there was none
 *       ticket A: en_route                    where a ticket stands; without a name, the last one touched; `-`: nowhere
 *       opened by A: FLOW as B                A has opened a ticket of that flow, called B from now on; `opened by A: -`: none
 *       node A departed: 13:40                a time, a day and a time, `missed`, or `-`
 *       field A eta: 16:30                    what a ticket keeps: a time, another value, or `-`
 *       clock A arrival: late                 how a clock stands: met, late, void, runs, pauses or `-`
 *       clock arrival: runs until 18:00       and when it is due
 */
#ifndef TALK_H
#define TALK_H

#include <stdbool.h>
#include <stddef.h>

#include "gateway/talk/talk_time.h"

enum step_kind {
	STEP_USE,
	STEP_AT,
	STEP_OPEN,
	STEP_TEXT,
	STEP_AGAIN,
	STEP_EXPECT,
	STEP_REST,   /* > ... */
	STEP_NOBODY, /* > nobody */
	STEP_TICKET,
	STEP_OPENED, /* by: the ticket's name; ticket: how the one that it opened is called from now on */
	STEP_NODE,
	STEP_FIELD,
	STEP_CLOCK
};

struct step { /* strings are its own; NULL where they do not apply */
	enum step_kind kind;
	int line;
	char *name;   /* use: the folder; text, expect: who, "desk" for the desk; node, field, clock: its name */
	char *ticket; /* open, opened, ticket, node, field, clock: the ticket's name */
	char *text; /* text, expect: the words; open: the fault; ticket: the state; node, field, clock: what was written */
	char *by;            /* opened: the name of the ticket that opened one */
	char *flow, *serial; /* open; serial "" if it is unknown. opened: the flow */
	char *fields;        /* open: each NAME=VALUE, a line break between; NULL for none */
	bool down;           /* open */
	bool pattern;        /* expect: text is an ERE */
	bool timed;          /* text, node, field, clock: `time` says when */
	struct talk_time time;
};

struct talk {
	const char *file; /* borrowed */
	struct step *steps;
	size_t n, cap;
};

/* How a clock may stand, NULL at the end. */
extern const char *const talk_clocks[];

/* Adds a step, to be filled in; NULL if memory ran out. */
struct step *talk_add(struct talk *t, enum step_kind kind, int line);
void talk_free(struct talk *t);

/* True if s[n] may name a ticket: letters, digits, `_` and `-`, and no digit first. */
bool talk_is_label(const char *s, size_t n);

#endif
