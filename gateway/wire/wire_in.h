/* The payloads that come in, by MQTT or from a verb, as structs: fieldgate(1), MQTT, has their members. */
#ifndef WIRE_IN_H
#define WIRE_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/outbox/outbox.h"
#include "db/outbox/outbox_tries.h"
#include "gateway/wire/wire_field.h"
#include "handlers/people/msisdn.h"

#define WIRE_TEXT_CHARS 2000 /* of one text, joined */

struct wire_mo {
	char id[256], from[MSISDN_MAX * 2], to[MSISDN_MAX * 2];
	char *text;   /* to be freed; of a part, a character may be cut at its ends: templates/text/halves.h */
	int64_t sent; /* UTC ms; 0: not said */
	bool parted;  /* it is a part of a long text: */
	int64_t ref;
	int number, total;
};
struct wire_dlr {
	char id[UUID_TEXT];          /* "": it says only: */
	char carrier_id[CARRIER_ID]; /* how the carrier calls the text; "": it does not say */
	char error[128];
	enum delivery status; /* one that a report may say */
	int64_t at;           /* UTC ms; 0: not said */
};
struct wire_open {
	char id[256], flow[FLOW_NAME];
	/* As long as they came, "" where they were left out; wire_open_free() frees them. */
	char *fault, *machine, *customer, *station, *site, *reported_by;
	struct wire_field fields[FIELDS_MAX];
	size_t fields_n;
	bool down;
};
void wire_open_free(struct wire_open *o);

/* Each takes n bytes, any bytes. False with one line in why[size] that says what is wrong and what would do; then
 * nothing is to be freed, and id is set where it could be read. */
bool wire_read_mo(const char *payload, size_t n, struct wire_mo *out, char *why, size_t size);
bool wire_read_dlr(const char *payload, size_t n, struct wire_dlr *out, char *why, size_t size);
bool wire_read_open(const char *payload, size_t n, struct wire_open *out, char *why, size_t size);

#endif
