#include "gateway/api/api_exchange.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/api/problem.h"
#include "gateway/wire/json_writer.h"
#include "handlers/answer/effects.h"
#include "templates/text/text.h"

/* By the loop. What it found stays only until it returns. */
static void decided(struct asker *asker, const struct input *in)
{
	struct api_exchange *x = (struct api_exchange *)(void *)asker;

	text_copy(x->outcome, sizeof(x->outcome), in->outcome);
	x->ticket = in->ticket;
	x->made = in->made;
	x->differs = in->differs;
	x->forbidden = in->forbidden;
	x->lacks = in->lacks;
	x->answer = in->answer ? strdup(in->answer) : NULL;
	x->no_memory = in->answer && !x->answer;
}

static void over(struct asker *asker)
{
	struct api_exchange *x = (struct api_exchange *)(void *)asker;

	x->over(x);
}

bool api_put(struct api_exchange *x, struct asker_queue *q)
{
	x->asker = (struct asker){.inputs = &x->input, .n = 1, .decided = decided, .over = over};
	return asker_queue_put(q, &x->asker);
}

static char *decision(const struct api_exchange *x)
{
	struct json_writer j = json_begin();

	if (*x->token) {
		json_put_id(&j, "id", x->made);
		json_put_string(&j, "token", x->token);
		return json_end(&j);
	}
	json_put_string(&j, "outcome", x->outcome);
	if (x->made)
		json_put_id(&j, "id", x->made);
	if (x->answer)
		json_put_string(&j, "answer", x->answer);
	if (x->ticket)
		json_put_id(&j, "ticket", x->ticket);
	return json_end(&j);
}

static void refuse_row(const struct problem_words *words, struct api_exchange *x)
{
	static const enum problem_word why[] = {[ROW_IS_GONE] = PROBLEM_NO_ITEM,
						[ROW_IS_THERE] = PROBLEM_ITEM_THERE,
						[ROW_IS_STALE] = PROBLEM_STALE,
						[ROW_HAS_FAULTS] = PROBLEM_ROW};

	enum problem_word which = x->input.kind == IN_HAND ? PROBLEM_RELOAD : why[x->lacks];

	x->reply = problem(words, which, x->lacks == ROW_HAS_FAULTS ? x->answer : x->to, NULL);
}

/* The row as it is now; whoever has retired is listed no more. */
static void reply_row(struct api_exchange *x)
{
	if (x->no_memory)
		return;
	x->reply = (struct api_reply){.status = x->answer ? x->good : 204, .type = "application/json"};
	x->reply.body = strdup(x->answer ? x->answer : "");
	if (x->answer)
		etag_write(x->answer, x->reply.etag);
}

static bool by_hand(const struct api_exchange *x)
{
	return x->input.kind == IN_HAND || x->input.kind == IN_SAY;
}

static void reply(const struct problem_words *words, struct api_exchange *x)
{
	if (x->asker.later_s) {
		x->reply = problem(words, PROBLEM_LATER, NULL, NULL);
		x->reply.later_s = x->asker.later_s;
	} else if (x->forbidden) {
		x->reply = problem(words, x->forbidden == FORBIDDEN_NEVER ? PROBLEM_AS_NEVER : PROBLEM_AS, NULL, NULL);
	} else if (x->lacks) {
		refuse_row(words, x);
	} else if (strcmp(x->outcome, "rejected") == 0) {
		x->reply = problem(words, PROBLEM_REJECTED, x->answer, NULL);
	} else if (x->input.kind == IN_SAY && !x->answer && !x->differs && strcmp(x->outcome, "refused") == 0) {
		x->reply = problem(words, PROBLEM_SAY_TO, x->to, NULL);
	} else if (x->input.kind == IN_HAND && !x->answer && !x->differs && strcmp(x->outcome, "refused") == 0) {
		x->reply = problem(words, PROBLEM_OPTED_OUT, NULL, NULL);
	} else if (by_hand(x) && !x->differs && strcmp(x->outcome, "refused") == 0) {
		x->reply = problem(words, PROBLEM_NOT_DONE, x->answer, NULL);
	} else if (x->differs) {
		x->reply = problem(words, PROBLEM_KEY_DIFFERS, NULL, NULL);
	} else if (x->input.kind == IN_ROW) {
		reply_row(x);
	} else {
		x->reply = (struct api_reply){.status = x->good, .type = "application/json"};
		x->reply.body = x->no_memory ? NULL : decision(x);
	}
}

void api_finish(const struct rulebook *rules, struct api_exchange *x)
{
	bool held = x->held;

	x->held = false;
	if (held && !x->asker.later_s && strcmp(x->outcome, outcome_name(DONE)) == 0)
		return;
	free(x->reply.body);
	x->reply = (struct api_reply){.status = 0};
	reply(problem_words_in(rules, x->lang), x);
	explicit_bzero(x->token, sizeof(x->token));
}

void api_end(struct api_exchange *x)
{
	if (x->held)
		free(x->reply.body); /* nobody asked for it any more */
	free(x->payload);
	free(x->answer);
}
