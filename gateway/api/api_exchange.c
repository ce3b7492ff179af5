#include "gateway/api/api_exchange.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/api/problem.h"
#include "gateway/wire/json_writer.h"
#include "templates/text/text.h"

/* By the loop. What it found stays only until it returns. */
static void decided(struct asker *asker, const struct input *in)
{
	struct api_exchange *x = (struct api_exchange *)(void *)asker;

	text_copy(x->outcome, sizeof(x->outcome), in->outcome);
	x->ticket = in->ticket;
	x->differs = in->differs;
	x->answer = in->answer ? strdup(in->answer) : NULL;
	x->no_memory = in->answer && !x->answer;
}

static void over(struct asker *asker)
{
	struct api_exchange *x = (struct api_exchange *)(void *)asker;

	x->over(x);
}

static struct api_reply later(const struct api_exchange *x)
{
	struct api_reply r = problem(503, x->asker.later, NULL);

	r.later_s = x->asker.later_s;
	return r;
}

bool api_put(struct api_exchange *x, struct asker_queue *q)
{
	x->asker = (struct asker){.inputs = &x->input, .n = 1, .decided = decided, .over = over};
	if (asker_queue_put(q, &x->asker))
		return true;
	x->reply = later(x);
	return false;
}

static char *decision(const struct api_exchange *x)
{
	struct json_writer j = json_begin();

	json_put_string(&j, "outcome", x->outcome);
	if (x->answer)
		json_put_string(&j, "answer", x->answer);
	if (x->ticket)
		json_put_id(&j, "ticket", x->ticket);
	return json_end(&j);
}

void api_finish(struct api_exchange *x)
{
	if (x->asker.later_s) {
		x->reply = later(x);
	} else if (strcmp(x->outcome, "rejected") == 0) {
		x->reply = problem(400, x->answer ? x->answer : "this cannot be taken", NULL);
	} else if (x->differs) {
		x->reply = problem(409,
				   "this `Idempotency-Key` was used with another body, and nothing was done; send this "
				   "with a key of its own",
				   NULL);
	} else {
		x->reply = (struct api_reply){.status = x->good, .type = "application/json"};
		x->reply.body = x->no_memory ? NULL : decision(x);
	}
}

void api_end(struct api_exchange *x)
{
	free(x->payload);
	free(x->answer);
}
