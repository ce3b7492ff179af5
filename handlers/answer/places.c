#include "handlers/answer/places.h"

#include "handlers/answer/clock_places.h"
#include "handlers/answer/text_places.h"
#include "handlers/answer/ticket_places.h"

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
int place_max(void *ctx, const char *name)
{
	const struct flow *f = ctx;
	const struct place_kind *p = kind_of(name);
	if (p)
		return p->max;
	for (size_t c = 0; f && c < f->codes_n; c++) {
		if (words_take(&f->codes[c], name))
			return WORDS_PLACE_MAX;
	}
	return 0;
}

int place_fill(void *ctx, const char *name, enum lang l, struct text *out)
{
	const struct saying *s = ctx;
	const struct place_kind *p = kind_of(name);
	if (p) {
		p->say(s, l, out);
		return p->max;
	}
	for (size_t c = 0; c < s->codes_n; c++) {
		if (words_take(s->codes[c], name)) {
			text_add(out, s->words ? s->words : "");
			return WORDS_PLACE_MAX;
		}
	}
	return s->flow ? place_max((void *)(uintptr_t)s->flow, name) : 0;
}
