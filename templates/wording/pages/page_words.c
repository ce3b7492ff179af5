#include "templates/wording/pages/page_words.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "templates/file/yaml_get.h"
#include "templates/file/yaml_open.h"
#include "templates/text/text.h"

#define NAMED_MOST 5 /* of the keys that are missing */
#define LETTERS "abcdefghijklmnopqrstuvwxyz0123456789_"

/* ---- reading ---- */

/* Words with dots between them: board.title. */
static bool is_key(const char *s)
{
	size_t n = strlen(s);

	for (const char *at = s;; at++) {
		size_t word = strspn(at, LETTERS);

		at += word;
		if (!word || (*at && *at != '.'))
			return false;
		if (!*at)
			return n <= PAGE_KEY_MOST;
	}
}

/* The next {place} from s on, its name in *name and *n; NULL: there is none. *bad: a brace that is none of a place. */
static const char *next_place(const char *s, const char **name, size_t *n, bool *bad)
{
	s += strcspn(s, "{}");
	*bad = false;
	if (!*s)
		return NULL;
	*name = s + 1;
	*n = strspn(s + 1, LETTERS);
	*bad = *s == '}' || *n == 0 || (*name)[*n] != '}';
	return *bad ? NULL : *name + *n + 1;
}

static bool has_bad_place(const char *text)
{
	const char *name;
	size_t n;
	bool bad;

	while ((text = next_place(text, &name, &n, &bad)))
		;
	return bad;
}

static void read_one(struct page_words *w, const struct yaml *n, struct faults *f)
{
	struct page_word one = {.line = n->line, .col = n->col, .width = n->width};
	char text[PAGE_TEXT_MOST + 1];

	if (!n->key)
		return; /* a fault already */
	if (!is_key(n->key)) {
		yaml_fault_key(
			f, n,
			"a key has small letters, digits and `_` in words with dots between them, %d bytes at most; "
			"write one like `board.title`",
			PAGE_KEY_MOST);
		return;
	}
	if (!yaml_text(n, text, sizeof(text), f))
		return;
	if (has_bad_place(text)) {
		yaml_fault(f, n, "a brace stands only around a place's name here; write one like {number}");
		return;
	}
	one.key = strdup(n->key);
	one.text = strdup(text);
	w->all[w->n++] = one;
	if (!one.key || !one.text)
		yaml_fault(f, n, "out of memory; free some and try again");
}

static int by_key(const void *a, const void *b)
{
	const struct page_word *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static void read_all(struct page_words *w, const struct yaml *root, struct faults *f)
{
	size_t before = f->n;

	if (root->n > PAGE_WORDS_MOST) {
		yaml_fault(f, root, "there are %zu keys here, and %d are read; take out those that no page has",
			   root->n, PAGE_WORDS_MOST);
		return;
	}
	w->all = calloc(root->n + 1, sizeof(*w->all));
	if (!w->all) {
		yaml_fault(f, root, "out of memory; free some and try again");
		return;
	}
	for (size_t i = 0; i < root->n; i++)
		read_one(w, &root->items[i], f);
	if (f->n == before && w->n > 1)
		qsort(w->all, w->n, sizeof(*w->all), by_key);
}

void page_words_read(const char *file, struct page_words *out, struct faults *f)
{
	struct yaml *root;

	out->file = strdup(file);
	if (!out->file)
		fault_add(f, file, 0, 0, 0, "out of memory; free some and try again");
	if (access(file, F_OK) != 0)
		return;
	out->there = true;
	root = yaml_open(file, f);
	if (root)
		read_all(out, root, f);
	yaml_close(root);
}

void page_words_free(struct page_words *w)
{
	for (size_t i = 0; i < w->n; i++) {
		free(w->all[i].key);
		free(w->all[i].text);
	}
	free(w->all);
	free(w->file);
	*w = (struct page_words){0};
}

static int key_against(const void *key, const void *entry)
{
	const struct page_word *w = entry;

	return strcmp(key, w->key);
}

const struct page_word *page_words_find(const struct page_words *w, const char *key)
{
	return w->n ? bsearch(key, w->all, w->n, sizeof(*w->all), key_against) : NULL;
}

/* ---- warnings ---- */

static bool has_place(const char *text, const char *name, size_t n)
{
	const char *theirs;
	size_t theirs_n;
	bool bad;

	while ((text = next_place(text, &theirs, &theirs_n, &bad)))
		if (theirs_n == n && strncmp(theirs, name, n) == 0)
			return true;
	return false;
}

/* The first place that a text has and another has not. */
static void warn_of_places(const struct page_words *w, const struct page_word *in, const struct page_word *of,
			   const char *file, struct faults *warnings)
{
	const char *at = in->text, *name;
	size_t n;
	bool bad;

	while ((at = next_place(at, &name, &n, &bad))) {
		if (has_place(of->text, name, n))
			continue;
		fault_add(warnings, w->file, of->line, of->col, of->width,
			  "`{%.*s}` stands in %s, and not here; write it, unless it is left out on purpose", (int)n,
			  name, file);
		return;
	}
}

static void warn_of_missing(const struct page_words *w, const struct page_words *first, struct faults *warnings)
{
	struct text names = text_new(NAMED_MOST * (PAGE_KEY_MOST + 4));
	size_t missing = 0;

	for (size_t i = 0; i < first->n; i++) {
		if (page_words_find(w, first->all[i].key))
			continue;
		if (missing++ < NAMED_MOST)
			text_addf(&names, "%s`%s`", names.len ? ", " : "", first->all[i].key);
	}
	if (missing)
		fault_add(warnings, w->file, 0, 0, 0,
			  "%zu of the words in %s are missing: %s%s; the pages show those instead", missing,
			  first->file, text_str(&names), missing > NAMED_MOST ? " ..." : "");
	text_free(&names);
}

void page_words_warn(const struct page_words *w, const struct page_words *first, struct faults *warnings)
{
	if (!w->file || (first && !first->file))
		return; /* memory ran out, which was told */
	if (!w->there) {
		fault_add(
			warnings, w->file, 0, 0, 0,
			"this file is missing, in which the words of the pages stand; copy it from a new installation");
		return;
	}
	if (!first)
		return;
	warn_of_missing(w, first, warnings);
	for (size_t i = 0; i < w->n; i++) {
		const struct page_word *of = &w->all[i], *theirs = page_words_find(first, of->key);

		if (!theirs)
			fault_add(warnings, w->file, of->line, of->col, of->width,
				  "`%s` is not in %s; take it out, or look at how it is spelled", of->key, first->file);
		else
			warn_of_places(w, theirs, of, first->file, warnings);
	}
}
