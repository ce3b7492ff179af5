#include "gateway/table/table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/duration.h"
#include "gateway/table/csv_writer.h"
#include "handlers/time/when.h"
#include "templates/text/number.h"
#include "templates/text/units.h"

void table_begin(struct table *t, enum table_form form, const char *const *names, FILE *out)
{
	*t = (struct table){.form = form, .out = out, .names = names, .good = true};
	while (names[t->width])
		t->width++;
	t->screen.width = t->width;
	/* columns_add() leaves out what there is no memory for, and only errno tells. */
	errno = 0;
	if (form == TABLE_SCREEN)
		columns_add(&t->screen, names);
	if (form == TABLE_CSV)
		csv_write_line(out, names, t->width);
	if (form == TABLE_JSON)
		fputc('[', out);
}

/* ---- rows ---- */

static void end_json_row(struct table *t)
{
	char *row = json_end(&t->json);

	if (row)
		fprintf(t->out, "%s\n%s", t->rows > 0 ? "," : "", row);
	else
		t->good = false;
	free(row);
}

static void end_row(struct table *t)
{
	if (t->form == TABLE_JSON)
		end_json_row(t);
	else if (t->form == TABLE_CSV && t->good)
		csv_write_line(t->out, (const char *const *)t->cells, t->width);
	else if (t->good)
		columns_add(&t->screen, (const char *const *)t->cells);
	for (size_t i = 0; i < t->width; i++) {
		free(t->cells[i]);
		t->cells[i] = NULL;
	}
	t->at = 0;
	t->rows++;
}

/* The key of the cell that comes next. */
static const char *key(struct table *t)
{
	if (t->at == 0)
		t->json = json_begin();
	return t->names[t->at];
}

static void cell_done(struct table *t)
{
	if (++t->at == t->width)
		end_row(t);
}

/* A cell on a screen or in CSV. */
static void put_cell(struct table *t, const char *s)
{
	if (!*s && t->form == TABLE_SCREEN)
		s = "-";
	t->cells[t->at] = strdup(s);
	t->good = t->good && t->cells[t->at];
	cell_done(t);
}

static void put_null(struct table *t)
{
	json_put_null(&t->json, key(t));
	cell_done(t);
}

/* ---- cells ---- */

void table_put_text(struct table *t, const char *s)
{
	s = s ? s : "";
	if (t->form != TABLE_JSON) {
		put_cell(t, s);
	} else if (!*s) {
		put_null(t);
	} else {
		json_put_string(&t->json, key(t), s);
		cell_done(t);
	}
}

void table_put_list(struct table *t, const char *s)
{
	if (t->form != TABLE_JSON) {
		put_cell(t, s);
		return;
	}
	json_open_list(&t->json, key(t));
	while (*s) {
		size_t n = strcspn(s, ";");

		json_add_bytes(&t->json, s, n);
		s += n + (s[n] == ';');
	}
	json_close_list(&t->json);
	cell_done(t);
}

void table_put_id(struct table *t, int64_t id)
{
	char digits[DECIMAL_BYTES];

	table_put_text(t, id ? number_write(id, digits) : "");
}

void table_put_real(struct table *t, const char *digits)
{
	if (t->form != TABLE_JSON || !*digits) {
		table_put_text(t, digits);
		return;
	}
	json_put_raw(&t->json, key(t), digits);
	cell_done(t);
}

void table_put_number(struct table *t, int64_t n)
{
	char digits[DECIMAL_BYTES];

	table_put_real(t, number_write(n, digits));
}

void table_put_time(struct table *t, int64_t at)
{
	char written[40] = "";

	if (at && t->form == TABLE_SCREEN)
		when_local(at, written);
	else if (at)
		when_rfc3339(at, written);
	table_put_text(t, written);
}

void table_put_span(struct table *t, int64_t ms)
{
	char words[DURATION_BYTES];

	if (t->form != TABLE_SCREEN) {
		table_put_number(t, ms / SECOND_MS);
		return;
	}
	duration_write(ms, words);
	put_cell(t, words);
}

void table_put_flag(struct table *t, bool is, const char *word)
{
	if (t->form == TABLE_SCREEN)
		put_cell(t, is ? word : "");
	else
		table_put_real(t, is ? "true" : "false");
}

bool table_end(struct table *t)
{
	if (t->form == TABLE_JSON)
		fputs(t->rows > 0 ? "\n]\n" : "]\n", t->out);
	if (t->form == TABLE_SCREEN)
		columns_print(&t->screen, t->out);
	return t->good && (t->form != TABLE_SCREEN || errno != ENOMEM);
}
