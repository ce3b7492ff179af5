/* The wording: all templates in all languages, read once and never changed. */
#ifndef WORDING_H
#define WORDING_H

#include "templates/file/fault.h"
#include "templates/wording/lang.h"
#include "templates/wording/own_words.h"
#include "templates/wording/pages/page_words.h"
#include "templates/wording/template.h"

struct wording;

/* Reads all DIR/LANG/NAME.txt, DIR/LANG/words.yaml and DIR/LANG/pages.yaml. Faults go to `f`, also where a template is not
 * there in every language; what has faults can still be used, so that more of them can be found. Returns NULL, with a
 * fault, only if a folder cannot be read or memory runs out. Free with wording_free(). */
struct wording *wording_load(const char *dir, struct faults *f);
void wording_free(struct wording *w);

/* NULL if there is no such template. A binary search, as it is called for every text sent. */
const struct template *wording_find(const struct wording *w, enum lang l, const char *name);
/* The templates of a language in order of name; NULL past the last. */
const struct template *wording_at(const struct wording *w, enum lang l, size_t i);
/* The program's own words in a language. */
const struct own_words *wording_own(const struct wording *w, enum lang l);
/* The words of the pages in a language. */
const struct page_words *wording_pages(const struct wording *w, enum lang l);
/* Adds a warning for whatever the pages lack in some language. They work without it. */
void wording_warn(const struct wording *w, struct faults *warnings);

#endif
