/* Transports for tests: real rows, beside MQTT's in everything but that there is no network. Each does what it is told:
 * keeps what it gets, answers it in any way, loses its connection, hands in what came. There are two, so that a test
 * sees what one does to the other; a test makes of trial_rows[] the list that transports_open() or serve() is given. */
#ifndef TRIAL_H
#define TRIAL_H

#include "gateway/transport/transport.h"

#define TRIAL_TEXTS 16384
#define TRIAL_FDS 40

struct trial_text {
	int64_t id, expires_s;
	char channel[CHANNEL_BYTES], number[MSISDN_MAX];
	bool answered, heard; /* by the test; and by hear() */
};

struct trial {
	/* ---- how it is to be; trial_begin() sets it so ---- */
	const char *channel; /* the one that it carries; NULL: all */
	size_t places;       /* texts under way at a time: 1024 */
	bool lost;           /* the connection: false */
	bool fails;          /* open() does: false */
	bool knows_again;    /* where it is a carrier: the texts: false */
	bool takes_all;      /* answers each by itself that it is taken: false */
	/* In each turn of the loop, in its thread: NULL. The next comes as soon as trial_wake() is called. */
	void (*turn)(struct trial *t);
	/* Before a text is taken over, and before what came is acknowledged. */
	void (*before_send)(struct trial *t, const struct outbox_mt *mt);
	void (*before_acknowledge)(struct trial *t);
	void *ctx; /* the test's own */

	/* ---- what happened ---- */
	struct trial_text *texts; /* all that it was given */
	size_t n, under_way;
	size_t acknowledged, dropped; /* how often */
	bool paused;

	struct transport_hooks hooks;
	bool open;
	const struct arrival *next; /* what is to come in; told: it has */
	bool told;
	int fds[TRIAL_FDS], awake; /* it wakes the loop by each of them in turn */
};

extern struct trial trials[2];
/* trials[i] works behind trial_rows[i]. A test may change a row; trial_begin() makes both anew, with keeps_order false
 * and no publish(). */
extern struct transport_row trial_rows[2];

/* Both, as if new. To be ended after the transports were closed. */
void trial_begin(void);
void trial_end(void);

/* Answers the k-th text that it was given, with the next transports_hear(). It must be under way. */
void trial_answer(struct trial *t, size_t k, enum transport_outcome outcome, const char *why);
/* The same with all that an answer may say, but for the tag; strings that are NULL are "". */
void trial_answer_with(struct trial *t, size_t k, const struct transport_answer *a);
/* From now on each of its answers is kept; whether it knows a text again. */
void trial_is_a_carrier(struct trial *t, bool knows);
/* Hands something in, with the next transports_listen(). Borrowed until it is acknowledged: it comes again if dropped. */
void trial_arrives(struct trial *t, const struct arrival *a);
/* The loop turns at once. */
void trial_wake(struct trial *t);

#endif
