#include "templates/wording/template.h"

#include "templates/text/utf8.h"
#include "templates/wording/template_parts.h"

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

size_t template_places(const struct template *t)
{
	return t->places_n;
}

const struct place *template_place(const struct template *t, size_t i)
{
	return i < t->places_n ? &t->places[i] : NULL;
}

size_t template_worst(const struct template *t, int (*max_of)(void *ctx, const char *name), void *ctx)
{
	size_t units = 0;

	for (size_t i = 0; i < t->pieces_n; i++) {
		const struct piece *p = &t->pieces[i];

		if (p->kind == LITERAL) {
			units += utf8_units(t->text + p->from, p->n);
		} else if (p->kind == PLACE) {
			const struct place *place = &t->places[p->from];
			int max = max_of(ctx, place->name);

			if (place->max > 0 && place->max < max)
				max = place->max;
			units += max > 0 ? (size_t)max : 0;
		}
	}
	return units;
}
