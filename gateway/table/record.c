#include "gateway/table/record.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/table/csv_writer.h"
#include "handlers/time/when.h"
#include "templates/text/number.h"

static bool is_csv(const struct record *r)
{
	return r->form == TABLE_CSV;
}

void record_begin(struct record *r, enum table_form form, const char *kind, const char *const *columns, FILE *out)
{
	*r = (struct record){.form = form, .out = out, .kind = kind, .columns = columns, .good = true};
	while (columns[r->width])
		r->width++;
	if (is_csv(r))
		csv_write_line(out, columns, r->width);
	else
		r->json = json_begin();
}

/* ---- lines of CSV ---- */

static void put_cell(struct record *r, const char *key, const char *value)
{
	for (size_t i = 0; i < r->width; i++) {
		if (strcmp(r->columns[i], key) != 0)
			continue;
		free(r->cells[i]);
		r->cells[i] = strdup(value);
		r->good = r->good && r->cells[i];
	}
}

static void end_line(struct record *r)
{
	csv_write_line(r->out, (const char *const *)r->cells, r->width);
	for (size_t i = 0; i < r->width; i++) {
		free(r->cells[i]);
		r->cells[i] = NULL;
	}
}

static void put_line(struct record *r, const char *part, const char *name, const char *key, const char *value)
{
	put_cell(r, "part", part);
	put_cell(r, "name", name);
	if (key)
		put_cell(r, key, value);
	end_line(r);
}

/* Gives JSON out as far as it goes. */
static void drain(struct record *r)
{
	if (!json_drain(&r->json, r->out))
		r->good = false;
}

/* ---- the thing itself ---- */

void record_member(struct record *r, const char *name, const char *value)
{
	if (!*value)
		return;
	if (is_csv(r))
		put_line(r, r->kind, name, "text", value);
	else
		json_put_string(&r->json, name, value);
}

void record_member_id(struct record *r, const char *name, int64_t id)
{
	char digits[DECIMAL_BYTES];

	record_member(r, name, id ? number_write(id, digits) : "");
}

void record_member_number(struct record *r, const char *name, int64_t n)
{
	char digits[DECIMAL_BYTES];

	if (is_csv(r))
		put_line(r, r->kind, name, "text", number_write(n, digits));
	else
		json_put_number(&r->json, name, n);
}

void record_member_time(struct record *r, const char *name, int64_t at)
{
	char written[40] = "";

	if (at && is_csv(r)) {
		when_rfc3339(at, written);
		put_line(r, r->kind, name, "at", written);
	} else if (at) {
		json_put_time(&r->json, name, at);
	}
}

void record_member_flag(struct record *r, const char *name, bool is)
{
	if (is_csv(r))
		put_line(r, r->kind, name, "text", is ? "true" : "false");
	else
		json_put_bool(&r->json, name, is);
}

/* ---- values under names ---- */

void record_open_values(struct record *r, const char *part)
{
	r->part = part;
	if (!is_csv(r))
		json_open_object(&r->json, part);
}

void record_value_time(struct record *r, const char *name, int64_t at)
{
	char written[40];

	if (!is_csv(r)) {
		json_put_time(&r->json, name, at);
		return;
	}
	when_rfc3339(at, written);
	put_line(r, r->part, name, "at", written);
}

void record_value_text(struct record *r, const char *name, const char *s, bool bare)
{
	if (is_csv(r))
		put_line(r, r->part, name, "text", s);
	else if (bare)
		json_put_raw(&r->json, name, s);
	else
		json_put_string(&r->json, name, s);
}

void record_open_names(struct record *r, const char *part)
{
	record_open_rows(r, part);
}

void record_name(struct record *r, const char *name)
{
	if (is_csv(r))
		put_line(r, r->part, name, NULL, NULL);
	else
		json_add_string(&r->json, name);
}

/* ---- rows ---- */

void record_open_rows(struct record *r, const char *part)
{
	r->part = part;
	r->list = true;
	if (!is_csv(r))
		json_open_list(&r->json, part);
}

void record_row(struct record *r)
{
	if (is_csv(r))
		put_cell(r, "part", r->part);
	else
		json_add_object(&r->json);
}

void record_put_text(struct record *r, const char *key, const char *s)
{
	if (is_csv(r))
		put_cell(r, key, s ? s : "");
	else if (s && *s)
		json_put_string(&r->json, key, s);
	else
		json_put_null(&r->json, key);
}

/* What is written without quotes in JSON. */
static void put_bare(struct record *r, const char *key, const char *s)
{
	if (is_csv(r))
		put_cell(r, key, s);
	else
		json_put_raw(&r->json, key, s);
}

void record_put_number(struct record *r, const char *key, int64_t n)
{
	char digits[DECIMAL_BYTES];

	put_bare(r, key, number_write(n, digits));
}

void record_put_flag(struct record *r, const char *key, bool is)
{
	put_bare(r, key, is ? "true" : "false");
}

void record_put_time(struct record *r, const char *key, int64_t at)
{
	char written[40] = "";

	if (at)
		when_rfc3339(at, written);
	record_put_text(r, key, written);
}

void record_row_end(struct record *r)
{
	if (is_csv(r)) {
		end_line(r);
		return;
	}
	json_close_object(&r->json);
	drain(r);
}

/* ---- the end ---- */

void record_close(struct record *r)
{
	if (!is_csv(r) && r->list)
		json_close_list(&r->json);
	else if (!is_csv(r))
		json_close_object(&r->json);
	r->list = false;
}

bool record_end(struct record *r)
{
	char *rest = is_csv(r) ? NULL : json_end(&r->json);

	if (rest)
		fprintf(r->out, "%s\n", rest);
	r->good = r->good && (is_csv(r) || rest);
	free(rest);
	return r->good;
}
