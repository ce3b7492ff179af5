#include "templates/file/fault.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "templates/text/text.h"
#include "templates/text/utf8.h"

#define FIRST_FAULTS 16

/* Stands for all faults when there is no memory for the first: a check must not pass for want of memory. */
static struct fault no_memory;

static bool faults_room(struct faults *f)
{
	if (f->n < f->cap)
		return true;
	size_t cap = f->cap ? f->cap * 2 : FIRST_FAULTS;
	struct fault *all = realloc(f->cap ? f->all : NULL, cap * sizeof(*all));
	if (!all)
		return false;
	if (f->cap == 0 && f->n > 0)
		all[0] = no_memory;
	f->all = all;
	f->cap = cap;
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
	if (!faults_room(f)) {
		if (f->n == 0) {
			f->all = &no_memory;
			f->n = 1;
		}
		return;
	}
	char *what = NULL;
	va_list args;
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

/* Line `line` of the file, without its end; NULL if it cannot be had. To be freed. */
static char *read_line(const char *file, int line, size_t *n)
{
	FILE *in = fopen(file, "re");
	if (!in)
		return NULL;
	char *s = NULL;
	size_t cap = 0;
	ssize_t got = -1;
	for (int i = 0; i < line; i++) {
		got = getline(&s, &cap, in);
		if (got < 0)
			break;
	}
	fclose(in);
	if (got < 0) {
		free(s);
		return NULL;
	}
	*n = (size_t)got;
	while (*n > 0 && (s[*n - 1] == '\n' || s[*n - 1] == '\r'))
		(*n)--;
	return s;
}

/* A control would move the terminal's cursor: it is shown as a blank, all but the tab. */
static bool is_hidden(uint32_t cp)
{
	return (cp < 0x20 && cp != '\t') || (cp >= 0x7F && cp <= 0x9F);
}

static void show_line(FILE *to, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t bytes = utf8_next(s + i, n - i, &cp);
		if (is_hidden(cp))
			fputc(' ', to);
		else if (cp == 0xFFFD)
			fputs("\xEF\xBF\xBD", to);
		else
			fwrite(s + i, 1, bytes, to);
		i += bytes;
	}
	fputc('\n', to);
}

/* Takes one character off s[n]; returns its columns. */
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
	uint32_t cp;
	for (int c = 1; c < col && n > 0; c++) {
		size_t columns = step(&s, &n, &cp);
		/* A tab is as wide as the one above it only if it is one. */
		if (cp == '\t')
			fputc('\t', to);
		else
			fprintf(to, "%*s", (int)columns, "");
	}
	size_t columns = 0;
	for (int c = 0; c < width && n > 0; c++)
		columns += step(&s, &n, &cp);
	fputc('^', to);
	for (size_t i = 1; i < columns; i++)
		fputc('~', to);
	fputc('\n', to);
}

static void print_source(const struct fault *one, FILE *to)
{
	size_t n = 0;
	char *line = read_line(file_of(one), one->line, &n);
	if (!line)
		return;
	const char *s = line;
	if (one->line == 1 && n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
		/* Whoever counted the columns did not see the byte order mark either. */
		s += 3;
		n -= 3;
	}
	show_line(to, s, n);
	if (one->col > 0)
		underline(to, s, n, one->col, one->width);
	free(line);
}

static void print_one(const struct fault *one, const char *kind, FILE *to)
{
	/* What is wrong with a whole file, or a whole line, is so from its beginning on. */
	if (one->file)
		fprintf(to, "%s:%d:%d:", one->file, one->line > 0 ? one->line : 1, one->col > 0 ? one->col : 1);
	fprintf(to, "%s%s: %s\n", one->file ? " " : "", kind, one->what ? one->what : "out of memory");
	if (one->line > 0)
		print_source(one, to);
}

struct printed {
	const struct fault *one;
	size_t file; /* where its file was first seen */
};

static size_t first_of_file(const struct faults *f, size_t i)
{
	size_t first = 0;
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

static void print_all(const struct faults *f, const char *kind, FILE *to)
{
	if (f->n == 0)
		return;
	struct printed *order = calloc(f->n, sizeof(*order));
	if (!order) {
		/* Out of order is better than not at all. */
		for (size_t i = 0; i < f->n; i++)
			print_one(&f->all[i], kind, to);
		return;
	}
	for (size_t i = 0; i < f->n; i++)
		order[i] = (struct printed){.one = &f->all[i], .file = first_of_file(f, i)};
	qsort(order, f->n, sizeof(*order), in_order);
	for (size_t i = 0; i < f->n; i++)
		print_one(order[i].one, kind, to);
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
	row[0] = (int)i;
	int best = row[0];
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
	if (!rows)
		return most + 1;
	int *row = rows, *last = rows + (b->n + 1), *before = last + (b->n + 1);
	for (size_t j = 0; j <= b->n; j++)
		row[j] = (int)j;
	/* The least of a row never falls from one row to the next, so the first row wholly beyond `most` ends it. */
	int best = 0;
	for (size_t i = 1; i <= a->n && best <= most; i++) {
		int *spare = before;
		before = last;
		last = row;
		row = spare;
		best = fill_row(a, b, i, row, last, before);
	}
	int found = least(best <= most ? row[b->n] : most + 1, most + 1);
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

int edit_distance(const char *a, const char *b, int most)
{
	return distance_of(a, b, most, false);
}

const char *fault_nearest(const char *wrong, const char *const *names, size_t n)
{
	int letters = (int)utf8_count(wrong);
	int most = letters / 3 > 2 ? letters / 3 : letters > 4 ? 2 : 1;
	/* One letter at least must be right, or any two short words would be near. */
	if (most >= letters)
		most = letters - 1;
	const char *nearest = NULL;
	for (size_t i = 0; i < n && most >= 0; i++) {
		int found = distance_of(wrong, names[i], most, true);
		if (found > most)
			continue;
		nearest = names[i];
		most = found - 1;
	}
	return nearest;
}
