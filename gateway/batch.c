#include "gateway/batch.h"

#include "db/ledger.h"
#include "db/mail.h"
#include "db/people.h"
#include "db/tickets.h"
#include "gateway/clock.h"
#include "gateway/limits.h"
#include "gateway/metrics.h"
#include "gateway/poison.h"
#include "gateway/wire.h"
#include "gateway/world.h"
#include "handlers/choose.h"

#include <errno.h>
#include <inttypes.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DESK "desk"
#define WHY_BYTES 256
#define MUTED "muted" /* why an answer was not given: limits.h */

/* ---- the batch as a list ---- */

struct input *batch_add(struct batch *b)
{
	if (b->n == b->cap) {
		size_t cap = b->cap ? 2 * b->cap : 64;
		struct input *all = realloc(b->all, cap * sizeof *all);
		if (!all)
			return NULL;
		b->all = all;
		b->cap = cap;
	}
	struct input *in = &b->all[b->n++];
	memset(in, 0, sizeof *in);
	return in;
}

static void forget_results(struct input *in)
{
	free(in->answer);
	free(in->reply);
	free(in->rejected);
	in->answer = in->reply = in->rejected = NULL;
	in->row = in->ticket = 0;
	in->again = false;
	in->outcome[0] = in->report[0] = '\0';
	in->texts = in->events = 0;
}

void batch_clear(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		forget_results(&b->all[i]);
		free(b->all[i].payload);
		free(b->all[i].reply_to);
		free(b->all[i].correlation);
	}
	b->n = 0;
}

void batch_free(struct batch *b)
{
	batch_clear(b);
	free(b->all);
	memset(b, 0, sizeof *b);
}

/* ---- the gateway ---- */

bool gateway_open(struct gateway *g, const struct setup *s, struct rules *r, const char *database, char *why,
		  size_t size)
{
	*g = (struct gateway){.setup = s, .rules = r};
	g->store = store_open(database, why, size);
	if (!g->store)
		return false;
	g->roster_version = people_version(g->store);
	if (people_roster(g->store, &g->roster))
		return true;
	snprintf(why, size, "%s", store_why(g->store));
	gateway_close(g);
	return false;
}

void gateway_close(struct gateway *g)
{
	roster_free(&g->roster);
	if (g->store)
		store_close(g->store);
	g->store = NULL;
}

static bool refresh_roster(struct gateway *g)
{
	struct roster fresh = {.n = 0};
	int64_t version = people_version(g->store);
	if (version == g->roster_version)
		return !store_failed(g->store);
	if (!people_roster(g->store, &fresh))
		return false;
	roster_free(&g->roster);
	g->roster = fresh;
	g->roster_version = version;
	return true;
}

/* ---- one input ---- */

/* What is known of an input while it is worked on. */
struct work {
	struct gateway *g;
	struct input *in;
	struct house house;
	struct world world;
	struct world_of of;
	int64_t now;
	int64_t row;
	bool muted; /* the sender is not answered */
};

/* Where memory runs out, a handler may have gone on without (a list without its lines), and so may the JSON reader (a text
 * without a letter). malloc() says so in errno, which is asked before anything is written: libuuid clears it. */
static bool had_memory(const struct work *w)
{
	if (errno != ENOMEM)
		return true;
	store_starve(w->g->store);
	return false;
}

static void digest(const void *data, size_t n, unsigned char out[32])
{
	if (!EVP_Digest(data, n, out, NULL, EVP_sha256(), NULL))
		memset(out, 0, 32);
}

static void set_outcome(struct input *in, const char *outcome)
{
	text_copy(in->outcome, sizeof in->outcome, outcome);
}

static bool say_rejected(struct work *w, const char *id, const char *why)
{
	struct input *in = w->in;
	set_outcome(in, "rejected");
	in->rejected = wire_rejected(why, in->payload, in->length);
	in->reply = wire_error(id, why);
	in->answer = strdup(why);
	return in->rejected && in->reply && in->answer;
}

