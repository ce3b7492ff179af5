#include "tests/handlers/world_fake.h"
#include "handlers/calendar/calendar_make.h"
#include "tests/handlers/fake_answers.h"
#include "tests/handlers/fake_example.h"
#include "tests/here.h"

#include "handlers/calendar/calendars.h"
#include "handlers/decide/opening.h"
#include "handlers/flow/flow_read.h"
#include "handlers/model/change.h"
#include "handlers/model/ticket_number.h"
#include "templates/text/fold.h"
#include "templates/wording/wording.h"
#include "tests/langs.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define CUSTOMER_ID 1000
#define HEAD ROLE_BIT(STATION_HEAD)

static const char *const stations[][3] = {
	{"乌鲁木齐站", "B", "乌鲁木齐市经济技术开发区"},
	{"库尔勒站", "C", "库尔勒市石化大道"},
};
static const struct {
	const char *name, *number;
	uint32_t roles;
	int64_t station;
	enum lang lang;
} staff[] = {
	{"阿里木", "+8613800000001", HEAD, 1, ZH},
	{"李雷", "+8613800000011", ROLE_BIT(ENGINEER), 1, ZH},
	{"韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 1, ZH},
	{"Tom Baker", "+8613800000013", ROLE_BIT(ENGINEER), 1, EN},
	{"赵强", "+8613800000021", ROLE_BIT(SALES_MANAGER), 1, ZH},
	{"买买提", "+8613800000002", HEAD, 2, ZH},
	{"张伟", "+8613800000014", ROLE_BIT(ENGINEER), 2, ZH},
	{"刘洋", "+8613800000015", ROLE_BIT(ENGINEER), 2, ZH},
	{"陈静", "+8613800000022", ROLE_BIT(SALES_MANAGER), 2, ZH},
	{"钱伟", "+8613800000031", ROLE_BIT(SALES_DIRECTOR), 0, ZH},
	{"孙丽", "+8613800000032", ROLE_BIT(UNIT_MANAGER), 0, ZH},
	{"周涛", "+8613800000033", ROLE_BIT(SERVICE_DIRECTOR), 0, ZH},
	{"郑磊", "+8613800000034", ROLE_BIT(SERVICE_MANAGER), 0, ZH},
	{"冯刚", "+8613800000035", ROLE_BIT(GENERAL_MANAGER), 0, ZH},
	{"吴敏", "+8613800000041", ROLE_BIT(AGENT), 0, ZH},
	{"高洁", "+8613800000042", ROLE_BIT(SUPERVISOR), 0, ZH},
	{"朱琳", "+8613800000043", ROLE_BIT(PARTS), 0, ZH},
	{"许强", "+8613800000044", ROLE_BIT(CLAIMS), 0, ZH},
	{"总部审批", "+8613800000045", ROLE_BIT(HEADQUARTERS), 0, ZH},
};
static const struct {
	const char *name, *number;
	char class;
	enum lang lang;
	const char *sales_manager;
} customers[] = {
	{"王建国", "+8613900000001", 'A', ZH, NULL}, {"昆仑矿业", "+8613900000002", 'A', ZH, "赵强"},
	{"马忠", "+8613900000003", 'B', ZH, NULL},   {"Silk Road Quarry", "+8613900000004", 'C', EN, NULL},
	{"艾山江", "+8613900000005", 'C', ZH, NULL}, {"老刘运输", "+8613900000006", 'D', ZH, NULL},
};
static const struct {
	const char *serial, *model, *customer;
	int64_t station;
} machines[] = {
	{"EC210-0042", "EC210D", "王建国", 1}, {"EC480-0007", "EC480DL", "昆仑矿业", 1},
	{"EC360-0113", "EC360B", "马忠", 1},   {"L120-0003", "L120H", "Silk Road Quarry", 1},
	{"EC55-0201", "EC55D", "艾山江", 2},   {"A40-0009", "A40G", "老刘运输", 2},
};

static void copy(char *to, size_t size, const char *from)
{
	text_copy(to, size, from);
}

static void fail(const char *why, const char *what)
{
	fprintf(stderr, "world_fake: %s: %s\n", why, what);
	abort();
}

/* ---- making it ---- */

static void calendars_make(struct fake *f)
{
	struct hours week = {.on = {{.n = 0}}};
	struct calendar *c;
	for (int i = 0; i < 5; i++)
		week.on[i] = (struct day_hours){.all = {{9 * 60, 18 * 60}}, .n = 1};
	c = calendar_new("standard", "Asia/Shanghai", &week, 0);
	f->rules->calendars = calendars_new();
	if (!c || !f->rules->calendars)
		fail("no calendar", "standard");
	calendar_seal(c);
	if (!calendars_add(f->rules->calendars, c))
		fail("no calendar", "standard");
}

void fake_hire(struct fake *f, const char *name, const char *number, uint32_t roles, const char *station,
	       enum lang lang)
{
	struct person *p;
	if (f->roster.n == FAKE_PEOPLE)
		fail("too many people", name);
	p = &f->roster.people[f->roster.n++];
	*p = (struct person){.id = (int64_t)f->roster.n, .roles = roles, .lang = lang};
	copy(p->name, sizeof(p->name), name);
	copy(p->number, sizeof(p->number), number);
	for (size_t i = 0; station && i < COUNT(stations); i++) {
		if (strcmp(stations[i][0], station) == 0)
			p->station = (int64_t)i + 1;
	}
}

void fake_settle(struct fake *f)
{
	if (!roster_index(&f->roster))
		fail("memory", "roster");
}

static void people_make(struct fake *f)
{
	f->roster.people = calloc(FAKE_PEOPLE, sizeof(*f->roster.people));
	f->roster.stations = calloc(COUNT(stations), sizeof(*f->roster.stations));
	if (!f->roster.people || !f->roster.stations)
		fail("memory", "roster");
	for (size_t i = 0; i < COUNT(stations); i++) {
		struct station *s = &f->roster.stations[f->roster.stations_n++];
		s->id = (int64_t)i + 1;
		copy(s->name, sizeof(s->name), stations[i][0]);
		copy(s->region, sizeof(s->region), stations[i][1]);
		copy(s->address, sizeof(s->address), stations[i][2]);
	}
	for (size_t i = 0; i < COUNT(staff); i++)
		fake_hire(f, staff[i].name, staff[i].number, staff[i].roles,
			  staff[i].station ? stations[staff[i].station - 1][0] : NULL, staff[i].lang);
	fake_settle(f);
	for (size_t i = 0; i < COUNT(customers); i++) {
		struct person *p = &f->customers[f->customers_n++];
		const struct person *manager =
			customers[i].sales_manager ? fake_person(f, customers[i].sales_manager) : NULL;
		*p = (struct person){.id = CUSTOMER_ID + (int64_t)i,
				     .customer = true,
				     .lang = customers[i].lang,
				     .class = customers[i].class,
				     .sales_manager = manager ? manager->id : 0};
		copy(p->name, sizeof(p->name), customers[i].name);
		fold_small(p->folded, sizeof(p->folded), p->name);
		copy(p->number, sizeof(p->number), customers[i].number);
	}
}

static void machines_make(struct fake *f)
{
	for (size_t i = 0; i < COUNT(machines); i++) {
		struct machine *m = &f->machines[f->machines_n++];
		m->id = (int64_t)i + 1;
		m->customer = fake_person(f, machines[i].customer)->id;
		m->station = machines[i].station;
		copy(m->serial, sizeof(m->serial), machines[i].serial);
		copy(m->model, sizeof(m->model), machines[i].model);
	}
}

struct fake *fake_make(void)
{
	return fake_make_of("handlers/repair.yaml", "templates");
}

struct fake *fake_make_of(const char *flow, const char *templates)
{
	struct faults faults = {0};
	struct fake *f = calloc(1, sizeof(*f));
	if (!f || !here_zone("Asia/Shanghai"))
		fail("no memory or no zone", "Asia/Shanghai");
	f->rules = rulebook_new();
	if (!f->rules)
		fail("no memory", "for a rulebook");
	flow_load(&f->rules->flows, flow, &faults);
	f->rules->wording = wording_load(templates, &faults);
	f->rules->reader = reader_load(templates, &f->rules->flows, &faults);
	if (f->rules->flows.n != 1 || !f->rules->wording || !f->rules->reader || faults.n > 0)
		fail("the flow or its templates cannot be read; run from the root", faults.n ? faults.all[0].what : "");
	faults_free(&faults);
	f->repair = f->rules->flows.all[0];
	people_make(f);
	machines_make(f);
	f->world = fake_answers(f);
	calendars_make(f);
	f->ctx = (struct context){.rules = f->rules, .roster = &f->roster, .world = &f->world};
	f->next_text = 1;
	fake_at(f, "2026-11-21 09:00");
	return f;
}

void fake_free(struct fake *f)
{
	effects_free(&f->e);
	roster_free(&f->roster);
	rulebook_release(f->rules);
	free(f);
}

int64_t fake_time(const struct fake *f, const char *local)
{
	char day[24], whole[48];
	int64_t at;
	when_local(f->now, day);
	snprintf(whole, sizeof(whole), "%.11s%s", day, local);
	if (!when_local_read(local, &at) && !when_local_read(whole, &at))
		fail("no time", local);
	return at;
}

void fake_at(struct fake *f, const char *local)
{
	f->now = fake_time(f, local);
}

const struct person *fake_person(struct fake *f, const char *name)
{
	if (strcmp(name, "desk") == 0)
		return &the_desk;
	for (size_t i = 0; i < f->roster.n; i++) {
		if (strcmp(f->roster.people[i].name, name) == 0 || strcmp(f->roster.people[i].number, name) == 0)
			return &f->roster.people[i];
	}
	for (size_t i = 0; i < f->customers_n; i++) {
		if (strcmp(f->customers[i].name, name) == 0 || strcmp(f->customers[i].number, name) == 0)
			return &f->customers[i];
	}
	return NULL;
}

struct ticket *fake_ticket(struct fake *f, int64_t number)
{
	for (size_t i = 0; i < f->tickets_n; i++) {
		if (f->tickets[i].number == number)
			return &f->tickets[i];
	}
	return NULL;
}

/* ---- deciding, and making it true ---- */

static void note_told(struct fake *f, int64_t text)
{
	for (size_t i = 0; i < f->e.messages_n && f->told_n < FAKE_TOLD; i++) {
		const struct message *m = &f->e.messages[i];
		if (m->answer || m->ticket == 0)
			continue;
		f->told[f->told_n].ticket = m->ticket;
		f->told[f->told_n].text = text;
		f->told[f->told_n++].person = m->person;
	}
}

static void note_text(struct fake *f, const struct mo *m, const struct ticket *before)
{
	struct fake_text *x;
	if (f->texts_n == FAKE_TEXTS)
		fail("too many texts", "");
	x = &f->texts[f->texts_n++];
	*x = (struct fake_text){.id = m->id,
				.ticket = f->e.ticket.number,
				.person = m->sender ? m->sender->id : 0,
				.came = m->came,
				.moment = mo_moment(m),
				.done = f->e.outcome == DONE};
	if (!before)
		return;
	x->before = *before;
	x->moved = before->state != f->e.ticket.state;
	x->at = f->e.events_n > 0 ? f->e.events[f->e.events_n - 1].at : 0;
	for (size_t i = 0; i < f->e.events_n && i < FAKE_CODES; i++)
		copy(x->codes[x->codes_n++], FLOW_NAME, f->e.events[i].code);
}

/* The ledger's promise: the events alone make the ticket again. */
static void check_events(const struct fake *f, const struct ticket *before)
{
	struct ticket t = *before;
	char rest[CHANGE_BYTES];
	for (size_t i = 0; i < f->e.events_n; i++) {
		if (f->e.events[i].ticket != t.number || !change_apply(&t, f->e.events[i].change))
			fail("an event cannot be applied", f->e.events[i].change);
	}
	if (!change_between(&t, &f->e.ticket, rest) || *rest)
		fail("the events do not make the ticket", rest);
}

static void keep_said(struct fake *f, const struct mo *m)
{
	for (size_t i = 0; i < f->e.said_n && f->said_n < FAKE_SAID; i++) {
		f->said[f->said_n].ticket = f->e.ticket.number;
		f->said[f->said_n].text = m->id;
		copy(f->said[f->said_n].field, PLACE_NAME, f->e.said[i].field);
		copy(f->said[f->said_n++].words, FAULT_BYTES, f->e.said[i].words);
	}
}

static void make_true(struct fake *f, const struct mo *m)
{
	struct ticket *t;
	if (f->e.failed)
		fail("a decision failed", "memory, room or a template");
	if (f->e.new_deputy) {
		struct person *head = &f->roster.people[f->e.deputy_of - 1];
		head->deputy = f->e.deputy;
		head->deputy_until = f->e.deputy_until;
		fake_settle(f);
	}
	t = f->e.ticket.number ? fake_ticket(f, f->e.ticket.number) : NULL;
	if (t) {
		check_events(f, t);
		if (f->e.outcome == DONE)
			note_text(f, m, t);
		*t = f->e.ticket;
	} else if (f->e.outcome != ANSWERED && f->e.outcome != UNKNOWN &&
		   strncmp(f->e.why, "refused.undo", strlen("refused.undo")) != 0) {
		note_text(f, m, NULL);
	}
	for (size_t i = 0; i < f->texts_n; i++)
		f->texts[i].undone |= f->e.undone != 0 && f->texts[i].id == f->e.undone;
	note_told(f, m->id);
	keep_said(f, m);
}

int64_t fake_open(struct fake *f, const char *serial, bool down, const char *fault)
{
	const struct machine *m = NULL;
	struct ticket blank;
	struct opening o;
	for (size_t i = 0; serial && i < f->machines_n; i++)
		m = strcmp(f->machines[i].serial, serial) == 0 ? &f->machines[i] : m;
	if (f->tickets_n == FAKE_TICKETS)
		fail("too many tickets", fault);
	o = (struct opening){.flow = f->repair,
			     .number = ticket_number(1000 + (int64_t)f->tickets_n),
			     .machine = m,
			     .customer = m ? fake_by_id(f, m->customer) : NULL,
			     .station = m ? roster_station(&f->roster, m->station) : NULL,
			     .serial = "",
			     .customer_words = "",
			     .station_words = "",
			     .fault = fault,
			     .site = "",
			     .down = down,
			     .came = f->now};
	effects_free(&f->e);
	memset(&f->e, 0, sizeof(f->e));
	decide_open(&f->ctx, &o, &f->e);
	ticket_blank(&blank, f->repair, o.number);
	f->tickets[f->tickets_n++] = blank;
	make_true(f, &(struct mo){.sender = &the_desk, .came = f->now});
	f->texts_n--; /* an opening is no text */
	return o.number;
}

/* A text without what it says. */
static struct mo mo_of(struct fake *f, const char *who, int64_t sent)
{
	const struct person *sender = fake_person(f, who);
	struct mo m = {.sender = sender, .sent = sent ? sent : f->now, .came = f->now, .id = f->next_text};
	copy(m.number, sizeof(m.number), sender && sender != &the_desk ? sender->number : who);
	return m;
}

void fake_decide(struct fake *f, const char *who, int64_t sent, const char *text, struct effects *e)
{
	struct fold folded;
	struct mo m = mo_of(f, who, sent);
	m.text = text;
	m.folded = &folded;
	if (!fold_make(&folded, text, strlen(text)))
		fail("memory", text);
	memset(e, 0, sizeof(*e));
	decide_text(&f->ctx, &m, e);
	fold_free(&folded);
}

static enum outcome send_text(struct fake *f, const char *who, int64_t sent, const char *text)
{
	struct mo m = mo_of(f, who, sent);
	effects_free(&f->e);
	fake_decide(f, who, sent, text, &f->e);
	if (f->e.outcome == REFUSED && !f->lenient && !fake_example_works(f, who, &f->e))
		fail("the example in the answer does not work", text);
	if (f->e.outcome != UNKNOWN)
		make_true(f, &m);
	f->next_text += f->e.outcome != UNKNOWN;
	return f->e.outcome;
}

enum outcome fake_send(struct fake *f, const char *who, const char *format, ...)
{
	char text[4096];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return send_text(f, who, 0, text);
}

enum outcome fake_send_at(struct fake *f, const char *who, const char *sent, const char *text)
{
	return send_text(f, who, fake_time(f, sent), text);
}

/* ---- looking at it ---- */

static const struct message *message_to(struct fake *f, const char *name)
{
	const struct person *p = fake_person(f, name);
	for (size_t i = 0; p && i < f->e.messages_n; i++) {
		if (f->e.messages[i].person == p->id && !f->e.messages[i].answer)
			return &f->e.messages[i];
	}
	return NULL;
}

const char *fake_told(struct fake *f, const char *name)
{
	const struct message *m = message_to(f, name);
	return m ? m->text : NULL;
}

const char *fake_template(struct fake *f, const char *name)
{
	const struct message *m = message_to(f, name);
	return m ? m->template : NULL;
}

const char *fake_answer(struct fake *f)
{
	for (size_t i = 0; i < f->e.messages_n; i++) {
		if (f->e.messages[i].answer)
			return f->e.messages[i].text;
	}
	return NULL;
}

size_t fake_told_count(const struct fake *f)
{
	size_t n = 0;
	for (size_t i = 0; i < f->e.messages_n; i++)
		n += f->e.messages[i].answer ? 0 : 1;
	return n;
}
