#include "gateway/callback/asker_queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "gateway/base/wakeup.h"
#include "gateway/base/wall_clock.h"

#define TURN_INPUTS 128 /* after which no other asker is taken in this turn */
#define HELD_MS 3000    /* while nothing is taken in */
#define LATER_S 1       /* where nobody knows better */

struct askers { /* a list, the first to come in front */
	struct asker *first, *last;
};

struct asker_queue {
	int fd;
	pthread_mutex_t lock; /* of all up to `taken` */
	struct askers waiting;
	size_t n, bytes; /* of those that wait or are taken */
	bool closed;
	struct askers taken; /* the loop's: they are in its batch */
};

/* ---- lists ---- */

static void append(struct askers *to, struct asker *a)
{
	a->next = NULL;
	*(to->first ? &to->last->next : &to->first) = a;
	to->last = a;
}

static struct asker *take_first(struct askers *from)
{
	struct asker *a = from->first;

	if (a)
		from->first = a->next;
	return a;
}

static void take_out(struct askers *from, const struct asker *a)
{
	struct asker **at = &from->first, *before = NULL;

	while (*at != a) {
		before = *at;
		at = &before->next;
	}
	*at = a->next;
	if (from->last == a)
		from->last = before;
}

/* ---- who asks ---- */

static const char *put(struct asker_queue *q, struct asker *a)
{
	if (q->closed)
		return "the gateway is stopping; send this again when it is back";
	if (q->n >= ASKERS_MOST || q->bytes + a->bytes > ASKED_BYTES_MOST)
		return "too much waits to be taken; send this again soon";
	append(&q->waiting, a);
	q->n++;
	q->bytes += a->bytes;
	return NULL;
}

bool asker_queue_put(struct asker_queue *q, struct asker *a)
{
	const char *later;

	a->since = clock_steady();
	a->left = a->n;
	a->bytes = 0;
	for (size_t i = 0; i < a->n; i++)
		a->bytes += a->inputs[i].n;
	a->later_s = 0;
	a->later = NULL;
	pthread_mutex_lock(&q->lock);
	later = put(q, a);
	pthread_mutex_unlock(&q->lock);
	/* From here on, what was put is no longer ours. */
	if (later) {
		a->later_s = LATER_S;
		a->later = later;
		return false;
	}
	wakeup_send(q->fd);
	return true;
}

/* ---- the loop ---- */

int asker_queue_fd(const struct asker_queue *q)
{
	return q->fd;
}

static void give_back(struct asker_queue *q, struct asker *a)
{
	pthread_mutex_lock(&q->lock);
	q->n--;
	q->bytes -= a->bytes;
	pthread_mutex_unlock(&q->lock);
	a->over(a);
}

static void send_away(struct asker_queue *q, struct asker *a, int later_s, const char *why)
{
	a->later_s = later_s;
	a->later = why;
	give_back(q, a);
}

/* The first of those who wait; NULL: nobody does, or nobody has since `before`. */
static struct asker *next_waiting(struct asker_queue *q, int64_t before)
{
	struct asker *a = NULL;

	pthread_mutex_lock(&q->lock);
	if (q->waiting.first && q->waiting.first->since <= before)
		a = take_first(&q->waiting);
	pthread_mutex_unlock(&q->lock);
	return a;
}

static void hand_over(struct asker_queue *q, struct asker *a, const struct transport_hooks *hooks)
{
	append(&q->taken, a);
	for (size_t i = 0; i < a->n; i++) {
		const struct asked_input *in = &a->inputs[i];

		hooks->came(hooks->ctx, &(struct arrival){.kind = in->kind,
							  .channel = in->channel,
							  .payload = in->payload,
							  .n = in->n,
							  .refused = in->refused,
							  .by_hand = in->by_hand,
							  .by = in->by,
							  .lang = in->lang,
							  .asker = a});
	}
}

void asker_queue_listen(struct asker_queue *q, const struct transport_hooks *hooks, bool paused)
{
	struct asker *a;
	size_t inputs = 0;

	wakeup_take(q->fd);
	while (paused && (a = next_waiting(q, clock_steady() - HELD_MS)))
		send_away(q, a, LATER_S, "more waits to go out than is taken at a time; send this again soon");
	while (!paused && inputs < TURN_INPUTS && (a = next_waiting(q, INT64_MAX))) {
		inputs += a->n;
		hand_over(q, a, hooks);
	}
	if (inputs >= TURN_INPUTS)
		wakeup_send(q->fd);
}

void asker_queue_decided(struct asker_queue *q, const struct input *in)
{
	struct asker *a = in->asker;

	if (!a)
		return;
	a->decided(a, in);
	if (--a->left)
		return;
	take_out(&q->taken, a);
	give_back(q, a);
}

void asker_queue_drop(struct asker_queue *q, int after_ms)
{
	static const char why[] = "this cannot be kept now; send it again";
	int later_s = (after_ms + 999) / 1000;
	struct asker *a;

	if (later_s < LATER_S)
		later_s = LATER_S;
	while ((a = take_first(&q->taken)))
		send_away(q, a, later_s, why);
	while ((a = next_waiting(q, INT64_MAX)))
		send_away(q, a, later_s, why);
}

void asker_queue_close(struct asker_queue *q)
{
	struct asker *a;

	pthread_mutex_lock(&q->lock);
	q->closed = true;
	pthread_mutex_unlock(&q->lock);
	while ((a = next_waiting(q, INT64_MAX)))
		send_away(q, a, LATER_S, "the gateway is stopping; send this again when it is back");
}

/* ---- beginning and end ---- */

struct asker_queue *asker_queue_new(void)
{
	struct asker_queue *q = calloc(1, sizeof(*q));

	if (!q)
		return NULL;
	q->fd = wakeup_new();
	if (q->fd >= 0 && pthread_mutex_init(&q->lock, NULL) == 0)
		return q;
	if (q->fd >= 0)
		close(q->fd);
	free(q);
	return NULL;
}

void asker_queue_free(struct asker_queue *q)
{
	if (!q)
		return;
	close(q->fd);
	pthread_mutex_destroy(&q->lock);
	free(q);
}