/* Keeps it with its reason, and says so to whoever listens on rejected/ and to the sender. */
static bool reject(struct work *w, const char *id, const char *why)
{
	static const char *const kinds[] = {"mo", "dlr", "open"};
	struct input *in = w->in;
	struct letter l = {.kind = kinds[in->kind],
			   .channel = in->channel,
			   .came = w->now,
			   .moment = w->now,
			   .payload = in->payload,
			   .length = in->length};
	bool again;
	return say_rejected(w, id, why) && mail_take(w->g->store, &l, &in->row, &again) &&
	       mail_settle(w->g->store, in->row, "rejected", why, 0, NULL);
}

/* The same for one that is in the inbox already. */
static bool refuse_taken(struct work *w, const char *id, const char *why)
{
	return say_rejected(w, id, why) && mail_settle(w->g->store, w->row, "rejected", why, 0, NULL);
}

static bool post_messages(struct work *w, const struct effects *e)
{
	char uuid[UUID_TEXT];
	for (size_t i = 0; i < e->messages_n; i++) {
		const struct message *m = &e->messages[i];
		/* Verbs and the desk are answered where they ask. */
		if (m->answer && (w->in->by_hand || w->muted))
			continue;
		char *params = wire_params(&m->params);
		bool good = params && mail_post(w->g->store, m, *m->channel ? m->channel : w->g->setup->default_channel,
						params, w->row, w->now, uuid);
		free(params);
		if (!good)
			return false;
		w->in->texts++;
	}
	return true;
}

