#include "handlers/decide/example.h"

#include "handlers/answer/places.h"
#include "handlers/decide/dispatch.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/candidates.h"
#include "handlers/decision/may.h"
#include "handlers/model/correction.h"
#include "templates/text/fold.h"
#include "templates/text/text_cut.h"
#include "templates/text/units.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HALF_HOUR (30 * MINUTE_MS)

/* A round time that lies well ahead, whatever is done first. */
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

static const struct person *some_person(const struct context *ctx, const struct person *asker, enum take_kind kind,
					const struct ticket *t)
{
	const struct person *any = NULL;
	for (size_t i = 0; i < ctx->roster->n; i++) {
		const struct person *p = &ctx->roster->people[i];
		if (!(p->roles & ROLE_BIT(ENGINEER)) || (t && p->id == t->lead) ||
		    (kind == TAKE_PERSON && p->id == asker->id))
			continue;
		if (!any)
			any = p;
		if (p->station == (t ? t->station : asker->station))
			return p;
	}
	return any;
}

static bool write_take(const struct context *ctx, const struct person *p, int64_t now, const struct example_wish *w,
		       const struct take *k, const struct ticket *t, struct text *out)
{
	char time[24];
	const struct person *who = w->person;
	switch (k->kind) {
	case TAKE_TIME:
		when_write(w->at > now ? w->at : a_time_ahead(now), now, time);
		text_addf(out, " %s", time);
		return true;
	case TAKE_WORDS:
		text_addf(out, " %s", k->example.in[p->lang]);
		return true;
	case TAKE_NODE:
		for (size_t i = 0; t && i < t->flow->nodes_n; i++) {
			if (!(w->nodes & 1u << i))
				continue;
			text_addf(out, " %s", t->flow->nodes[i].label.in[p->lang]);
			if (w->code->does != DOES_APPROVE)
				continue;
			when_write(t->claims[i], now, time);
			text_addf(out, " %s", time);
		}
		return true;
	case TAKE_PAST:
		when_write(w->past, now, time);
		text_addf(out, " %s", time);
		return true;
	case TAKE_PLACE:
		if (ctx->roster->stations_n == 0)
			return false;
		text_addf(out, " %s", ctx->roster->stations[0].name);
		return true;
	default:
		/* Who has the ticket already is not sent for once more. */
		if (!who || (k->kind == TAKE_LEAD &&
			     (!(who->roles & ROLE_BIT(ENGINEER)) || (k->must == MUST && t && who->id == t->lead))))
			who = some_person(ctx, p, k->kind, t);
		if (!who)
			return false;
		write_person(ctx, who, out);
		return true;
	}
}

/* Shown whole, and not cut by the place it stands in. */
static bool fits_its_place(const char *words)
{
	struct text cut = text_new(EXAMPLE_BYTES);
	bool fits;
	text_cut(&cut, words, (size_t)place_max(NULL, "example"));
	fits = !cut.full && strcmp(text_str(&cut), words) == 0;
	text_free(&cut);
	return fits;
}

/* Decided as if it had come now: it does what this code does, on that ticket where one is meant, and nothing else. */
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
	does = !e->failed && (e->outcome == DONE || e->outcome == ANSWERED);
	if (t)
		does = does && e->ticket.number == t->number && e->events_n == 1 &&
		       strcmp(e->events[0].code, c->name) == 0;
	effects_free(e);
	free(e);
	return does;
}

/* What is composed from names and times is not believed until it has been tried. */
static bool works(const struct context *ctx, const struct person *p, int64_t now, const struct code *c,
		  const struct ticket *t, const char *words)
{
	struct fold folded;
	struct mo m = {.sender = p, .text = words, .folded = &folded, .came = now};
	bool does;
	if (!fits_its_place(words) || !fold_make(&folded, words, strlen(words)))
		return false;
	does = would_do(ctx, &m, c, t);
	fold_free(&folded);
	return does;
}

static bool write_code(const struct context *ctx, const struct person *p, int64_t now, const struct example_wish *w,
		       const struct code *c, const struct ticket *t, struct text *out)
{
	text_clear(out);
	text_add(out, c->word.in[p->lang]);
	if (t)
		text_addf(out, " %" PRId64, t->number);
	for (size_t i = 0; i < c->takes_n; i++) {
		/* A person who was asked about is put in even where one could be left out. */
		enum take_kind kind = c->takes[i].kind;
		bool person = kind == TAKE_LEAD || kind == TAKE_PERSON || kind == TAKE_PEOPLE;
		bool asked = c == w->code && ((w->person && person) || (w->time && kind == TAKE_TIME) ||
					      kind == TAKE_NODE || kind == TAKE_PAST);
		if ((arguments_must_have(ctx, &c->takes[i], t) || asked) &&
		    !write_take(ctx, p, now, w, &c->takes[i], t, out))
			return false;
	}
	return !out->full && works(ctx, p, now, c, t, text_str(out));
}

static bool fits_now(const struct context *ctx, const struct person *p, const struct code *c, const struct ticket *t,
		     int64_t now)
{
	bool skipping;
	return code_fits(c, t->state, &skipping) && may_on(ctx, p, c, t, now);
}

