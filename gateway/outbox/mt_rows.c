#include "gateway/outbox/mt_rows.h"

#include <stdlib.h>

#define SIZE_LEAST 1024

static size_t place_of(const struct mt_rows *r, int64_t id)
{
	uint64_t h = (uint64_t)id * 0x9e3779b97f4a7c15u;
	size_t i = (size_t)(h >> 20) & (r->size - 1);

	while (r->places[i].id && r->places[i].id != id)
		i = (i + 1) & (r->size - 1);
	return i;
}

static bool grow(struct mt_rows *r)
{
	struct mt_rows old = *r;
	size_t size = old.size ? old.size * 2 : SIZE_LEAST;
	struct mt_row *places = calloc(size, sizeof(*places));

	if (!places)
		return false;
	r->places = places;
	r->size = size;
	for (size_t i = 0; i < old.size; i++)
		if (old.places[i].id)
			places[place_of(r, old.places[i].id)] = old.places[i];
	free(old.places);
	return true;
}

bool mt_rows_init(struct mt_rows *r)
{
	*r = (struct mt_rows){0};
	return grow(r);
}

void mt_row_forget(struct mt_row *row)
{
	if (row->mt)
		outbox_mt_free(row->mt);
	free(row->mt);
	row->mt = NULL;
}

void mt_rows_free(struct mt_rows *r)
{
	for (size_t i = 0; i < r->size; i++)
		if (r->places[i].id)
			mt_row_forget(&r->places[i]);
	free(r->places);
	*r = (struct mt_rows){0};
}

struct mt_row *mt_rows_find(struct mt_rows *r, int64_t id)
{
	struct mt_row *row = &r->places[place_of(r, id)];

	return row->id ? row : NULL;
}

bool mt_rows_add(struct mt_rows *r, const struct mt_row *row)
{
	if ((r->n + 1) * 2 > r->size && !grow(r))
		return false;
	r->places[place_of(r, row->id)] = *row;
	r->n++;
	return true;
}

/* Those behind it that had to step aside for it move up. */
void mt_rows_remove(struct mt_rows *r, int64_t id)
{
	size_t i = place_of(r, id);
	struct mt_row moved;

	if (!r->places[i].id)
		return;
	mt_row_forget(&r->places[i]);
	r->places[i].id = 0;
	r->n--;
	for (size_t j = (i + 1) & (r->size - 1); r->places[j].id; j = (j + 1) & (r->size - 1)) {
		moved = r->places[j];
		r->places[j].id = 0;
		r->places[place_of(r, moved.id)] = moved;
	}
}
