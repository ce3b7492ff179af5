#include "gateway/import/csv_table.h"

#include <csv.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

#define COLUMNS_MAX 16
#define HEADER_BYTES 4096
#define NO_COLUMN (-1)

struct reader {
	struct table *table;
	struct faults *faults;
	const char *file;
	const char *const *columns;
	size_t columns_n;
	size_t faults_before;
	struct csv_parser csv;
	/* the row under way */
	int line;    /* where it begins */
	char *bytes; /* its fields, a NUL behind each */
	size_t used, room;
	size_t starts[COLUMNS_MAX]; /* in bytes */
	size_t n;                   /* fields so far, those past the last column too */
	bool bad, filled;
	/* once the header was read */
	bool headed;
	int column_of[COLUMNS_MAX]; /* of a field */
	size_t header_n;
	bool useless; /* the header is wrong, or memory ran out: no row can be read */
	bool no_memory;
};

#define FAULT(r, ...) fault_add((r)->faults, (r)->file, (r)->line, 0, 0, __VA_ARGS__)

static void ran_out(struct reader *r)
{
	if (!r->no_memory)
		fault_add(r->faults, r->file, 0, 0, 0, "out of memory; part the file, or free some memory");
	r->no_memory = r->useless = true;
}

/* True if there are so many faults that reading on is of no use. */
static bool gives_up(const struct reader *r, int line)
{
	if (r->faults->n - r->faults_before < TABLE_FAULTS_MAX)
		return false;
	fault_add(r->faults, r->file, line, 0, 0, "there are more faults than are shown; mend those above first");
	return true;
}

static bool row_room(struct reader *r, size_t bytes)
{
	if (r->used + bytes <= r->room)
		return true;
	size_t room = (r->used + bytes) * 2;
	char *grown = realloc(r->bytes, room);
	if (!grown) {
		ran_out(r);
		return false;
	}
	r->bytes = grown;
	r->room = room;
	return true;
}

/* Line breaks and other controls become blanks, those at the ends go. Returns the length. */
static size_t flatten(char *s, size_t n)
{
	size_t from = 0;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == 0x7F)
			s[i] = ' ';
	while (n > 0 && s[n - 1] == ' ')
		n--;
	while (from < n && s[from] == ' ')
		from++;
	memmove(s, s + from, n - from);
	return n - from;
}

/* Called by libcsv for each field. */
static void on_field(void *s, size_t n, void *ctx)
{
	struct reader *r = ctx;
	if (r->useless)
		return;
	if (n > FIELD_BYTES_MAX && !r->bad) {
		FAULT(r, "field %zu has %zu bytes; shorten it to %d at most", r->n + 1, n, FIELD_BYTES_MAX);
		r->bad = true;
	}
	if (r->n < COLUMNS_MAX && !r->bad && row_room(r, n + 1)) {
		r->starts[r->n] = r->used;
		memcpy(r->bytes + r->used, s, n);
		size_t kept = flatten(r->bytes + r->used, n);
		r->bytes[r->used + kept] = '\0';
		r->used += kept + 1;
		r->filled = r->filled || kept > 0;
	}
	r->n++;
}

static void list_columns(const struct reader *r, struct text *out)
{
	for (size_t i = 0; i < r->columns_n; i++)
		text_addf(out, "%s%s", i ? "," : "", r->columns[i]);
}

static int find_column(const struct reader *r, const char *name)
{
	for (size_t i = 0; i < r->columns_n; i++)
		if (strcasecmp(r->columns[i], name) == 0)
			return (int)i;
	return NO_COLUMN;
}

static void unknown_column(struct reader *r, const char *name)
{
	struct text all = text_new(HEADER_BYTES);
	list_columns(r, &all);
	const char *near = spelling_nearest(name, r->columns, r->columns_n);
	if (!*name)
		FAULT(r, "a column has no name; the columns are %s", text_str(&all));
	else if (near)
		FAULT(r, "there is no column `%s`; did you mean `%s`?", name, near);
	else
		FAULT(r, "there is no column `%s`; the columns are %s", name, text_str(&all));
	text_free(&all);
	r->useless = true;
}

static void missing_columns(struct reader *r, const bool *seen)
{
	for (size_t i = 0; i < r->columns_n; i++) {
		if (seen[i])
			continue;
		FAULT(r, "the column `%s` is missing; add it, its fields may be empty where nothing is known",
		      r->columns[i]);
		r->useless = true;
	}
}

static void read_header(struct reader *r)
{
	bool seen[COLUMNS_MAX] = {false};
	r->headed = true;
	r->header_n = r->n;
	if (r->bad || r->n > COLUMNS_MAX) {
		if (!r->bad)
			FAULT(r, "the header has %zu columns; leave only those that are known", r->n);
		r->useless = true;
		return;
	}
	for (size_t i = 0; i < r->n; i++) {
		const char *name = r->bytes + r->starts[i];
		int column = r->column_of[i] = find_column(r, name);
		if (column == NO_COLUMN) {
			unknown_column(r, name);
		} else if (seen[column]) {
			FAULT(r, "the column `%s` is there twice; take one of them out", name);
			r->useless = true;
		} else {
			seen[column] = true;
		}
	}
	missing_columns(r, seen);
}

static struct table_row *row_add(struct table *t)
{
	if (t->n == t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 64;
		struct table_row *rows = realloc(t->rows, cap * sizeof(*rows));
		if (!rows)
			return NULL;
		t->rows = rows;
		t->cap = cap;
	}
	return &t->rows[t->n];
}

