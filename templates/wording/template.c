#include "templates/wording/template.h"

#include <stdlib.h>
#include <string.h>

#include "templates/text/array.h"
#include "templates/text/units.h"
#include "templates/text/utf8.h"

#define SEGMENTS_DEFAULT 4

struct template *template_new(const char *file, const char *name, size_t name_n, enum lang l)
{
	struct template *t = calloc(1, sizeof(*t));

	if (!t)
		return NULL;
	t->file = strdup(file);
	if (!t->file) {
		free(t);
		return NULL;
	}
	memcpy(t->name, name, name_n);
	t->lang = l;
	t->segments = SEGMENTS_DEFAULT;
	t->expires_ms = DAY_MS;
	return t;
}

void template_free(struct template *t)
{
	if (!t)
		return;
	free(t->file);
	free(t->text);
	free(t->pieces);
	free(t);
}

bool template_add(struct template *t, enum template_piece_kind kind, size_t from, size_t n)
{
	struct template_piece *pieces = array_room(t->pieces, t->pieces_n, &t->pieces_cap, sizeof(*pieces));

	if (!pieces)
		return false;
	t->pieces = pieces;
	pieces[t->pieces_n++] = (struct template_piece){.kind = kind, .from = from, .n = n};
	return true;
}

const char *template_name(const struct template *t)
{
	return t->name;
}

const char *template_file(const struct template *t)
{
	return t->file;
}

int template_segments(const struct template *t)
{
	return t->segments;
}

int64_t template_expires_ms(const struct template *t)
{
	return t->expires_ms;
}

bool template_always(const struct template *t)
{
	return t->always;
}

size_t template_places(const struct template *t)
{
	return t->places_n;
}

const struct place *template_place(const struct template *t, size_t i)
{
	return i < t->places_n ? &t->places[i] : NULL;
}

bool template_stretch(const struct template *t, size_t i, struct template_stretch *out)
{
	const struct template_piece *end = t->pieces + t->pieces_n;

	for (const struct template_piece *p = t->pieces; p < end; p++) {
		if (p->kind != TEMPLATE_LITERAL || i-- > 0)
			continue;
		*out = (struct template_stretch){t->text + p->from, p->n, p->line, p->col, NULL};
		if (p + 1 < end && p[1].kind == TEMPLATE_PLACE)
			out->next = &t->places[p[1].from];
		return true;
	}
	return false;
}

size_t template_worst(const struct template *t, int (*max_of)(void *ctx, const char *name), void *ctx)
{
	size_t units = 0;

	for (size_t i = 0; i < t->pieces_n; i++) {
		const struct template_piece *p = &t->pieces[i];

		if (p->kind == TEMPLATE_LITERAL) {
			units += utf8_units(t->text + p->from, p->n);
		} else if (p->kind == TEMPLATE_PLACE) {
			const struct place *place = &t->places[p->from];
			int max = max_of(ctx, place->name);

			if (place->max > 0 && place->max < max)
				max = place->max;
			units += max > 0 ? (size_t)max : 0;
		}
	}
	return units;
}
