#include "handlers/decide/example_text.h"

#include "handlers/answer/places.h"
#include "handlers/decide/dispatch.h"
#include "handlers/decision/arguments.h"
#include "templates/text/fold.h"
#include "templates/text/text_cut.h"
#include "templates/text/units.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define HALF_HOUR (30 * MINUTE_MS)

/* A round time, far enough ahead to be sent at leisure. */
static int64_t a_time_ahead(int64_t now)
{
	return (now / HALF_HOUR + 5) * HALF_HOUR;
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
static const struct person *some_person(const struct asker *a, enum take_kind kind, const struct ticket *t)
{
	const struct roster *r = a->ctx->roster;
	const struct person *any = NULL;
	for (size_t i = 0; i < r->n; i++) {
		const struct person *p = &r->people[i];
		if (!(p->roles & ROLE_BIT(ENGINEER)) || (t && p->id == t->lead) || p == a->wish.unwanted ||
		    (kind == TAKE_PERSON && p->id == a->person->id))
			continue;
		if (!any)
			any = p;
		if (p->station == (t ? t->station : a->person->station))
			return p;
	}
	return any;
}

/* The nodes that were named; for approving, each with the time that waits for it. */
static void write_nodes(const struct asker *a, const struct ticket *t, struct text *out)
{
	char time[24];
	for (size_t i = 0; t && i < t->flow->nodes_n; i++) {
		if (!(a->wish.nodes & 1u << i))
			continue;
		text_addf(out, " %s", t->flow->nodes[i].label.in[a->person->lang]);
		if (a->wish.code->does != DOES_APPROVE)
			continue;
		when_write(t->claims[i], a->now, time);
		text_addf(out, " %s", time);
	}
}

static bool write_someone(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	const struct person *who = a->wish.person;
	/* The ticket's lead is not proposed as its new lead. */
	bool wrong = who && k->kind == TAKE_LEAD &&
		     (!(who->roles & ROLE_BIT(ENGINEER)) || (k->must == MUST && t && who->id == t->lead));
	if (!who || wrong)
		who = some_person(a, k->kind, t);
	if (!who)
		return false;
	write_person(a->ctx, who, out);
	return true;
}

/* The time that was written where it is still ahead, else one that would do: a delay is later than what was promised. */
static int64_t a_time(const struct asker *a, const struct code *c, const struct ticket *t)
{
	int64_t expected = t && c->to < 0 && c->stamps == 0 ? ticket_expected(t) : 0;
	if (a->wish.at > a->now)
		return a->wish.at;
	if (expected > a->now)
		return a->wish.shift > 0 ? expected + a->wish.shift : (expected / HALF_HOUR + 1) * HALF_HOUR;
	return a_time_ahead(a->now);
}

static bool write_take(const struct asker *a, const struct code *c, const struct take *k, const struct ticket *t,
		       struct text *out)
{
	char time[24];
	switch (k->kind) {
	case TAKE_TIME:
	case TAKE_PAST:
		when_write(k->kind == TAKE_PAST ? a->wish.past : a_time(a, c, t), a->now, time);
		text_addf(out, " %s", time);
		return true;
	case TAKE_WORDS:
		text_addf(out, " %s", a->wish.words ? a->wish.words : k->example.in[a->person->lang]);
		return true;
	case TAKE_NODE:
		write_nodes(a, t, out);
		return true;
	case TAKE_PLACE:
		if (a->ctx->roster->stations_n == 0)
			return false;
		text_addf(out, " %s", a->ctx->roster->stations[0].name);
		return true;
	default:
		return write_someone(a, k, t, out);
	}
}

/* An example is shown whole: the place where it stands must not cut it. */
static bool fits_its_place(const char *words)
{
	struct text cut = text_new(EXAMPLE_BYTES);
	bool fits;
	text_cut(&cut, words, (size_t)place_max(&(struct place_scope){0}, "example"));
	fits = !cut.full && strcmp(text_str(&cut), words) == 0;
	text_free(&cut);
	return fits;
}

/* Decides the text as if it came now, into effects that are thrown away. True if it does what this code does, on that
 * ticket where one is meant, and nothing else. */
static bool would_do(const struct context *ctx, const struct mo *m, const struct code *c, const struct ticket *t)
{
	struct effects *e = calloc(1, sizeof(*e));
	struct decision d;
	bool does;
	if (!e)
		return false;
	decision_begin(&d, ctx, m, e);
	dispatch(&d);
	decision_end(&d);
	does = !e->failed && (e->outcome == DONE || e->outcome == ANSWERED || e->outcome == NOTED);
	if (t)
		does = does && e->ticket.number == t->number && e->events_n == 1 &&
		       strcmp(e->events[0].code, c->name) == 0;
	effects_free(e);
	free(e);
	return does;
}

/* What was put together from names and times is shown only after it has been tried. */
static bool works(const struct asker *a, const struct code *c, const struct ticket *t, const char *words)
{
	struct fold folded;
	struct mo m = {.sender = a->person, .text = words, .folded = &folded, .came = a->now};
	bool does;
	if (!fits_its_place(words) || !fold_make(&folded, words, strlen(words)))
		return false;
	does = would_do(a->ctx, &m, c, t);
	fold_free(&folded);
	return does;
}

/* True if the argument is put in although the code can do without it, because the refusal was about it. */
static bool was_asked_about(const struct example_wish *w, const struct code *c, enum take_kind kind)
{
	bool person = kind == TAKE_LEAD || kind == TAKE_PERSON || kind == TAKE_PEOPLE;
	return c == w->code && ((w->person && person) || (w->time && kind == TAKE_TIME) ||
				(w->words && kind == TAKE_WORDS) || kind == TAKE_NODE || kind == TAKE_PAST);
}

static bool with_arguments(const struct asker *a, const struct code *c, const struct ticket *t, struct text *out)
{
	text_clear(out);
	text_add(out, c->word.in[a->person->lang]);
	if (t)
		text_addf(out, " %" PRId64, t->number);
	for (size_t i = 0; i < c->takes_n; i++) {
		const struct take *k = &c->takes[i];
		if ((arguments_must_have(a->ctx, k, t) || was_asked_about(&a->wish, c, k->kind)) &&
		    !write_take(a, c, k, t, out))
			return false;
	}
	return !out->full && works(a, c, t, text_str(out));
}

bool example_text(const struct asker *a, const struct code *c, const struct ticket *t, struct text *out)
{
	struct asker without = *a;
	if (with_arguments(a, c, t, out))
		return true;
	/* The words that were written may say something of their own. */
	without.wish.words = NULL;
	return a->wish.words && with_arguments(&without, c, t, out);
}