static bool add_events(struct work *w, const struct effects *e)
{
	unsigned char came[32]; /* what the letter said, sealed into the ledger */
	int64_t seq;
	if (e->events_n)
		digest(w->in->payload, w->in->length, came);
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
static bool is_muted(const struct work *w, const char *number, bool idle)
{
	const struct gateway *g = w->g;
	return !w->in->by_hand && !limits_answer(g->limits, number, g->setup->answers_per_hour, w->now) && idle;
}

/* Makes a decision true: the ticket, its events, its texts, and what became of the letter. */
static bool apply(struct work *w, const struct effects *e, const char *outcome)
{
	struct store *s = w->g->store;
	struct input *in = w->in;
	int64_t about = e->ticket.number;
	for (size_t i = 0; i < e->messages_n && about == 0; i++)
		about = e->messages[i].answer ? e->messages[i].ticket : 0;
	const struct message *said = answer_of(e);
	w->muted = said && is_muted(w, said->number, !e->ticket.number && !e->events_n && !e->new_deputy);
	const char *answer = said && !w->muted ? said->text : NULL;
	const char *why = w->muted ? MUTED : *e->why ? e->why : NULL;
	set_outcome(in, outcome);
	in->ticket = about;
	if (answer && !(in->answer = strdup(answer)))
		return false;
	if (e->undone && !mail_undone(s, e->undone))
		return false;
	if (e->new_deputy && !people_deputy(s, e->deputy_of, e->deputy, e->deputy_until))
		return false;
	return add_events(w, e) && post_messages(w, e) && mail_settle(s, w->row, outcome, why, about, answer) &&
	       (!e->new_deputy || refresh_roster(w->g));
}

/* ---- MO ---- */

static bool know_sender(struct work *w, const char *from, char number[MSISDN_MAX], struct person *p,
			const struct person **sender)
{
	*sender = NULL;
	if (w->in->by_hand && strcmp(from, DESK) == 0) {
		text_copy(number, MSISDN_MAX, DESK);
		*sender = &the_desk;
		return true;
	}
	msisdn_read(from, w->g->setup->country, number);
	if (people_by_number(w->g->store, number, p)) {
		/* The roster's own row carries what the reader needs; pointers to it stay good for the whole decision. */
		const struct person *staff = roster_person(&w->g->roster, p->id);
		*sender = staff ? staff : p;
	}
	return !store_failed(w->g->store);
}

static bool post_again(struct work *w, const struct mo *m, const struct mail_row *row, int64_t first)
{
	struct posted was;
	struct message again = {.person = m->sender->id,
				.answer = true,
				.ticket = row->ticket,
				.lang = m->sender->lang,
				.text = row->answer,
				.segments = segments_of(row->answer),
				.expires = w->now + 12 * 3600 * 1000LL};
	char uuid[UUID_TEXT];
	/* Under the first one's template and values, which a carrier may insist on; a text answered by hand had none. */
	bool posted = mail_answer(w->g->store, first, &was);
	text_copy(again.template, sizeof again.template, posted ? was.template : "resent");
	text_copy(again.number, sizeof again.number, m->number);
	bool good = !store_failed(w->g->store) &&
		    mail_post(w->g->store, &again, *m->channel ? m->channel : w->g->setup->default_channel,
			      posted ? was.params : "{}", w->row, w->now, uuid);
	if (posted)
		posted_free(&was);
	w->in->texts += good;
	return good;
}

/* A resend: the first answer again, and nothing else. */
static bool answer_again(struct work *w, const struct mo *m, int64_t first)
{
	struct mail_row row;
	bool good = true;
	if (!mail_row(w->g->store, first, &row))
		return false;
	set_outcome(w->in, "resent");
	w->in->ticket = row.ticket;
	w->muted = row.answer && is_muted(w, m->number, true);
	if (row.answer && !w->muted) {
		w->in->answer = strdup(row.answer);
		good = w->in->answer && (w->in->by_hand || post_again(w, m, &row, first));
	}
	good = good && mail_settle(w->g->store, w->row, "resent", w->muted ? MUTED : NULL, row.ticket,
				   w->muted ? NULL : row.answer);
	mail_row_free(&row);
	return good;
}

static bool decide_mo(struct work *w, const struct mo *m, const unsigned char folded_digest[32])
{
	struct store *s = w->g->store;
	int64_t first = 0;
	if (m->sender && m->sender != &the_desk)
		first = mail_resend(s, m->sender->id, folded_digest, mo_moment(m), RESEND_MS, w->row);
	if (store_failed(s))
		return false;
	if (first != 0)
		return answer_again(w, m, first);
	struct effects *e = calloc(1, sizeof *e);
	if (!e)
		return false;
	decide_text(&w->house, m, e);
	bool good = had_memory(w) && !e->failed && !store_failed(s) &&
		    (!e->ticket.number || tickets_save(s, &e->ticket, w->now)) && apply(w, e, outcome_name(e->outcome));
	effects_free(e);
	free(e);
	return good;
}

static bool take_letter(struct work *w, const struct letter *l, bool *again)
{
	if (!mail_take(w->g->store, l, &w->row, again))
		return false;
	w->in->row = w->row;
	w->in->again = *again;
	return true;
}

/* The same key again: nothing happens but its reply. */
static bool reply_again(struct work *w, const char *id)
{
	struct mail_row row;
	if (!mail_row(w->g->store, w->row, &row))
		return false;
	set_outcome(w->in, row.outcome);
	w->in->ticket = row.ticket;
	w->in->answer = row.answer;
	row.answer = NULL;
	w->in->reply = strcmp(row.outcome, "rejected") == 0 ? wire_error(id, row.why)
							    : wire_ok(id, w->in->kind == IN_OPEN ? row.ticket : 0);
	mail_row_free(&row);
	return w->in->reply != NULL;
}

/* Notes where a person writes from, in the roster too: their next text from us goes the same way. */
static bool note_channel(struct work *w, const struct person *p)
{
	struct roster *r = &w->g->roster;
	if (p == &the_desk || w->in->by_hand || strcmp(p->channel, w->in->channel) == 0)
		return true;
	if (p >= r->people && p < r->people + r->n)
		text_copy(r->people[p - r->people].channel, CHANNEL_BYTES, w->in->channel);
	return people_channel(w->g->store, p->id, w->in->channel);
}

static bool read_and_decide(struct work *w, const struct mo *m, const unsigned char folded_digest[32])
{
	return (!m->sender || note_channel(w, m->sender)) && decide_mo(w, m, folded_digest);
}

/* The parts of a long message wait for each other; whoever brings the last one carries the whole. */
static bool take_part(struct work *w, const struct wire_mo *mo, const char *number, char **whole)
{
	if (!mail_part(w->g->store, w->in->channel, number, mo->ref, mo->total, mo->number, w->row, mo->text, whole))
		return false;
	if (*whole)
		return true;
	set_outcome(w->in, "part");
	return mail_settle(w->g->store, w->row, "part", NULL, 0, NULL);
}

/* What is known of a text once its letter is filed. */
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
	digest(t->folded.s, t->folded.len, t->digest);
	t->m.text = text;
	t->m.folded = &t->folded;
	return true;
}

