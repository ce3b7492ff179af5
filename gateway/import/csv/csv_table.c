#include "gateway/import/csv/csv_table.h"

#include <csv.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/import/csv/csv_header.h"
#include "gateway/import/csv/file_text.h"
#include "templates/text/array.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

struct reader {
	struct csv_table *table;
	struct faults *faults;
	const char *file;
	size_t faults_before;
	struct csv_header header;
	struct csv_parser csv;
	/* the row under way */
	int line;    /* where it begins */
	char *bytes; /* its fields, a NUL behind each */
	size_t used, room;
	size_t starts[CSV_COLUMNS_MAX]; /* in bytes */
	size_t n;                       /* fields so far, those past the last column too */
	bool bad, filled;
	bool headed;  /* the header was read */
	bool useless; /* the header is wrong, or memory ran out: no row can be read */
	bool no_memory;
};

#define FAULT(r, ...) fault_add((r)->faults, (r)->file, (r)->line, 0, 0, __VA_ARGS__)

static void ran_out(struct reader *r)
{
	if (!r->no_memory)
		fault_add(r->faults, r->file, 0, 0, 0, "out of memory; split the file, or free some memory");
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
	size_t room;
	char *grown;

	if (r->used + bytes <= r->room)
		return true;
	room = (r->used + bytes) * 2;
	grown = realloc(r->bytes, room);
	if (!grown) {
		ran_out(r);
		return false;
	}
	r->bytes = grown;
	r->room = room;
	return true;
}

/* Line breaks and other controls become blanks, and blanks at the ends are dropped. Returns the length. */
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
	if (r->n < CSV_COLUMNS_MAX && !r->bad && row_room(r, n + 1)) {
		size_t kept;

		r->starts[r->n] = r->used;
		memcpy(r->bytes + r->used, s, n);
		kept = flatten(r->bytes + r->used, n);
		r->bytes[r->used + kept] = '\0';
		r->used += kept + 1;
		r->filled = r->filled || kept > 0;
	}
	r->n++;
}

static void read_header(struct reader *r)
{
	const char *fields[CSV_COLUMNS_MAX];

	r->headed = true;
	if (r->bad || r->n > CSV_COLUMNS_MAX) {
		if (!r->bad)
			FAULT(r, "the header has %zu columns; keep only those that are known", r->n);
		r->useless = true;
		return;
	}
	for (size_t i = 0; i < r->n; i++)
		fields[i] = r->bytes + r->starts[i];
	r->useless = !csv_header_read(&r->header, fields, r->n, r->faults, r->file, r->line);
	for (size_t i = 0; !r->useless && i < r->n; i++)
		r->table->there |= UINT64_C(1) << r->header.column_of[i];
}

/* The pointers and the bytes they point to lie in one piece of memory; the last byte is the field of a column that is
 * not there. */
static void keep_row(struct reader *r)
{
	struct csv_table *t = r->table;
	struct csv_row *rows = array_room(t->rows, t->n, &t->cap, sizeof(*rows));
	size_t pointers = r->header.columns_n * sizeof(char *);
	char **fields = rows ? malloc(pointers + r->used + 1) : NULL;
	char *bytes;

	if (rows)
		t->rows = rows;
	if (!fields) {
		ran_out(r);
		return;
	}
	bytes = (char *)fields + pointers;
	memcpy(bytes, r->bytes, r->used);
	bytes[r->used] = '\0';
	for (size_t i = 0; i < r->header.columns_n; i++)
		fields[i] = bytes + r->used;
	for (size_t i = 0; i < r->n; i++)
		fields[r->header.column_of[i]] = bytes + r->starts[i];
	t->rows[t->n++] = (struct csv_row){.line = r->line, .fields = fields};
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
		else if (!r->bad && r->n != r->header.n)
			FAULT(r,
			      "this row has %zu fields and the header %zu; put quotes round a field with a comma in it",
			      r->n, r->header.n);
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

/* Reads one line of the file. Where the quotes of a row are wrong that row is given up, and the next line begins a
 * new one. */
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
	FAULT(r,
	      "a quote stands in the middle of a field; put the whole field in quotes, and write a quote in it twice");
	csv_free(&r->csv);
	row_clear(r);
	if (!start_csv(r))
		ran_out(r);
}

/* Each line that is not UTF-8 becomes a fault. Then the file is not read at all, for its quotes cannot be trusted. */
static bool check_utf8(struct reader *r, const char *s, size_t n)
{
	bool good = true;
	int line = 1;

	for (size_t at = 0; at < n && !gives_up(r, line); line++) {
		size_t length = file_text_line(s + at, n - at);

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
		size_t length = file_text_line(s + at, n - at);

		read_line(r, s + at, length, line);
		at += length;
		r->useless = r->useless || gives_up(r, line);
	}
	if (!r->useless && csv_fini(&r->csv, on_field, on_row, r) != 0)
		FAULT(r, "the row that begins here has a quote that is never closed; close it");
	if (!r->useless && !r->headed) {
		struct text all = text_new(CSV_HEADER_BYTES);

		csv_header_list(&r->header, &all);
		fault_add(r->faults, r->file, 1, 0, 0, "there is no header line; begin the file with %s",
			  text_str(&all));
		text_free(&all);
	}
}

static void read_bytes(struct reader *r, const char *s, size_t n)
{
	size_t mark = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	if (!check_utf8(r, s, n))
		return;
	if (!start_csv(r)) {
		ran_out(r);
		return;
	}
	read_lines(r, s + mark, n - mark);
	csv_free(&r->csv);
}

static struct reader begin(struct csv_table *t, const char *file, const char *const *columns, struct faults *f)
{
	*t = (struct csv_table){0};
	return (struct reader){
		.table = t, .faults = f, .file = file, .faults_before = f->n, .header = csv_header_new(columns)};
}

static enum csv_table_state end(struct reader *r)
{
	free(r->bytes);
	return r->no_memory ? TABLE_UNREADABLE : r->faults->n > r->faults_before ? TABLE_FAULTY : TABLE_READ;
}

enum csv_table_state csv_table_read_text(struct csv_table *t, const char *text, const char *file,
					 const char *const *columns, struct faults *f)
{
	struct reader r = begin(t, file, columns, f);

	read_bytes(&r, text, strlen(text));
	return end(&r);
}

enum csv_table_state csv_table_read(struct csv_table *t, const char *file, const char *const *columns, struct faults *f)
{
	struct reader r = begin(t, file, columns, f);
	FILE *in = fopen(file, "re");
	size_t n = 0;
	char *whole;

	if (!in) {
		fault_add(f, file, 0, 0, 0, "cannot be opened: %s; name a CSV file that can be read", strerror(errno));
		return TABLE_UNREADABLE;
	}
	whole = file_text_read(in, file, &n, f);
	fclose(in);
	if (whole)
		read_bytes(&r, whole, n);
	free(whole);
	return end(&r);
}

void csv_table_free(struct csv_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->rows[i].fields);
	free(t->rows);
	*t = (struct csv_table){0};
}
