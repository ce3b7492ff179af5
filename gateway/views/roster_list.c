#include "gateway/views/roster_list.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/listed_rows.h"
#include "handlers/people/msisdn.h"

#define PAGE 256 /* rows read at once */

const char *const roster_lists[] = {"stations", "people", "customers", "machines", "deputies", NULL};

/* What a column holds: t a text, l several values, r a number, u until when (0: until further notice). */
static const struct view {
	enum listed kind;
	const char *const *names;
	const char *cells; /* one letter a column */
} views[] = {
	{LISTED_STATIONS, (const char *const[]){"station", "region", "address", NULL}, "ttt"},
	{LISTED_PEOPLE, (const char *const[]){"name", "mobile", "roles", "station", "language", "email", NULL},
	 "tllttt"},
	{LISTED_CUSTOMERS, (const char *const[]){"name", "mobile", "class", "language", "sales_manager", NULL},
	 "tlttt"},
	{LISTED_MACHINES,
	 (const char *const[]){"serial", "model", "customer", "station", "km", "latitude", "longitude", "hours",
			       "warranty_until", NULL},
	 "ttttrrrrt"},
	{LISTED_DEPUTIES, (const char *const[]){"head", "mobile", "station", "deputy", "deputy_mobile", "until", NULL},
	 "tttttu"},
};

static void put_cell(struct table *t, char kind, const char *value)
{
	switch (kind) {
	case 'l':
		table_put_list(t, value);
		break;
	case 'r':
		table_put_real(t, value);
		break;
	case 'u':
		table_put_time(t, strtoll(value, NULL, 10));
		break;
	default:
		table_put_text(t, value);
	}
}

static bool is_over(const struct view *v, const struct listed_row *r, int64_t now)
{
	const char *until = strchr(v->cells, 'u');
	int64_t at = until ? strtoll(r->fields[until - v->cells], NULL, 10) : 0;

	return at != 0 && at <= now;
}

/* Where these stand in a row of people, the first in one of customers too. */
enum { NUMBERS_CELL = 1, CUSTOMER_CELL = 2 /* of a machine */, ROLES_CELL = 2, STATION_CELL = 3 };

/* One of the values with `;` between. */
static bool has_value(const char *values, const char *value)
{
	size_t n = strlen(value);

	for (const char *at = values; (at = strstr(at, value)); at++)
		if ((at == values || at[-1] == ';') && (at[n] == ';' || at[n] == '\0'))
			return true;
	return false;
}

static bool is_wanted(const struct roster_filter *f, const struct listed_row *r)
{
	return !f || ((!f->role || has_value(r->fields[ROLES_CELL], f->role)) &&
		      (!f->station || strcmp(r->fields[STATION_CELL], f->station) == 0));
}

static void put_row(struct table *t, const struct view *v, const struct listed_row *r)
{
	if (t->width > strlen(v->cells))
		table_put_id(t, r->id);
	for (size_t i = 0; v->cells[i]; i++)
		put_cell(t, v->cells[i], r->fields[i]);
}

/* Page by page: a reader that is slow must not hold the store's log back. */
static bool put_all(struct table *t, struct store *s, const struct view *v, enum listed kind,
		    const struct roster_filter *f, int64_t now)
{
	struct listed_row *page = calloc(PAGE, sizeof(*page));
	char *after = strdup("");
	size_t n = PAGE;
	bool good;

	while (page && after && n == PAGE) {
		n = listed_page(s, kind, after, page, PAGE);
		if (n > 0) {
			free(after);
			after = strdup(page[n - 1].key);
		}
		for (size_t i = 0; i < n; i++) {
			if (!is_over(v, &page[i], now) && is_wanted(f, &page[i]))
				put_row(t, v, &page[i]);
			listed_row_free(&page[i]);
		}
	}
	good = page && after;
	free(page);
	free(after);
	return good;
}

static const struct view *find_view(const char *name)
{
	for (size_t i = 0; roster_lists[i]; i++)
		if (strcmp(roster_lists[i], name) == 0)
			return &views[i];
	return views;
}

bool roster_list_print(struct store *s, const char *name, bool all, const struct roster_filter *f, int64_t now,
		       enum table_form form, FILE *out)
{
	const struct view *v = find_view(name);
	struct table t;
	bool good;

