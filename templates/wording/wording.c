#include "templates/wording/wording.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/array.h"
#include "templates/text/text.h"
#include "templates/wording/template_read.h"

#define SUFFIX ".txt"

struct folder {
	struct template **all; /* by name */
	size_t n, cap;
};

struct wording {
	struct folder in[LANGS_MAX];
	struct own_words own[LANGS_MAX];
	struct page_words pages[LANGS_MAX];
};

static bool folder_add(struct folder *in, struct template *t)
{
	struct template **all = array_room(in->all, in->n, &in->cap, sizeof(*all));

	if (!all)
		return false;
	in->all = all;
	all[in->n++] = t;
	return true;
}

/* Bytes of the template's name in the name of its file; 0 if the file is no template: hidden, or an editor's copy. */
static size_t name_of(const char *file)
{
	size_t n = strlen(file), suffix = strlen(SUFFIX);

	if (file[0] == '.' || n <= suffix || strcmp(file + n - suffix, SUFFIX) != 0)
		return 0;
	return n - suffix;
}

static int is_template(const struct dirent *entry)
{
	return name_of(entry->d_name) > 0;
}

/* Adds the template of the file dir/lang/file, which is read later. Returns false when out of memory. */
static bool folder_list_one(struct folder *in, const char *dir, enum lang l, const char *file, struct faults *f)
{
	size_t n = name_of(file);
	struct template *t;
	char *path;

	if (asprintf(&path, "%s/%s/%s", dir, lang_name(l), file) < 0)
		return false;
	if (n >= TEMPLATE_NAME) {
		fault_add(f, path, 0, 0, 1, "the name of a template has at most %d bytes; give this file a shorter one",
			  TEMPLATE_NAME - 1);
		free(path);
		return true;
	}
	t = template_new(path, file, n, l);
	free(path);
	if (t && folder_add(in, t))
		return true;
	template_free(t);
	return false;
}

static int by_name(const void *a, const void *b)
{
	const struct template *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

/* Returns false, and says why, if the folder cannot be read. */
static bool folder_list(struct folder *in, const char *dir, enum lang l, struct faults *f)
{
	struct text path = text_new(PATH_MAX);
	struct dirent **entries = NULL;
	int n, error;

	text_addf(&path, "%s/%s", dir, lang_name(l));
	n = scandir(text_str(&path), &entries, is_template, alphasort);
	error = n < 0 ? errno : 0;
	for (int i = 0; i < n; i++) {
		if (!error && !folder_list_one(in, dir, l, entries[i]->d_name, f))
			error = ENOMEM;
		free(entries[i]);
	}
	free(entries);
	if (error)
		fault_add(f, text_str(&path), 0, 0, 1, "this folder cannot be read: %s", strerror(error));
	text_free(&path);
	if (in->n > 1)
		qsort(in->all, in->n, sizeof(struct template *), by_name);
	return !error;
}

static bool folder_read(struct folder *in, struct faults *f)
{
	for (size_t i = 0; i < in->n; i++) {
		if (!template_read(in->all[i], f)) {
			fault_add(f, in->all[i]->file, 0, 0, 1, "out of memory");
			return false;
		}
	}
	return true;
}

/* The first language that has a template of that name and, if `always`, says so in it. */
static const struct template *first_that(const struct wording *w, const char *name, bool always)
{
	for (enum lang l = 0; l < langs_n; l++) {
		const struct template *t = wording_find(w, l, name);

		if (t && (!always || t->always))
			return t;
	}
	return NULL;
}

/* A template has to be there in every language; what one lacks is told once, at the first that has it. */
static void check_others(const struct wording *w, const char *dir, const struct template *t, struct faults *f)
{
	const struct template *always = first_that(w, t->name, true);

	if (first_that(w, t->name, false) != t)
		return;
	for (enum lang l = 0; l < langs_n; l++) {
		const struct template *other = wording_find(w, l, t->name);

		if (other && always && !other->always)
			fault_add(f, other->file, 1, 1, 1,
				  "it is `@always` in %s, and not here; write it in every language, or in none",
				  lang_name(always->lang));
		if (!other)
			fault_add(f, t->file, 0, 0, 1, "there is no %s/%s/%s" SUFFIX "; write it, or remove this one",
				  dir, lang_name(l), t->name);
	}
}

static void read_words(struct wording *w, const char *dir, enum lang l, struct faults *f)
{
	struct text path = text_new(PATH_MAX);

	text_addf(&path, "%s/%s/words.yaml", dir, lang_name(l));
	own_words_read(text_str(&path), &w->own[l], f);
	text_clear(&path);
	text_addf(&path, "%s/%s/pages.yaml", dir, lang_name(l));
	page_words_read(text_str(&path), &w->pages[l], f);
	text_free(&path);
}

struct wording *wording_load(const char *dir, struct faults *f)
{
	struct wording *w = calloc(1, sizeof(*w));
	bool ok = true;

	if (!w) {
		fault_add(f, dir, 0, 0, 1, "out of memory");
		return NULL;
	}
	for (enum lang l = 0; l < langs_n; l++)
		ok = folder_list(&w->in[l], dir, l, f) && ok;
	for (enum lang l = 0; ok && l < langs_n; l++)
		ok = folder_read(&w->in[l], f);
	if (!ok) {
		wording_free(w);
		return NULL;
	}
	for (enum lang l = 0; l < langs_n; l++)
		for (size_t i = 0; i < w->in[l].n; i++)
			check_others(w, dir, w->in[l].all[i], f);
	for (enum lang l = 0; l < langs_n; l++)
		read_words(w, dir, l, f);
	return w;
}

void wording_free(struct wording *w)
{
	if (!w)
		return;
	for (int l = 0; l < langs_n; l++) {
		for (size_t i = 0; i < w->in[l].n; i++)
			template_free(w->in[l].all[i]);
		free(w->in[l].all);
		page_words_free(&w->pages[l]);
	}
	free(w);
}

static int name_against(const void *name, const void *entry)
{
	const struct template *const *t = entry;

	return strcmp(name, (*t)->name);
}

const struct template *wording_find(const struct wording *w, enum lang l, const char *name)
{
	const struct folder *in = &w->in[l];
	struct template **found = NULL;

	if (in->n > 0)
		found = bsearch(name, in->all, in->n, sizeof(struct template *), name_against);
	return found ? *found : NULL;
}

const struct template *wording_at(const struct wording *w, enum lang l, size_t i)
{
	return i < w->in[l].n ? w->in[l].all[i] : NULL;
}

const struct own_words *wording_own(const struct wording *w, enum lang l)
{
	return &w->own[l];
}

const struct page_words *wording_pages(const struct wording *w, enum lang l)
{
	return &w->pages[l];
}

void wording_warn(const struct wording *w, struct faults *warnings)
{
	for (enum lang l = 0; l < langs_n; l++)
		page_words_warn(&w->pages[l], l == LANG_FIRST ? NULL : &w->pages[LANG_FIRST], warnings);
}
