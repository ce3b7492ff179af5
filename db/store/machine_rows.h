/* Machines in the database. */
#ifndef MACHINE_ROWS_H
#define MACHINE_ROWS_H

#include "db/store/store.h"
#include "handlers/model/change.h"
#include "handlers/model/world.h"

bool machine_by_serial(struct store *s, const char *folded_serial, struct machine *out);
/* Its serial; false if there is none. */
bool machine_serial_of(struct store *s, int64_t machine, char out[SERIAL_BYTES]);
/* Ids of those whose folded serial begins so, in order of serial; at most max. */
size_t machines_beginning(struct store *s, const char *folded, int64_t *ids, size_t max);
/* Ids of a customer's machines; at most max. */
size_t machines_of(struct store *s, int64_t customer, int64_t *ids, size_t max);
/* The stations of a customer's machines, each once. */
size_t machine_stations_of(struct store *s, int64_t customer, int64_t *stations, size_t max);

struct machine_row {
	const char *serial, *model;
	int64_t customer, station;                     /* 0: none */
	const char *km, *latitude, *longitude, *hours; /* numbers as text, already checked; "" for none */
	const char *warranty_until;                    /* a date, or "" */
};
/* A machine as its last import gave it. Numbers are NAN where they are not known. False if there is no such machine. */
struct machine_known {
	char serial[SERIAL_BYTES], model[NAME_BYTES], warranty_until[16];
	int64_t customer, station;
	double km, latitude, longitude, hours;
};
bool machine_known(struct store *s, const char *folded_serial, struct machine_known *out);
/* What a machine is for a schedule: what its ticket would have, and what is counted. */
struct machine_counted {
	struct machine is;
	char warranty_until[16]; /* a date, or "" */
};
/* Those that somebody has or looks after, by id above `after`; at most max. */
size_t machines_after(struct store *s, int64_t after, struct machine_counted *out, size_t max);
/* That part of the machine of this id; *value is SET_NOTHING where it has none. False on failure, or if there is no such
 * machine. The other sets it, inside the caller's transaction. */
bool machine_part(struct store *s, int64_t machine, enum machine_part part, int64_t *value);
bool machine_set_part(struct store *s, int64_t machine, enum machine_part part, int64_t value);
/* What the events of this machine's tickets set of that part, the last first, while `each` returns true. False on failure. */
struct machine_set_row {
	int64_t seq, text;
	bool undone; /* the text was taken back */
	char flow[FLOW_NAME], code[FLOW_NAME];
	struct change_set set;
};
bool machine_sets_walk(struct store *s, int64_t machine, enum machine_part part,
		       bool (*each)(void *ctx, const struct machine_set_row *row), void *ctx);
/* Adds it, or updates the one of that serial. For an import, inside the caller's transaction. */
bool machine_put(struct store *s, const struct machine_row *row);

#endif
