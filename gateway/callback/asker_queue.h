/* Between another thread and the loop: somebody hands in inputs and waits until it is known what became of all of them.
 * A carrier's request by HTTP is one; whatever else comes in by another thread, and is to be answered after the commit,
 * may be another. It knows neither HTTP nor what the answer will be. */
#ifndef ASKER_QUEUE_H
#define ASKER_QUEUE_H

#include "gateway/transport/transport.h"

#define ASKERS_MOST 1024
#define ASKED_BYTES_MOST (8 * 1024 * 1024) /* of payloads that wait or are being decided */

struct asked_input { /* borrowed until over() */
	enum input_kind kind;
	const char *channel; /* "" of an opening */
	const char *payload;
	size_t n;
	const char *refused; /* why it is kept without being decided, or NULL */
	bool by_hand;        /* its sender is answered here, and not by SMS */
	enum lang lang;      /* in which whoever asks reads the answer */
	int64_t by;          /* whose id stands in the ledger for it; 0: its sender's, or nobody's */
};

/* Who asks owns it, and leaves it alone from asker_queue_put() to over(). */
struct asker {
	const struct asked_input *inputs;
	size_t n; /* at least one */
	/* Both are called by the loop. decided(): this input is committed, and `in` says what became of it. over(): all
	 * of them are, or none is, and it may come again after `later_s`; the asker is the owner's again from there
	 * on. */
	void (*decided)(struct asker *a, const struct input *in);
	void (*over)(struct asker *a);
	int later_s;       /* 0: all are committed */
	const char *later; /* why they are not, as one line for people, in a string that stays */

	/* the queue's own */
	struct asker *next;
	int64_t since; /* steady ms */
	size_t left, bytes;
};

struct asker_queue;

struct asker_queue *asker_queue_new(void); /* NULL with errno */
/* Closed, and nobody waits; NULL is fine. */
void asker_queue_free(struct asker_queue *q);

/* ---- by who asks, from any thread ---- */

/* False: there is no room now, or it is closed, and `later_s` and `later` are set; over() is not called. */
bool asker_queue_put(struct asker_queue *q, struct asker *a);

/* ---- by the loop ---- */

/* Readable when something was put. */
int asker_queue_fd(const struct asker_queue *q);
/* Hands over what was put, a bounded number in a turn, all of one asker together. While paused nothing is handed over,
 * and who has waited for some seconds is told to come later. */
void asker_queue_listen(struct asker_queue *q, const struct transport_hooks *hooks, bool paused);
/* What became of an input with an asker, which is committed. Call it for each of a batch. */
void asker_queue_decided(struct asker_queue *q, const struct input *in);
/* Nothing of what was handed over is committed; everybody is told to come again, and not before `after_ms`. */
void asker_queue_drop(struct asker_queue *q, int after_ms);
/* We are stopping: whoever was not handed over is told so, and so is whoever comes. */
void asker_queue_close(struct asker_queue *q);

#endif
