#include "gateway/road/take.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/ledger/digest.h"
#include "db/messages/parts.h"
#include "db/messages/resend.h"
#include "db/outbox/optout.h"
#include "db/store/inbox.h"
#include "db/store/people_rows.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "gateway/machine/machine_sets.h"
#include "gateway/road/for_another.h"
#include "gateway/road/intake.h"
#include "gateway/road/opens_take.h"
#include "gateway/road/resent/resent_answer.h"
#include "gateway/road/resent/signed_anew.h"
#include "gateway/road/resent/tries.h"
#include "gateway/state/kept_back.h"
#include "gateway/wire/wire_in.h"
#include "gateway/wire/wire_out.h"
#include "handlers/answer/effects.h"
#include "handlers/decide/decide.h"
#include "handlers/decision/opt_words.h"
#include "handlers/people/mo.h"
#include "handlers/people/msisdn.h"
#include "handlers/people/people.h"
#include "handlers/people/roster.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"
#include "templates/text/units.h"
#include "templates/text/utf8.h"

/* What is known of a text once it is filed. */
struct taken {
	struct mo m;
	struct person person;
	struct fold folded;
	unsigned char digest[32]; /* of the folded text */
};

/* ---- filing ---- */

static bool know_sender(struct intake *intake, const char *from, char number[MSISDN_MAX], struct person *p,
			const struct person **sender)
{
	*sender = NULL;
	if (intake->in->by_hand && strcmp(from, DESK) == 0) {
		text_copy(number, MSISDN_MAX, DESK);
		*sender = &the_desk;
		return true;
	}
	msisdn_read(from, intake->g->setup->country, number);
	*sender = intake_person(intake, number, p);
	return !store_failed(intake->g->store);
}

static bool fold_text(struct taken *t, const char *text)
{
	fold_free(&t->folded);
	if (!fold_make(&t->folded, text, strlen(text)))
		return false;
	digest_of(t->folded.s, t->folded.len, t->digest);
	t->m.text = text;
	t->m.folded = &t->folded;
	return true;
}

static bool file_mo(struct intake *intake, const struct wire_mo *mo, struct taken *t, bool *again)
{
	struct inbox_entry entry = intake_entry(intake);
	const struct input *in = intake->in;

	t->m = (struct mo){.came = intake->now, .sent = mo->sent};
	if (!know_sender(intake, mo->from, t->m.number, &t->person, &t->m.sender) || !fold_text(t, mo->text))
		return false;
	entry.key = mo->id;
	entry.sent = mo->sent;
	entry.moment = mo_moment(&t->m);
	entry.sender = t->m.number;
	entry.person = t->m.sender ? t->m.sender->id : 0;
	entry.digest = t->digest;
	/* By hand: the person's own channel is left as it is. */
	text_copy(t->m.channel, sizeof(t->m.channel), in->by_hand && t->m.sender ? t->m.sender->channel : in->channel);
	return intake_file(intake, &entry, again);
}

/* ---- parts of a long text ---- */

static bool wait_for_parts(struct intake *intake)
{
	intake_outcome(intake, "part");
	return inbox_settle(intake->g->store, intake->row, "part", NULL, 0, NULL);
}

/* The input that brings the last part is taken as the whole text. *ready is false while parts are missing, or where
 * the whole is too long. */
static bool join_parts(struct intake *intake, struct wire_mo *mo, struct taken *t, bool *ready)
{
	char *whole = NULL, why[WHY_BYTES];
	size_t chars;

	*ready = false;
	if (!parts_add(intake->g->store, intake->in->channel, t->m.number, mo->ref, mo->total, mo->number, intake->row,
		       mo->text, &whole))
		return false;
	if (!whole)
		return wait_for_parts(intake);
	free(mo->text);
	mo->text = whole;
	chars = utf8_count(whole);
	if (chars > WIRE_TEXT_CHARS) {
		snprintf(why, sizeof(why), "the joined text has %zu characters; at most %d are taken", chars,
			 WIRE_TEXT_CHARS);
		return intake_reject_filed(intake, mo->id, why);
	}
	*ready = true;
	return fold_text(t, whole) && inbox_set_digest(intake->g->store, intake->row, t->digest);
}

/* ---- deciding ---- */

/* Notes where a person writes from, in the roster too: their next text from us goes the same way. */
static bool note_channel(struct intake *intake, const struct person *p)
{
	struct roster *r = &intake->g->roster;

	if (p == &the_desk || intake->in->by_hand || strcmp(p->channel, intake->in->channel) == 0)
		return true;
	if (p >= r->people && p < r->people + r->n)
		text_copy(r->people[p - r->people].channel, CHANNEL_BYTES, intake->in->channel);
	return people_channel(intake->g->store, p->id, intake->in->channel);
}

/* What is put in by hand is no machine's, and answered where it was put in. */
static bool count_try(struct intake *intake, const struct mo *m, enum outcome o)
{
	bool nowhere = (o == REFUSED || o == FORWARDED) && m->sender != &the_desk && !intake->in->by_hand;

	return !nowhere || tries_count(intake->g->store, intake->row, m);
}

