/* The stage of a talk that is being played: its gateway, its clock, what went out last. Between player.c, which
 * sends, and expect.c, which looks at what that did; nobody else needs it. */
#ifndef TALK_RUN_H
#define TALK_RUN_H

#include <stdio.h>

#include "gateway/command/verb.h"
#include "gateway/road/batch.h"
#include "gateway/talk/sent_texts.h"
#include "gateway/talk/talk.h"
#include "handlers/model/ticket.h"

#define LABELS_MAX 256

struct label_of {         /* `as A` */
	const char *name; /* borrowed from the talk */
	int64_t number;
};

struct talk_run {
	struct talk talk;
	const struct setup *setup;
	struct gateway gateway;
	struct roster roster;
	FILE *out;
	struct faults *faults;
	int code; /* VERB_DONE while all holds */
	const struct step *step;
	int64_t minute; /* the clock; 0: not set yet */
	int within;     /* sends in this minute: each is a millisecond later, so that their order is kept */
	struct label_of labels[LABELS_MAX];
	size_t labels_n;
	int64_t last; /* the ticket last touched */
	int sends;
	char *last_payload; /* of the last MO, for `again` */
	char *last_words;
	bool last_by_desk;
	struct sent_texts sent_texts;
};

/* The line does not hold, and the talk ends here. */
void talk_run_fault(struct talk_run *st, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void talk_run_store_fault(struct talk_run *st);

/* The number of the ticket opened `as` name[n]; 0 if there is none. */
int64_t talk_run_ticket(const struct talk_run *st, const char *name, size_t n);
/* Puts the numbers of tickets where {A} stands; braces round anything else stay, a pattern may have them. To be
 * freed; NULL, and a fault, when out of memory. */
char *talk_run_fill_in(struct talk_run *st, const char *s);
/* False, and a fault, if nobody is so called. */
bool talk_run_caller(struct talk_run *st, const char *name, struct caller *out);
const char *talk_run_state(const struct ticket *t);

/* Printing: the time of day, and words whose further lines stand below the first. */
void talk_run_clock(const struct talk_run *st);
void talk_run_words(const struct talk_run *st, const char *words);

#endif
