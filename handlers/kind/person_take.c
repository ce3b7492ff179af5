#include "handlers/kind/person_take.h"

#include <string.h>

#include "templates/text/utf8.h"

/* ---- in a text ---- */

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

const struct person *person_of(struct decision *d, const struct read_person *read, bool engineer)
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

bool person_refuse_stranger(struct decision *d)
{
	d->wish.person = d->r.meant;
	d->s.who = d->r.meant;
	return decision_refuse(d, "refused.stranger", d->r.stranger);
}

#define LISTED_MAX 8
#define LISTED_CHARS 60 /* that the answer has room for: it would cut within a name */
#define COMMA_CHARS 2

/* The engineers who serve the ticket's station, or that of whoever writes. */
static void list_engineers(struct decision *d, const struct ticket *t)
{
	const struct roster *r = d->ctx->roster;
	int64_t station = t && t->station != 0 ? t->station : d->m->sender->station;

	text_clear(&d->list);
	for (size_t i = 0, n = 0; i < r->n && n < LISTED_MAX; i++) {
		const struct person *p = &r->people[i];

		if ((p->station != 0 && p->station != station) || !(p->roles & ROLE_BIT(ENGINEER)) ||
		    (t && p->id == t->lead))
			continue;
		if (utf8_count(text_str(&d->list)) + COMMA_CHARS + utf8_count(p->name) > LISTED_CHARS)
			break;
		saying_comma(&d->s, d->m->sender->lang, &d->list);
		text_add(&d->list, p->name);
		n++;
	}
	d->s.list = text_str(&d->list);
}

/* Where an engineer must be named, the example has to name one: the answer says who there is. Whom a name may mean is no help
 * if he is none, nor any other name where the ticket keeps its own lead. */
static bool refuse_unknown_lead(struct decision *d, const struct taking *t)
{
	if (d->r.meant && (d->r.meant->roles & ROLE_BIT(ENGINEER)))
		return person_refuse_stranger(d);
	if (arguments_must_have(d->ctx, t->take, t->ticket))
		list_engineers(d, t->ticket);
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

/* `reassign Han Mei, with Tom Baker`, who is the lead: he would read that he need not go any more. */
static bool lead_comes_along(const struct decision *d, const struct taking *t)
{
	return (t->take->is.kind->brings & BRINGS_LEAD) && d->r.companion && t->ticket &&
	       t->ticket->lead == d->r.companion->id;
}

/* `not Sam Cole`, of a ticket whose lead is Sam Cole: without another name it would stay with whom the text does not
 * want. */
static bool unwanted_stays(const struct decision *d, const struct taking *t)
{
	return (t->take->is.kind->brings & BRINGS_LEAD) && d->r.unwanted && t->ticket &&
	       t->ticket->lead == d->r.unwanted->id;
}

/* Nobody is named. False when the text was refused. */
static bool read_nobody(struct decision *d, const struct taking *t, const struct person **out)
{
	const struct take *k = t->take;
	if (k->sender)
		*out = roster_person(d->ctx->roster, d->m->sender->id);
	if (*out) {
		arguments_give(d, t, (*out)->id);
		return true;
	}
	return k->sender || arguments_must_have(d->ctx, k, t->ticket) || unwanted_stays(d, t) ? arguments_missing(d, k)
											      : true;
}

bool person_read(struct decision *d, const struct taking *t, const struct person **out)
{
	const struct take *k = t->take;
	/* Words stand where a person may, and are nobody's name. Ignoring them could send the wrong person. */
	if ((d->r.announced && (d->r.meant || d->r.by_number)) || (d->r.people_n == 0 && d->r.stranger[0]))
		return (k->is.kind->brings & BRINGS_LEAD) ? refuse_unknown_lead(d, t) : person_refuse_stranger(d);
	if (d->r.people_n == 0)
		return read_nobody(d, t, out);
	if (d->r.people_n > 1 && !(k->is.kind->brings & BRINGS_LEAD)) {
		d->wish.person = d->r.people[0].who[0];
		return decision_refuse(d, "refused.one_person", k->is.label.in[d->m->sender->lang]);
	}
	if (d->r.people_n > 1 || lead_comes_along(d, t)) {
		d->wish.person = first_other(d, t->ticket);
		return decision_refuse(d, "refused.two_people", d->r.people[0].who[0]->name);
	}
	*out = person_of(d, &d->r.people[0], (k->is.kind->brings & BRINGS_LEAD) != 0);
	if (*out)
		arguments_give(d, t, (*out)->id);
	return *out != NULL;
}

/* ---- in messages and examples ---- */

void person_plain(const struct saying *s, const struct value *v, int64_t value, struct text *out)
{
	const struct person *p = roster_person(s->ctx->roster, value);
	struct person gone;
	(void)v;
	if (p)
		text_add(out, p->name);
	else if (s->ctx->world->person(s->ctx->world->ctx, value, &gone))
		text_add(out, gone.name);
}

void person_say(const struct saying *s, const struct value *v, int64_t value, enum lang l, struct text *out)
{
	(void)l;
	person_plain(s, v, value, out);
}

/* How many have that name; `station`: of those of the same station. */
static size_t namesakes(const struct roster *r, const struct person *p, bool station)
{
	size_t n = 0;
	for (size_t i = 0; i < r->n; i++)
		n += strcmp(r->people[i].folded, p->folded) == 0 && (!station || r->people[i].station == p->station);
	return n;
}

/* By name, with the station where the name alone is not enough, else by number. */
static void write_person(const struct context *ctx, const struct person *p, struct text *out)
{
	const struct station *s = roster_station(ctx->roster, p->station);
	if (namesakes(ctx->roster, p, false) == 1)
		text_addf(out, " %s", p->name);
	else if (s && namesakes(ctx->roster, p, true) == 1)
		text_addf(out, " %s %s", p->name, s->name);
	else
		text_addf(out, " %s", p->number);
}

/* An engineer, of the ticket's or the asker's station if there is one. */
static const struct person *some_person(const struct asker *a, const struct value_kind *kind, const struct ticket *t)
{
	const struct roster *r = a->ctx->roster;
	const struct person *any = NULL;
	for (size_t i = 0; i < r->n; i++) {
		const struct person *p = &r->people[i];
		if (!(p->roles & ROLE_BIT(ENGINEER)) || (t && p->id == t->lead) || p == a->wish.unwanted ||
		    (kind->brings & BRINGS_PERSON && p->id == a->person->id))
			continue;
		if (!any)
			any = p;
		if (p->station == (t ? t->station : a->person->station))
			return p;
	}
	return any;
}

bool person_example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	const struct person *who = a->wish.person;
	/* The ticket's lead is not proposed as its new lead. */
	bool wrong = who && k->is.kind->brings & BRINGS_LEAD &&
		     (!(who->roles & ROLE_BIT(ENGINEER)) || (k->must == MUST && t && who->id == t->lead));
	/* `reassign Han Mei has no time`, of a ticket that has another lead: who is meant nobody can tell. */
	if (!who && t && t->lead != 0 && a->wish.unwanted && a->wish.unwanted->id != t->lead)
		return false;
	if (!who || wrong)
		who = some_person(a, k->is.kind, t);
	if (!who)
		return false;
	write_person(a->ctx, who, out);
	return true;
}
