#include "templates/wording/refusal/row_words.h"

#include <string.h>

#include "templates/file/yaml_get.h"

#define PLACE_BYTES 3 /* of `{1}` */

#define ROW_WORD_ROW(word, name, values, said) {name, values, said},
static const struct row {
	const char *name;
	int values;
	const char *said;
} rows[] = {ROW_WORD_ROWS(ROW_WORD_ROW)};
#undef ROW_WORD_ROW

/* The next place from s on, whose value is number *n from 1; NULL: there is none. */
static const char *next_place(const char *s, int *n)
{
	while ((s = strchr(s, '{'))) {
		if (s[1] >= '1' && s[1] <= '0' + ROW_VALUES_MOST && s[2] == '}') {
			*n = s[1] - '0';
			return s;
		}
		s++;
	}
	return NULL;
}

/* ---- reading ---- */

static void check_places(const struct yaml *at, const char *words, int values, struct faults *f)
{
	int n = 0;

	while ((words = next_place(words, &n))) {
		if (n > values) {
			yaml_fault(f, at, "there is nothing to stand for `{%d}` here; leave it out", n);
			return;
		}
		words += PLACE_BYTES;
	}
}

void row_words_read(const struct yaml *map, struct row_words *out, struct faults *f)
{
	const char *names[ROW_WORDS + 1];
	const struct yaml *n;

	*out = (struct row_words){0};
	if (!map || !yaml_is_map(map, "{missing: \"...\", ...}", f))
		return;
	for (size_t i = 0; i < ROW_WORDS; i++)
		names[i] = rows[i].name;
	names[ROW_WORDS] = NULL;
	yaml_keys(map, names, f);
	for (size_t i = 0; i < ROW_WORDS; i++) {
		n = yaml_get(map, rows[i].name);
		if (n && yaml_text(n, out->in[i], ROW_WORD_BYTES, f))
			check_places(n, out->in[i], rows[i].values, f);
	}
}

/* ---- saying ---- */

static const char *value_of(const char *const values[], int n)
{
	for (int i = 0; values && values[i]; i++)
		if (i + 1 == n)
			return values[i];
	return "";
}

void row_words_say(const struct row_words *words, enum row_word which, const char *const values[], struct text *out)
{
	const char *at = words && *words->in[which] ? words->in[which] : rows[which].said, *place;
	int n = 0;

	while ((place = next_place(at, &n))) {
		text_addn(out, at, (size_t)(place - at));
		text_add(out, value_of(values, n));
		at = place + PLACE_BYTES;
	}
	text_add(out, at);
}
