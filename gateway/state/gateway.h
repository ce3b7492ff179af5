/* The gateway: what stays from batch to batch. The loop's thread alone uses it. */
#ifndef GATEWAY_H
#define GATEWAY_H

#include "db/store/store.h"
#include "gateway/config/rules.h"
#include "handlers/people/roster.h"

struct answer_limits;
struct metrics;
struct poison;
struct stale_tickets;

struct gateway {
	const struct setup *setup;
	struct rules *rules;
	struct store *store;
	struct roster roster;
	int64_t roster_version;  /* the database's that it is of; -1: it is to be read again */
	struct metrics *metrics; /* of `serve`; else NULL, as are the next */
	struct poison *poison;
	struct answer_limits *limits;
	struct stale_tickets *stale;
};

/* Opens the store and loads the roster. Setup and rules are borrowed. False with one line in why[size]. */
bool gateway_open(struct gateway *g, const struct setup *s, struct rules *r, const char *database, char *why,
		  size_t size);
void gateway_close(struct gateway *g);
/* Reads the roster again where the database has a newer one. False if the store failed. */
bool gateway_refresh(struct gateway *g);

#endif
