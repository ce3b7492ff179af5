#include "gateway/road/intake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "db/ledger/digest.h"
#include "db/ledger/ledger.h"
#include "db/outbox/outbox.h"
#include "db/store/field_words.h"
#include "db/store/people_rows.h"
#include "db/store/store.h"
#include "gateway/config/route.h"
#include "gateway/state/answer_limits.h"
#include "gateway/state/channel_state.h"
#include "gateway/state/kept_back.h"
#include "gateway/wire/wire_out.h"
#include "templates/text/text.h"

void intake_begin(struct intake *intake, struct gateway *g, struct input *in, int64_t now)
{
	*intake = (struct intake){.g = g, .in = in, .now = in->came ? in->came : now};
	input_forget_results(in);
	intake->context = (struct context){.rules = g->rules, .roster = &g->roster, .world = &intake->world};
	store_world_init(&intake->world, &intake->store_world, g, in->by_hand);
}

/* Where memory runs out, a handler may have gone on without (a list without its lines), and so may the JSON reader
 * (a text without its last character). malloc() says so in errno, which is asked before anything is written: libuuid
 * clears it. */
bool intake_had_memory(const struct intake *intake)
{
	if (errno != ENOMEM)
		return true;
	store_fail(intake->g->store, "out of memory");
	return false;
}

void intake_outcome(struct intake *intake, const char *outcome)
{
	text_copy(intake->in->outcome, sizeof(intake->in->outcome), outcome);
}

/* ---- filing and refusing ---- */

struct inbox_entry intake_entry(const struct intake *intake)
{
	const struct input *in = intake->in;

	return (struct inbox_entry){.kind = input_kind_name(in->kind),
				    .channel = in->channel,
				    .came = intake->now,
				    .moment = intake->now,
				    .payload = in->payload ? in->payload : "",
				    .length = in->length};
}

bool intake_file(struct intake *intake, const struct inbox_entry *entry, bool *again)
{
	if (!inbox_take(intake->g->store, entry, &intake->row, again))
		return false;
	intake->in->row = intake->row;
	intake->in->again = *again;
	return true;
}

bool intake_key_differs(struct intake *intake, const char *key, const char *kind, const char *channel)
{
	struct input *in = intake->in;

	if (!in->asker || !in->by || !inbox_has_key(intake->g->store, kind, channel, key))
		return false;
	in->differs = true;
	intake_outcome(intake, "again");
	return true;
}

static bool say_rejected(struct intake *intake, const char *id, const char *why)
{
	struct input *in = intake->in;

	intake_outcome(intake, "rejected");
	in->rejected = wire_rejected(why, in->payload, in->length);
	in->reply = wire_error(id, why);
	in->answer = strdup(why);
	return in->rejected && in->reply && in->answer;
}

bool intake_reject(struct intake *intake, const char *id, const char *why)
{
	struct inbox_entry entry = intake_entry(intake);
	struct input *in = intake->in;
	bool again;

	return say_rejected(intake, id, why) && inbox_take(intake->g->store, &entry, &in->row, &again) &&
	       inbox_settle(intake->g->store, in->row, "rejected", why, 0, NULL);
}

bool intake_reject_filed(struct intake *intake, const char *id, const char *why)
{
	return say_rejected(intake, id, why) && inbox_settle(intake->g->store, intake->row, "rejected", why, 0, NULL);
}

bool intake_reply_again(struct intake *intake, const char *id)
{
	struct input *in = intake->in;
	struct inbox_row row;

	if (!inbox_read(intake->g->store, intake->row, &row))
		return false;
	intake_outcome(intake, row.outcome);
	in->ticket = row.ticket;
	/* One whose words were forgotten says nothing any more. */
	in->differs = row.text && *row.text && in->payload && strcmp(row.text, in->payload) != 0;
	in->answer = row.answer;
	row.answer = NULL;
	if (!in->answer && strcmp(row.outcome, "rejected") == 0)
		in->answer = strdup(row.why);
	in->reply = strcmp(row.outcome, "rejected") == 0 ? wire_error(id, row.why)
							 : wire_ok(id, in->kind == IN_OPEN ? row.ticket : 0);
	inbox_row_free(&row);
	return in->reply;
}

/* ---- who sent it ---- */

/* The roster's own row carries what the reader needs. */
const struct person *intake_person(const struct intake *intake, const char *number, struct person *p)
{
	const struct gateway *g = intake->g;
	const struct person *known = roster_person(&g->roster, people_owner(g->store, number));

	return known ? known : people_by_number(g->store, number, p) ? p : NULL;
}

/* ---- answering ---- */

/* Whoever had more than the limit allows is muted, but for texts that do something. */
bool intake_is_muted(const struct intake *intake, const char *number, bool idle)
{
	const struct gateway *g = intake->g;

	return !intake->in->by_hand &&
	       !answer_limits_note(g->limits, number, g->setup->answers_per_hour, intake->now) && idle;
}