static bool file_mo(struct work *w, const struct wire_mo *mo, struct taken *t, bool *again)
{
	const struct input *in = w->in;
	t->m = (struct mo){.came = w->now, .sent = mo->sent};
	if (!know_sender(w, mo->from, t->m.number, &t->person, &t->m.sender) || !fold_text(t, mo->text))
		return false;
	struct letter l = {.kind = "mo",
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
	text_copy(t->m.channel, sizeof t->m.channel, in->by_hand && t->m.sender ? t->m.sender->channel : in->channel);
	return take_letter(w, &l, again);
}

/* Whoever brings the last part carries the whole. *ready is false while parts are missing, or where the whole is too long. */
static bool join_parts(struct work *w, struct wire_mo *mo, struct taken *t, bool *ready)
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
		snprintf(why, sizeof why, "the joined text has %zu characters; at most %d are taken", utf8_count(whole),
			 WIRE_TEXT_CHARS);
		return refuse_taken(w, mo->id, why);
	}
	*ready = true;
	return fold_text(t, whole) && mail_redigest(w->g->store, w->row, t->digest);
}

static bool take_mo(struct work *w, struct wire_mo *mo, struct taken *t)
{
	bool again, ready = true;
	if (!file_mo(w, mo, t, &again))
		return false;
	if (again)
		return reply_again(w, mo->id);
	if (mo->parted && !join_parts(w, mo, t, &ready))
		return false;
	t->m.id = w->row;
	if (ready && !read_and_decide(w, &t->m, t->digest))
		return false;
	if (!w->in->reply)
		w->in->reply = wire_ok(mo->id, 0);
	return w->in->reply != NULL;
}

static bool run_mo(struct work *w)
{
	struct wire_mo mo;
	char why[WHY_BYTES];
	if (!wire_read_mo(w->in->payload, w->in->length, &mo, why, sizeof why))
		return reject(w, mo.id, why);
	struct taken t = {.folded = {.s = NULL}};
	bool good = take_mo(w, &mo, &t);
	fold_free(&t.folded);
	free(mo.text);
	return good;
}

/* ---- DLR ---- */

static bool run_dlr(struct work *w)
{
	struct wire_dlr d;
	char why[WHY_BYTES];
	bool known, again;
	if (!wire_read_dlr(w->in->payload, w->in->length, &d, why, sizeof why))
		return reject(w, d.id, why);
	/* One MT may have several reports: the key is left out, and marking twice is the same as once. */
	struct letter l = {.kind = "dlr",
			   .channel = w->in->channel,
			   .came = w->now,
			   .moment = w->now,
			   .payload = w->in->payload,
			   .length = w->in->length};
	if (!mail_report(w->g->store, d.id, d.status, *d.error ? d.error : NULL, d.at ? d.at : w->now, &known))
		return false;
	if (!known)
		return reject(w, d.id, "no MT has this id; give the id that mt/… bore");
	if (!take_letter(w, &l, &again) || !mail_settle(w->g->store, w->row, "report", NULL, 0, NULL))
		return false;
	set_outcome(w->in, "report");
	text_copy(w->in->report, sizeof w->in->report, d.status);
	w->in->reply = wire_ok(d.id, 0);
	return w->in->reply != NULL;
}

/* ---- opening ---- */

struct known { /* whom and what the opening names, as far as anyone knows them */
	struct machine machine;
	struct person customer;
	char serial[SERIAL_BYTES];
	struct opening o;
};

