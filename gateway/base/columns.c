#include "gateway/base/columns.h"

#include <stdlib.h>
#include <string.h>

#include "templates/text/array.h"
#include "templates/text/text.h"
#include "templates/text/text_cut.h"
#include "templates/text/utf8.h"

/* A copy on one line: what a phone sent must not move the cursor. To be freed. */
static char *one_line(const char *s)
{
	struct text t = text_new(4096);

	text_cut(&t, s, 2000);
	return t.s ? t.s : strdup("");
}

void columns_add(struct columns *c, const char *const *fields)
{
	void *rows = array_room(c->rows, c->n, &c->cap, sizeof(*c->rows));

	if (!rows)
		return;
	c->rows = rows;
	for (size_t i = 0; i < c->width; i++)
		c->rows[c->n][i] = one_line(fields[i]);
	c->n++;
}

static const char *field(const struct columns *c, size_t row, size_t i)
{
	return c->rows[row][i] ? c->rows[row][i] : "";
}

/* Blanks are held back until something follows them: no line ends with any. Frees the fields. */
static void print_row(struct columns *c, size_t row, const size_t *widest, FILE *to)
{
	size_t blanks = 0;

	for (size_t i = 0; i < c->width; i++) {
		const char *s = field(c, row, i);

		if (*s) {
			fprintf(to, "%*s%s", (int)blanks, "", s);
			blanks = 0;
		}
		blanks += widest[i] + 2 - utf8_columns(s, strlen(s));
		free(c->rows[row][i]);
	}
	fputc('\n', to);
}

void columns_print(struct columns *c, FILE *to)
{
	size_t widest[COLUMNS_MAX] = {0};

	for (size_t row = 0; row < c->n; row++) {
		for (size_t i = 0; i < c->width; i++) {
			size_t width = utf8_columns(field(c, row, i), strlen(field(c, row, i)));

			if (width > widest[i])
				widest[i] = width;
		}
	}
	for (size_t row = 0; row < c->n; row++)
		print_row(c, row, widest, to);
	free(c->rows);
	*c = (struct columns){.width = c->width};
}