/* The one that they last wrote on, else that of their route; while it is down, the one that its file names. */
static const char *channel_of(const struct gateway *g, const struct message *m)
{
	const struct person *staff;

	if (*m->channel)
		return channel_way(g, m->channel);
	staff = roster_person(&g->roster, m->person);
	return channel_way(g, route_channel(g->setup, m->number, staff ? staff->roles : 0, m->lang));
}

bool intake_send_with(struct intake *intake, const struct message *m, const char *params)
{
	const struct gateway *g = intake->g;
	char uuid[UUID_TEXT], why[WHY_BYTES];
	const char *channel = channel_of(g, m);
	int64_t id;

	if (!kept_back_why(g, m, intake->now, why) ||
	    !outbox_add(g->store, m, channel, params, intake->row, intake->now, uuid))
		return false;
	if (*why) {
		intake->in->kept_back++;
		return outbox_find(g->store, uuid, &id) &&
		       outbox_mark(g->store, id, DELIVERY_REJECTED, why, intake->now);
	}
	channel_put(g, channel);
	intake->in->texts++;
	return true;
}

bool intake_send(struct intake *intake, const struct message *m)
{
	char *params = wire_params(&m->params);
	bool good = params && intake_send_with(intake, m, params);

	free(params);
	return good;
}

/* Verbs and the desk are answered where they ask. */
static bool is_kept_back(const struct intake *intake, const struct message *m)
{
	return m->answer && ((intake->in->by_hand && !intake->told) || intake->muted);
}

bool intake_send_all(struct intake *intake, const struct effects *e)
{
	for (size_t i = 0; i < e->messages_n; i++)
		if (!is_kept_back(intake, &e->messages[i]) && !intake_send(intake, &e->messages[i]))
			return false;
	return true;
}

const struct message *intake_answer(const struct effects *e)
{
	for (size_t i = 0; i < e->messages_n; i++)
		if (e->messages[i].answer)
			return &e->messages[i];
	return NULL;
}

/* ---- making a decision true ---- */

static bool add_events(struct intake *intake, const struct effects *e)
{
	unsigned char came[32] = {0}; /* what the text said, sealed into the ledger */
	int64_t seq;

	if (e->events_n)
		digest_of(intake->in->payload, intake->in->length, came);
	for (size_t i = 0; i < e->events_n; i++) {
		if (!ledger_append(intake->g->store, &e->events[i], intake->now, intake->row, came, &seq))
			return false;
		intake->in->events++;
	}
	return true;
}

/* The one that it moved; else the one that its answer speaks of. */
static int64_t ticket_of(const struct effects *e)
{
	int64_t ticket = e->ticket.number;

	for (size_t i = 0; i < e->messages_n && !ticket; i++)
		ticket = e->messages[i].answer ? e->messages[i].ticket : 0;
	return ticket;
}

bool intake_keep_words(struct intake *intake, const struct effects *e)
{
	bool good = true;

	for (size_t i = 0; i < e->said_n && good; i++)
		good = field_words_put(intake->g->store, e->ticket.number, e->said[i].field, intake->row,
				       e->said[i].words);
	return good;
}

static bool does_nothing(const struct effects *e)
{
	return !e->ticket.number && !e->events_n && !e->new_deputy && !e->opts_out && !e->opts_in;
}

bool intake_apply_besides(struct intake *intake, const struct effects *e)
{
	return intake_had_memory(intake) && add_events(intake, e) && intake_send_all(intake, e);
}

static bool write_down(struct intake *intake, const struct effects *e, const char *outcome)
{
	struct store *s = intake->g->store;
	const struct input *in = intake->in;
	const char *why = intake->muted ? MUTED : *e->why ? e->why : NULL;

	if (e->undone && !inbox_mark_undone(s, e->undone))
		return false;
	if (e->new_deputy && !people_deputy(s, e->deputy_of, e->deputy, e->deputy_until))
		return false;
	return add_events(intake, e) && intake_send_all(intake, e) &&
	       inbox_settle(s, intake->row, outcome, why, in->ticket, in->answer) &&
	       (!e->new_deputy || gateway_refresh(intake->g));
}

bool intake_apply(struct intake *intake, const struct effects *e, const char *outcome)
{
	const struct message *answer = intake_answer(e);
	struct input *in = intake->in;

	intake->muted = answer && (e->unanswered || intake_is_muted(intake, answer->number, does_nothing(e)));
	intake_outcome(intake, outcome);
	in->ticket = ticket_of(e);
	if (answer && !intake->muted)
		in->answer = strdup(answer->text);
	return intake_had_memory(intake) && write_down(intake, e, outcome);
}
