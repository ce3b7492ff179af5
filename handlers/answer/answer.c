#include "handlers/answer/answer.h"

#include "handlers/time/when.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const fixed_templates[] = {
	"caught_up",          "caught_up.answer",
	"filled.answer",      "forwarded.staff",
	"forwarded.answer",   "undone",
	"refused.unread",     "refused.near",
	"refused.missing",    "refused.number",
	"refused.which",      "refused.none",
	"refused.state",      "refused.not_yours",
	"refused.role",       "refused.who",
	"refused.stranger",   "refused.not_engineer",
	"refused.two_people", "refused.same_lead",
	"refused.past",       "refused.two_times",
	"refused.claim",      "refused.undo",
	"refused.place",      "refused.many",
	"refused.time",       "refused.order",
	"deputy.ended",       "refused.open_node",
	"refused.two_nodes",  "refused.window",
	"refused.waiting",    "refused.same_time",
	"refused.own",        "refused.no_claim",
	"refused.which_node", "refused.crossed",
	"reminders",          NULL,
};

/* ---- what stands in the places ---- */

static void say_when(int64_t at, int64_t now, struct text *out)
{
	char time[24];
	if (at == 0)
		return;
	when_write(at, now, time);
	text_add(out, time);
}

static const struct person *lead_of(const struct saying *s)
{
	return s->ticket ? roster_person(s->ctx->roster, s->ticket->lead) : NULL;
}

static void say_ticket(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	char digits[DIGITS_BYTES];
	if (s->ticket)
		text_add(out, text_digits(s->ticket->number, digits));
}

static void say_serial(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->serial : "");
}

static void say_model(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->model : "");
}

static void say_fault(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->fault : "");
}

static void say_down(const struct saying *s, enum lang l, struct text *out)
{
	if (s->ticket && s->ticket->down && s->flow)
		text_add(out, s->flow->down.in[l]);
}

static void say_customer(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->customer_name : "");
}

static void say_customer_phone(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->customer_number : "");
}

/* Where to go: what was said, else where the machine was last seen. */
static void say_place(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->ticket)
		text_add(out, s->ticket->site[0] ? s->ticket->site : s->ticket->place);
}

static void say_station(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->ticket ? s->ticket->station_name : "");
}

static void say_state(const struct saying *s, enum lang l, struct text *out)
{
	if (s->ticket && s->ticket->state >= 0)
		text_add(out, s->ticket->flow->states[s->ticket->state].label.in[l]);
}

static void say_word(const struct saying *s, enum lang l, struct text *out)
{
	for (size_t i = 0; i < s->codes_n; i++) {
		if (i > 0)
			text_add(out, l == ZH ? "、" : ", ");
		text_add(out, s->codes[i]->word.in[l]);
	}
}

static void say_engineer(const struct saying *s, enum lang l, struct text *out)
{
	const struct person *p = lead_of(s);
	(void)l;
	text_add(out, p ? p->name : "");
}

static void say_engineer_phone(const struct saying *s, enum lang l, struct text *out)
{
	const struct person *p = lead_of(s);
	(void)l;
	text_add(out, p ? p->number : "");
}

static void say_companions(const struct saying *s, enum lang l, struct text *out)
{
	for (size_t i = 0; s->ticket && i < s->ticket->companions_n; i++) {
		const struct person *p = roster_person(s->ctx->roster, s->ticket->companions[i]);
		if (!p)
			continue;
		if (out->len > 0)
			text_add(out, l == ZH ? "、" : ", ");
		text_add(out, p->name);
	}
}

static void say_planned(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	say_when(s->ticket ? s->ticket->planned : 0, s->now, out);
}

static void say_eta(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	say_when(s->ticket ? s->ticket->eta : 0, s->now, out);
}

static void say_visit(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->ticket && s->ticket->visit > 1)
		text_addf(out, "%d", s->ticket->visit);
}

static void say_sender(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->mo && s->mo->sender)
		text_add(out, s->mo->sender == &the_desk ? "400" : s->mo->sender->name);
}

static void say_sender_phone(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->mo && s->mo->sender && s->mo->sender != &the_desk)
		text_add(out, s->mo->number);
}

static void say_words(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->words ? s->words : "");
}

static void say_until(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	say_when(s->until, s->now, out);
}

static void say_claim(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	say_when(s->claim, s->now, out);
}

static void say_from(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	say_when(s->since, s->now, out);
}

