#include "tests/gateway/trial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/base/wakeup.h"
#include "templates/text/text.h"

struct trial trials[2];

struct trial_answered {
	struct trial_text *text;
	struct transport_answer a;
};
static struct trial_answered answers[2][TRIAL_TEXTS];
static size_t answers_n[2];

static size_t place(const struct trial *t)
{
	return (size_t)(t - trials);
}

/* ---- the row ---- */

static void *open_trial(struct trial *t, const struct transport_hooks *hooks, char *why, size_t size)
{
	if (t->fails) {
		snprintf(why, size, "no modem at /dev/null; plug one in");
		return NULL;
	}
	t->hooks = *hooks;
	t->open = true;
	for (int i = 0; i < TRIAL_FDS; i++) {
		t->fds[i] = wakeup_new();
		assert_true(t->fds[i] >= 0);
	}
	return t;
}

static void *open_first(const struct setup *s, struct channels *c, const struct transport_hooks *hooks, char *why,
			size_t size)
{
	(void)s, (void)c;
	return open_trial(&trials[0], hooks, why, size);
}

static void *open_second(const struct setup *s, struct channels *c, const struct transport_hooks *hooks, char *why,
			 size_t size)
{
	(void)s, (void)c;
	return open_trial(&trials[1], hooks, why, size);
}

static void close_trial(void *self)
{
	struct trial *t = self;

	t->open = false;
	for (int i = 0; i < TRIAL_FDS; i++)
		close(t->fds[i]);
}

static void watch(const void *self, struct watch_list *list)
{
	const struct trial *t = self;

	for (int i = 0; i < TRIAL_FDS; i++)
		watch_list_add(list, t->fds[i], POLLIN);
}

static int timeout(const void *self)
{
	(void)self;
	return 1000;
}

static void tend(void *self)
{
	struct trial *t = self;

	for (int i = 0; i < TRIAL_FDS; i++)
		wakeup_take(t->fds[i]);
	if (t->turn)
		t->turn(t);
}

static bool is_up(const void *self)
{
	const struct trial *t = self;

	return !t->lost;
}

static bool carries(const void *self, const char *channel)
{
	const struct trial *t = self;

	return !t->channel || strcmp(t->channel, channel) == 0;
}

static bool knows_again(const void *self, const char *channel)
{
	const struct trial *t = self;

	(void)channel;
	return t->knows_again;
}

static size_t room(const void *self)
{
	const struct trial *t = self;

	return t->lost || t->under_way >= t->places ? 0 : t->places - t->under_way;
}

static bool send_text(void *self, const struct outbox_mt *mt, int64_t expires_s)
{
	struct trial *t = self;
	struct trial_text *text = &t->texts[t->n];

	assert_true(room(t) > 0);
	assert_true(carries(t, mt->channel));
	assert_true(t->n < TRIAL_TEXTS);
	if (t->before_send)
		t->before_send(t, mt);
	*text = (struct trial_text){.id = mt->id, .expires_s = expires_s};
	text_copy(text->channel, sizeof(text->channel), mt->channel);
	text_copy(text->number, sizeof(text->number), mt->number);
	t->n++;
	t->under_way++;
	if (t->takes_all)
		trial_answer(t, t->n - 1, TRANSPORT_TAKEN, "");
	return true;
}

static void flush(void *self)
{
	(void)self;
}

static void hurry(void *self, bool hurried)
{
	(void)self, (void)hurried;
}

static bool owes(const void *self)
{
	const struct trial *t = self;

	return !t->lost && t->under_way > 0;
}

static bool hear(void *self)
{
	struct trial *t = self;
	size_t at = place(t), n = answers_n[at];

	answers_n[at] = 0;
	t->under_way -= n;
	for (size_t i = 0; i < n; i++) {
		const struct trial_answered *a = &answers[at][i];

		a->text->heard = true;
		t->hooks.answered(t->hooks.ctx, &a->a);
	}
	return n > 0;
}

static void pause_all(void *self, bool paused)
{
	struct trial *t = self;

	t->paused = paused;
}

static void listen_to_all(void *self)
{
	struct trial *t = self;

	if (!t->next || t->told || t->paused)
		return;
	t->told = true;
	t->hooks.came(t->hooks.ctx, t->next);
}

static void acknowledge(void *self)
{
	struct trial *t = self;

	if (!t->told)
		return;
	if (t->before_acknowledge)
		t->before_acknowledge(t);
	t->acknowledged++;
	t->told = false;
	t->next = NULL;
}

static void drop(void *self, int after_ms)
{
	struct trial *t = self;

	(void)after_ms;
	t->dropped++;
	t->told = false;
}

static const struct transport_row row = {
	.close = close_trial,
	.watch = watch,
	.timeout = timeout,
	.tend = tend,
	.hear = hear,
	.is_up = is_up,
	.carries = carries,
	.room = room,
	.send = send_text,
	.flush = flush,
	.hurry = hurry,
	.owes = owes,
	.pause = pause_all,
	.listen = listen_to_all,
	.acknowledge = acknowledge,
	.drop = drop,
};
struct transport_row trial_rows[2]; /* two of it, by trial_begin() */

/* ---- for tests ---- */

void trial_is_a_carrier(struct trial *t, bool knows)
{
	trial_rows[place(t)].knows_again = knows_again;
	t->knows_again = knows;
}

void trial_begin(void)
{
	for (int i = 0; i < 2; i++) {
		trials[i] = (struct trial){.places = 1024};
		trials[i].texts = calloc(TRIAL_TEXTS, sizeof(*trials[i].texts));
		assert_non_null(trials[i].texts);
		trial_rows[i] = row;
		trial_rows[i].name = i ? "other trial" : "trial";
		trial_rows[i].open = i ? open_second : open_first;
		answers_n[i] = 0;
	}
}

void trial_end(void)
{
	for (int i = 0; i < 2; i++) {
		assert_false(trials[i].open);
		free(trials[i].texts);
		trials[i] = (struct trial){0};
	}
}

void trial_answer_with(struct trial *t, size_t k, const struct transport_answer *a)
{
	size_t at = place(t);
	struct transport_answer *answer = &answers[at][answers_n[at]].a;

	assert_true(k < t->n);
	assert_false(t->texts[k].answered);
	t->texts[k].answered = true;
	answers[at][answers_n[at]++].text = &t->texts[k];
	*answer = *a;
	answer->tag = t->texts[k].id;
	if (!answer->why)
		answer->why = "";
	if (!answer->carrier_id)
		answer->carrier_id = "";
	trial_wake(t);
}

void trial_answer(struct trial *t, size_t k, enum transport_outcome outcome, const char *why)
{
	trial_answer_with(t, k, &(struct transport_answer){.outcome = outcome, .why = why});
}

void trial_arrives(struct trial *t, const struct arrival *a)
{
	t->next = a;
	trial_wake(t);
}

void trial_wake(struct trial *t)
{
	wakeup_send(t->fds[t->awake++ % TRIAL_FDS]);
}
