#include "gateway/api/roster/row_body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/api/ask/json_body.h"
#include "gateway/api/ask/printed.h"
#include "gateway/import/csv/csv_table.h"
#include "gateway/import/import.h"
#include "gateway/table/csv_writer.h"
#include "templates/text/text.h"

#define COLUMNS_MOST 16
#define OPTIONAL '?'

struct row {
	const char *names[COLUMNS_MOST];
	const char *values[COLUMNS_MOST];
	struct text texts[COLUMNS_MOST];
	size_t n;
	const char *lacks; /* a member that must be there, and is not */
};

/* An import names an old number so; here the path says whose row it is. */
static bool is_asked(const char *column)
{
	return strcmp(column, "?was") != 0;
}

static bool add_list(const struct json_node *node, struct text *out)
{
	bool good = true;
	size_t n = 0;

	if (!json_node_list(node, &n))
		return false;
	for (size_t i = 0; i < n && good; i++) {
		text_add(out, i ? ";" : "");
		good = json_node_text(json_node_item(node, i), out);
	}
	return good;
}

/* False: it is not what a member may be, or it is not there and must be. */
static bool add_member(struct row *row, const struct json_tree *body, const char *column, bool adds)
{
	const char *name = column + (*column == OPTIONAL);
	char pointer[64];
	const struct json_node *node;
	struct text *value = &row->texts[row->n];

	snprintf(pointer, sizeof(pointer), "/%s", name);
	node = json_node_at(json_tree_root(body), pointer);
	if (!node && *column == OPTIONAL)
		return true;
	if (!node && !adds) {
		row->lacks = name;
		return false;
	}
	*value = text_new(FIELD_BYTES_MAX);
	row->names[row->n] = name;
	row->n++;
	if (node && !json_node_null(node) && !add_list(node, value) && !json_node_text(node, value))
		return false;
	row->values[row->n - 1] = text_str(value);
	return !value->full;
}

static char *print(const struct row *row)
{
	struct printed p;

	if (!printed_begin(&p))
		return NULL;
	csv_write_line(p.out, row->names, row->n);
	csv_write_line(p.out, row->values, row->n);
	return printed_end(&p, true);
}

char *row_body_csv(struct api_ask *ask, const struct json_tree *body, const char *kind, bool adds)
{
	const char *const *columns = import_columns(kind);
	struct row row = {.n = 0};
	char *csv = NULL;
	bool good = true;

	for (size_t i = 0; columns[i] && row.n < COLUMNS_MOST && good; i++)
		good = !is_asked(columns[i]) || add_member(&row, body, columns[i], adds);
	if (good)
		csv = print(&row);
	if (row.lacks)
		api_refuse(ask, PROBLEM_NOT_WHOLE, row.lacks);
	else if (!good)
		api_refuse(ask, PROBLEM_MEMBER, row.names[row.n - 1]);
	else if (!csv)
		api_answer(ask, NULL);
	for (size_t i = 0; i < row.n; i++)
		text_free(&row.texts[i]);
	return csv;
}