/* The pointers and the bytes they point to lie in one piece of memory. */
static void keep_row(struct reader *r)
{
	struct table_row *row = row_add(r->table);
	size_t pointers = r->columns_n * sizeof(char *);
	char **fields = row ? malloc(pointers + r->used) : NULL;
	if (!fields) {
		ran_out(r);
		return;
	}
	char *bytes = (char *)fields + pointers;
	memcpy(bytes, r->bytes, r->used);
	for (size_t i = 0; i < r->n; i++)
		fields[r->column_of[i]] = bytes + r->starts[i];
	*row = (struct table_row){.line = r->line, .fields = fields};
	r->table->n++;
}

static void row_clear(struct reader *r)
{
	r->used = r->n = 0;
	r->bad = r->filled = false;
}

/* Called by libcsv at the end of each row. Rows of empty fields, as spreadsheets leave them, count as blank lines. */
static void on_row(int end, void *ctx)
{
	struct reader *r = ctx;
	(void)end;
	if (!r->useless && (r->filled || r->bad)) {
		if (!r->headed)
			read_header(r);
		else if (!r->bad && r->n != r->header_n)
			FAULT(r,
			      "this row has %zu fields and the header %zu; put quotes round a field with a comma in it",
			      r->n, r->header_n);
		else if (!r->bad)
			keep_row(r);
	}
	row_clear(r);
}

static bool start_csv(struct reader *r)
{
	if (csv_init(&r->csv, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return false;
	csv_set_blk_size(&r->csv, 4096);
	return true;
}

/* Reads one line of the file. What is wrong in a row's quotes costs that row, and the next line begins anew. */
static void read_line(struct reader *r, const char *s, size_t n, int line)
{
	bool between_rows = r->csv.pstate == 0;
	if (between_rows)
		r->line = line;
	if (csv_parse(&r->csv, s, n, on_field, on_row, r) == n)
		return;
	if (csv_error(&r->csv) != CSV_EPARSE) {
		ran_out(r);
		return;
	}
	FAULT(r, "a quote stands amid a field; put the whole field in quotes, and write a quote in it twice");
	csv_free(&r->csv);
	row_clear(r);
	if (!start_csv(r))
		ran_out(r);
}

static size_t line_length(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == '\n' || (s[i] == '\r' && (i + 1 == n || s[i + 1] != '\n')))
			return i + 1;
	return n;
}

/* Each line that is no UTF-8 becomes a fault: then the file is not read at all, its quotes could not be trusted. */
static bool check_utf8(struct reader *r, const char *s, size_t n)
{
	bool good = true;
	int line = 1;
	for (size_t at = 0; at < n && !gives_up(r, line); line++) {
		size_t length = line_length(s + at, n - at);
		if (!utf8_valid(s + at, length)) {
			fault_add(r->faults, r->file, line, 0, 0,
				  "this line is not UTF-8; save the file as `CSV UTF-8`");
			good = false;
		}
		at += length;
	}
	return good;
}

static void read_lines(struct reader *r, const char *s, size_t n)
{
	int line = 1;
	for (size_t at = 0; at < n && !r->useless; line++) {
		size_t length = line_length(s + at, n - at);
		read_line(r, s + at, length, line);
		at += length;
		r->useless = r->useless || gives_up(r, line);
	}
	if (!r->useless && csv_fini(&r->csv, on_field, on_row, r) != 0)
		FAULT(r, "the row that begins here has a quote that is never closed; close it");
	if (!r->useless && !r->headed) {
		struct text all = text_new(HEADER_BYTES);
		list_columns(r, &all);
		fault_add(r->faults, r->file, 1, 0, 0, "there is no header line; begin the file with %s",
			  text_str(&all));
		text_free(&all);
	}
}

/* NULL, and a fault, if it cannot be had. To be freed. */
static char *read_whole(struct reader *r, FILE *in, size_t *n)
{
	struct stat st;
	if (fstat(fileno(in), &st) == 0 && S_ISDIR(st.st_mode)) {
		fault_add(r->faults, r->file, 0, 0, 0, "this is a folder; name a CSV file");
		return NULL;
	}
	struct text all = text_new(TABLE_BYTES_MAX);
	char piece[65536];
	size_t got;
	while (!all.full && (got = fread(piece, 1, sizeof(piece), in)) > 0) {
		text_addn(&all, piece, got);
	}
	if (ferror(in))
		fault_add(r->faults, r->file, 0, 0, 0, "cannot be read: %s", strerror(errno));
	else if (all.full)
		fault_add(r->faults, r->file, 0, 0, 0,
			  "has more than 64 MiB; part it and import the pieces one by one");
	else {
		*n = all.len;
		return all.s ? all.s : strdup("");
	}
	text_free(&all);
	return NULL;
}

enum table_read table_read(struct table *t, const char *file, const char *const *columns, struct faults *f)
{
	*t = (struct table){0};
	struct reader r = {.table = t, .faults = f, .file = file, .columns = columns, .faults_before = f->n};
	while (columns[r.columns_n])
		r.columns_n++;
	size_t n = 0;
	FILE *in = fopen(file, "re");
	if (!in) {
		fault_add(f, file, 0, 0, 0, "cannot be opened: %s; name a CSV file that can be read", strerror(errno));
		return TABLE_UNREADABLE;
	}
	char *whole = read_whole(&r, in, &n);
	fclose(in);
	size_t mark = n >= 3 && memcmp(whole, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	if (whole && check_utf8(&r, whole, n)) {
		if (start_csv(&r)) {
			read_lines(&r, whole + mark, n - mark);
			csv_free(&r.csv);
		} else {
			ran_out(&r);
		}
	}
	free(whole);
	free(r.bytes);
	return r.no_memory ? TABLE_UNREADABLE : f->n > r.faults_before ? TABLE_FAULTY : TABLE_READ;
}

void table_free(struct table *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->rows[i].fields);
	free(t->rows);
	*t = (struct table){0};
}
