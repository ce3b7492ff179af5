#include "tests/faults/crew.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "tests/faults/region.h"

#define SLOTS 32
#define CREDIT 96    /* sent without a reply, where senders do not wait for it */
#define PATIENCE 400 /* ms until a message without reply is repeated, or it is asked whether a job was lost */
#define PATIENCE_MOST 6400
#define BEHIND 600  /* MTs and events; with more to come, no ticket is opened: a long queue is slow to save */
#define SILENCE 500 /* ms without any: what has not come by then is not waited for */

enum step { OPEN, DISPATCH, DEPART, ARRIVE, REPAIRED, CLOSE, STEPS };

static const char *const codes[STEPS] = {"open", "dispatch", "depart", "arrive", "repaired", "close"};

enum receiver { TO_HEAD, TO_MANAGER, TO_ENGINEER, TO_CUSTOMER, TO_DIRECTOR, TO_UNIT, TO_AGENT };

/* Who must be told what: as the codes' `tells` in handlers/repair.yaml have it, written down by hand. */
static const struct {
	enum step step;
	enum receiver to;
	const char *template;
} dues[] = {
	{OPEN, TO_HEAD, "opened.station_head"},
	{OPEN, TO_DIRECTOR, "opened.staff"},
	{OPEN, TO_UNIT, "opened.staff"},
	{DISPATCH, TO_HEAD, "dispatch.answer"},
	{DISPATCH, TO_CUSTOMER, "dispatched.customer"},
	{DISPATCH, TO_ENGINEER, "dispatched.engineer"},
	{DEPART, TO_ENGINEER, "depart.answer"},
	{DEPART, TO_CUSTOMER, "departed.customer"},
	{DEPART, TO_HEAD, "departed.staff"},
	{DEPART, TO_MANAGER, "departed.staff"},
	{ARRIVE, TO_ENGINEER, "arrive.answer"},
	{ARRIVE, TO_HEAD, "arrived.staff"},
	{ARRIVE, TO_MANAGER, "arrived.staff"},
	{REPAIRED, TO_ENGINEER, "repaired.answer"},
	{REPAIRED, TO_HEAD, "repaired.staff"},
	{REPAIRED, TO_MANAGER, "repaired.staff"},
	{CLOSE, TO_AGENT, "close.answer"},
};

struct job {
	int n;          /* 0: none here */
	int64_t ticket; /* 0: not known yet */
	enum step step;
	bool sent, lost; /* under way; its connection has gone since */
	int mid;
	long sent_at, step_at, patience; /* doubles with each repetition, so that a slow gateway is not buried */
	char id[32];
};

struct crew {
	struct truth *truth;
	struct party *party;
	struct job jobs[SLOTS];
	struct crew_ways ways;
	bool finish, online, last_replied;
	int lasts;
	int last_job, probes, credit;
	long probe_at, probe_sent; /* 0: none is under way; when the last was sent first, and last */
	int64_t replies, sent, repeated;
	int64_t heard, lacking; /* MTs and replies; and what was behind at the last silence */
	long heard_at, last_sent;
};

/* ---- a job ---- */

static int station_of(const struct job *j)
{
	return j->n % STATIONS;
}

static int machine_of(const struct job *j)
{
	return j->n / STATIONS % MACHINES;
}

static int engineer_of(const struct job *j)
{
	return j->n / STATIONS % ENGINEERS;
}

static bool is_down(const struct job *j)
{
	return j->n % 3 == 0;
}

static const char *receiver(const struct job *j, enum receiver to)
{
	switch (to) {
	case TO_HEAD:
		return region_number(HEAD, station_of(j), 0);
	case TO_MANAGER:
		return region_number(MANAGER, station_of(j), 0);
	case TO_ENGINEER:
		return region_number(ENGINEER, station_of(j), engineer_of(j));
	case TO_CUSTOMER:
		return region_number(CUSTOMER, station_of(j), machine_of(j));
	case TO_DIRECTOR:
		return DIRECTOR;
	case TO_UNIT:
		return UNIT;
	case TO_AGENT:
		break;
	}
	return AGENT;
}

static void begin_step(struct job *j, enum step step)
{
	j->step = step;
	j->sent = j->lost = false;
	j->mid = 0;
	j->patience = PATIENCE;
	j->step_at = peer_ms();
	snprintf(j->id, sizeof(j->id), "%d-%s", j->n, codes[step]);
}

static void begin_job(struct crew *c, struct job *j)
{
	*j = (struct job){.n = ++c->last_job};
	begin_step(j, OPEN);
}

/* The sender was told that this step was taken. */
static void step_taken(struct crew *c, struct job *j)
{
	truth_taken(c->truth, j->id, j->n, codes[j->step]);
	for (size_t i = 0; i < sizeof(dues) / sizeof(*dues); i++)
		if (dues[i].step == j->step && (dues[i].to != TO_UNIT || is_down(j)))
			truth_due(c->truth, j->n, dues[i].template, receiver(j, dues[i].to));
	if (j->step == CLOSE)
		j->n = 0;
	else
		begin_step(j, j->step + 1);
}

