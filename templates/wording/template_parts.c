#include "templates/wording/template_parts.h"

#include <stdlib.h>
#include <string.h>

#include "templates/text/array.h"
#include "templates/text/units.h"

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

bool template_add(struct template *t, enum piece_kind kind, size_t from, size_t n)
{
	struct piece *pieces = array_room(t->pieces, t->pieces_n, &t->pieces_cap, sizeof(*pieces));

	if (!pieces)
		return false;
	t->pieces = pieces;
	pieces[t->pieces_n++] = (struct piece){.kind = kind, .from = from, .n = n};
	return true;
}
