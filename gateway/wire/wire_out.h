/* The payloads that go out, as JSON: fieldgate(1), MQTT, has their members. Each call returns a string to be freed,
 * NULL when out of memory. Times are UTC ms. */
#ifndef WIRE_OUT_H
#define WIRE_OUT_H

#include "db/ledger/ledger.h"
#include "db/outbox/outbox.h"
#include "gateway/wire/wire_field.h"
#include "templates/wording/fill.h"

char *wire_mt(const struct outbox_mt *p);
char *wire_params(const struct params *p); /* of an MT, as the outbox keeps them */
char *wire_event(const struct ledger_row *r);
/* `fields`: what the flow's fields say, as field_text() does, NULL for what is not to be told; times are told in any case.
 * `now`: which nodes are missing by then. */
char *wire_ticket(const struct ticket *t, const char *const fields[FIELDS_MAX], int64_t now);
char *wire_status(bool online, int64_t since);

/* Replies. */
char *wire_ok(const char *id, int64_t ticket); /* ticket 0: left out */
char *wire_error(const char *id, const char *error);
/* Of an input that was not taken: why, and the beginning of its n bytes. */
char *wire_rejected(const char *reason, const void *payload, size_t n);

/* What others send us, for whoever takes their place: a verb, a talk. */
char *wire_mo(const char *id, const char *from, const char *text, int64_t sent); /* sent 0: left out */
char *wire_open(const char *id, const char *flow, const char *machine, bool down, const char *fault);
/* The same with fields. */
char *wire_open_with(const char *id, const char *flow, const char *machine, bool down, const char *fault,
		     const struct wire_field *fields, size_t n);
/* All that an opening may say; what is NULL or "" is left out. */
struct wire_opening {
	const char *id, *flow, *key, *machine, *customer, *station, *fault;
	bool down;
	const struct wire_field *fields;
	size_t fields_n;
};
char *wire_open_row(const struct wire_opening *o);

#endif