static void say_node(const struct saying *s, enum lang l, struct text *out)
{
	for (size_t i = 0; s->flow && i < s->flow->nodes_n; i++) {
		if (s->nodes & 1u << i)
			text_addf(out, "%s%s", out->len > 0 ? " " : "", s->flow->nodes[i].label.in[l]);
	}
}

/* `到达 09:30（原11:30）`: what is stated, and what the node's time is until someone approves. */
static void say_claims(const struct saying *s, enum lang l, struct text *out)
{
	for (size_t i = 0; s->stated && i < s->stated->flow->nodes_n; i++) {
		char time[24], was[24];
		const struct node *n = &s->stated->nodes[i];
		if (!(s->nodes & 1u << i))
			continue;
		when_write(s->stated->claims[i], s->now, time);
		when_write(n->at, s->now, was);
		text_addf(out, "%s%s %s",
			  out->len == 0 ? ""
			  : l == ZH     ? "、"
					: ", ",
			  s->stated->flow->nodes[i].label.in[l], time);
		if (n->how == NODE_STAMPED)
			text_addf(out, l == ZH ? "（原%s）" : " (was %s)", was);
		else
			text_add(out, l == ZH ? "（原缺）" : " (was missed)");
	}
}

static void say_load(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->load > 0)
		text_addf(out, "%zu", s->load);
}

static void say_again(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (!s->ticket || s->ticket->again == 0)
		return;
	text_addf(out, "%" PRId64 " ", s->ticket->again);
	say_when(s->ticket->again_at, s->now, out);
}

static void say_person(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->who ? s->who->name : "");
}

static void say_list(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->list ? s->list : "");
}

static void say_what(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->what ? s->what : "");
}

static void say_example(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->example ? s->example : "");
}

static void say_next(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->next)
		text_addf(out, "%" PRId64 " %s", s->next->number, s->next->serial);
}

static void say_now(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	say_when(s->now, s->now, out);
}

static void say_clock(const struct saying *s, enum lang l, struct text *out)
{
	text_add(out, s->clock ? s->clock->label.in[l] : "");
}

static void say_due(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	say_when(s->due, s->now, out);
}

/* How long something takes, or took, in words: two units at most, minutes the smallest. */
static void say_span(int64_t ms, enum lang l, struct text *out)
{
	int64_t minutes = ms / 60000, hours = minutes / 60, days = hours / 24;
	if (days > 0)
		text_addf(out, l == ZH ? "%" PRId64 "天" : "%" PRId64 " d ", days);
	if (hours % 24 > 0)
		text_addf(out, l == ZH ? "%" PRId64 "小时" : "%" PRId64 " h ", hours % 24);
	if (days == 0 && (minutes % 60 > 0 || hours == 0))
		text_addf(out, l == ZH ? "%" PRId64 "分钟" : "%" PRId64 " min", minutes % 60);
}

static void say_left(const struct saying *s, enum lang l, struct text *out)
{
	if (s->clock && s->due - s->now >= 60000)
		say_span(s->due - s->now, l, out);
}

static void say_over(const struct saying *s, enum lang l, struct text *out)
{
	if (s->clock && s->now - s->due >= 60000)
		say_span(s->now - s->due, l, out);
}

static void say_since(const struct saying *s, enum lang l, struct text *out)
{
	if (s->clock && s->ticket)
		say_span(s->now - s->ticket->clocks[s->clock - s->ticket->flow->clocks].started, l, out);
}

static void say_count(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->count > 0)
		text_addf(out, "%zu", s->count);
}

