#include "gateway/import/import_run.h"

#include <search.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/text_cut.h"

#define FAULT_TEXT 2560
#define VALUE_UNITS 300 /* of UTF-16; a longer value is cut, so that all is said of it */
#define VALUE_BYTES (3 * VALUE_UNITS)

/* Where a key stood first. */
struct seen {
	int line;
	char key[];
};

/* A long value may be cut, but not in the middle of a character. */
static void say(const struct import_run *im, struct faults *to, const char *fmt, va_list args)
{
	char what[FAULT_TEXT], whole[FAULT_TEXT];

	vsnprintf(what, sizeof(what), fmt, args);
	text_copy(whole, sizeof(whole), what);
	fault_add(to, im->file, im->line, 0, 0, "%s", whole);
}

void import_fault(struct import_run *im, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(im, im->faults, fmt, args);
	va_end(args);
	im->bad = true;
}

void import_wrong(struct import_run *im, enum row_word which, const char *const values[])
{
	struct text said = text_new(FAULT_TEXT), cut[ROW_VALUES_MOST];
	const char *shown[ROW_VALUES_MOST + 1] = {NULL};
	size_t n = 0;

	for (; values && n < ROW_VALUES_MOST && values[n]; n++) {
		cut[n] = text_new(VALUE_BYTES);
		text_cut(&cut[n], values[n], VALUE_UNITS);
		shown[n] = text_str(&cut[n]);
	}
	row_words_say(im->words, which, shown, &said);
	import_fault(im, "%s", text_str(&said));
	while (n > 0)
		text_free(&cut[--n]);
	text_free(&said);
}

void import_warn(struct import_run *im, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	if (im->ways.warnings)
		say(im, im->ways.warnings, fmt, args);
	va_end(args);
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct seen *)a)->key, ((const struct seen *)b)->key);
}

void import_once(struct import_run *im, const char *key, const char *shown)
{
	struct seen *one = malloc(sizeof(*one) + strlen(key) + 1);
	struct seen **place = NULL;

	if (one) {
		one->line = im->line;
		memcpy(one->key, key, strlen(key) + 1);
		place = tsearch(one, &im->seen, by_key);
	}
	if (!place)
		import_wrong(im, WRONG_MEMORY, NULL);
	else if (*place != one)
		import_fault(im, "`%s` is in line %d already; keep only one of the two rows", shown, (*place)->line);
	if (!place || *place != one)
		free(one);
}

void import_run_free(struct import_run *im)
{
	roster_free(&im->roster);
	text_free(&im->changes);
	tdestroy(im->seen, free);
}
