#include "handlers/answer/places.h"

#include "handlers/answer/clock_places.h"
#include "handlers/answer/text_places.h"
#include "handlers/answer/ticket_places.h"

#include "templates/text/utf8.h"

#include <string.h>

static const struct place_kind *const tables[] = {ticket_places, text_places, clock_places};
#define TABLES (sizeof(tables) / sizeof(*tables))

static const struct place_kind *kind_of(const char *name)
{
	for (size_t t = 0; t < TABLES; t++) {
		for (const struct place_kind *p = tables[t]; p->name; p++) {
			if (text_same(p->name, name))
				return p;
		}
	}
	return NULL;
}

const char *place_name(size_t i)
{
	for (size_t t = 0; t < TABLES; t++) {
		for (const struct place_kind *p = tables[t]; p->name; p++) {
			if (i-- == 0)
				return p->name;
		}
	}
	return NULL;
}

/* What the code takes under that name, if messages can say it. */
static const struct take *take_named(const struct code *c, const char *name)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		if (c->takes[i].is.kind->max > 0 && strcmp(c->takes[i].is.name, name) == 0)
			return &c->takes[i];
	}
	return NULL;
}

/* What a code takes may be named as the flow names it: {reason}, {details}. Of several of that name the widest counts. */
static int take_max(const struct flow *f, const char *name)
{
	int max = 0;
	for (size_t c = 0; f && c < f->codes_n; c++) {
		const struct take *k = take_named(&f->codes[c], name);
		max = k && k->is.kind->max > max ? k->is.kind->max : max;
	}
	return max;
}

static int own_field_max(const struct flow *f, const char *name)
{
	int field = f ? flow_field(f, name) : -1;
	return field >= 0 ? f->fields[field].is.kind->max : 0;
}

/* What a ticket keeps may be named as its flow names it. A template may be one of several flows, and only some of them
 * have the field: then the place is empty. */
static int field_max(const struct flows *set, const struct flow *f, const char *name)
{
	int max = own_field_max(f, name);
	for (size_t i = 0; set && i < set->n && max == 0; i++)
		max = own_field_max(set->all[i], name);
	return max;
}

static int fill_field(const struct saying *s, int field, enum lang l, struct text *out)
{
	const struct field *f = &s->ticket->flow->fields[field];
	int64_t value;
	/* A promise that was over before it came is not told. */
	if ((s->passed == 0 || !f->promise) && field_value(&f->is, s->ticket->fields[field], &value))
		f->is.kind->say(s, &f->is, value, l, out);
	return f->is.kind->max;
}

/* Words need not be given: those of a customer that are passed on are nobody's argument. */
static int fill_take(const struct saying *s, const struct take *k, enum lang l, struct text *out)
{
	int64_t value = 0;
	if (given_value(&s->given, k, &value) || k->is.kind->brings & BRINGS_WORDS)
		k->is.kind->say(s, &k->is, value, l, out);
	return k->is.kind->max;
}

/* The name of the code whose word stands in that place; NULL if none does. */
static const char *code_named(const char *place)
{
	size_t n = sizeof(PLACE_CODE) - 1;
	return strncmp(place, PLACE_CODE, n) == 0 ? place + n : NULL;
}

int place_max(void *ctx, const char *name)
{
	const struct place_scope *in = ctx;
	const char *code = code_named(name);
	const struct place_kind *p;
	int max;
	if (code) {
		const struct code *c = flows_code(in->set, in->flow, code);
		return c ? (int)utf8_units(c->word.in[in->lang], strlen(c->word.in[in->lang])) : 0;
	}
	p = kind_of(name);
	if (p)
		return p->max;
	max = field_max(in->set, in->flow, name);
	return max ? max : take_max(in->flow, name);
}

/* The flow that the text speaks of; NULL if of none. */
static const struct flow *spoken_flow(const struct saying *s)
{
	const struct flows *set = &s->ctx->rules->flows;
	const struct flow *f = s->ticket ? s->ticket->flow : s->flow;
	for (size_t i = 0; !f && s->codes_n > 0 && i < set->n; i++) {
		const struct flow *one = set->all[i];
		if (s->codes[0] >= one->codes && s->codes[0] < one->codes + one->codes_n)
			f = one;
	}
	return f;
}

static int fill_code(const struct saying *s, const char *code, enum lang l, struct text *out)
{
	const struct code *c = flows_code(&s->ctx->rules->flows, spoken_flow(s), code);
	text_add(out, c ? c->word.in[l] : "");
	return LABEL_BYTES;
}

int place_fill(void *ctx, const char *name, enum lang l, struct text *out)
{
	const struct saying *s = ctx;
	const char *code = code_named(name);
	const struct place_kind *p;
	int field, max;
	if (code)
		return fill_code(s, code, l, out);
	p = kind_of(name);
	if (p) {
		p->say(s, l, out);
		return p->max;
	}
	field = s->ticket ? flow_field(s->ticket->flow, name) : -1;
	if (field >= 0)
		return fill_field(s, field, l, out);
	for (size_t c = 0; c < s->codes_n; c++) {
		const struct take *k = take_named(s->codes[c], name);
		if (k && k->field < 0)
			return fill_take(s, k, l, out);
	}
	max = field_max(&s->ctx->rules->flows, s->flow, name);
	return max ? max : take_max(s->flow, name);
}
