/* A decision under way: a text, what was read in it, and what has been found out so far. */
#ifndef DECISION_H
#define DECISION_H

#include "handlers/answer/answer.h"
#include "handlers/read/reading.h"

/* What the example that a refusal shows should be for. */
struct example_wish {
	const struct code *code;       /* NULL: help is shown */
	const struct ticket *ticket;   /* the one that was named or meant; NULL: one of theirs */
	const struct person *person;   /* to put in where the code wants a person; NULL: whoever fits */
	const struct person *unwanted; /* whom the text does not want, or NULL */
	bool value;                    /* what only its own name says, too, where it could be left out */
	const struct take *take;       /* the argument to put in too, where it could be left out; NULL: none */
	bool time;                     /* a time, too, where one could be left out */
	int64_t at;                    /* the time that was written for it; 0: any */
	int64_t shift;                 /* or how much later than promised; 0: not said */
	const char *words;             /* those that were written for it; NULL: any */
	bool unusable;                 /* others were written, so that none may be made up; */
	bool time_said;                /* nor may a time */
	const char *place;             /* the station or the serial that may have been meant; NULL: any */
	bool help;                     /* the word for help, whatever else would do */
	uint32_t nodes;                /* the node that was named, as a bit; 0: whichever */
	int64_t past;                  /* the time that was stated for it; 0: any */
};

struct decision {
	const struct context *ctx;
	const struct mo *m;
	struct effects *e;
	struct reading r;
	int64_t moment;          /* when the text was sent, as far as that is plausible */
	bool anew;               /* it is to be decided anew, with what has been found out about these two: */
	bool too_early;          /* it says that it was sent before what it follows: the moment it came in counts */
	const struct flow *flow; /* whose ticket it is about, where several flows share its word; NULL: not asked */
	uint32_t own, own_asked; /* of own_flow() alone: bit a flow */
	const struct code *codes[CODES_IN_TEXT];
	struct saying s;      /* what the answer will speak of */
	struct ticket before; /* the ticket picked, as it was */
	struct ticket others[FITS_MAX];
	size_t others_n;
	struct example_wish wish;   /* what it points to must stay until decision_end() */
	const struct person *named; /* the person whom a code that moves takes; NULL: none */
	char what[NAME_BYTES];      /* the word that the refusal is about */
	char place[NAME_BYTES];     /* the station or the serial that is one key off what was written */
	struct text list;
	uint32_t helped; /* bit a flow whose codes help has shown */
	/* The template of an answer that shows an example, to be made when the decision is over, or NULL. */
	const char *answer;
};

/* The text is not read yet. `e` has been made ready by effects_begin(); its outcome is UNKNOWN until something is
 * decided. To be ended by decision_end(). */
void decision_begin(struct decision *d, const struct context *ctx, const struct mo *m, struct effects *e);
void decision_end(struct decision *d);
/* Forgets all that was found out but `too_early` and `flow`, and begins anew with these. */
void decision_restart(struct decision *d);
/* True if the text says that it was sent before the last node stamped before `node` (of all, if -1) of d->before.
 * Then it is to be decided anew, and nothing more is to be done here. */
bool decision_too_early(struct decision *d, int node);
/* The same where the text is about a ticket of another flow than it was read for: `f`, which shares its word. */
bool decision_of_other(struct decision *d, const struct flow *f);
/* The free words of the text; NULL: it has none. */
const char *decision_words(const struct decision *d);
/* The code of that flow that has the word of the text's first code; NULL if there is none. */
const struct code *decision_code_of(const struct decision *d, const struct flow *f);

/* Decides that nothing moves, and that the sender is told why: `why` is the template, `what` the word it is about, or
 * NULL. This only records it. The example is looked for, and the answer made, when the decision is over. Returns false,
 * for callers that return whether to go on. */
bool decision_refuse(struct decision *d, const char *why, const char *what);
/* Has the example show, of several codes, the first that can be sent as the ticket stands. */
void decision_wish_present(struct decision *d);
/* Puts the ticket as it is afterwards into the effects, and notes which times the text states. */
void decision_keep(struct decision *d, const struct ticket *t);

#endif
