/* What a decision may ask of the world around it. In the gateway the database answers; tests answer from arrays.
 *
 * Each question is bounded: it reads a few rows by index, never a whole table. A world that cannot answer, as its store
 * has failed, tells its owner and gives nothing; the decision is then thrown away. */
#ifndef WORLD_H
#define WORLD_H

#include "handlers/model/ticket.h"
#include "handlers/people/mo.h"

#define FITS_MAX 10

/* Of texts that get their sender nowhere and are equal but for their digits, this many within this time are
 * answered. */
#define TRIES_MAX 3
#define TRIES_WITHIN_MS HOUR_MS

struct machine {
	int64_t id;
	char serial[SERIAL_BYTES];
	char model[NAME_BYTES];
	int64_t customer, station;
	char place[128];
	double km;     /* from its station; -1: not known */
	int64_t hours; /* that it has worked, in thousandths; -1: not known */
};

enum whose {
	OF_LEAD,
	OF_STATION,
	OF_CUSTOMER,
	OF_NAMED,         /* the person whom a field names, */
	OF_NAMED_STATION, /* or the station */
	OF_ALL
};

typedef bool ticket_is(void *of, const struct ticket *t);
#define LOOKED_THROUGH 1000

enum digits_of { DIGITS_OF_CHAIN, DIGITS_OF_CLAIMS };

struct world {
	void *ctx;
	/* The number that the next ticket opened by a text will have; 0 if the world cannot say. */
	int64_t (*next)(void *ctx);
	/* The ticket of this number; false if there is none. */
	bool (*ticket)(void *ctx, int64_t number, struct ticket *out);
	/* Open tickets whose lead, station or customer is `id`, or that name it in a field, in one of `states` (bits) of
	 * `flow`, by number. Returns how many were written to out[max]. Only what the ledger decides, when each was
	 * opened and its serial: no clocks, and no other words; `ticket` gives all. */
	size_t (*tickets)(void *ctx, enum whose whose, int64_t id, const struct flow *flow, uint32_t states,
			  struct ticket *out, size_t max);
	/* Tickets of `flow`, ended ones too, on which a stated time waits; of that station, or with OF_ALL of all. As
	 * above, but with all their words and clocks. */
	size_t (*claimed)(void *ctx, enum whose whose, int64_t id, const struct flow *flow, struct ticket *out,
			  size_t max);
	/* Open tickets of `flow` in one of `states` (bits) of which `is` is true, by number, as briefly as above. At
	 * most LOOKED_THROUGH are looked at. */
	size_t (*tickets_that)(void *ctx, const struct flow *flow, uint32_t states, ticket_is *is, void *of,
			       struct ticket *out, size_t max);
	/* Memory ran out while its answers were gone through, which must not pass for none: as where it cannot answer. */
	void (*starved)(void *ctx);
	/* The four digits that go to this person with such a question about that ticket, as its set of that number; -1
	 * if the world cannot say. Nobody can find them out from anything else that is sent or kept. */
	int (*digits)(void *ctx, int64_t ticket, int64_t person, enum digits_of of, int set);
	/* How many customers other than this ticket's its lead has on open tickets planned from `from` to before
	 * `until`, at most 99. A ticket without a customer counts as one. */
	size_t (*load)(void *ctx, const struct ticket *t, int64_t from, int64_t until);
	/* The latest other ticket of the same machine and flow whose node was stamped from `since` on, before t was
	 * opened. */
	bool (*earlier)(void *ctx, const struct ticket *t, int node, int64_t since, int64_t *number, int64_t *at);
	/* That person's text that was sent last, but by `until`; with `until` 0 the one that came last. Left out are
	 * `self` and all that nobody takes back: lists, helps, undos, notes, resends. False if there is none of the week
	 * before `now`. */
	bool (*last_text)(void *ctx, int64_t person, int64_t until, int64_t now, int64_t self, struct own_text *out);
	/* How many texts of the same sender that are equal to this one but for their digits were refused or passed
	 * on in the TRIES_WITHIN_MS before it came, in whichever way they were answered; at most TRIES_MAX. 0 for
	 * one that somebody puts in by hand. */
	size_t (*tries)(void *ctx, const struct mo *m);
	/* The text of that number in the inbox; false if it is gone. */
	bool (*text)(void *ctx, int64_t id, struct own_text *out);
	/* Whether this number gets no texts but answers. */
	bool (*opted_out)(void *ctx, const char *number);
	/* Anyone, customers too. */
	bool (*person)(void *ctx, int64_t id, struct person *out);
	bool (*machine)(void *ctx, const char *serial_folded, struct machine *out);
	/* The serial of that machine; false if there is none. */
	bool (*serial)(void *ctx, int64_t machine, char out[SERIAL_BYTES]);
	/* What the text `text` said for a field of that ticket that keeps words, cut if it is long; false if nothing, or
	 * nothing that is still kept. */
	bool (*words)(void *ctx, int64_t ticket, const char *field, int64_t text, char out[FAULT_BYTES]);
	/* The only customer of that folded name; false if there is none, or more than one. */
	bool (*customer)(void *ctx, const char *folded, struct person *out);
	/* The stations of a customer's machines, each once. */
	size_t (*stations_of)(void *ctx, int64_t customer, int64_t *stations, size_t max);
	/* Who was told of this ticket, answers left out, each once; because of this text only, if it is not 0. */
	size_t (*told)(void *ctx, int64_t ticket, int64_t text, int64_t *people, size_t max);
	/* The ticket as it was before the text `t->last_text`, made again from the ledger. */
	bool (*before_last)(void *ctx, const struct ticket *t, struct ticket *out);
	/* The ticket of that flow that was opened under that key; 0: none was. */
	int64_t (*by_key)(void *ctx, const char *flow, const char *key);
	/* The input that opened that ticket, or because of which another ticket did; *by is who sent it, 0: the desk, or a
	 * system. 0 if there is none. */
	int64_t (*opening)(void *ctx, int64_t ticket, int64_t *by);
	/* Whether nothing has happened to that ticket since it was opened. */
	bool (*untouched)(void *ctx, int64_t ticket);
	/* The tickets that it has opened, of any flow, ended ones too: writes up to max numbers, returns how many. */
	size_t (*opened)(void *ctx, int64_t ticket, int64_t *numbers, size_t max);
	/* The last event that brought this ticket to the state it is in: its code's name, who sent it (0: the desk),
	 * and when it happened. */
	bool (*moved)(void *ctx, const struct ticket *t, char code[FLOW_NAME], int64_t *by, int64_t *at);
	/* When the last event of that ticket came in; 0 if it has none. */
	int64_t (*changed)(void *ctx, int64_t ticket);
	/* The code names of the events of the ticket's last text, in order. */
	size_t (*codes_of)(void *ctx, const struct ticket *t, char out[][FLOW_NAME], size_t max);
};

#endif
