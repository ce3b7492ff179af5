#include "gateway/road/intake.h"

#include "db/ledger/ledger.h"
#include "db/sqlite/digest.h"
#include "db/tables/inbox.h"
#include "db/tables/outbox.h"
#include "db/tables/people_rows.h"
#include "gateway/road/answer_limits.h"
#include "gateway/wire/wire.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Where memory runs out, a handler may have gone on without (a list without its lines), and so may the JSON reader (a text
 * without the text it answers). malloc() says so in errno, which is asked before anything is written: libuuid clears it. */
bool intake_had_memory(const struct intake *w)
{
	if (errno != ENOMEM)
		return true;
	store_starve(w->g->store);
	return false;
}

void intake_digest(const void *data, size_t n, unsigned char out[32])
{
	(void)digest_of(data, n, out);
}

void intake_outcome(struct input *in, const char *outcome)
{
	text_copy(in->outcome, sizeof(in->outcome), outcome);
}

static bool say_rejected(struct intake *w, const char *id, const char *why)
{
	struct input *in = w->in;
	intake_outcome(in, "rejected");
	in->rejected = wire_rejected(why, in->payload, in->length);
	in->reply = wire_error(id, why);
	in->answer = strdup(why);
	return in->rejected && in->reply && in->answer;
}

/* Keeps it with its reason, and says so to whoever listens on rejected/ and to the sender. */
bool intake_reject(struct intake *w, const char *id, const char *why)
{
	static const char *const kinds[] = {"mo", "dlr", "open", "due"};
	struct input *in = w->in;
	struct inbox_entry entry = {.kind = kinds[in->kind],
				    .channel = in->channel,
				    .came = w->now,
				    .moment = w->now,
				    .payload = in->payload,
				    .length = in->length};
	bool again;
	return say_rejected(w, id, why) && inbox_take(w->g->store, &entry, &in->row, &again) &&
	       inbox_settle(w->g->store, in->row, "rejected", why, 0, NULL);
}

/* The same for one that is in the inbox already. */
bool intake_refuse_taken(struct intake *w, const char *id, const char *why)
{
	return say_rejected(w, id, why) && inbox_settle(w->g->store, w->row, "rejected", why, 0, NULL);
}

bool intake_post(struct intake *w, const struct message *m)
{
	char uuid[UUID_TEXT];
	char *params = wire_params(&m->params);
	bool good = params && outbox_add(w->g->store, m, *m->channel ? m->channel : w->g->setup->default_channel,
					 params, w->row, w->now, uuid);
	free(params);
	w->in->texts += good;
	return good;
}

static bool mt_queue_messages(struct intake *w, const struct effects *e)
{
	for (size_t i = 0; i < e->messages_n; i++) {
		const struct message *m = &e->messages[i];
		/* Verbs and the desk are answered where they ask. */
		if (m->answer && (w->in->by_hand || w->muted))
			continue;
		if (!intake_post(w, m))
			return false;
	}
	return true;
}

static bool add_events(struct intake *w, const struct effects *e)
{
	unsigned char came[32]; /* what the text said, sealed into the ledger */
	int64_t seq;
	if (e->events_n)
		intake_digest(w->in->payload, w->in->length, came);
	for (size_t i = 0; i < e->events_n; i++) {
		if (!ledger_append(w->g->store, &e->events[i], w->now, w->row, came, &seq))
			return false;
		w->in->events++;
	}
	return true;
}

static const struct message *answer_of(const struct effects *e)
{
	for (size_t i = 0; i < e->messages_n; i++) {
		if (e->messages[i].answer)
			return &e->messages[i];
	}
	return NULL;
}

/* Counts the answer. Whoever had more than the limit allows is muted, but for texts that do something. */
bool intake_is_muted(const struct intake *w, const char *number, bool idle)
{
	const struct gateway *g = w->g;
	return !w->in->by_hand && !limits_answer(g->limits, number, g->setup->answers_per_hour, w->now) && idle;
}

/* Makes a decision true: the ticket, its events, its texts, and what became of the input. */
bool intake_apply(struct intake *w, const struct effects *e, const char *outcome)
{
	struct store *s = w->g->store;
	struct input *in = w->in;
	int64_t about = e->ticket.number;
	for (size_t i = 0; i < e->messages_n && about == 0; i++)
		about = e->messages[i].answer ? e->messages[i].ticket : 0;
	const struct message *said = answer_of(e);
	w->muted = said && intake_is_muted(w, said->number, !e->ticket.number && !e->events_n && !e->new_deputy);
	const char *answer = said && !w->muted ? said->text : NULL;
	const char *why = w->muted ? MUTED : *e->why ? e->why : NULL;
	intake_outcome(in, outcome);
	in->ticket = about;
	if (answer && !(in->answer = strdup(answer)))
		return false;
	if (e->undone && !inbox_mark_undone(s, e->undone))
		return false;
	if (e->new_deputy && !people_deputy(s, e->deputy_of, e->deputy, e->deputy_until))
		return false;
	return add_events(w, e) && mt_queue_messages(w, e) && inbox_settle(s, w->row, outcome, why, about, answer) &&
	       (!e->new_deputy || gateway_refresh(w->g));
}

bool intake_take_input(struct intake *w, const struct inbox_entry *entry, bool *again)
{
	if (!inbox_take(w->g->store, entry, &w->row, again))
		return false;
	w->in->row = w->row;
	w->in->again = *again;
	return true;
}

/* The same key again: nothing happens but its reply. */
bool intake_reply_again(struct intake *w, const char *id)
{
	struct inbox_row row;
	if (!inbox_read(w->g->store, w->row, &row))
		return false;
	intake_outcome(w->in, row.outcome);
	w->in->ticket = row.ticket;
	w->in->answer = row.answer;
	row.answer = NULL;
	w->in->reply = strcmp(row.outcome, "rejected") == 0 ? wire_error(id, row.why)
							    : wire_ok(id, w->in->kind == IN_OPEN ? row.ticket : 0);
	inbox_row_free(&row);
	return w->in->reply != NULL;
}