/* ---- sending ---- */

static char *opening(const struct job *j)
{
	char fault[64];
	json_t *o;
	char *s;

	snprintf(fault, sizeof(fault), "发动机异响 #%d#", j->n);
	o = json_pack("{s:s, s:s, s:s, s:s, s:b}", "id", j->id, "flow", "repair", "machine",
		      region_serial(station_of(j), machine_of(j)), "fault", fault, "down", is_down(j));
	s = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	return s;
}

static void words(const struct job *j, char *text, size_t size)
{
	const char *name = region_name(ENGINEER, station_of(j), engineer_of(j));

	switch (j->step) {
	case DISPATCH:
		snprintf(text, size, "派工 %" PRId64 " 14:00 %s", j->ticket, name);
		break;
	case DEPART:
		snprintf(text, size, "出发 %" PRId64 " 2小时", j->ticket);
		break;
	case ARRIVE:
		snprintf(text, size, "到达 %" PRId64, j->ticket);
		break;
	case REPAIRED:
		snprintf(text, size, "修复 %" PRId64 " 更换继电器", j->ticket);
		break;
	default:
		snprintf(text, size, "回访 %" PRId64 " 客户满意", j->ticket);
	}
}

static char *mo(const char *id, const char *from, const char *text)
{
	json_t *o = json_pack("{s:s, s:s, s:s}", "id", id, "from", from, "text", text);
	char *s = json_dumps(o, JSON_COMPACT);

	json_decref(o);
	return s;
}

static char *move(const struct job *j)
{
	char text[128];
	enum receiver from = j->step == DISPATCH ? TO_HEAD : j->step == CLOSE ? TO_AGENT : TO_ENGINEER;

	words(j, text, sizeof(text));
	return mo(j->id, receiver(j, from), text);
}

static void send_step(struct crew *c, struct job *j)
{
	char *payload = j->step == OPEN ? opening(j) : move(j);
	int mid = party_publish(c->party, j->step == OPEN ? "ticket/open" : "mo/sms", payload, "reply/crew", j->id);

	free(payload);
	if (!mid)
		return;
	c->sent++;
	c->repeated += j->sent;
	c->credit -= !j->sent;
	j->patience *= j->sent && j->patience < PATIENCE_MOST ? 2 : 1;
	j->sent = true;
	j->lost = false;
	j->mid = mid;
	j->sent_at = peer_ms();
}

static bool must_send(const struct crew *c, const struct job *j)
{
	if (j->step != OPEN && !j->ticket)
		return false;
	if (!j->sent)
		return !c->ways.trust_puback || c->ways.no_replies || c->credit > 0;
	return j->lost || ((!c->ways.trust_puback || !j->mid) && peer_ms() - j->sent_at > j->patience);
}

static bool lacks_number(const struct job *j, long since)
{
	return j->n && j->step != OPEN && !j->ticket && j->step_at <= since;
}

/* Where PUBACK alone is trusted, an opening may be lost, and its number never comes. MTs come in order: once a text is answered
 * that was sent after the opening was taken, it is known. */
static void probe(struct crew *c)
{
	long now = peer_ms();
	bool any = false;
	char id[32], *payload;

	for (const struct job *j = c->jobs; j < c->jobs + SLOTS; j++)
		any = any || lacks_number(j, now - PATIENCE);
	if (!c->ways.trust_puback || !(any || c->probe_at) || now - c->probe_sent < PATIENCE)
		return;
	c->probes += !c->probe_at;
	snprintf(id, sizeof(id), "probe-%d", c->probes);
	payload = mo(id, AGENT, "帮助");
	if (party_publish(c->party, "mo/sms", payload, "reply/crew", id)) {
		c->probe_at = c->probe_at ? c->probe_at : now;
		c->probe_sent = now;
	}
	free(payload);
}

void crew_helped(struct crew *c)
{
	if (!c->probe_at) {
		c->last_replied = c->last_replied || c->ways.no_replies;
		return;
	}
	/* What is lost must not hold up the others. */
	for (struct job *j = c->jobs; j < c->jobs + SLOTS; j++)
		if (lacks_number(j, c->probe_at))
			j->n = 0;
	c->probe_at = 0;
}

static bool may_open(struct crew *c)
{
	if (c->heard != truth_mts(c->truth) + c->replies) {
		c->heard = truth_mts(c->truth) + c->replies;
		c->heard_at = peer_ms();
	}
	if (peer_ms() - c->heard_at > SILENCE)
		c->lacking = truth_behind(c->truth);
	return !c->finish && truth_behind(c->truth) - c->lacking < BEHIND;
}

