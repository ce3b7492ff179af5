#include "gateway/verbs/channel_trial.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/outbox/outbox_hand.h"
#include "db/store/inbox.h"
#include "db/store/lock.h"
#include "db/store/people_rows.h"
#include "db/store/store.h"
#include "gateway/base/wall_clock.h"
#include "gateway/channel/channel.h"
#include "gateway/channel/channel_request.h"
#include "gateway/command/ledger_note.h"
#include "gateway/road/hand/trial_text.h"
#include "gateway/state/kept_back.h"
#include "gateway/views/outbox_sheet.h"
#include "handlers/people/msisdn.h"
#include "templates/text/text.h"

#define WATCH_MS 60000
#define LOOK_MS 200

/* ---- putting it in ---- */

/* It is an input like any other, though nobody sent it. */
static bool file(struct workspace *w, int64_t now, int64_t *row)
{
	const struct inbox_entry entry = {
		.kind = "due", .channel = "hand", .came = now, .moment = now, .payload = "", .length = 0};
	bool again;

	return inbox_take(w->store, &entry, row, &again) && inbox_settle(w->store, *row, "tested", NULL, 0, NULL);
}

static bool note(struct store *s, const char *uuid, int64_t now)
{
	int64_t id;

	return outbox_find(s, uuid, &id) && ledger_note(s, "channel_test", "mt", id, now);
}

static bool put_in(struct workspace *w, const char *channel, const char *number, char uuid[UUID_TEXT])
{
	int64_t now = clock_now(), row;

	return store_begin(w->store) && file(w, now, &row) &&
	       trial_text_add(&w->gateway, channel, number, row, now, uuid) && note(w->store, uuid, now) &&
	       store_commit(w->store);
}

/* ---- what is sent ---- */

/* Without its secrets: in this process they are not needed any more. */
static void print_request(struct workspace *w, const char *channel, const struct outbox_line *l, char *text)
{
	struct outbox_mt mt = {.id = l->id,
			       .created = l->created,
			       .expires = l->expires,
			       .segments = l->segments,
			       .text = text,
			       .params = "{}"};
	struct carrier_request r;
	struct channel *c = NULL;
	char why[128];
	bool again;

	for (size_t i = 0; w->channels && i < w->channels->n; i++)
		if (strcmp(w->channels->all[i].name, channel) == 0)
			c = &w->channels->all[i];
	if (!c || c->kind != CHANNEL_HTTP) {
		printf("it goes to the broker, on mt/%s\n", channel);
		return;
	}
	channel_hide_secrets(c);
	text_copy(mt.uuid, sizeof(mt.uuid), l->uuid);
	text_copy(mt.channel, sizeof(mt.channel), channel);
	text_copy(mt.number, sizeof(mt.number), l->number);
	text_copy(mt.template, sizeof(mt.template), l->template);
	text_copy(mt.encoding, sizeof(mt.encoding), encoding_name(segments_of(text).encoding));
	if (carrier_request_fill(c, &mt, clock_now(), &r, &again, why, sizeof(why))) {
		printf("the request, with HIDDEN for its secrets:\n  %s %s\n", r.method, r.url);
		for (size_t i = 0; i < r.headers_n; i++)
			printf("  %s\n", r.headers[i]);
		if (r.body)
			printf("\n  %.*s\n", (int)r.body_n, r.body);
	} else {
		printf("there will be no request: %s\n", why);
	}
	carrier_request_free(&r);
}

/* ---- watching ---- */

static bool is_over(enum delivery state)
{
	return state != DELIVERY_READY && state != DELIVERY_SENDING && state != DELIVERY_SENT &&
	       state != DELIVERY_ACCEPTED;
}

static void wait_a_little(void)
{
	const struct timespec t = {.tv_nsec = LOOK_MS * 1000000L};

	fflush(stdout);
	nanosleep(&t, NULL);
}

static void print_step(struct store *s, const struct outbox_line *l, enum delivery before, int *tries)
{
	outbox_sheet_tries(s, l->id, *tries, tries, stdout);
	if (l->state != before)
		printf("%s%s%s\n", delivery_name(l->state), *l->error ? ": " : "", l->error);
}

static int judge(const struct outbox_line *l)
{
	if (l->state == DELIVERY_SENT || l->state == DELIVERY_ACCEPTED)
		printf("no delivery report came within a minute; `fieldgate outbox %lld` shows a later one\n",
		       (long long)l->id);
	else if (l->state == DELIVERY_UNKNOWN)
		printf("it may have been sent or not; `fieldgate outbox resend %lld` or `drop` decides\n",
		       (long long)l->id);
	else if (!is_over(l->state))
		printf("it still waits; `fieldgate outbox %lld` shows why, and the gateway's log\n", (long long)l->id);
	return l->state == DELIVERY_SENT || l->state == DELIVERY_ACCEPTED || l->state == DELIVERY_DELIVERED
		       ? VERB_DONE
		       : VERB_FAULTY;
}

static int watch(struct workspace *w, struct outbox_line *l)
{
	int64_t until = clock_steady() + WATCH_MS;
	enum delivery before = l->state;
	int tries = 0;

	while (!is_over(l->state) && clock_steady() < until) {
		wait_a_little();
		if (!outbox_read(w->store, l->id, l, NULL)) {
			verb_error("the text cannot be read: %s", store_why(w->store));
			return VERB_BROKEN;
		}
		print_step(w->store, l, before, &tries);
		before = l->state;
	}
	return judge(l);
}

static int run_with(struct workspace *w, const char *channel, const char *number)
{
	char uuid[UUID_TEXT], masked[MSISDN_MAX], *text = NULL;
	struct outbox_line l;
	int code;

	if (!put_in(w, channel, number, uuid) || !outbox_read_uuid(w->store, uuid, &l, &text)) {
		verb_error("nothing was put in: %s", store_failed(w->store) ? store_why(w->store) : "out of memory");
		return VERB_BROKEN;
	}
	msisdn_mask(number, masked);
	printf("text %lld to %s by %s is in the outbox: %s\n", (long long)l.id, masked, channel, text);
	print_request(w, channel, &l, text);
	code = watch(w, &l);
	free(text);
	return code;
}

int channel_trial_run(struct workspace *w, const char *channel, const char *number)
{
	if (!lock_holder(w->setup.database)) {
		verb_error("no gateway is running on %s, and it is the gateway that sends; start `fieldgate serve` and "
			   "try again",
			   w->setup.database);
		return VERB_BROKEN;
	}
	if (kept_back_opted_out(&w->gateway, people_owner(w->store, number), number)) {
		verb_error("this number has opted out of texts; take another one");
		return VERB_FAULTY;
	}
	return run_with(w, channel, number);
}
