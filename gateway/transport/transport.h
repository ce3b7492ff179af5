/* A transport: a way by which texts leave, and by which something may come in. Each is a row of one table.
 *
 * Whoever uses one knows the row and the outcomes below, and nothing of MQTT, HTTP or a modem. A row keeps in order
 * what is its own affair: connections, threads, what its peer's codes mean.
 *
 * To add one: a file `transport_NAME.c` in a wing of its own that defines `const struct transport_row
 * transport_NAME`, and its row in TRANSPORT_ROWS.
 *
 * All of this is for one thread, the loop's. */
#ifndef TRANSPORT_H
#define TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/outbox/outbox.h"
#include "gateway/base/watch_list.h"
#include "gateway/config/settings.h"
#include "gateway/state/input.h"
#include "gateway/transport/outcome.h"

struct channels;

/* For whoever listens: an event, a ticket's state, a reply. */
struct publish {
	const char *topic; /* as fieldgate(1), MQTT, has it, below the prefix; or whole if `whole` */
	bool whole;
	const void *payload;
	size_t n;
	bool retain;
	int64_t expires_s; /* 0: never */
	const void *correlation;
	size_t correlation_n;
	int64_t tag; /* 0: no answer wanted */
};

/* Something that came. Of an opening the channel is "". These may be NULL: `reply_to`, where the sender wants its
 * reply; `refused`, why it is to be kept without being decided; `asker`, as in struct input. */
struct arrival {
	enum input_kind kind;
	const char *channel, *reply_to, *refused;
	const void *payload, *correlation;
	size_t n, correlation_n;
	struct asker *asker;
	bool by_hand; /* as in struct input, and so are the next two */
	int64_t by;
	enum lang lang;
};

/* What a transport calls, from within the functions of its row. Everything is borrowed. */
struct transport_hooks {
	void *ctx;
	void (*came)(void *ctx, const struct arrival *a);
	/* Of each that was handed over with a tag, once. */
	void (*answered)(void *ctx, const struct transport_answer *a);
	/* By one that publishes: connected, once more. forgotten: what it retained may be gone. */
	void (*connected)(void *ctx, bool forgotten);
};

struct transport_row {
	const char *name;
	/* It keeps texts to one receiver in the order in which it was given them, whatever it answers. To one that does
	 * not, a second text to a receiver is given only when the first is answered. */
	bool keeps_order;

	/* NULL, with one line in why[size], when memory or the configuration fails. Does not block, nor connect yet.
	 * Holds the channels if it needs them. */
	void *(*open)(const struct setup *s, struct channels *c, const struct transport_hooks *hooks, char *why,
		      size_t size);
	/* The channels' files were read again: from now on these hold. NULL: it does not ask them. */
	void (*renew)(void *self, struct channels *c);
	/* Ends it cleanly, in a few seconds at most; frees. What is not answered by then never will be. */
	void (*close)(void *self);

	/* ---- in each turn of the loop ---- */

	/* Adds what is to be watched until the next turn. */
	void (*watch)(const void *self, struct watch_list *list);
	/* ms until the next turn is needed at the latest; 0: at once. */
	int (*timeout)(const void *self);
	/* Connects when due, keeps connections alive; does not block. */
	void (*tend)(void *self);
	/* Tells of what was answered. False: nothing was. */
	bool (*hear)(void *self);
	bool (*is_up)(const void *self);

	/* ---- out: handed over only after it is committed ---- */

	/* Whether texts of this channel go by it. The first row that says so gets them. */
	bool (*carries)(const void *self, const char *channel);
	/* Whether the other side knows a text of this channel again by its id, so that it may be handed over once more
	 * where its answer was lost with us. If not, it is marked on disk before it is handed over. NULL: all of them.
	 * A row that has this is one of carriers: each of their answers is kept (db/outbox/outbox_tries.h). */
	bool (*knows_again)(const void *self, const char *channel);
	/* How many it takes now; 0 while it could not send. */
	size_t (*room)(const void *self);
	/* How many of one channel: another that is full or down takes nothing from it. NULL: its channels share
	 * room(). */
	size_t (*room_for)(const void *self, const char *channel);
	/* Takes a copy of a text; its tag is its id, expires_s as in struct publish. False: out of memory, or no
	 * room. */
	bool (*send)(void *self, const struct outbox_mt *mt, int64_t expires_s);
	/* Likewise what is no text. NULL: it carries texts alone. */
	bool (*publish)(void *self, const struct publish *p);
	/* What was handed over leaves. */
	void (*flush)(void *self);
	/* Whether somebody waits for room: if not, answers may wait for each other a little. */
	void (*hurry)(void *self, bool hurried);
	/* Something handed over is not answered yet, and may be soon: the loop waits for it before it ends. */
	bool (*owes)(const void *self);

	/* ---- in: all four NULL where nothing comes in ---- */

	/* While paused nothing new is to come in. */
	void (*pause)(void *self, bool paused);
	/* Tells of what has come, a bounded number; does not block. */
	void (*listen)(void *self);
	/* All that came is committed, and may be acknowledged. */
	void (*acknowledge)(void *self);
	/* What came is not committed: it must come again, not before `after_ms`. Nothing of it may be acknowledged. */
	void (*drop)(void *self, int after_ms);
};

/* The table, in the order in which they are asked for a channel. MQTT carries any: it is the last. */
#define TRANSPORT_ROWS(X) X(carrier) X(mqtt)

#define TRANSPORT_DECLARE(name) extern const struct transport_row transport_##name;
TRANSPORT_ROWS(TRANSPORT_DECLARE)
#undef TRANSPORT_DECLARE

#endif
