#include "templates/file/fault.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/array.h"
#include "templates/text/utf8.h"

/* The only fault when there is no memory for the first: a check must not pass because memory is short. */
static struct fault no_memory;

static bool faults_room(struct faults *f)
{
	bool had_none = f->cap == 0;
	struct fault *all = array_room(had_none ? NULL : f->all, f->n, &f->cap, sizeof(*all));

	if (!all)
		return false;
	if (had_none && f->n > 0)
		all[0] = no_memory;
	f->all = all;
	return true;
}

static void make_one_line(char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7F)
			*s = ' ';
}

void fault_add(struct faults *f, const char *file, int line, int col, int width, const char *fmt, ...)
{
	char *what = NULL;
	va_list args;

	if (!faults_room(f)) {
		if (f->n == 0) {
			f->all = &no_memory;
			f->n = 1;
		}
		return;
	}
	va_start(args, fmt);
	if (vasprintf(&what, fmt, args) < 0)
		what = NULL;
	va_end(args);
	if (what)
		make_one_line(what);
	f->all[f->n++] = (struct fault){
		.file = strdup(file),
		.line = line,
		.col = col,
		.width = width > 0 ? width : 1,
		.what = what,
	};
}

void faults_free(struct faults *f)
{
	if (f->cap > 0) {
		for (size_t i = 0; i < f->n; i++) {
			free(f->all[i].file);
			free(f->all[i].what);
		}
		free(f->all);
	}
	*f = (struct faults){0};
}

static const char *file_of(const struct fault *one)
{
	return one->file ? one->file : "";
}

/* A file that is read on from line to line, so that faults in order read it once. Begins as {0}. */
struct source {
	const char *file; /* of the fault it was opened for; NULL: none yet */
	FILE *in;         /* NULL: it cannot be read, or has ended */
	int line;         /* the number of the one in s; 0: none was read yet */
	char *s;
	size_t cap, n; /* n: without the line's end */
};

static void source_close(struct source *src)
{
	if (src->in)
		fclose(src->in);
	free(src->s);
	*src = (struct source){0};
}

static void next_line(struct source *src)
{
	ssize_t got = getline(&src->s, &src->cap, src->in);

	if (got < 0) {
		fclose(src->in);
		src->in = NULL;
		return;
	}
	src->line++;
	src->n = (size_t)got;
	while (src->n > 0 && (src->s[src->n - 1] == '\n' || src->s[src->n - 1] == '\r'))
		src->n--;
}

/* Reads on to that line, or from the beginning where it lies before. False if it cannot be read. */
static bool find_line(struct source *src, const char *file, int line)
{
	if (!src->file || strcmp(src->file, file) != 0 || line < src->line) {
		source_close(src);
		src->file = file;
		src->in = fopen(file, "re");
	}
	while (src->in && src->line < line)
		next_line(src);
	return src->line == line;
}

/* A control would move the terminal's cursor, so it is shown as a blank, unless it is a tab. */
static bool is_hidden(uint32_t cp)
{
	return utf8_is_control(cp) && cp != '\t';
}

static void show_line(FILE *to, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t bytes = utf8_next(s + i, n - i, &cp);

		if (is_hidden(cp))
			fputc(' ', to);
		else if (cp == UTF8_BAD)
			fputs(UTF8_BAD_BYTES, to);
		else
			fwrite(s + i, 1, bytes, to);
		i += bytes;
	}
	fputc('\n', to);
}

/* Goes past one character of s[n] and returns its columns. */
static size_t step(const char **s, size_t *n, uint32_t *cp)
{
	size_t bytes = utf8_next(*s, *n, cp);
	size_t columns = is_hidden(*cp) || *cp == '\t' ? 1 : utf8_columns(*s, bytes);

	*s += bytes;
	*n -= bytes;
	return columns;
}

static void underline(FILE *to, const char *s, size_t n, int col, int width)
{
	size_t columns = 0;
	uint32_t cp;

	for (int c = 1; c < col && n > 0; c++) {
		int blanks = (int)step(&s, &n, &cp);

		/* Only a tab is as wide as the tab above it. */
		if (cp == '\t')
			fputc('\t', to);
		else
			fprintf(to, "%*s", blanks, "");
	}
	for (int c = 0; c < width && n > 0; c++)
		columns += step(&s, &n, &cp);
	fputc('^', to);
	for (size_t i = 1; i < columns; i++)
		fputc('~', to);
	fputc('\n', to);
}

static void print_source(const struct fault *one, struct source *src, FILE *to)
{
	const char *s;
	size_t n;

	if (!find_line(src, file_of(one), one->line))
		return;
	s = src->s;
	n = src->n;
	if (one->line == 1 && n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
		/* A byte order mark is not counted as a column. */
		s += 3;
		n -= 3;
	}
	show_line(to, s, n);
	if (one->col > 0)
		underline(to, s, n, one->col, one->width);
}

static void print_one(const struct fault *one, const char *kind, struct source *src, FILE *to)
{
	/* A fault of a whole file or line is shown at its beginning. */
	if (one->file)
		fprintf(to, "%s:%d:%d:", one->file, one->line > 0 ? one->line : 1, one->col > 0 ? one->col : 1);
	fprintf(to, "%s%s: %s\n", one->file ? " " : "", kind, one->what ? one->what : "out of memory");
	if (one->line > 0)
		print_source(one, src, to);
}

struct printed {
	const struct fault *one;
	size_t file; /* where its file was first seen */
};

/* `before`: of the fault before it. Faults of one file mostly follow one another. */
static size_t first_of_file(const struct faults *f, size_t i, size_t before)
{
	size_t first = 0;

	if (i > 0 && strcmp(file_of(&f->all[i - 1]), file_of(&f->all[i])) == 0)
		return before;
	while (strcmp(file_of(&f->all[first]), file_of(&f->all[i])) != 0)
		first++;
	return first;
}

static int in_order(const void *a, const void *b)
{
	const struct printed *x = a, *y = b;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->one->line != y->one->line)
		return x->one->line < y->one->line ? -1 : 1;
	if (x->one->col != y->one->col)
		return x->one->col < y->one->col ? -1 : 1;
	return (x->one > y->one) - (x->one < y->one);
}

/* Without memory, faults that are not sorted are better than none: NULL. To be freed. */
static struct printed *sorted(const struct faults *f)
{
	struct printed *order = f->n > 0 ? calloc(f->n, sizeof(*order)) : NULL;
	size_t file = 0;

	if (!order)
		return NULL;
	for (size_t i = 0; i < f->n; i++) {
		file = first_of_file(f, i, file);
		order[i] = (struct printed){.one = &f->all[i], .file = file};
	}
	qsort(order, f->n, sizeof(*order), in_order);
	return order;
}

static void print_all(const struct faults *f, const char *kind, FILE *to)
{
	struct printed *order = sorted(f);
	struct source src = {0};

	for (size_t i = 0; i < f->n; i++)
		print_one(order ? order[i].one : &f->all[i], kind, &src, to);
	source_close(&src);
	free(order);
}

void faults_print(const struct faults *f, FILE *to)
{
	print_all(f, "error", to);
}

void faults_print_warnings(const struct faults *f, FILE *to)
{
	print_all(f, "warning", to);
}
