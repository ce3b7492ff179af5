/* People in the database: staff and customers. */
#ifndef PEOPLE_ROWS_H
#define PEOPLE_ROWS_H

#include "db/store/store.h"
#include "handlers/people/people.h"

/* By number as read by msisdn_read(); any of a person's numbers. Who has retired is not found, unless a customer. */
bool people_by_number(struct store *s, const char *number, struct person *out);
/* Whose first or further number it is, those of the retired too; 0: nobody's. */
int64_t people_owner(struct store *s, const char *number);
bool people_by_id(struct store *s, int64_t id, struct person *out);
/* A customer by folded name: how many have it (0, 1, 2 for more); *out is the first. */
int people_customer_named(struct store *s, const char *folded, struct person *out);

/* All of that folded name, those who have retired too, but nobody who was forgotten; at most max. */
size_t people_called(struct store *s, const char *folded, struct person *out, size_t max);
/* Ids of those whose folded name begins so, but for who was forgotten, in order of name; at most max. */
size_t people_beginning(struct store *s, const char *folded, int64_t *ids, size_t max);
/* The names of all, at most max. Reads all people: for "did you mean". */
size_t people_names(struct store *s, char (*out)[NAME_BYTES], size_t max);
/* The same of customers alone. */
size_t people_customers_names(struct store *s, char (*out)[NAME_BYTES], size_t max);

/* Notes the channel a person last wrote on; a write only when it changed. Leaves people_version() as it is: whoever
 * keeps a roster notes the channel there too. */
bool people_channel(struct store *s, int64_t person, const char *channel);
/* Names a deputy for a station head, 0 to end it; changes people_version(). */
bool people_deputy(struct store *s, int64_t head, int64_t deputy, int64_t until);

#define PERSON_NUMBERS 8
#define EMAIL_BYTES 255

/* All numbers of a person, the first one first; returns how many. */
size_t people_numbers(struct store *s, int64_t person, char out[PERSON_NUMBERS][MSISDN_MAX]);
/* Their mail address; "" for none. */
bool people_email(struct store *s, int64_t person, char out[EMAIL_BYTES]);
/* True if somebody of this folded name is here no more. */
bool people_retired_named(struct store *s, const char *folded);
/* Takes all numbers from a person: for an import that gives them others, inside the caller's transaction. */
bool people_let_go(struct store *s, int64_t person);

struct people_row {
	int64_t id; /* whose row it is; 0: that of whoever has the first number */
	const char *name;
	const char *numbers[PERSON_NUMBERS]; /* E.164, the first is the key; none only where there is an id */
	size_t numbers_n;
	uint32_t roles;
	int64_t station;   /* 0: none */
	const char *email; /* "": none; NULL: it stays as it is */
	enum lang lang;
	bool customer;         /* a row of customers: roles and station are left as they are */
	char class;            /* 0: none */
	int64_t sales_manager; /* 0: none */
};
/* Adds a person, or updates the one of that id, or whose first number is the key; their numbers are then those of this
 * row.
 * For an import, inside the caller's transaction. *taken_by is another person who has one of the numbers already, or
 * the key as a further number: nothing is written then, and true returned. Else it is 0. */
bool people_put(struct store *s, const struct people_row *row, int64_t *id, int64_t *taken_by);

#endif
