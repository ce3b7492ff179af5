/* A shift at the desk: a gateway in memory with the sample's people and flow, and a clock that stands until it is
 * told to go on. What it prints is kept for looking at. Each fails the test if it cannot. */
#ifndef SHIFT_H
#define SHIFT_H

#include <stdio.h>

#include "gateway/command/workspace.h"
#include "handlers/model/ticket.h"

#define HEAD "+8613800000001"     /* 阿里木 */
#define ENGINEER "+8613800000011" /* 李雷 */
#define OTHER "+8613800000012"    /* 韩梅 */

struct shift {
	struct setup setup;
	struct rulebook *rules;
	struct gateway gateway;
	struct workspace workspace; /* what verbs look at: the gateway's store and rules */
	int64_t now;
	int sends;
	char *said; /* what was printed last */
	size_t said_n;
	FILE *out;
};

void shift_begin(struct shift *s);
void shift_end(struct shift *s);

/* Goes on to that local time, "2026-11-23 09:00"; the clocks take what is due on the way, each at its time. */
void shift_at(struct shift *s, const char *time);
/* The same, and nothing serves meanwhile. */
void shift_away(struct shift *s, const char *time);
int64_t shift_open(struct shift *s, const char *serial, bool down, const char *fault);
/* A text from that number; it must be taken. */
void shift_text(struct shift *s, const char *from, const char *text);

/* Where to print to; shift_says() and shift_lacks() look at what was. */
FILE *shift_paper(struct shift *s);
void shift_says(struct shift *s, const char *what);
void shift_lacks(struct shift *s, const char *what);
/* How often it stands there. */
int shift_count(struct shift *s, const char *what);

void shift_ticket(struct shift *s, int64_t number, struct ticket *out);

#endif
