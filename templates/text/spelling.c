#include "templates/text/spelling.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "templates/text/utf8.h"

/* The characters of a word, one each. */
struct letters {
	uint32_t *all;
	size_t n;
};

static bool letters_of(struct letters *l, const char *s, bool lower)
{
	size_t bytes = strlen(s);

	*l = (struct letters){.all = malloc((bytes + 1) * sizeof(*l->all))};
	if (!l->all)
		return false;
	for (size_t i = 0; i < bytes;) {
		uint32_t cp;

		i += utf8_next(s + i, bytes - i, &cp);
		l->all[l->n++] = lower ? (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp) : cp;
	}
	return true;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Fills row i of the table of distances between the beginnings of a and b, whose last two rows are `before`
 * and `last`. Returns the least in it. */
static int fill_row(const struct letters *a, const struct letters *b, size_t i, int *row, const int *last,
		    const int *before)
{
	int best = (int)i;

	row[0] = best;
	for (size_t j = 1; j <= b->n; j++) {
		bool same = a->all[i - 1] == b->all[j - 1];

		row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + !same);
		if (i > 1 && j > 1 && a->all[i - 1] == b->all[j - 2] && a->all[i - 2] == b->all[j - 1])
			row[j] = least(row[j], before[j - 2] + 1);
		best = least(best, row[j]);
	}
	return best;
}

static int distance(const struct letters *a, const struct letters *b, int most)
{
	size_t apart = a->n > b->n ? a->n - b->n : b->n - a->n;
	int *rows = most >= 0 && apart <= (size_t)most ? calloc(3 * (b->n + 1), sizeof(*rows)) : NULL;
	int *row, *last, *before, best = 0, found;

	if (!rows)
		return most + 1;
	row = rows;
	last = rows + (b->n + 1);
	before = last + (b->n + 1);
	for (size_t j = 0; j <= b->n; j++)
		row[j] = (int)j;
	/* The least in a row is never below that of the row before, so a row that is all beyond `most` ends it. */
	for (size_t i = 1; i <= a->n && best <= most; i++) {
		int *spare = before;

		before = last;
		last = row;
		row = spare;
		best = fill_row(a, b, i, row, last, before);
	}
	found = least(best <= most ? row[b->n] : most + 1, most + 1);
	free(rows);
	return found;
}

static int distance_of(const char *a, const char *b, int most, bool lower)
{
	struct letters x = {0}, y = {0};
	int found = most + 1;

	if (letters_of(&x, a, lower) && letters_of(&y, b, lower))
		found = distance(&x, &y, most);
	free(x.all);
	free(y.all);
	return found;
}

int spelling_distance(const char *a, const char *b, int most)
{
	return distance_of(a, b, most, false);
}

const char *spelling_nearest(const char *wrong, const char *const *names, size_t n)
{
	int letters = (int)utf8_count(wrong);
	int most = letters / 3 > 2 ? letters / 3 : letters > 4 ? 2 : 1;
	const char *nearest = NULL;

	/* At least one letter must be right, or any two short words would be near. */
	if (most >= letters)
		most = letters - 1;
	for (size_t i = 0; i < n && most >= 0; i++) {
		int found = distance_of(wrong, names[i], most, true);

		if (found > most)
			continue;
		nearest = names[i];
		most = found - 1;
	}
	return nearest;
}