static bool on_one_of_theirs(const struct context *ctx, const struct person *p, int64_t now,
			     const struct example_wish *w, const struct flow *f, const struct code *c, struct text *out)
{
	struct ticket *t = calloc(1, sizeof(*t));
	bool done = t && (c->does == DOES_MOVE || c->does == DOES_ASSIGN) && may_ever(ctx, p, c, now) &&
		    candidates_fitting(ctx, p, f, c, now, t, 1) > 0 && write_code(ctx, p, now, w, c, t, out);
	free(t);
	return done;
}

/* What comes next on this ticket, and needs nothing but a time to be said: an example is sent as it stands, and so must
 * neither end the ticket, nor skip a node, nor bring in words, people or places that nobody meant. */
static bool next_step(const struct context *ctx, const struct person *p, const struct code *c, const struct ticket *t,
		      int64_t now)
{
	bool skipping;
	if (c->does != DOES_MOVE || c->to < 0 || c->to == t->state || t->flow->states[c->to].ends ||
	    !code_fits(c, t->state, &skipping) || skipping || !may_on(ctx, p, c, t, now))
		return false;
	for (size_t i = 0; i < c->takes_n; i++) {
		if (c->takes[i].kind != TAKE_TIME && arguments_must_have(ctx, &c->takes[i], t))
			return false;
	}
	return true;
}

/* The first alone, so that a refusal costs two trials at most. */
static bool with_next_step(const struct context *ctx, const struct person *p, int64_t now, const struct example_wish *w,
			   struct text *out)
{
	const struct ticket *t = w->ticket;
	for (size_t i = 0; t && i < t->flow->codes_n; i++) {
		const struct code *c = &t->flow->codes[i];
		if (next_step(ctx, p, c, t, now))
			return write_code(ctx, p, now, w, c, t, out);
	}
	return false;
}

/* A correction of this ticket, asked for or decided on, that would be taken. */
static bool write_correction(const struct context *ctx, const struct person *p, int64_t now,
			     const struct example_wish *w, const struct ticket *t, struct text *out)
{
	const struct code *c = w->code;
	struct example_wish wish = *w;
	int node = w->nodes ? __builtin_ctz(w->nodes) : -1;
	if (!may_on(ctx, p, c, t, now))
		return false;
	if (c->does == DOES_CLAIM && !correction_possible(t, p, now, &node, &wish.past))
		return false;
	if (c->does != DOES_CLAIM && (node = correction_waiting(t, p, node)) < 0)
		return false;
	wish.nodes = 1u << node;
	return write_code(ctx, p, now, &wish, c, t, out);
}

static bool with_correction(const struct context *ctx, const struct person *p, int64_t now,
			    const struct example_wish *w, const struct flow *f, struct text *out)
{
	struct ticket *all = calloc(FITS_MAX, sizeof(*all));
	bool claims = w->code->does == DOES_CLAIM, done = false;
	size_t n = 0;
	if (all)
		n = claims ? candidates_among(ctx, p, f, w->code, w->code->from, now, all, FITS_MAX)
			   : candidates_claimed(ctx, p, f, w->code, now, all, FITS_MAX);
	for (size_t i = 0; i < n && !done; i++)
		done = write_correction(ctx, p, now, w, &all[i], out);
	free(all);
	return done;
}

static bool with_wished_code(const struct context *ctx, const struct person *p, int64_t now,
			     const struct example_wish *w, struct text *out)
{
	const struct code *c = w->code;
	if (!c || !may_ever(ctx, p, c, now))
		return false;
	if (c->does == DOES_DEPUTY || c->does == DOES_LIST || c->does == DOES_HELP)
		return write_code(ctx, p, now, w, c, NULL, out);
	if (c->does == DOES_UNDO)
		return w->ticket && write_code(ctx, p, now, w, c, w->ticket, out);
	/* Never on another ticket than the one that was meant. */
	if (w->ticket && code_corrects(c))
		return write_correction(ctx, p, now, w, w->ticket, out);
	if (w->ticket)
		return fits_now(ctx, p, c, w->ticket, now) && write_code(ctx, p, now, w, c, w->ticket, out);
	for (size_t i = 0; i < ctx->flows->n; i++) {
		const struct flow *f = ctx->flows->all[i];
		if (c < f->codes || c >= f->codes + f->codes_n)
			continue;
		if (code_corrects(c) ? with_correction(ctx, p, now, w, f, out)
				     : on_one_of_theirs(ctx, p, now, w, f, c, out))
			return true;
	}
	return false;
}

static void write_help(const struct context *ctx, const struct person *p, struct text *out)
{
	text_clear(out);
	for (size_t i = 0; i < ctx->flows->n; i++) {
		const struct code *c = flow_does(ctx->flows->all[i], DOES_HELP);
		if (c) {
			text_add(out, c->word.in[p->lang]);
			return;
		}
	}
}

void example_write(const struct context *ctx, const struct person *p, int64_t now, const struct example_wish *wish,
		   char out[EXAMPLE_BYTES])
{
	struct text t = text_new(EXAMPLE_BYTES);
	bool shown = !wish->help && (with_wished_code(ctx, p, now, wish, &t) || with_next_step(ctx, p, now, wish, &t));
	if (!shown)
		write_help(ctx, p, &t);
	text_copy(out, EXAMPLE_BYTES, text_str(&t));
	text_free(&t);
}