/* Whether it ends all texts to its number, or begins them again. */
static bool note_opt(struct intake *intake, const struct mo *m, const struct effects *e)
{
	struct store *s = intake->g->store;

	if (e->opts_out && m->sender &&
	    !kept_back_waiting(intake->g, m->sender, m->number, intake->now, &intake->in->kept_back))
		return false;
	if (e->opts_out)
		return optout_begin(s, m->number, m->came, intake->row);
	return !e->opts_in || optout_end(s, m->number);
}

/* What is said of a new ticket beside what the ledger has: the words of the text. */
static bool add_opened(struct intake *intake, const struct effects *e)
{
	const struct ticket_words words = {.fault = e->ticket.fault};
	struct store *s = intake->g->store;

	return tickets_next(s) == e->ticket.number && tickets_add(s, &e->ticket, &words, intake->now);
}

static bool write_ticket(struct intake *intake, const struct effects *e)
{
	if (e->opened)
		return add_opened(intake, e);
	return !e->ticket.number || tickets_save(intake->g->store, &e->ticket, intake->now);
}

static bool apply(struct intake *intake, const struct mo *m, struct effects *e)
{
	bool moved = e->outcome == DONE || e->outcome == NOTED, another = for_another(intake, m);
	enum forbidden why = another ? for_another_forbids(intake, m, e) : FORBIDDEN_NOT;
	int64_t sender = another ? m->sender->id : 0; /* a new deputy brings a new roster, without this person */

	if (why)
		return for_another_refuse(intake, why);
	intake->told = another && moved;
	return write_ticket(intake, e) && machine_sets_apply(intake->g, e) && intake_keep_words(intake, e) &&
	       note_opt(intake, m, e) && intake_apply(intake, e, outcome_name(e->outcome)) &&
	       opens_withdraw(intake, e) && opens_take(intake, &e->ticket, &e->opens) &&
	       count_try(intake, m, e->outcome) && (!intake->told || for_another_note(intake, sender));
}

/* The answer of the first one is not for who may not put in the text. */
static bool answer_again(struct intake *intake, const struct mo *m, int64_t first, const struct effects *e)
{
	enum forbidden why = for_another(intake, m) ? for_another_forbids(intake, m, e) : FORBIDDEN_NOT;

	return why ? for_another_refuse(intake, why) : resent_answer(intake, m, first);
}

/* `first` is the text that this one repeats; 0: none. On the stack: so large a piece of memory asked for at each text
 * makes malloc() put its small ones in order. */
static bool decide_and_apply(struct intake *intake, const struct mo *m, int64_t first)
{
	struct effects e;
	bool good;

	effects_begin(&e);
	decide_text(&intake->context, m, &e);
	good = intake_had_memory(intake) && !e.failed && !store_failed(intake->g->store);
	if (good && first && !signed_anew(intake, m, first, &e))
		good = answer_again(intake, m, first, &e);
	else if (good)
		good = apply(intake, m, &e);
	effects_free(&e);
	return good;
}

/* Opting out and in is of a number, not of a person, and each such text counts. But once texts go there again, a
 * repeated word of opting in repeats the one before: alone it would be read otherwise. */
static bool opts(struct intake *intake, const struct mo *m)
{
	enum opt opt = opt_words_read(intake->g->rules->reader, m->folded);

	return opt == OPT_OUT || (opt == OPT_IN && optout_since(intake->g->store, m->number) != 0);
}

static bool decide(struct intake *intake, const struct taken *t)
{
	struct store *s = intake->g->store;
	const struct mo *m = &t->m;
	int64_t first = 0;

	if (m->sender && !note_channel(intake, m->sender))
		return false;
	if (m->sender && m->sender != &the_desk && !opts(intake, m))
		first = resend_find(s, &(struct resend_asked){.person = m->sender->id,
							      .digest = t->digest,
							      .sent = m->sent,
							      .moment = mo_moment(m),
							      .came = m->came,
							      .self = intake->row});
	if (store_failed(s))
		return false;
	return decide_and_apply(intake, m, first);
}

/* ---- all of it ---- */

static bool take_read_mo(struct intake *intake, struct wire_mo *mo, struct taken *t)
{
	bool again, ready = true;

	if (intake_key_differs(intake, mo->id, "open", ""))
		return true;
	if (!file_mo(intake, mo, t, &again))
		return false;
	if (again) {
		if (!intake_reply_again(intake, mo->id))
			return false;
		for_another_again(intake->in);
		return true;
	}
	if (mo->parted && !join_parts(intake, mo, t, &ready))
		return false;
	t->m.id = intake->row;
	if (ready && !decide(intake, t))
		return false;
	if (!intake->in->reply)
		intake->in->reply = wire_ok(mo->id, 0);
	return intake->in->reply;
}

bool take_mo(struct intake *intake)
{
	struct taken t = {.folded = {.s = NULL}};
	struct wire_mo mo;
	char why[WHY_BYTES];
	bool good;

	if (!wire_read_mo(intake->in->payload, intake->in->length, &mo, why, sizeof(why)))
		return intake_reject(intake, mo.id, why);
	good = take_read_mo(intake, &mo, &t);
	fold_free(&t.folded);
	free(mo.text);
	return good;
}
