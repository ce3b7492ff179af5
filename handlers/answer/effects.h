/* Effects: what follows from a text, an opening or a due step. Plain values; whoever asked makes them true in one
 * transaction. */
#ifndef EFFECTS_H
#define EFFECTS_H

#include "handlers/model/ticket.h"
#include "handlers/opens/opens_follow.h"
#include "templates/wording/fill.h"
#include "templates/wording/segments.h"
#include "templates/wording/template.h"

#define MESSAGES_MAX 64
/* Of each flow the ticket that was opened at once and the one that waited, and the ticket itself. */
#define WITHDRAWN_MAX (2 * OPENED_MAX + 1)
#define EVENTS_MAX (WITHDRAWN_MAX + 2) /* an undo's own, and one for each that it withdraws; of a text one a code */

/* What became of an input. */
enum outcome {
	DONE,      /* it moved or changed a ticket, or named a deputy */
	FORWARDED, /* a customer's words were passed on to people */
	ANSWERED,  /* it got a list or help, or took a text back */
	REFUSED,   /* nothing moved, and the sender is told why, with an example */
	NOTED,     /* its words were passed on, and it moved nothing: no undo takes it back */
	UNKNOWN,   /* nobody knows the sender: the text is kept and listed, not answered */
};
const char *outcome_name(enum outcome o);

struct event {
	int64_t ticket;
	char flow[FLOW_NAME];
	char code[FLOW_NAME];
	int64_t by; /* a person; 0: the desk */
	int64_t at; /* when it happened: sent, where that is plausible */
	char change[CHANGE_BYTES];
};

struct message {
	int64_t person; /* 0: the desk */
	char number[MSISDN_MAX];
	char channel[CHANNEL_BYTES]; /* "" for the default */
	bool answer;                 /* the sender's own */
	bool always;                 /* no cap keeps it back */
	int64_t ticket;              /* 0: about none */
	char template[TEMPLATE_NAME];
	enum lang lang;
	struct params params;
	char *text;
	struct segments segments;
	int64_t expires; /* UTC ms */
	int64_t fell;    /* of a clock's step: when it fell due, UTC ms; else 0 */
};

/* What the text said for a field that keeps words. */
struct said_words {
	const char *field; /* its name, of the flow */
	char *words;
};

struct effects {
	enum outcome outcome;
	char why[TEMPLATE_NAME]; /* of a refusal: its template's name */
	struct event events[EVENTS_MAX];
	size_t events_n;
	struct message messages[MESSAGES_MAX];
	size_t messages_n;
	struct said_words said[FIELDS_MAX];
	size_t said_n;
	struct ticket ticket;             /* as it is afterwards; number 0: none has changed */
	struct openings_due opens;        /* the tickets that it opens */
	int64_t withdrawn[WITHDRAWN_MAX]; /* those that an undo takes back with the text that opened them */
	size_t withdrawn_n;
	int64_t undone;  /* the text that was taken back; 0: none */
	bool opened;     /* the ticket is a new one, of the number that the world gave */
	bool unanswered; /* the sender's own answer is not sent: there were enough */
	bool unheard;    /* a ticket was opened, and nobody who works here hears of it */
	bool of_deputy;  /* the text's code names a deputy, also where that was refused */
	bool new_deputy; /* deputy_of gets `deputy` until `deputy_until` */
	int64_t deputy_of, deputy, deputy_until;
	bool opts_out, opts_in; /* the number that wrote gets no more texts, or gets them again */
	bool failed;            /* memory ran out: nothing of this may be used */
};

/* To be called before use. It does not clear everything: effects are large, and only what is counted is ever read. */
void effects_begin(struct effects *e);
void effects_free(struct effects *e);
/* Keeps a copy of what the text said for that field; sets e->failed where memory ran out. */
void effects_keep_words(struct effects *e, const char *field, const char *words);

#endif
