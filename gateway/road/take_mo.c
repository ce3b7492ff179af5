#include "gateway/road/intake.h"

#include "db/tables/inbox.h"
#include "db/tables/outbox.h"
#include "db/tables/parts.h"
#include "db/tables/people_rows.h"
#include "db/tables/resend.h"
#include "db/tables/tickets.h"
#include "gateway/wire/wire.h"
#include "handlers/model/mo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool know_sender(struct intake *w, const char *from, char number[MSISDN_MAX], struct person *p,
			const struct person **sender)
{
	*sender = NULL;
	if (w->in->by_hand && strcmp(from, DESK) == 0) {
		text_copy(number, MSISDN_MAX, DESK);
		*sender = &the_desk;
		return true;
	}
	msisdn_read(from, w->g->setup->country, number);
	/* The roster's own row carries what the reader needs; pointers to it stay good for the whole decision. */
	*sender = roster_person(&w->g->roster, people_numbered(w->g->store, number));
	if (!*sender && people_by_number(w->g->store, number, p))
		*sender = p;
	return !store_failed(w->g->store);
}

static bool mt_queue_again(struct intake *w, const struct mo *m, const struct inbox_row *row, int64_t first)
{
	struct outbox_mt was;
	struct message again = {.person = m->sender->id,
				.answer = true,
				.ticket = row->ticket,
				.lang = m->sender->lang,
				.text = row->answer,
				.segments = segments_of(row->answer),
				.expires = w->now + 12 * 3600 * 1000LL};
	char uuid[UUID_TEXT];
	/* Under the first one's template and values, which a carrier may insist on; a text answered by hand had none. */
	bool was_sent = outbox_find_answer(w->g->store, first, &was);
	text_copy(again.template, sizeof(again.template), was_sent ? was.template : "resent");
	text_copy(again.number, sizeof(again.number), m->number);
	bool good = !store_failed(w->g->store) &&
		    outbox_add(w->g->store, &again, *m->channel ? m->channel : w->g->setup->default_channel,
			       was_sent ? was.params : "{}", w->row, w->now, uuid);
	if (was_sent)
		outbox_mt_free(&was);
	w->in->texts += good;
	return good;
}

/* A resend: the first answer again, and nothing else. */
static bool answer_again(struct intake *w, const struct mo *m, int64_t first)
{
	struct inbox_row row;
	bool good = true;
	if (!inbox_read(w->g->store, first, &row))
		return false;
	intake_outcome(w->in, "resent");
	w->in->ticket = row.ticket;
	w->muted = row.answer && intake_is_muted(w, m->number, true);
	if (row.answer && !w->muted) {
		w->in->answer = strdup(row.answer);
		good = w->in->answer && (w->in->by_hand || mt_queue_again(w, m, &row, first));
	}
	good = good && inbox_settle(w->g->store, w->row, "resent", w->muted ? MUTED : NULL, row.ticket,
				    w->muted ? NULL : row.answer);
	inbox_row_free(&row);
	return good;
}

static bool decide_mo(struct intake *w, const struct mo *m, const unsigned char folded_digest[32])
{
	struct store *s = w->g->store;
	int64_t first = 0;
	if (m->sender && m->sender != &the_desk)
		first = resend_find(s, m->sender->id, folded_digest, mo_moment(m), RESEND_MS, w->row);
	if (store_failed(s))
		return false;
	if (first != 0)
		return answer_again(w, m, first);
	/* On the stack: so large a piece of memory asked for at each text makes malloc() put its small ones in order. */
	struct effects e;
	effects_begin(&e);
	decide_text(&w->house, m, &e);
	bool good = intake_had_memory(w) && !e.failed && !store_failed(s) &&
		    (!e.ticket.number || tickets_save(s, &e.ticket, w->now)) &&
		    intake_apply(w, &e, outcome_name(e.outcome));
	effects_free(&e);
	return good;
}

/* Notes where a person writes from, in the roster too: their next text from us goes the same way. */
static bool note_channel(struct intake *w, const struct person *p)
{
	struct roster *r = &w->g->roster;
	if (p == &the_desk || w->in->by_hand || strcmp(p->channel, w->in->channel) == 0)
		return true;
	if (p >= r->people && p < r->people + r->n)
		text_copy(r->people[p - r->people].channel, CHANNEL_BYTES, w->in->channel);
	return people_channel(w->g->store, p->id, w->in->channel);
}

