#include "handlers/decision/arguments.h"

#include "handlers/decision/typed_time.h"
#include "templates/text/fold.h"
#include "templates/text/units.h"

#include <string.h>

/* A time that was meant as now has passed when the text is sent. */
#define GRACE_MS MINUTE_MS
#define EVENING_MS (18 * 60 * MINUTE_MS) /* from which on a time that is past means tomorrow's, */
#define NIGHT_MS (18 * 60 * MINUTE_MS)   /* within so long */

static bool missing(struct decision *d, const struct take *k)
{
	return decision_refuse(d, "refused.missing", k->label.in[d->m->sender->lang]);
}

bool arguments_must_have(const struct context *ctx, const struct take *k, const struct ticket *t)
{
	/* A lead who no longer works here does not count. */
	return k->must == MUST || (k->must == MUST_FIRST && !(t && roster_person(ctx->roster, t->lead)));
}

/* The span that a delay names is added to what was promised, or to now where that is over. */
static int64_t shifted(const struct decision *d, const struct ticket *t, const struct read_time *time)
{
	int64_t expected = t ? ticket_expected(t) : 0, promised = expected || !t ? expected : ticket_planned(t);
	if (!time->shift || promised <= d->moment)
		return time->when.at;
	return promised + (time->when.at - d->moment);
}

/* An arrival that is past by now means tomorrow's only late in the day, and not far from now. */
static bool is_past(const struct decision *d, const struct code *c, const struct read_time *time)
{
	const int64_t evening = when_day(d->moment, 0) + EVENING_MS;
	if (time->when.at < d->moment - GRACE_MS)
		return true;
	if (!time->when.next || (c->visit != VISIT_DEPARTS && c->to >= 0) || c->does != DOES_MOVE)
		return false;
	return d->moment < evening || time->when.at - d->moment > NIGHT_MS;
}

/* Its time is all that this code brings: without it nothing is left to do. */
static bool only_promises(const struct code *c)
{
	return c->does != DOES_MOVE || (c->to < 0 && c->stamps == 0);
}

/* A promise that was ahead when its text was sent, and was over before it came. */
static bool is_over(const struct decision *d, int64_t time)
{
	return time < d->m->came - GRACE_MS;
}

static bool take_time(struct decision *d, const struct code *c, const struct take *k, const struct ticket *t,
		      struct arguments *a)
{
	char what[TYPED_TIME_BYTES];
	bool must = arguments_must_have(d->ctx, k, t);
	const struct read_time *time;
	if (d->r.wrong_len > 0)
		return typed_time_refuse_wrong(d);
	if (d->r.times_n == 0) {
		d->wish.time = !must;
		return must || d->r.day_named ? missing(d, k) : true;
	}
	time = &d->r.times[0];
	typed_time_copy(d, time->at, time->when.len, what);
	if (d->r.times_n > 1)
		return decision_refuse(d, "refused.two_times", what);
	a->time = shifted(d, t, time);
	if (is_past(d, c, time) || (is_over(d, a->time) && only_promises(c))) {
		d->wish.at = 0;
		return decision_refuse(d, "refused.past", what);
	}
	if (is_over(d, a->time)) {
		a->over = a->time;
		a->time = 0;
	}
	d->wish.at = a->time;
	return true;
}

static bool take_past(struct decision *d, const struct take *k, struct arguments *a)
{
	char what[TYPED_TIME_BYTES];
	if (d->r.wrong_len > 0)
		return typed_time_refuse_wrong(d);
	if (d->r.times_n == 0)
		return k->must == MUST ? missing(d, k) : true;
	if (d->r.times_n > 1 || d->r.times[0].when.range) {
		typed_time_copy(d, d->r.times[0].at, d->r.times[0].when.len, what);
		return decision_refuse(d, "refused.two_times", what);
	}
	a->time = d->wish.past = d->r.times[0].when.at;
	return true;
}

static bool take_node(struct decision *d, const struct take *k, struct arguments *a)
{
	a->nodes = d->s.nodes = d->wish.nodes = d->r.nodes;
	return a->nodes != 0 || k->must != MUST ? true : missing(d, k);
}

static size_t at_station(const struct read_person *p, int64_t station)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		n += p->who[i]->station == station;
	return n;
}

/* Each with what tells him from the others: his station, or his number if others of that name work there too. */
static void list_people(struct decision *d, const struct read_person *p)
{
	text_clear(&d->list);
	for (size_t i = 0; i < p->n; i++) {
		const struct person *one = p->who[i];
		const struct station *s = roster_station(d->ctx->roster, one->station);
		bool alone = s && at_station(p, one->station) == 1;
		text_addf(&d->list, "%s%s %s", i ? "\n" : "", one->name, alone ? s->name : one->number);
	}
	d->s.list = text_str(&d->list);
}

/* The one person that a name stands for. NULL when the text was refused: nobody fits, or the sender is asked which. */
static const struct person *one_of(struct decision *d, const struct read_person *read, bool engineer)
{
	struct read_person p = {.n = 0};
	for (size_t i = 0; i < read->n; i++) {
		if (!engineer || (read->who[i]->roles & ROLE_BIT(ENGINEER)))
			p.who[p.n++] = read->who[i];
	}
	d->wish.person = p.n > 0 ? p.who[0] : NULL;
	if (p.n == 1)
		return p.who[0];
	if (p.n == 0) {
		decision_refuse(d, "refused.not_engineer", read->who[0]->name);
		return NULL;
	}
	list_people(d, &p);
	decision_refuse(d, "refused.who", p.who[0]->name);
	return NULL;
}