static const struct person *find_customer(struct work *w, const char *words, struct person *out)
{
	char folded[NAME_BYTES], number[MSISDN_MAX];
	if (!*words)
		return NULL;
	if (msisdn_read(words, w->g->setup->country, number) && people_by_number(w->g->store, number, out) &&
	    out->customer)
		return out;
	if (fold_small(folded, sizeof folded, words) && people_customer_named(w->g->store, folded, out) == 1)
		return out;
	return NULL;
}

static void know_opening(struct work *w, const struct wire_open *wo, const struct flow *flow, struct known *k)
{
	char folded[NAME_BYTES];
	const struct roster *r = &w->g->roster;
	k->o = (struct opening){.flow = flow,
				.serial = wo->machine,
				.customer_words = wo->customer,
				.station_words = wo->station,
				.fault = wo->fault,
				.site = wo->site,
				.reported_by = wo->reported_by,
				.down = wo->down,
				.came = w->now};
	if (*wo->machine && fold_small(folded, sizeof folded, wo->machine) &&
	    people_machine(w->g->store, folded, &k->machine))
		k->o.machine = &k->machine;
	k->o.customer = find_customer(w, wo->customer, &k->customer);
	if (!k->o.customer && !*wo->customer && k->o.machine && k->machine.customer &&
	    people_by_id(w->g->store, k->machine.customer, &k->customer))
		k->o.customer = &k->customer;
	if (*wo->station && fold_small(folded, sizeof folded, wo->station))
		k->o.station = roster_station_named(r, folded);
	if (!k->o.station && !*wo->station && k->o.machine)
		k->o.station = roster_station(r, k->machine.station);
}

static bool open_ticket(struct work *w, const struct wire_open *wo, const struct flow *flow)
{
	struct store *s = w->g->store;
	struct known *k = calloc(1, sizeof *k);
	struct effects *e = calloc(1, sizeof *e);
	bool good = false;
	if (k && e) {
		know_opening(w, wo, flow, k);
		k->o.number = tickets_next(s);
		decide_open(&w->house, &k->o, e);
		struct ticket_words words = {.fault = wo->fault,
					     .site = wo->site,
					     .serial = k->o.machine ? "" : wo->machine,
					     .customer = k->o.customer ? "" : wo->customer,
					     .station = k->o.station ? "" : wo->station,
					     .reported_by = wo->reported_by};
		good = had_memory(w) && k->o.number && !e->failed && !store_failed(s) &&
		       tickets_add(s, &e->ticket, &words, w->now) && apply(w, e, "opened");
		effects_free(e);
	}
	free(k);
	free(e);
	return good;
}

static bool take_open(struct work *w, const struct wire_open *wo)
{
	struct letter l = {.kind = "open",
			   .channel = w->in->channel,
			   .key = wo->id,
			   .came = w->now,
			   .moment = w->now,
			   .payload = w->in->payload,
			   .length = w->in->length};
	const struct flow *flow = flows_find(w->house.flows, wo->flow);
	char why[WHY_BYTES];
	bool again;
	if (!flow) {
		snprintf(why, sizeof why, "there is no flow \"%.32s\"; there is \"%s\"", wo->flow,
			 w->house.flows->all[0]->name);
		return reject(w, wo->id, why);
	}
	if (!take_letter(w, &l, &again))
		return false;
	if (again)
		return reply_again(w, wo->id);
	if (!open_ticket(w, wo, flow))
		return false;
	w->in->reply = wire_ok(wo->id, w->in->ticket);
	return w->in->reply != NULL;
}

static bool run_open(struct work *w)
{
	struct wire_open wo;
	char why[WHY_BYTES];
	if (!wire_read_open(w->in->payload, w->in->length, &wo, why, sizeof why))
		return reject(w, wo.id, why);
	bool good = take_open(w, &wo);
	wire_open_free(&wo);
	return good;
}

/* ---- the four steps ---- */

