/* The stage of a talk that is being played: its gateway, its clock, what went out last. Between player.c, which
 * sends, and expect.c, which looks at what that did; nobody else needs it. */
#ifndef STAGE_H
#define STAGE_H

#include <stdio.h>

#include "gateway/batch.h"
#include "gateway/talk.h"
#include "gateway/tray.h"
#include "gateway/verb.h"

#define LABELS_MAX 256

struct label_of {         /* `as A` */
	const char *name; /* borrowed from the talk */
	int64_t number;
};

struct stage {
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
	struct tray tray;
};

/* The line does not hold, and the talk ends here. */
void stage_fault(struct stage *st, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void stage_store_fault(struct stage *st);

/* The number of the ticket opened `as` name[n]; 0 if there is none. */
int64_t stage_ticket(const struct stage *st, const char *name, size_t n);
/* Puts the numbers of tickets where {A} stands; braces round anything else stay, a pattern may have them. To be
 * freed; NULL, and a fault, when out of memory. */
char *stage_fill_in(struct stage *st, const char *s);
/* False, and a fault, if nobody is so called. */
bool stage_caller(struct stage *st, const char *name, struct caller *out);
const char *stage_state(const struct ticket *t);

/* Printing: the time of day, and words whose further lines stand below the first. */
void stage_clock(const struct stage *st);
void stage_words(const struct stage *st, const char *words);

#endif
