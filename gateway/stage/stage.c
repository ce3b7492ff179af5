#include "gateway/stage/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/messages/question_digits.h"
#include "db/store/place.h"
#include "gateway/road/due/timed.h"
#include "templates/text/text.h"

/* So that a talk can name those that are sent with a question. */
static bool fix_digits(struct store *s)
{
	return store_begin(s) && store_put(s, QUESTION_DIGITS_KEY, "rehearsed") && store_commit(s);
}

bool stage_open(struct stage *s, const struct setup *setup, struct rulebook *rules, char *why, size_t size)
{
	*s = (struct stage){.setup = setup};
	if (!gateway_open(&s->gateway, setup, rules, store_trial, why, size))
		return false;
	if (fix_digits(s->gateway.store))
		return true;
	snprintf(why, size, "the store failed: %s", store_why(s->gateway.store));
	gateway_close(&s->gateway);
	return false;
}

void stage_close(struct stage *s)
{
	gateway_close(&s->gateway);
}

int64_t stage_now(const struct stage *s)
{
	return s->minute + s->within;
}

void stage_move(struct stage *s, int64_t minute)
{
	if (minute <= s->minute)
		return;
	s->minute = minute;
	s->within = 0;
}

void stage_next_id(struct stage *s, char out[STAGE_ID])
{
	snprintf(out, STAGE_ID, "talk-%d", ++s->sends);
}

bool stage_put(struct stage *s, enum input_kind kind, char *payload, bool by_hand, struct batch *b)
{
	struct input *in = batch_add(b);

	if (!in) {
		free(payload);
		return false;
	}
	in->kind = kind;
	in->payload = payload;
	in->length = strlen(payload);
	in->by_hand = by_hand;
	in->in_lang = s->lang;
	in->lang = s->lang ? *s->lang : LANG_FIRST;
	in->came = s->minute + s->within++;
	text_copy(in->channel, sizeof(in->channel), s->setup->default_channel);
	return batch_run(&s->gateway, b, NULL, in->came);
}

void stage_clock_begin(struct stage *s)
{
	timed_begin(&s->gateway, stage_now(s));
}

int64_t stage_next(struct stage *s)
{
	int64_t now = stage_now(s);

	return due_next(&s->gateway, timed_first(&s->gateway, now), now);
}

bool stage_turn(struct stage *s, int64_t now, struct batch *b)
{
	struct input *in = batch_add(b);

	if (!in)
		return false;
	in->kind = IN_DUE;
	in->came = now;
	if (!batch_run(&s->gateway, b, NULL, now))
		return false;
	s->minute = now;
	s->within = 0;
	return true;
}

size_t stage_turn_rows(const struct batch *b, int64_t *first)
{
	*first = b->all[0].row;
	return *first ? 1 + b->all[0].opened : 0;
}
