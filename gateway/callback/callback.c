#include "gateway/callback/callback.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/channel/channel.h"
#include "gateway/config/channel_name.h"
#include "templates/text/text.h"

/* Of HTTP, as far as callbacks are answered by it. */
enum { OK = 200, NOT_FOUND = 404, NEVER = 422, LATER = 503 };

static bool answer(struct callback *c, unsigned status, const char *why)
{
	c->status = status;
	text_copy(c->why, sizeof(c->why), why);
	return false;
}

static bool answer_later(struct callback *c, const char *why, int later_s)
{
	c->later_s = later_s;
	return answer(c, LATER, why);
}

static bool answer_taken(struct callback *c)
{
	c->type = c->taken.answer_type;
	c->body = c->taken.answer_body;
	return answer(c, (unsigned)c->taken.answer_status, "");
}

/* ---- while it is decided, by the loop ---- */

/* What is rejected will never be taken. */
static void decided(struct asker *a, const struct input *in)
{
	struct callback *c = (struct callback *)a;

	if (c->status || !in->rejected)
		return;
	answer(c, c->taken.status == OK ? NEVER : (unsigned)c->taken.status, in->answer ? in->answer : "");
}

static void over(struct asker *a)
{
	struct callback *c = (struct callback *)a;

	if (a->later_s)
		answer_later(c, a->later, a->later_s);
	else if (!c->status)
		answer_taken(c);
	c->over(c);
}

/* ---- when it comes ---- */

static bool nothing_there(struct callback *c, enum input_kind kind, const char *name)
{
	const char *folder = input_kind_name(kind);
	char why[WHY_BYTES];

	if (c->channel)
		snprintf(why, sizeof(why), "the file of channel `%s` has no `%s`; say there what comes back and how",
			 c->channel->name, folder);
	else
		snprintf(why, sizeof(why),
			 "the configuration names no file of a channel `%s`; add it to `channels`, or call one that is "
			 "there, as /%s/CHANNEL",
			 channel_name_ok(name) ? name : "?", folder);
	return answer(c, NOT_FOUND, why);
}

/* Of a refusal that is kept, all that came is, where the reader has nothing else to keep. */
static bool make_inputs(struct callback *c, enum input_kind kind, const struct callback_request *r)
{
	const struct callback_taken *t = &c->taken;
	struct asked_input *one;

	c->inputs = calloc(t->n ? t->n : 1, sizeof(*c->inputs));
	if (!c->inputs)
		return false;
	c->asker.inputs = one = c->inputs;
	if (!t->n)
		*one++ = (struct asked_input){
			.payload = r->n ? r->body : r->query, .n = r->n ? r->n : strlen(r->query), .refused = t->why};
	for (size_t i = 0; i < t->n; i++)
		*one++ = (struct asked_input){.payload = t->inputs[i].payload,
					      .n = t->inputs[i].n,
					      .refused = *t->inputs[i].refused ? t->inputs[i].refused : NULL};
	c->asker.n = (size_t)(one - c->inputs);
	for (size_t i = 0; i < c->asker.n; i++) {
		c->inputs[i].kind = kind;
		c->inputs[i].channel = c->channel->name;
	}
	return true;
}

/* Where memory runs out, a reader may have gone on without, and found that what is there is not. malloc() says so in
 * errno; a carrier that is told that its text will never be taken does not send it again. */
static bool read_in_full(struct callback *c, enum input_kind kind, const struct callback_request *r)
{
	errno = 0;
	return callback_read(c->channel, kind, r, &c->taken) && errno != ENOMEM;
}

bool callback_read_request(struct callback *c, struct channels *held, enum input_kind kind, const char *name,
			   const struct callback_request *r)
{
	const struct channel_callback *how;

	*c = (struct callback){
		.asker = {.decided = decided, .over = over}, .channels = held, .channel = channels_find(held, name)};
	how = !c->channel ? NULL : kind == IN_MO ? c->channel->mo : c->channel->dlr;
	if (!how)
		return nothing_there(c, kind, name);
	if (!read_in_full(c, kind, r))
		return answer_later(c, "out of memory; send this again", 1);
	if (c->taken.status != OK && !c->taken.keep)
		return answer(c, (unsigned)c->taken.status, c->taken.why);
	if (c->taken.status == OK && c->taken.n == 0)
		return answer_taken(c);
	return make_inputs(c, kind, r) || answer_later(c, "out of memory; send this again", 1);
}

bool callback_put(struct callback *c, struct asker_queue *q)
{
	return asker_queue_put(q, &c->asker) || answer_later(c, c->asker.later, c->asker.later_s);
}

void callback_free(struct callback *c)
{
	callback_taken_free(&c->taken);
	free(c->inputs);
	channels_release(c->channels);
}
