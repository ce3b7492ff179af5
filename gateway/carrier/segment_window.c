#include "gateway/carrier/segment_window.h"

#include <limits.h>
#include <stdlib.h>

#include "templates/text/units.h"

static struct segment_use *use_at(const struct segment_window *w, size_t i)
{
	return &w->uses[(w->first + i) % w->size];
}

static void forget_old(struct segment_window *w, int64_t now)
{
	while (w->n && use_at(w, 0)->until <= now) {
		w->used -= use_at(w, 0)->segments;
		w->first = (w->first + 1) % w->size;
		w->n--;
	}
}

bool segment_window_set(struct segment_window *w, int per_second)
{
	/* Uses that begin in the same ms share a place, and each of the others is a segment or more. */
	size_t size = per_second < SECOND_MS ? (size_t)per_second : SECOND_MS, n = w->n;
	struct segment_window set = {.per_second = per_second, .size = size > n ? size : n};

	if (per_second == w->per_second)
		return true;
	if (per_second) {
		set.uses = calloc(set.size, sizeof(*set.uses));
		if (!set.uses)
			return false;
		for (; set.n < n; set.n++)
			set.uses[set.n] = *use_at(w, set.n);
		set.used = w->used;
	}
	free(w->uses);
	*w = set;
	return true;
}

void segment_window_free(struct segment_window *w)
{
	free(w->uses);
	*w = (struct segment_window){0};
}

int segment_window_room(struct segment_window *w, int64_t now)
{
	if (!w->per_second)
		return INT_MAX;
	forget_old(w, now);
	return w->used < w->per_second ? w->per_second - w->used : 0;
}

int64_t segment_window_opens(struct segment_window *w, int segments, int64_t now)
{
	int wanted = segments < w->per_second ? segments : w->per_second;
	int room = segment_window_room(w, now);
	int64_t at = now;

	if (room >= wanted)
		return now;
	room = w->per_second - w->used;
	for (size_t i = 0; i < w->n && room < wanted; i++) {
		room += use_at(w, i)->segments;
		at = use_at(w, i)->until;
	}
	return at;
}

void segment_window_use(struct segment_window *w, int segments, int64_t now)
{
	struct segment_use *last;
	int64_t until = now + SECOND_MS;

	if (!w->per_second)
		return;
	forget_old(w, now);
	if (segments > w->per_second)
		until = now + (segments * SECOND_MS + w->per_second - 1) / w->per_second;
	last = w->n ? use_at(w, w->n - 1) : NULL;
	if (!last || (last->until < until && w->n < w->size)) {
		last = use_at(w, w->n++);
		*last = (struct segment_use){.until = until};
	}
	last->until = last->until > until ? last->until : until;
	last->segments += segments;
	w->used += segments;
}
