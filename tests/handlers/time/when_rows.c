#include "tests/handlers/time/when_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "templates/file/fault.h"
#include "templates/lexicon/lexicon.h"
#include "templates/lexicon/lexicon_read.h"
#include "tests/handlers/libc_clock.h"

static struct lexicon *words;

int when_words_load(void **state)
{
	struct faults f = {0};

	(void)state;
	words = lexicon_load("templates", &f);
	faults_print(&f, stderr);
	return words && f.n == 0 ? 0 : -1;
}

int when_words_free(void **state)
{
	(void)state;
	lexicon_free(words);
	return 0;
}

const struct lexicon *when_words(void)
{
	return words;
}

struct when when_read_copy(const char *s, size_t n, int64_t moment, enum when_tense tense)
{
	char *copy = malloc(n ? n : 1);
	struct when w;

	assert_non_null(copy);
	memcpy(copy, s, n);
	w = when_read(words, copy, n, moment, tense);
	free(copy);
	return w;
}

static bool row_holds(const struct row *row)
{
	size_t n = strlen(row->text);
	size_t len = row->kind == WHEN_NONE ? 0 : row->len < 0 ? n : (size_t)row->len;
	struct when w = when_read_copy(row->text, n, at_local(row->moment), row->tense);
	char got[24] = "-";
	bool ok = w.kind == row->kind && w.len == len;

	if (w.kind != WHEN_NONE) {
		when_local(w.at, got);
		ok = ok && row->local && !strcmp(got, row->local) && w.bare == !!(row->flags & B) &&
		     w.dated == !!(row->flags & D);
	}
	if (!ok)
		print_error("%s %s \"%s\": kind %d, %s, %zu bytes%s%s; not kind %d, %s, %zu\n", row->moment,
			    row->tense == AHEAD ? "ahead" : "behind", row->text, (int)w.kind, got, w.len,
			    w.bare ? ", bare" : "", w.dated ? ", dated" : "", (int)row->kind,
			    row->local ? row->local : "-", len);
	return ok;
}

void when_rows_hold(const struct row *rows, size_t count)
{
	size_t i, bad = 0;

	for (i = 0; i < count; i++)
		bad += !row_holds(&rows[i]);
	assert_int_equal(bad, 0);
}