static bool read_and_decide(struct intake *w, const struct mo *m, const unsigned char folded_digest[32])
{
	return (!m->sender || note_channel(w, m->sender)) && decide_mo(w, m, folded_digest);
}

/* The parts of a long message wait for each other; whoever brings the last one carries the whole. */
static bool take_part(struct intake *w, const struct wire_mo *mo, const char *number, char **whole)
{
	if (!parts_add(w->g->store, w->in->channel, number, mo->ref, mo->total, mo->number, w->row, mo->text, whole))
		return false;
	if (*whole)
		return true;
	intake_outcome(w->in, "part");
	return inbox_settle(w->g->store, w->row, "part", NULL, 0, NULL);
}

/* What is known of a text once it is filed. */
struct taken {
	struct mo m;
	struct person person;
	struct fold folded;
	unsigned char digest[32]; /* of the folded text */
};

static bool fold_text(struct taken *t, const char *text)
{
	fold_free(&t->folded);
	if (!fold_make(&t->folded, text, strlen(text)))
		return false;
	intake_digest(t->folded.s, t->folded.len, t->digest);
	t->m.text = text;
	t->m.folded = &t->folded;
	return true;
}

static bool file_mo(struct intake *w, const struct wire_mo *mo, struct taken *t, bool *again)
{
	const struct input *in = w->in;
	t->m = (struct mo){.came = w->now, .sent = mo->sent};
	if (!know_sender(w, mo->from, t->m.number, &t->person, &t->m.sender) || !fold_text(t, mo->text))
		return false;
	struct inbox_entry entry = {.kind = "mo",
				    .channel = in->channel,
				    .key = mo->id,
				    .came = w->now,
				    .sent = mo->sent,
				    .moment = mo_moment(&t->m),
				    .sender = t->m.number,
				    .person = t->m.sender ? t->m.sender->id : 0,
				    .payload = in->payload,
				    .length = in->length,
				    .digest = t->digest};
	/* By hand: the person's own channel is left as it is. */
	text_copy(t->m.channel, sizeof(t->m.channel), in->by_hand && t->m.sender ? t->m.sender->channel : in->channel);
	return intake_take_input(w, &entry, again);
}

/* Whoever brings the last part carries the whole. *ready is false while parts are missing, or where the whole is too long. */
static bool join_parts(struct intake *w, struct wire_mo *mo, struct taken *t, bool *ready)
{
	char *whole = NULL, why[WHY_BYTES];
	*ready = false;
	if (!take_part(w, mo, t->m.number, &whole))
		return false;
	if (!whole)
		return true;
	free(mo->text);
	mo->text = whole;
	if (utf8_count(whole) > WIRE_TEXT_CHARS) {
		snprintf(why, sizeof(why), "the joined text has %zu characters; at most %d are taken",
			 utf8_count(whole), WIRE_TEXT_CHARS);
		return intake_refuse_taken(w, mo->id, why);
	}
	*ready = true;
	return fold_text(t, whole) && inbox_set_digest(w->g->store, w->row, t->digest);
}

static bool take_read_mo(struct intake *w, struct wire_mo *mo, struct taken *t)
{
	bool again, ready = true;
	if (!file_mo(w, mo, t, &again))
		return false;
	if (again)
		return intake_reply_again(w, mo->id);
	if (mo->parted && !join_parts(w, mo, t, &ready))
		return false;
	t->m.id = w->row;
	if (ready && !read_and_decide(w, &t->m, t->digest))
		return false;
	if (!w->in->reply)
		w->in->reply = wire_ok(mo->id, 0);
	return w->in->reply != NULL;
}

bool take_mo(struct intake *w)
{
	struct wire_mo mo;
	char why[WHY_BYTES];
	if (!wire_read_mo(w->in->payload, w->in->length, &mo, why, sizeof(why)))
		return intake_reject(w, mo.id, why);
	struct taken t = {.folded = {.s = NULL}};
	bool good = take_read_mo(w, &mo, &t);
	fold_free(&t.folded);
	free(mo.text);
	return good;
}