static bool run_one(struct work *w)
{
	char why[WHY_BYTES];
	if (!poison_taking(w->g->poison, w->in->payload, w->in->length))
		return reject(w, "",
			      "the gateway ended three times while it decided this; it is kept unread: say it in other "
			      "words, and report it");
	if (w->in->length > PAYLOAD_MAX) {
		snprintf(why, sizeof why, "the payload has %zu bytes; at most %d are taken", w->in->length,
			 PAYLOAD_MAX);
		return reject(w, "", why);
	}
	if (w->in->kind != IN_OPEN && !channel_ok(w->in->channel))
		return reject(w, "", "a channel is named by 1 to 31 of A-Z a-z 0-9 _ . -");
	switch (w->in->kind) {
	case IN_MO:
		return run_mo(w);
	case IN_DLR:
		return run_dlr(w);
	case IN_OPEN:
		return run_open(w);
	}
	return false;
}

/* Each input has a savepoint of its own: one that cannot be decided takes no neighbour along. Only a failing store fails all,
 * and so does want of memory: what comes again may then be decided. */
static bool run_marked(struct work *w)
{
	struct store *s = w->g->store;
	bool good;
	if (!store_mark(s))
		return false;
	errno = 0;
	good = run_one(w);
	if (!had_memory(w) || store_failed(s))
		return false;
	if (good)
		return store_keep(s);
	if (!store_back(s))
		return false;
	forget_results(w->in);
	return reject(w, "", "the gateway could not take this; it is kept, and the log says why") && had_memory(w) &&
	       store_keep(s);
}

static bool settle(struct gateway *g, const struct settled *done, int64_t now)
{
	char seq[24];
	for (size_t i = 0; i < done->sent_n; i++) {
		if (!mail_mark(g->store, done->sent[i], "sent", NULL, now))
			return false;
	}
	for (size_t i = 0; i < done->expired_n; i++) {
		if (!mail_mark(g->store, done->expired[i], "expired", NULL, now))
			return false;
	}
	if (done->published == 0)
		return true;
	snprintf(seq, sizeof seq, "%" PRId64, done->published);
	return store_put(g->store, "published", seq);
}

static bool decide_all(struct gateway *g, struct batch *b, int64_t now)
{
	for (size_t i = 0; i < b->n; i++) {
		struct work w = {.g = g, .in = &b->all[i], .now = b->all[i].came ? b->all[i].came : now};
		forget_results(w.in);
		w.house = (struct house){.flows = &g->rules->flows,
					 .wording = g->rules->wording,
					 .roster = &g->roster,
					 .world = &w.world};
		world_answer(&w.world, &w.of, g->store, &g->rules->flows);
		if (!run_marked(&w))
			return false;
	}
	return true;
}

/* The one place where this is counted. What is counted is on disk. */
static void count(struct metrics *m, const struct batch *b, const struct settled *done)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct input *in = &b->all[i];
		metrics_input(m, in->kind, in->again ? "again" : in->outcome);
		metrics_messages(m, in->report, 1);
		metrics_messages(m, "ready", in->texts);
		metrics_events(m, in->events);
	}
	if (b->n)
		metrics_batch(m, b->n);
	metrics_messages(m, "sent", done ? done->sent_n : 0);
	metrics_messages(m, "expired", done ? done->expired_n : 0);
}

static bool commit(struct gateway *g, const struct batch *b, const struct settled *done)
{
	int64_t before = clock_steady_us();
	if (!store_commit(g->store))
		return false;
	metrics_commit(g->metrics, clock_steady_us() - before);
	count(g->metrics, b, done);
	return true;
}

bool batch_run(struct gateway *g, struct batch *b, const struct settled *done, int64_t now)
{
	if (b->n == 0 && (!done || (done->sent_n == 0 && done->expired_n == 0 && done->published == 0)))
		return true;
	if (!store_begin(g->store))
		return false;
	bool decided = refresh_roster(g) && decide_all(g, b, now);
	poison_over(g->poison);
	if (decided && (!done || settle(g, done, now)) && commit(g, b, done))
		return true;
	store_rollback(g->store);
	/* The roster may hold a deputy that was not kept. */
	g->roster_version = -1;
	return false;
}
