#include "gateway/config/setup_languages.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

/* ---- the folders there are ---- */

/* A file that every language has, and no other folder. */
#define ITS_WORDS "words.yaml"

static bool is_there(const struct setup_reader *r, const char *name)
{
	char path[PATH_BYTES + 256 + sizeof(ITS_WORDS) + 2];

	snprintf(path, sizeof(path), "%s/%s", r->s->templates, name);
	return access(path, F_OK) == 0;
}

static bool is_language(const struct setup_reader *r, const char *name)
{
	char file[256 + sizeof(ITS_WORDS) + 2];

	snprintf(file, sizeof(file), "%s/" ITS_WORDS, name);
	return lang_may_be(name) && is_there(r, file);
}

/* Its folders that are languages, in order of name, at most LANGS_MAX of them; how many. */
static size_t list_folders(const struct setup_reader *r, char names[LANGS_MAX][LANG_BYTES])
{
	struct dirent **entries = NULL;
	int found = scandir(r->s->templates, &entries, NULL, alphasort);
	size_t n = 0;

	for (int i = 0; i < found; i++) {
		if (n < LANGS_MAX && is_language(r, entries[i]->d_name))
			text_copy(names[n++], LANG_BYTES, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return n;
}

static void refuse_folder(struct setup_reader *r, const struct yaml *at, const char *name)
{
	char there[LANGS_MAX][LANG_BYTES];
	struct text names = text_new(256);
	size_t n = list_folders(r, there);

	for (size_t i = 0; i < n; i++)
		text_addf(&names, "%s%s", i > 0 ? ", " : "", there[i]);
	if (n > 0)
		yaml_fault(r->f, at,
			   "there is no language %s: no folder %s/%s; there are these: write `languages: [%s]`", name,
			   r->s->templates, name, text_str(&names));
	else
		yaml_fault(r->f, at, "there is no language %s: no folder %s/%s, nor any other; copy one there", name,
			   r->s->templates, name);
	text_free(&names);
}

/* ---- the list ---- */

static void add(struct setup *s, const char *name)
{
	text_copy(s->languages[s->languages_n++], LANG_BYTES, name);
}

/* What else is wrong in templates and flows is told for those that there are. */
static void use_what_is_there(struct setup_reader *r)
{
	if (r->s->languages_n == 0)
		r->s->languages_n = list_folders(r, r->s->languages);
	if (r->s->languages_n == 0)
		r->s->languages_n = langs_default(r->s->languages);
}

static bool is_listed(const struct setup *s, const char *name)
{
	for (size_t i = 0; i < s->languages_n; i++)
		if (strcmp(s->languages[i], name) == 0)
			return true;
	return false;
}

static void read_one(struct setup_reader *r, const struct yaml *n)
{
	char name[16];

	if (!yaml_text(n, name, sizeof(name), r->f))
		return;
	if (!lang_may_be(name))
		yaml_fault(r->f, n, "this is no language; write two or three small letters, as its folder is called");
	else if (is_listed(r->s, name))
		yaml_fault(r->f, n, "`%s` is listed twice; leave one out", name);
	else if (r->s->templates[0] && is_there(r, "") && !is_there(r, name))
		refuse_folder(r, n, name);
	else if (r->s->languages_n == LANGS_MAX)
		yaml_fault(r->f, n, "at most %d languages are possible; leave some out", LANGS_MAX);
	else
		add(r->s, name);
}

void setup_languages_read(struct setup_reader *r, const struct yaml *list)
{
	r->s->languages_line = list->line;
	r->s->languages_col = list->col;
	if (!yaml_is_list(list, "[LANGUAGE, ...], the first for people who have none", r->f))
		return;
	r->s->languages_n = 0;
	for (size_t i = 0; i < yaml_count(list); i++)
		read_one(r, yaml_item(list, i));
	use_what_is_there(r);
}

void setup_languages_find(struct setup_reader *r, const struct yaml *at)
{
	char wanted[LANGS_MAX][LANG_BYTES];
	size_t n = langs_default(wanted);

	if (!at || !r->s->templates[0] || !is_there(r, ""))
		return;
	r->s->languages_n = 0;
	for (size_t i = 0; i < n; i++) {
		if (is_there(r, wanted[i]))
			add(r->s, wanted[i]);
		else
			refuse_folder(r, at, wanted[i]);
	}
	use_what_is_there(r);
}

int setup_languages_one_of(struct setup_reader *r, const struct yaml *n)
{
	const char *names[LANGS_MAX];

	for (size_t i = 0; i < r->s->languages_n; i++)
		names[i] = r->s->languages[i];
	return yaml_one_of(n, "language", names, r->s->languages_n, r->f);
}
