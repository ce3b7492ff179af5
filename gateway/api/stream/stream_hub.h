/* All who listen to changes. Four times a second what is new in the database is read once, and told to each as far as they
 * may see it. Nothing of it is kept here: whoever lags behind reads the ledger on from where they are. For one thread. */
#ifndef STREAM_HUB_H
#define STREAM_HUB_H

#include "gateway/api/stream/stream.h"
#include "gateway/api/stream/stream_chunk.h"
#include "handlers/answer/rulebook.h"

#define STREAMS_MOST 256
#define STREAMS_EACH 16          /* of one token */
#define STREAM_TURN_MS 250       /* how often there is something to tell at most */
#define STREAM_BEAT_MS 15000     /* how often there is something at least */
#define STREAM_RESUMES_MOST 5000 /* events; who missed more is told to read anew */

/* Zero-initialise. */
struct stream_hub {
	struct stream *first;
	size_t n;
	int64_t turn_at; /* steady ms */
	bool dirty;      /* what is new was not all read */
	int64_t head;    /* the ledger's last event as it was read, and what waits in the outbox, */
	size_t waiting, unknown;
	uint64_t moved; /* and what metrics_moved() said then */
	struct stream_chunk chunk;
};

/* What a turn is done with. */
struct stream_look {
	struct store *store; /* reading */
	const struct rulebook *rules;
	const struct roster *roster;
	struct session_list *sessions;
	const struct metrics *metrics;
	int64_t now;    /* UTC ms */
	int64_t steady; /* ms */
};

/* One more who listens, from behind the event `after`; -1: from now on. NULL: there are too many, or memory ran out. */
struct stream *stream_begin(struct stream_hub *hub, const struct stream_look *look, const struct access *who,
			    const char *secret, int64_t after);
/* NULL is fine. */
void stream_end(struct stream_hub *hub, struct stream *s);

/* In how many ms the next turn is; -1: nobody listens. */
int stream_hub_wait_ms(const struct stream_hub *hub, int64_t steady);
/* What is new is put to each stream. `touched`: the database was written since the last turn. False: the store failed. */
bool stream_hub_turn(struct stream_hub *hub, const struct stream_look *look, bool touched);
/* All of them are over. */
void stream_hub_end(struct stream_hub *hub);

#endif