void crew_turn(struct crew *c)
{
	bool may = may_open(c);

	if (!party_up(c->party))
		return;
	probe(c);
	for (struct job *j = c->jobs; j < c->jobs + SLOTS; j++) {
		if (!j->n && may)
			begin_job(c, j);
		if (j->n && must_send(c, j))
			send_step(c, j);
	}
}

/* ---- hearing ---- */

static struct job *job_by_id(struct crew *c, const char *id)
{
	for (struct job *j = c->jobs; j < c->jobs + SLOTS; j++)
		if (j->n && strcmp(j->id, id) == 0)
			return j;
	return NULL;
}

void crew_number(struct crew *c, int job, int64_t ticket)
{
	truth_job(c->truth, job, ticket);
	for (struct job *j = c->jobs; j < c->jobs + SLOTS; j++)
		if (j->n == job)
			j->ticket = ticket;
}

static void name_last(const struct crew *c, char id[32])
{
	snprintf(id, 32, "last-%d", c->lasts);
}

static void heard_reply(struct crew *c, const char *payload)
{
	json_t *o = json_loads(payload, 0, NULL);
	const char *id = json_string_value(json_object_get(o, "id"));
	const char *ticket = json_string_value(json_object_get(o, "ticket"));
	struct job *j = id ? job_by_id(c, id) : NULL;
	char last[32];

	c->replies++;
	c->credit += c->credit < CREDIT;
	if (!json_is_true(json_object_get(o, "ok")))
		truth_rejected(c->truth, payload);
	name_last(c, last);
	if (id && strcmp(id, last) == 0)
		c->last_replied = true;
	if (ticket)
		crew_number(c, (int)strtol(id, NULL, 10), strtoll(ticket, NULL, 10));
	if (j && !c->ways.trust_puback)
		step_taken(c, j);
	json_decref(o);
}

static void heard(void *ctx, const char *topic, const char *payload, size_t n)
{
	struct crew *c = ctx;

	(void)n;
	if (strcmp(topic, "status") == 0) {
		c->online = strstr(payload, "\"online\"");
		c->credit = c->online ? CREDIT : c->credit;
	} else if (strncmp(topic, "rejected/", 9) == 0) {
		truth_rejected(c->truth, payload);
	} else {
		heard_reply(c, payload);
	}
}

static void taken(void *ctx, int mid, int reason)
{
	struct crew *c = ctx;

	if (!c->ways.trust_puback)
		return;
	for (struct job *j = c->jobs; j < c->jobs + SLOTS; j++) {
		if (!j->n || !j->sent || j->mid != mid)
			continue;
		if (reason == 0)
			step_taken(c, j);
		else
			j->mid = 0; /* nobody was there to take it */
		return;
	}
}

static void lost(void *ctx)
{
	struct crew *c = ctx;

	for (struct job *j = c->jobs; j < c->jobs + SLOTS; j++) {
		j->lost = j->sent;
		j->mid = 0;
	}
}

/* ---- the rest ---- */

void crew_finish(struct crew *c)
{
	c->finish = true;
}

bool crew_idle(const struct crew *c)
{
	for (const struct job *j = c->jobs; j < c->jobs + SLOTS; j++)
		if (j->n)
			return false;
	return !c->probe_at;
}

void crew_send_last(struct crew *c)
{
	char *payload, id[32];

	if (c->last_sent && peer_ms() - c->last_sent < PATIENCE)
		return;
	name_last(c, id);
	payload = mo(id, AGENT, "帮助");
	if (party_publish(c->party, "mo/sms", payload, "reply/crew", id))
		c->last_sent = peer_ms();
	free(payload);
}

bool crew_last_replied(const struct crew *c)
{
	return c->last_replied;
}

void crew_another_last(struct crew *c)
{
	c->lasts++;
	c->last_sent = 0;
	c->last_replied = false;
}

struct party *crew_party(const struct crew *c)
{
	return c->party;
}

bool crew_online(const struct crew *c)
{
	return c->online;
}

void crew_forget_online(struct crew *c)
{
	c->online = false;
}

int64_t crew_replies(const struct crew *c)
{
	return c->replies;
}

int64_t crew_sent(const struct crew *c)
{
	return c->sent;
}

int64_t crew_repeated(const struct crew *c)
{
	return c->repeated;
}

struct crew *crew_new(int port, struct truth *truth, const struct crew_ways *ways)
{
	static const char *const filters[] = {"reply/crew", "rejected/#", "status", NULL};
	struct crew *c = calloc(1, sizeof(*c));

	if (!c)
		peer_die("out of memory");
	c->truth = truth;
	c->ways = *ways;
	c->credit = CREDIT;
	c->party = party_new(port, "crew", filters, &(struct party_hooks){c, heard, taken, lost});
	return c;
}

void crew_free(struct crew *c)
{
	if (!c)
		return;
	party_free(c->party);
	free(c);
}
