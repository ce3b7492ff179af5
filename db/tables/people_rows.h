/* People, customers, stations and machines in the database. */
#ifndef PEOPLE_ROWS_H
#define PEOPLE_ROWS_H

#include "db/sqlite/store.h"
#include "handlers/model/world.h"

/* Fills a roster with all staff and stations and indexes it. The caller frees it. False on failure. */
bool people_roster(struct store *s, struct roster *out);
/* Changes with every import and deputy, so that a cached roster is known to be old. To be compared for being equal
 * only: it is random, so that one which was rolled back never comes again. */
int64_t people_version(struct store *s);

/* By number as read by msisdn_read(); any of a person's numbers. The retired are known no more, unless customers. */
bool people_by_number(struct store *s, const char *number, struct person *out);
/* Their id alone, the retired's too; 0: nobody has it. */
int64_t people_numbered(struct store *s, const char *number);
bool people_by_id(struct store *s, int64_t id, struct person *out);
/* A customer by folded name: how many have it (0, 1, 2 for more); *out is the first. */
int people_customer_named(struct store *s, const char *folded, struct person *out);
bool people_machine(struct store *s, const char *folded_serial, struct machine *out);
size_t people_stations_of(struct store *s, int64_t customer, int64_t *stations, size_t max);

/* The channel a person last wrote on; a write only when it changed. Leaves people_version() as it is. */
bool people_channel(struct store *s, int64_t person, const char *channel);
/* Names a deputy for a station head, 0 to end it; changes people_version(). */
bool people_deputy(struct store *s, int64_t head, int64_t deputy, int64_t until);

/* Import: inside the caller's transaction. Each adds, or updates by its key; false on failure of the store. */
struct people_row {
	const char *name;
	const char *numbers[8]; /* E.164, the first is the key */
	size_t numbers_n;
	uint32_t roles;
	int64_t station; /* 0: none */
	enum lang lang;
	bool customer;         /* a row of customers: roles and station are left as they are */
	char class;            /* 0: none */
	int64_t sales_manager; /* 0: none */
};
/* *taken_by is set to the id of another person who has one of the numbers already, but the first as their first
 * (nothing is written then, and true returned), else 0. The person's further numbers are those of this row. */
/* Whose first or further number it is, retired ones too; 0: nobody's. */
int64_t people_owner(struct store *s, const char *number);
bool people_put(struct store *s, const struct people_row *row, int64_t *id, int64_t *taken_by);
bool people_put_station(struct store *s, const char *name, const char *region, const char *address, int64_t *id);
struct machine_row {
	const char *serial, *model;
	int64_t customer, station;                     /* 0: none */
	const char *km, *latitude, *longitude, *hours; /* numbers as text, already checked; "" for none */
	const char *warranty_until;                    /* a date, or "" */
};
bool people_put_machine(struct store *s, const struct machine_row *row);
/* Called at the end of an import. */
bool people_changed(struct store *s);
/* The same after an import, which may have changed what deadlines hang on: classes, distances, regions. */
bool people_imported(struct store *s);

#endif
