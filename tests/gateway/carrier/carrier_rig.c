#include "tests/gateway/carrier/carrier_rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/text.h"
#include "tests/gateway/carrier/steady.h"

#define MOST_MS 60000

struct carrier_rig rig;
static size_t texts;

extern const struct transport_row transport_carrier;

static void answered(void *ctx, const struct transport_answer *a)
{
	struct rig_answer *to = &rig.answers[a->tag];

	(void)ctx;
	assert_in_range(a->tag, 1, texts);
	assert_false(to->told);
	*to = (struct rig_answer){
		.told = true, .outcome = a->outcome, .status = a->status, .wait_ms = a->wait_ms, .alone = a->alone};
	text_copy(to->why, sizeof(to->why), a->why);
	text_copy(to->carrier_id, sizeof(to->carrier_id), a->carrier_id);
	rig.answered++;
}

static struct channels *load(struct carrier_file *files)
{
	for (struct carrier_file *f = files; f->name; f++)
		if (!f->port)
			f->port = trial_carrier_port(rig.carrier);
	return carrier_files_load(files);
}

void rig_begin_all(struct carrier_file *files)
{
	static const struct transport_row *const rows[] = {&transport_carrier, NULL};
	const struct transport_hooks hooks = {.answered = answered};
	struct channels *c;
	char why[200];

	texts = 0;
	rig = (struct carrier_rig){.carrier = trial_carrier_new()};
	c = load(files);
	if (!transports_open(&rig.transports, rows, NULL, c, &hooks, why, sizeof(why)))
		fail_msg("%s", why);
	channels_release(c);
}

void rig_begin(struct carrier_file cloud)
{
	struct carrier_file files[2] = {cloud};

	files[0].name = "cloud";
	rig_begin_all(files);
}

void rig_say(struct trial_response r)
{
	trial_carrier_say(rig.carrier, &r);
}

const struct trial_request *rig_request(size_t k)
{
	return trial_carrier_request(rig.carrier, k);
}

void rig_renew(struct carrier_file *files)
{
	struct channels *c = load(files);

	transports_renew(&rig.transports, c);
	channels_release(c);
}

void rig_end(void)
{
	transports_close(&rig.transports);
	trial_carrier_free(rig.carrier);
}

size_t rig_room(const char *channel)
{
	return transport_room_for(&rig.transports.all[0], channel);
}

static bool hand_over(const char *channel, const char *template, int segments, int64_t expires_s)
{
	const struct transport *t = transports_for(&rig.transports, channel);
	static char text[153 * 100];
	struct outbox_mt mt = {.id = (int64_t)texts + 1,
			       .number = "+8613800000011",
			       .encoding = "gsm7",
			       .segments = segments,
			       .text = text,
			       .params = "{}"};

	assert_non_null(t);
	assert_in_range(segments, 1, 99);
	memset(text, 'x', sizeof(text));
	text[153 * segments - 10] = '\0';
	text_copy(mt.channel, sizeof(mt.channel), channel);
	text_copy(mt.template, sizeof(mt.template), template);
	snprintf(mt.uuid, sizeof(mt.uuid), "01890000-0000-4000-8000-%012zu", texts + 1);
	if (!t->row->send(t->self, &mt, expires_s))
		return false;
	assert_true(++texts < RIG_TEXTS);
	return true;
}

bool rig_hand_over(const char *channel, int segments)
{
	return hand_over(channel, "received", segments, 0);
}

size_t rig_send_for(const char *channel, int segments, int64_t expires_s)
{
	assert_true(rig_room(channel) > 0);
	assert_true(hand_over(channel, "received", segments, expires_s));
	return texts;
}

size_t rig_send(const char *channel, int segments)
{
	return rig_send_for(channel, segments, 0);
}

size_t rig_send_template(const char *channel, const char *template)
{
	assert_true(rig_room(channel) > 0);
	assert_true(hand_over(channel, template, 1, 0));
	return texts;
}

/* The steady clock stands, so it waits for a socket, and else looks again at once. */
void rig_turn(void)
{
	struct watch_list list = {0};

	transports_flush(&rig.transports);
	transports_watch(&rig.transports, &list);
	watch_list_wait(&list, transports_timeout(&rig.transports) ? 5 : 0);
	watch_list_free(&list);
	transports_tend(&rig.transports);
	transports_hear(&rig.transports);
}

static size_t answered_now(void)
{
	return rig.answered;
}

static size_t requests_now(void)
{
	return trial_carrier_requests(rig.carrier);
}

static size_t held_now(void)
{
	return trial_carrier_held(rig.carrier);
}

static void until(size_t (*now)(void), size_t n, const char *what)
{
	int64_t end = steady_real() + MOST_MS;

	while (now() < n && steady_real() < end)
		rig_turn();
	if (now() != n)
		fail_msg("%zu %s, and not %zu", now(), what, n);
}

void rig_until_answered(size_t n)
{
	until(answered_now, n, "are answered");
}

void rig_until_requests(size_t n)
{
	until(requests_now, n, "requests have come");
}

void rig_until_held(size_t n)
{
	until(held_now, n, "requests are held");
}

const struct rig_answer *rig_answer(size_t id)
{
	assert_true(rig.answers[id].told);
	return &rig.answers[id];
}

const struct rig_answer *rig_answer_to(const char *channel)
{
	size_t before = rig.answered, id = rig_send(channel, 1);

	rig_until_answered(before + 1);
	return rig_answer(id);
}
