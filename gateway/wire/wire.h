/* The wire: JSON as the contract has it, to structs and back. The only includer of jansson.h. */
#ifndef WIRE_H
#define WIRE_H

#include "db/ledger/ledger.h"
#include "db/tables/outbox.h"

#define WIRE_TEXT_CHARS 2000 /* of one text, joined */

struct wire_mo {
	char id[256], from[MSISDN_MAX * 2], to[MSISDN_MAX * 2];
	char *text;   /* to be freed */
	int64_t sent; /* 0: not said */
	bool parted;
	int64_t ref;
	int number, total;
};
struct wire_dlr {
	char id[UUID_TEXT], status[16], error[128];
	int64_t at;
};
struct wire_open {
	char id[256], flow[FLOW_NAME];
	/* As long as they came, "" where they were left out; wire_open_free() frees them. */
	char *fault, *machine, *customer, *station, *site, *reported_by;
	bool down;
};
void wire_open_free(struct wire_open *o);
/* Each: false with one line in why[size] that says what is wrong and what would do; id[0] is set where it could be read. Payload of n bytes, any bytes. */
bool wire_read_mo(const char *payload, size_t n, struct wire_mo *out, char *why, size_t size);
bool wire_read_dlr(const char *payload, size_t n, struct wire_dlr *out, char *why, size_t size);
bool wire_read_open(const char *payload, size_t n, struct wire_open *out, char *why, size_t size);

/* Each returns JSON to be freed, NULL when out of memory. */
char *wire_mo(const char *id, const char *from, const char *text, int64_t sent);
char *wire_open(const char *id, const char *flow, const char *machine, bool down, const char *fault);
char *wire_mt(const struct outbox_mt *p);
char *wire_ticket(const struct ticket *t, int64_t now); /* `now`: what is missing by then */
char *wire_event(const struct ledger_row *r);
char *wire_status(bool online, int64_t since);
char *wire_ok(const char *id, int64_t ticket); /* ticket 0: left out */
char *wire_error(const char *id, const char *error);
char *wire_rejected(const char *reason, const void *payload, size_t n);
char *wire_params(const struct params *p);

#endif
