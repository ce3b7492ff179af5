#include "gateway/import/csv/csv_header.h"

#include <string.h>
#include <strings.h>

#include "templates/text/spelling.h"
#include "templates/text/text.h"

#define NO_COLUMN (-1)

struct csv_header csv_header_new(const char *const *columns)
{
	struct csv_header h = {.columns = columns};

	while (columns[h.columns_n])
		h.columns_n++;
	return h;
}

static bool is_optional(const char *column)
{
	return *column == CSV_OPTIONAL;
}

static const char *name_of(const char *column)
{
	return column + is_optional(column);
}

void csv_header_list(const struct csv_header *h, struct text *to)
{
	for (size_t i = 0; i < h->columns_n; i++)
		text_addf(to, is_optional(h->columns[i]) ? "[,%s]" : i ? ",%s" : "%s", name_of(h->columns[i]));
}

static int find_column(const struct csv_header *h, const char *name)
{
	for (size_t i = 0; i < h->columns_n; i++)
		if (strcasecmp(name_of(h->columns[i]), name) == 0)
			return (int)i;
	return NO_COLUMN;
}

static void unknown_column(const struct csv_header *h, const char *name, struct faults *f, const char *file, int line)
{
	struct text all = text_new(CSV_HEADER_BYTES);
	const char *names[CSV_COLUMNS_MAX], *near;

	for (size_t i = 0; i < h->columns_n; i++)
		names[i] = name_of(h->columns[i]);
	near = spelling_nearest(name, names, h->columns_n);
	csv_header_list(h, &all);
	if (!*name)
		fault_add(f, file, line, 0, 0, "a column has no name; the columns are %s", text_str(&all));
	else if (near)
		fault_add(f, file, line, 0, 0, "there is no column `%s`; did you mean `%s`?", name, near);
	else
		fault_add(f, file, line, 0, 0, "there is no column `%s`; the columns are %s", name, text_str(&all));
	text_free(&all);
}

bool csv_header_read(struct csv_header *h, const char *const *fields, size_t n, struct faults *f, const char *file,
		     int line)
{
	bool seen[CSV_COLUMNS_MAX] = {false};
	bool good = true;

	if (n == 1 && strchr(fields[0], ';')) {
		fault_add(f, file, line, 0, 0,
			  "semicolons stand here where commas should; save the file as CSV with commas between the "
			  "columns, or replace each `;` that parts two columns by `,`");
		return false;
	}
	h->n = n;
	for (size_t i = 0; i < n; i++) {
		int column = h->column_of[i] = find_column(h, fields[i]);

		good = good && column != NO_COLUMN && !seen[column];
		if (column == NO_COLUMN)
			unknown_column(h, fields[i], f, file, line);
		else if (seen[column])
			fault_add(f, file, line, 0, 0, "the column `%s` is there twice; take one of them out",
				  fields[i]);
		else
			seen[column] = true;
	}
	for (size_t i = 0; i < h->columns_n; i++) {
		if (seen[i] || is_optional(h->columns[i]))
			continue;
		good = false;
		fault_add(f, file, line, 0, 0,
			  "the column `%s` is missing; add it, its fields may be empty where nothing is known",
			  h->columns[i]);
	}
	return good;
}
