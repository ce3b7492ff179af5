/* A world of arrays for the handlers' tests: the sample installation's people, stations and machines, the real flow and
 * the real wording. Texts are decided and made true as the gateway does it, and the ledger is a row of snapshots. */
#ifndef WORLD_FAKE_H
#define WORLD_FAKE_H

#include "handlers/decide/decide.h"
#include "handlers/span/reader.h"
#include "handlers/time/when.h"

#define FAKE_PEOPLE 256
#define FAKE_CUSTOMERS 16
#define FAKE_TICKETS 48
#define FAKE_TEXTS 1000
#define FAKE_TOLD 2000
#define FAKE_CODES 10
#define FAKE_SAID 64

struct fake_text { /* one that moved a ticket, or was refused or passed on (then its ticket is 0) */
	int64_t id, ticket, person, came, moment;
	struct ticket before;
	char codes[FAKE_CODES][FLOW_NAME];
	size_t codes_n;
	bool done, undone, moved; /* moved: to another state, at */
	int64_t at;
};

struct fake {
	struct rulebook *rules; /* its calendar: Monday to Friday, 09:00 to 18:00 */
	const struct flow *repair;
	struct roster roster;
	struct person customers[FAKE_CUSTOMERS];
	size_t customers_n;
	struct machine machines[16];
	size_t machines_n;
	struct ticket tickets[FAKE_TICKETS];
	size_t tickets_n;
	struct fake_text texts[FAKE_TEXTS];
	size_t texts_n;
	struct {
		int64_t ticket, text, person;
	} told[FAKE_TOLD];
	size_t told_n;
	struct {
		int64_t ticket, text;
		char field[PLACE_NAME], words[FAULT_BYTES];
	} said[FAKE_SAID];
	size_t said_n;
	struct world world;
	struct context ctx;
	int64_t now, next_text;
	struct effects e;      /* of the last text */
	size_t tries;          /* how many texts like the next one were of no use to its sender */
	const char *opted_out; /* the number that gets no texts, or NULL */
	bool starved;          /* memory ran out in a decision */
	bool lenient;          /* examples of refusals are not tried */
};

/* At 2026-11-21 09:00 in Shanghai, without a ticket. */
struct fake *fake_make(void);
/* The same with another flow, and the wording of another folder. */
struct fake *fake_make_of(const char *flow, const char *templates);
void fake_free(struct fake *f);

/* Local: "10:30" is of the same day, "2026-11-22 10:30" as it stands. */
void fake_at(struct fake *f, const char *local);
int64_t fake_time(const struct fake *f, const char *local);

/* One more person of the staff; `station` NULL: serves all. Call fake_settle() after the last. */
void fake_hire(struct fake *f, const char *name, const char *number, uint32_t roles, const char *station,
	       enum lang lang);
void fake_settle(struct fake *f);

/* A person by name, staff first, or by number; "desk" is the desk. NULL if there is none. */
const struct person *fake_person(struct fake *f, const char *name);
struct ticket *fake_ticket(struct fake *f, int64_t number);
/* What a ticket keeps under that name. */
#define FIELD(t, name) (t).fields[flow_field((t).flow, name)]

/* Opens a ticket; `serial` NULL: nobody knows the machine. Returns its number. */
int64_t fake_open(struct fake *f, const char *serial, bool down, const char *fault);

/* Decides a text of `who`, as if sent at `sent` (0: now), without making it true. Free with effects_free(). */
void fake_decide(struct fake *f, const char *who, int64_t sent, const char *text, struct effects *e);
/* Decides it and makes it true. f->e holds the effects. A refusal's example is tried: the test fails if it is
 * refused. */
enum outcome fake_send(struct fake *f, const char *who, const char *format, ...) __attribute__((format(printf, 3, 4)));
enum outcome fake_send_at(struct fake *f, const char *who, const char *sent, const char *text);

/* What the last text told somebody: the text, NULL for nothing, and its template. */
const char *fake_told(struct fake *f, const char *name);
const char *fake_template(struct fake *f, const char *name);
const char *fake_answer(struct fake *f);
size_t fake_told_count(const struct fake *f); /* the answer left out */

#endif
