/* What is found of a person who is to be forgotten. It is for this wing alone. */
#ifndef FOUND_H
#define FOUND_H

#include "db/store/forget.h"
#include "handlers/people/mention.h"

/* Ids, in the order in which they were found. */
struct ids {
	int64_t *all;
	size_t n, cap;
};

/* What they said about a ticket, to be found in texts about it. */
struct saying {
	int64_t ticket;
	char *words;
};

/* Words of a ticket's own, as bits. */
enum { FOUND_FAULT = 1, FOUND_SITE = 2, FOUND_REPORTER = 4, FOUND_CUSTOMER = 8, FOUND_STATION = 16, FOUND_ALL = 31 };
struct found_ticket {
	int64_t number;
	unsigned words;
};

struct forgetting {
	struct store *s;
	int64_t person;
	struct mention mention;
	struct ids own;     /* the inbox: theirs */
	struct ids quoting; /* the inbox: those of others */
	struct ids answers; /* the inbox: only the answer says their words */
	struct ids sent;    /* the outbox: to them */
	struct ids about;   /* the outbox: to others */
	struct ids fields;
	struct saying *sayings; /* by ticket */
	size_t sayings_n, sayings_cap;
	struct found_ticket *tickets;
	size_t tickets_n, tickets_cap;
	int64_t inbox, outbox, field, ticket; /* the last rows that were looked at */
	struct forget_count count;
};

/* Looks at the rows behind those that were looked at. False: the store failed. */
bool found_more(struct forgetting *f);
/* At the words of all tickets. */
bool found_tickets(struct forgetting *f);

#endif
