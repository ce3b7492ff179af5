#include "templates/wording/lang.h"

#include <stdio.h>
#include <string.h>

#include "templates/text/text.h"

/* The Makefile names the languages that are shipped, the first before the others, and that of the verbs' own words. */
#define LISTED FIELDGATE_LANGUAGES
#define OF_VERBS FIELDGATE_VERBS_LANGUAGE
#define BLANK ' '

static char names[LANGS_MAX][LANG_BYTES];
static char shape[LANGS_MAX * (LANG_BYTES + 8)];

int langs_n;
const char *lang_names[LANGS_MAX + 1];
enum lang lang_of_verbs;

static void write_shape(void)
{
	size_t at = 0;

	for (int i = 0; i < langs_n; i++)
		at += (size_t)snprintf(shape + at, sizeof(shape) - at, "%s%s: ...", i == 0 ? "{" : ", ", names[i]);
	snprintf(shape + at, sizeof(shape) - at, "}");
}

void langs_use(char list[][LANG_BYTES], size_t n)
{
	for (langs_n = 0; langs_n < (int)n && langs_n < LANGS_MAX; langs_n++) {
		text_copy(names[langs_n], LANG_BYTES, list[langs_n]);
		lang_names[langs_n] = names[langs_n];
	}
	lang_names[langs_n] = NULL;
	if (!lang_read(OF_VERBS, &lang_of_verbs))
		lang_of_verbs = LANG_FIRST;
	write_shape();
}

size_t langs_default(char out[LANGS_MAX][LANG_BYTES])
{
	size_t n = 0;

	for (const char *s = LISTED; *s && n < LANGS_MAX;) {
		const char *end = strchrnul(s, BLANK);

		snprintf(out[n++], LANG_BYTES, "%.*s", (int)(end - s), s);
		s = *end ? end + 1 : end;
	}
	return n;
}

/* Tests and tools that read no configuration have the default too. */
__attribute__((constructor)) static void use_default(void)
{
	char listed[LANGS_MAX][LANG_BYTES];

	langs_use(listed, langs_default(listed));
}

bool lang_may_be(const char *name)
{
	size_t n = strlen(name);

	return n >= 2 && n < LANG_BYTES && strspn(name, "abcdefghijklmnopqrstuvwxyz") == n;
}

bool lang_read(const char *s, enum lang *l)
{
	for (int i = 0; i < langs_n; i++) {
		if (strcmp(s, names[i]) == 0) {
			*l = (enum lang)i;
			return true;
		}
	}
	return false;
}

const char *lang_name(enum lang l)
{
	return names[l];
}

const char *lang_shape(void)
{
	return shape;
}
