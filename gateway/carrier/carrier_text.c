#include "gateway/carrier/carrier_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/channel/channel.h"
#include "gateway/channel/channel_limits.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

/* ---- beginning and end ---- */

static bool copy_mt(struct outbox_mt *to, const struct outbox_mt *from)
{
	*to = *from;
	to->text = from->text ? strdup(from->text) : NULL;
	to->params = from->params ? strdup(from->params) : NULL;
	return !to->text == !from->text && !to->params == !from->params;
}

struct carrier_text *carrier_text_new(struct channels *held, const struct channel *channel, const struct outbox_mt *mt,
				      int64_t expires_at)
{
	struct carrier_text *t = calloc(1, sizeof(*t));

	if (!t)
		return NULL;
	t->held = channels_hold(held);
	t->channel = channel;
	t->segments = channel_segments(channel, mt->text);
	if (t->segments < 1)
		t->segments = 1;
	t->expires_at = expires_at;
	if (copy_mt(&t->mt, mt))
		return t;
	carrier_text_free(t);
	return NULL;
}

void carrier_text_free(struct carrier_text *t)
{
	outbox_mt_free(&t->mt);
	carrier_request_free(&t->request);
	channels_release(t->held);
	free(t);
}

/* ---- answers ---- */

void carrier_text_settle(struct carrier_text *t, enum transport_outcome outcome, const char *why)
{
	t->answer = (struct carrier_answer){.outcome = outcome};
	text_copy(t->answer.why, sizeof(t->answer.why), why);
}

/* What cannot be sent for now concerns this text alone: the carrier was not asked. */
static bool wait_alone(struct carrier_text *t, const char *why)
{
	carrier_text_settle(t, TRANSPORT_LATER, why);
	t->answer.alone = true;
	return false;
}

static bool refuse(struct carrier_text *t, const char *why)
{
	carrier_text_settle(t, TRANSPORT_REFUSED, why);
	return false;
}

/* No answer came to its end. */
static void judge_failure(struct carrier_text *t, const struct http_outcome *o)
{
	char why[WHY_BYTES];

	if (!o->sent) {
		carrier_text_settle(t, TRANSPORT_LATER, o->why);
		return;
	}
	snprintf(why, sizeof(why), "sent, but no whole answer: %s", o->why);
	carrier_text_settle(t, TRANSPORT_UNKNOWN, why);
}

void carrier_text_judge(struct carrier_text *t, const struct http_outcome *o, int64_t now)
{
	t->status = o->status;
	if (o->whole)
		carrier_answer_read(t->channel, o->status, o->retry_after, o->body, o->n, now, &t->answer);
	else
		judge_failure(t, o);
	if (t->answer.outcome != TRANSPORT_UNKNOWN || !t->channel->resends)
		return;
	t->answer.outcome = TRANSPORT_LATER; /* the carrier knows it again */
	t->answer.alone = !o->late;
}

/* ---- what may leave ---- */

bool carrier_text_fill(struct carrier_text *t, int64_t steady, int64_t now)
{
	char why[WHY_BYTES] = "";
	bool again = false;

	if (t->expires_at && t->expires_at <= steady) {
		carrier_text_settle(t, TRANSPORT_EXPIRED, "its time was over before the carrier's rate let it leave");
		return false;
	}
	if (carrier_request_fill(t->channel, &t->mt, now, &t->request, &again, why, sizeof(why)))
		return true;
	return again ? wait_alone(t, why) : refuse(t, why);
}