static bool stranger(struct decision *d)
{
	d->wish.person = d->r.meant;
	d->s.who = d->r.meant;
	return decision_refuse(d, "refused.stranger", d->r.stranger);
}

/* The first of the people named who is not the lead already. */
static const struct person *first_other(const struct decision *d, const struct ticket *t)
{
	for (size_t i = 0; i < d->r.people_n; i++) {
		const struct person *p = d->r.people[i].who[0];
		if ((p->roles & ROLE_BIT(ENGINEER)) && !(t && t->lead == p->id))
			return p;
	}
	return NULL;
}

static bool take_one(struct decision *d, const struct take *k, const struct ticket *t, const struct person **out)
{
	/* Words stand where a person may, and are nobody's name. Ignoring them could send the wrong person. */
	if ((d->r.announced && (d->r.meant || d->r.by_number)) || (d->r.people_n == 0 && d->r.stranger[0]))
		return stranger(d);
	if (d->r.people_n == 0)
		return arguments_must_have(d->ctx, k, t) ? missing(d, k) : true;
	if (d->r.people_n > 1 && k->kind == TAKE_PERSON) {
		d->wish.person = d->r.people[0].who[0];
		return decision_refuse(d, "refused.one_person", k->label.in[d->m->sender->lang]);
	}
	if (d->r.people_n > 1) {
		d->wish.person = first_other(d, t);
		return decision_refuse(d, "refused.two_people", d->r.people[0].who[0]->name);
	}
	*out = one_of(d, &d->r.people[0], k->kind == TAKE_LEAD);
	return *out != NULL;
}

static bool take_people(struct decision *d, struct arguments *a)
{
	for (size_t i = 0; i < d->r.people_n; i++) {
		const struct person *p = one_of(d, &d->r.people[i], false);
		bool there;
		if (!p)
			return false;
		there = p->id == d->m->sender->id;
		for (size_t j = 0; j < a->companions_n && !there; j++)
			there = a->companions[j] == p->id;
		if (there)
			continue;
		if (a->companions_n == COMPANIONS_MAX)
			return decision_refuse(d, "refused.many", p->name);
		a->companions[a->companions_n++] = p->id;
	}
	d->wish.person = NULL;
	if (d->r.people_more)
		return decision_refuse(d, "refused.many", "");
	return d->r.stranger[0] && (d->r.meant || d->r.announced) ? stranger(d) : true;
}

/* The machine's serial, and what is glued before it, is no word of the note beside it. */
static void drop_serial(struct decision *d, const char *serial)
{
	struct text *words = &d->r.words, kept = text_new(words->len + 1);
	struct fold f;
	size_t from, to;
	char *at;
	if (!fold_make(&f, text_str(words), words->len)) {
		text_free(&kept);
		return;
	}
	at = strstr(f.s, serial);
	if (at) {
		for (from = (size_t)(at - f.s); from > 0 && f.s[from - 1] != ' ';)
			from--;
		to = (size_t)(at - f.s) + strlen(serial);
		while (to < f.len && strchr(" ,.;:", f.s[to]))
			to++;
		text_addn(&kept, text_str(words), f.from[from]);
		text_addn(&kept, text_str(words) + f.from[to], f.from[f.len] - f.from[to]);
		text_clear(words);
		text_add(words, text_str(&kept));
	}
	fold_free(&f);
	text_free(&kept);
}

static bool take_place(struct decision *d, const struct take *k, struct arguments *a)
{
	a->station = d->r.station;
	for (size_t i = 0; i < d->r.tokens_n; i++) {
		if (d->ctx->world->machine(d->ctx->world->ctx, d->r.tokens[i], &a->machine)) {
			drop_serial(d, d->r.tokens[i]);
			return true;
		}
	}
	a->machine.id = 0;
	if (a->station)
		return true;
	if (d->r.words.len == 0)
		return missing(d, k);
	return decision_refuse(d, "refused.place", text_str(&d->r.words));
}

bool arguments_read(struct decision *d, const struct code *c, const struct ticket *t, bool happened,
		    struct arguments *a)
{
	memset(a, 0, sizeof(*a));
	for (size_t i = 0; i < c->takes_n; i++) {
		const struct take *k = &c->takes[i];
		bool good = true;
		if (k->kind == TAKE_TIME && !happened)
			good = take_time(d, c, k, t, a);
		else if (k->kind == TAKE_LEAD)
			good = take_one(d, k, t, &a->lead);
		else if (k->kind == TAKE_PERSON)
			good = take_one(d, k, t, &a->person);
		else if (k->kind == TAKE_PEOPLE)
			good = take_people(d, a);
		else if (k->kind == TAKE_PLACE)
			good = take_place(d, k, a);
		else if (k->kind == TAKE_NODE)
			good = take_node(d, k, a);
		else if (k->kind == TAKE_PAST)
			good = take_past(d, k, a);
		else if (k->kind == TAKE_WORDS && k->must == MUST && d->r.words.len == 0)
			good = missing(d, k);
		if (!good)
			return false;
	}
	return true;
}