	table_begin(&t, form, v->names, out);
	good = put_all(&t, s, v, v->kind, f, now);
	if (all && v->kind == LISTED_PEOPLE)
		good = put_all(&t, s, v, LISTED_RETIRED, f, now) && good;
	return table_end(&t) && good;
}

/* ---- as /v1 has them ---- */

/* The columns, behind the id of who has one. */
static void begin_json(struct table *t, const struct view *v, const char *names[LISTED_FIELDS + 2], FILE *out)
{
	bool has_id = v->kind == LISTED_PEOPLE || v->kind == LISTED_CUSTOMERS;

	names[0] = "id";
	for (size_t i = 0; i <= strlen(v->cells); i++)
		names[i + 1] = v->names[i];
	table_begin(t, TABLE_JSON, has_id ? names : names + 1, out);
}

/* In place: a masked number is no longer than the number. */
static void mask_cell(char *cell)
{
	char *numbers = strdup(cell);

	if (numbers)
		msisdn_mask_all(numbers, cell, strlen(numbers) + 1);
	else
		*cell = '\0';
	free(numbers);
}

/* A machine's customer whose name another one has too is named by number. */
static void mask(struct listed_row *r, const struct view *v)
{
	if (v->kind == LISTED_CUSTOMERS)
		mask_cell(r->fields[NUMBERS_CELL]);
	else if (v->kind == LISTED_MACHINES && *r->fields[CUSTOMER_CELL] == '+')
		mask_cell(r->fields[CUSTOMER_CELL]);
}

bool roster_list_page(struct store *s, const char *name, const char *after, size_t limit, bool masked, FILE *out,
		      char **next)
{
	const struct view *v = find_view(name);
	struct listed_row *page = calloc(limit + 1, sizeof(*page));
	size_t n = page ? listed_page(s, v->kind, after, page, limit + 1) : 0;
	const char *names[LISTED_FIELDS + 2];
	struct table t;
	bool good;

	*next = n > limit ? strdup(page[limit - 1].key) : NULL;
	begin_json(&t, v, names, out);
	for (size_t i = 0; i < n; i++) {
		if (masked)
			mask(&page[i], v);
		if (i < limit)
			put_row(&t, v, &page[i]);
		listed_row_free(&page[i]);
	}
	good = page;
	free(page);
	return table_end(&t) && good && (n <= limit || *next);
}

bool roster_list_some(struct store *s, const char *name, char (*keys)[SERIAL_BYTES], size_t n, bool masked, FILE *out)
{
	const struct view *v = find_view(name);
	const char *names[LISTED_FIELDS + 2];
	struct listed_row row;
	struct table t;

	begin_json(&t, v, names, out);
	for (size_t i = 0; i < n; i++) {
		if (!listed_one(s, v->kind, keys[i], &row))
			continue;
		if (masked)
			mask(&row, v);
		put_row(&t, v, &row);
		listed_row_free(&row);
	}
	return table_end(&t);
}

/* The object that is the only one of a list. */
static char *only_object(char *list, size_t n)
{
	char *begin = memchr(list, '{', n), *end = begin ? memrchr(list, '}', n) : NULL;

	return end ? strndup(begin, (size_t)(end - begin) + 1) : NULL;
}

static char *print_one(const struct view *v, const struct listed_row *r)
{
	const char *names[LISTED_FIELDS + 2];
	char *list = NULL, *object;
	size_t n = 0;
	FILE *out = open_memstream(&list, &n);
	struct table t;
	bool good;

	if (!out)
		return NULL;
	begin_json(&t, v, names, out);
	put_row(&t, v, r);
	good = table_end(&t);
	good = fclose(out) == 0 && good;
	object = good ? only_object(list, n) : NULL;
	free(list);
	return object;
}

bool roster_list_one(struct store *s, const char *name, const char *key, bool masked, char **json)
{
	const struct view *v = find_view(name);
	struct listed_row row;

	*json = NULL;
	if (!listed_one(s, v->kind, key, &row))
		return false;
	if (masked)
		mask(&row, v);
	*json = print_one(v, &row);
	listed_row_free(&row);
	return true;
}
