/* A talk: a conversation in a plain file, both a test and a description (contract, "A talk"). Here it is only read;
 * player.h plays it.
 *
 *     use sample                              import a folder's CSV files
 *     at 2026-11-21 09:00                     the clock; `at 09:12` is the same day, or the next if that is past
 *     desk: open repair EC210-0042 down "发动机无法启动" as A
 *     desk: 归站 {A} 库尔勒站                   a code put in by an agent
 *     李雷: 出发 16:30                         a text from that person, or that number
 *     李雷 @13:40: 到达                        one that was sent then
 *     again                                   the last text once more, under its old key
 *       > 王建国: ~ 李雷.*16:30                somebody got this because of the last send: exact, or `~` and an ERE
 *       > ...    > nobody                     the rest is waived; there was none
 *       ticket A: en_route                    where a ticket stands; without a name, the last one touched
 *       node A departed: 13:40                a time, a day and a time, `missed`, or `-`
 *       clock A arrival: late                 how a clock stands: met, late, void, runs, pauses or `-`
 *       clock arrival: runs until 18:00       and when it is due
  */
#ifndef TALK_H
#define TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "templates/file/fault.h"

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
	STEP_NODE,
	STEP_CLOCK
};

struct talk_time { /* as written: a part that was left out is 0 */
	int year, month, day, hour, minute;
};

struct step { /* strings are its own; NULL where they do not apply */
	enum step_kind kind;
	int line;
	char *name;   /* use: the folder; text, expect: who, "desk" for the desk; node, clock: its name */
	char *ticket; /* open, ticket, node, clock: the ticket's name */
	char *text;   /* text, expect: the words; open: the fault; ticket: the state; node, clock: what was written */
	char *flow, *serial; /* open; serial "" if it is unknown */
	bool down;           /* open */
	bool pattern;        /* expect: text is an ERE */
	bool timed;          /* text, node, clock: `time` says when */
	struct talk_time time;
};

struct talk {
	const char *file; /* borrowed */
	struct step *steps;
	size_t n, cap;
};

/* Reads a talk; what is wrong with its form goes to `f`, all of it. False if there is anything, with errno set and
 * no fault added if the file cannot be opened. To be freed in any case. */
bool talk_read(struct talk *t, const char *file, struct faults *f);
void talk_free(struct talk *t);

/* How a clock may stand, NULL at the end. */
extern const char *const talk_clocks[];

bool talk_blank(char c);
/* "13:40", "11-22 13:40" or "2026-11-22 13:40". Returns what stands behind, NULL if it is no time. */
const char *talk_time(const char *s, struct talk_time *t);
/* The time meant, as of the talk's clock (0: none yet): what was left out is the clock's. False if there is no such
 * time. */
bool talk_moment(const struct talk_time *t, int64_t clock, int64_t *at);
/* True if the local time `at` is the one written, as far as it is. */
bool talk_is(const struct talk_time *t, int64_t at);

#endif
