/* The gateway: what stays from batch to batch. The loop's thread alone uses it. */
#ifndef GATEWAY_H
#define GATEWAY_H

#include "db/store/store.h"
#include "gateway/config/settings.h"
#include "gateway/state/row_writer.h"
#include "handlers/answer/rulebook.h"
#include "handlers/people/roster.h"

struct answer_limits;
struct channel_states;
struct channels;
struct metrics;
struct poison;
struct stale_tickets;

struct gateway {
	const struct setup *setup;
	struct rulebook *rules;    /* held; NULL where nothing is decided, as in an import */
	struct channels *channels; /* borrowed, as the setup; NULL where no text goes out */
	struct store *store;
	struct roster roster;
	int64_t roster_version;  /* the database's that it is of; -1: it is to be read again */
	struct metrics *metrics; /* of `serve`; else NULL, as are the next */
	struct poison *poison;
	struct answer_limits *limits;
	struct stale_tickets *stale;
	struct channel_states *channel_states;
	row_writer *write_row; /* likewise */
};

/* Opens the store and loads the roster. The setup is borrowed, the rulebook held, and its locale is used by this thread
 * from then on; NULL for none. False with one line in why[size], and then nothing is to be closed. */
bool gateway_open(struct gateway *g, const struct setup *s, struct rulebook *r, const char *database, char *why,
		  size_t size);
void gateway_close(struct gateway *g);
/* Goes on with another rulebook, which is held in the place of the one before. */
void gateway_rule(struct gateway *g, struct rulebook *r);
/* Reads the roster again where the database has a newer one. False if the store failed. */
bool gateway_refresh(struct gateway *g);

#endif
