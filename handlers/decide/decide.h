/* Deciding: a text, the people and the tickets it concerns, into effects. No I/O, no clock (domain.md section 2).
 *
 * The only place that says what a text does. Effects are values; whoever called makes them true in one transaction. */
#ifndef DECIDE_H
#define DECIDE_H

#include "handlers/clock/clocks.h"
#include "handlers/model/world.h"
#include "templates/text/fold.h"
#include "templates/wording/fill.h"
#include "templates/wording/segments.h"
#include "templates/wording/template.h"

#define EVENTS_MAX 10
#define MESSAGES_MAX 64
#define UNDO_MS (10 * 60 * 1000)
#define RESEND_MS (10 * 60 * 1000)

/* What became of an input. */
enum outcome {
	DONE,      /* moved a ticket, or was answered */
	FORWARDED, /* a customer's words, passed on to people */
	ANSWERED,  /* a list, a help: nothing moved */
	REFUSED,   /* and the sender told why, with an example */
	UNKNOWN,   /* nobody knows the sender: kept and listed, not answered */
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
	int64_t ticket;              /* 0: about none */
	char template[TEMPLATE_NAME];
	enum lang lang;
	struct params params;
	char *text;
	struct segments segments;
	int64_t expires; /* UTC ms */
};

struct effects {
	enum outcome outcome;
	char why[TEMPLATE_NAME]; /* of a refusal: its template's name */
	struct event events[EVENTS_MAX];
	size_t events_n;
	struct message messages[MESSAGES_MAX];
	size_t messages_n;
	struct ticket ticket; /* as it is afterwards; number 0: none was touched */
	int64_t undone;       /* the text that was taken back; 0: none */
	bool new_deputy;      /* deputy_of gets `deputy` until `deputy_until` */
	int64_t deputy_of, deputy, deputy_until;
	bool failed; /* memory ran out: nothing of this may be used */
	bool trial;  /* set by who only asks what would become of a text: nobody is told, no example is looked for */
};
/* Empties them before use. Not all of it is cleared: it is large, and only what is counted is ever read. */
void effects_begin(struct effects *e);
void effects_free(struct effects *e);

/* What stays the same from text to text. */
struct context {
	const struct flows *flows;
	const struct wording *wording;
	const struct roster *roster;
	const struct world *world;
	const struct calendars *calendars;
};

/* A text as it came in. */
struct mo {
	const struct person *sender; /* NULL: unknown */
	char number[MSISDN_MAX];     /* that wrote, where the answer goes */
	char channel[CHANNEL_BYTES];
	const char *text; /* as typed */
	const struct fold *folded;
	int64_t sent; /* UTC ms, or 0 if it does not say */
	int64_t came; /* UTC ms: our clock */
	int64_t id;   /* of its row in the inbox */
};
/* When a text was sent, where that is plausible by our clock (not ahead by more than a minute), else when it came. */
int64_t mo_moment(const struct mo *m);

/* What the house's clocks hang on. */
struct clock_context context_clocks(const struct context *h);

void decide_text(const struct context *h, const struct mo *m, struct effects *e);

/* A ticket asked for by a system or a verb. */
struct opening {
	const struct flow *flow;
	int64_t number;                                      /* the new ticket's */
	const struct machine *machine;                       /* NULL: nobody knows it; `serial` keeps the words */
	const struct person *customer;                       /* NULL: likewise */
	const struct station *station;                       /* NULL: likewise */
	const char *serial, *customer_words, *station_words; /* "" for none */
	const char *fault, *site, *reported_by;
	bool down;
	int64_t by; /* 0: the desk, or a system */
	int64_t came;
};
void decide_open(const struct context *h, const struct opening *o, struct effects *e);

/* Takes the steps of a ticket's clocks that are due: texts into `e`, each with the time until which it is worth sending; those
 * that are past it are left out. `t` is as it stands afterwards. Appends to e, and so is called for one ticket after another. */
void decide_due(const struct context *h, struct ticket *t, int64_t now, struct effects *e);

#endif
