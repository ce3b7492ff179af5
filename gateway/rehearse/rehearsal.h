/* A talk that is being played: its gateway, its clock, its people, and what went out last. For this wing alone. */
#ifndef REHEARSAL_H
#define REHEARSAL_H

#include <stdio.h>

#include "gateway/command/verb.h"
#include "gateway/rehearse/sent_texts.h"
#include "gateway/stage/stage.h"
#include "gateway/talk/talk.h"
#include "handlers/model/ticket.h"

#define LABELS_MAX 256

struct ticket_label {     /* `as A` */
	const char *name; /* borrowed from the talk */
	int64_t number;
};

struct rehearsal {
	struct talk talk;
	struct stage stage;
	struct roster roster;
	FILE *out;
	struct faults *faults;
	int code; /* VERB_DONE while all holds */
	const struct step *step;
	char day[sizeof("2026-11-21")]; /* that was printed last; "": none was */
	struct ticket_label labels[LABELS_MAX];
	size_t labels_n;
	int64_t last;       /* the ticket last touched */
	char *last_payload; /* of the last MO, for `again` */
	char *last_words;
	bool last_by_desk;
	struct sent_texts sent_texts;
};

/* The line does not hold, and the talk ends here. */
void rehearsal_fault(struct rehearsal *r, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void rehearsal_store_fault(struct rehearsal *r);

/* The number of the ticket opened `as` name[n]; 0 if there is none. */
int64_t rehearsal_ticket(const struct rehearsal *r, const char *name, size_t n);
/* Calls that ticket s->ticket from now on. A fault, if another is called so. */
void rehearsal_name(struct rehearsal *r, const struct step *s, int64_t number);
/* Replaces each {A} by the number of that ticket, and each sign in braces by what it stands for: {#} and {{} for
 * themselves, {'} for a double quote, {~} for a blank and {/} for a line break. Other braces stay, for a pattern may have
 * them. To be freed; NULL, and a fault, when out of memory. */
char *rehearsal_fill_in(struct rehearsal *r, const char *s);
/* Who `name` is. False, and a fault, if there is nobody of that name. */
bool rehearsal_caller(struct rehearsal *r, const char *name, struct caller *out);
/* The name of the state it stands in. */
const char *rehearsal_state(const struct ticket *t);

/* Prints the time of day, and above it the day where that is another than the one before; words, with their further
 * lines below the first. */
void rehearsal_print_clock(struct rehearsal *r);
void rehearsal_print_words(const struct rehearsal *r, const char *words);

#endif