/* One row a place: its name, its maximum in UTF-16 units, who says it. The rows' names are place_names, in order. */
static const struct {
	int max;
	void (*say)(const struct saying *s, enum lang l, struct text *out);
} places[] = {
	{12, say_ticket},
	{24, say_serial},
	{20, say_model},
	{160, say_fault},
	{8, say_down},
	{24, say_customer},
	{16, say_customer_phone},
	{48, say_place},
	{20, say_station},
	{20, say_state},
	{40, say_word},
	{24, say_engineer},
	{16, say_engineer_phone},
	{48, say_companions},
	{16, say_planned},
	{16, say_eta},
	{3, say_visit},
	{24, say_sender},
	{16, say_sender_phone},
	{100, say_words},
	{16, say_until},
	{16, say_claim},
	{24, say_person},
	{700, say_list},
	{40, say_what},
	{80, say_example},
	{40, say_next},
	{16, say_now},
	{24, say_clock},
	{16, say_due},
	{16, say_left},
	{16, say_over},
	{16, say_since},
	{5, say_count},
	{16, say_from},
	{60, say_node},
	{120, say_claims},
	{4, say_load},
	{30, say_again},
};
const char *const place_names[] = {
	"ticket",  "serial",  "model",        "fault",    "down",           "customer",   "customer_phone", "place",
	"station", "state",   "word",         "engineer", "engineer_phone", "companions", "planned",        "eta",
	"visit",   "sender",  "sender_phone", "words",    "until",          "claim",      "person",         "list",
	"what",    "example", "next",         "now",      "clock",          "due",        "left",           "over",
	"since",   "count",   "from",         "node",     "claims",         "load",       "again",          NULL,
};
_Static_assert(sizeof(places) / sizeof(*places) == sizeof(place_names) / sizeof(*place_names) - 1,
	       "each place has a name");

static int place_index(const char *name)
{
	for (int i = 0; place_names[i]; i++) {
		if (text_same(place_names[i], name))
			return i;
	}
	return -1;
}

static const struct take *words_take(const struct code *c, const char *name)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		if (c->takes[i].kind == TAKE_WORDS && strcmp(c->takes[i].name, name) == 0)
			return &c->takes[i];
	}
	return NULL;
}

#define WORDS_PLACE_MAX 60

/* A code's own words may be named as the flow names them: {reason}, {details}. */
int answer_place_max(void *ctx, const char *name)
{
	const struct flow *f = ctx;
	int i = place_index(name);
	if (i >= 0)
		return places[i].max;
	for (size_t c = 0; f && c < f->codes_n; c++) {
		if (words_take(&f->codes[c], name))
			return WORDS_PLACE_MAX;
	}
	return 0;
}

static int value_of(void *ctx, const char *name, enum lang l, struct text *out)
{
	const struct saying *s = ctx;
	int i = place_index(name);
	if (i >= 0) {
		places[i].say(s, l, out);
		return places[i].max;
	}
	for (size_t c = 0; c < s->codes_n; c++) {
		if (words_take(s->codes[c], name)) {
			text_add(out, s->words ? s->words : "");
			return WORDS_PLACE_MAX;
		}
	}
	return s->flow ? answer_place_max((void *)(uintptr_t)s->flow, name) : 0;
}

/* ---- the message ---- */

bool answer_names(const struct saying *s, enum lang l, const char *template, const char *place)
{
	const struct template *t = wording_find(s->ctx->wording, l, template);
	for (size_t i = 0; t && i < template_places(t); i++) {
		if (strcmp(template_place(t, i)->name, place) == 0)
			return true;
	}
	return false;
}

static bool say(struct effects *e, const struct saying *s, const struct person *to, const char *number,
		const char *channel, bool answer, const char *name)
{
	const struct template *t = wording_find(s->ctx->wording, to->lang, name);
	struct text out = text_new(4096);
	/* The last place is the sender's; who stands too far back in a crowd is left out. */
	if (t && !answer && e->messages_n >= MESSAGES_MAX - 1) {
		text_free(&out);
		return false;
	}
	if (!t || e->messages_n == MESSAGES_MAX) {
		e->failed = true;
		return false;
	}
	struct message *m = &e->messages[e->messages_n];
	*m = (struct message){.person = to->id,
			      .answer = answer,
			      .ticket = s->ticket ? s->ticket->number : 0,
			      .lang = to->lang,
			      .expires = s->now + template_expires_ms(t)};
	text_copy(m->number, sizeof(m->number), number);
	text_copy(m->channel, sizeof(m->channel), channel);
	text_copy(m->template, sizeof(m->template), name);
	if (!template_fill(t, value_of, (void *)(uintptr_t)s, &out, &m->params) ||
	    !(m->text = strdup(text_str(&out)))) {
		params_free(&m->params);
		text_free(&out);
		e->failed = true;
		return false;
	}
	text_free(&out);
	m->segments = segments_of(m->text);
	e->messages_n++;
	return true;
}

bool answer_say(struct effects *e, const struct saying *s, const struct person *to, const char *template)
{
	return say(e, s, to, to->number, to->channel, false, template);
}

bool answer_sender(struct effects *e, const struct saying *s, const char *template)
{
	return say(e, s, s->mo->sender, s->mo->number, s->mo->channel, true, template);
}
