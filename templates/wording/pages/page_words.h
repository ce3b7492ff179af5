/* The words of the pages that people see in a browser: DIR/LANG/pages.yaml, keys and texts. The program only hands them
 * on; what keys there are is the pages' affair. */
#ifndef PAGE_WORDS_H
#define PAGE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "templates/file/fault.h"

#define PAGE_WORDS_MOST 2000
#define PAGE_KEY_MOST 64    /* bytes */
#define PAGE_TEXT_MOST 1024 /* bytes */

struct page_word {
	char *key, *text;
	int line, col, width; /* of the text */
};

/* Begins as {0}. */
struct page_words {
	char *file;
	bool there;            /* the file is */
	struct page_word *all; /* by key */
	size_t n;
};

/* A missing file is no fault: folders of earlier versions have none. */
void page_words_read(const char *file, struct page_words *out, struct faults *f);
void page_words_free(struct page_words *w);

/* NULL: it has none of that key. */
const struct page_word *page_words_find(const struct page_words *w, const char *key);
/* Adds warnings of what a language lacks of the first one's words, which are then shown instead, and of what it has beyond
 * them, which nobody sees. For the first one itself `first` is NULL. */
void page_words_warn(const struct page_words *w, const struct page_words *first, struct faults *warnings);

#endif
