/* The wording: templates/LANG/NAME.txt, one message a file, and filling it in.
 *
 * A template is plain text with places: `{eta}`, or `{fault:40}` to allow it 40 UTF-16 units at most.
 * `[ … ]` is left out when any place inside is empty, or when it holds none; brackets do not nest.
 * `{{`, `[[` and `]]` stand for the characters. The file may begin with lines of `@key value`:
 * `@segments N` (the most it may cost, default 4), `@expires 12h` (how long the text is worth
 * sending: m, h or d; default 1d). Lines of `#` at the top, among them, are remarks. Blank lines at either end go.
 *
 * A value can never break out of its place: it is put in as one line, and is not read again. */
#ifndef WORDING_H
#define WORDING_H

#include "templates/file/fault.h"
#include "templates/text/text.h"
#include "templates/wording/segments.h"

enum lang { ZH, EN, LANGS };

#define TEMPLATE_NAME 48
#define PLACE_NAME 24
#define PLACES_MAX 24

struct place {
	char name[PLACE_NAME];
	int max;  /* UTF-16 units this template allows; 0: the place's own maximum */
	int line; /* where it stands, for faults */
	int col;
};

struct template;
struct wording;

/* Reads DIR/zh and DIR/en. Faults of reading and of form go to `f`: an unknown @key, an unclosed `{` or
 * `[`, a template that is there in one language only. Returns NULL only if memory fails or the folder cannot be read
 * (a fault then says so). Free with wording_free(). */
struct wording *wording_load(const char *dir, struct faults *f);
void wording_free(struct wording *w);

/* "zh" or "en" to a language; false if it is neither. */
bool lang_read(const char *s, enum lang *l);
const char *lang_name(enum lang l);

/* NULL if there is no such template. Constant time or a binary search: called for every text sent. */
const struct template *wording_find(const struct wording *w, enum lang l, const char *name);
/* All templates of one language in order of name, for check: NULL past the end. */
const struct template *wording_at(const struct wording *w, enum lang l, size_t i);

const char *template_name(const struct template *t);
const char *template_file(const struct template *t);
int template_segments(const struct template *t); /* the most it may cost */
long long template_expires_ms(const struct template *t);
size_t template_places(const struct template *t);
const struct place *template_place(const struct template *t, size_t i);

/* Values used in a filling, for the MT's `params`. */
struct param {
	char name[PLACE_NAME];
	char *value; /* as it stands in the text, already cut */
};
struct params {
	struct param all[PLACES_MAX];
	size_t n;
};
void params_free(struct params *p);

/* Says what stands in a place: writes the value to `out`, nothing for an empty one, and returns its own maximum in
 * UTF-16 units (0: no such place, treated as empty). */
typedef int (*place_value)(void *ctx, const char *name, enum lang l, struct text *out);

/* Fills `t` into `out`; each value is cut with `…` to its maximum, and each distinct place is noted
 * once in `used` (may be NULL; begun anew, free it with params_free() in any case), "" for one that is empty or in a
 * group left out. A place named `list` keeps its line breaks; every other value is one line, and none has blanks at
 * its ends. Runs of blanks made by empty places become one; blank lines made so go. Returns false when out of
 * memory; what passes the ceiling of `out` is cut, and out->full says so. */
bool template_fill(const struct template *t, place_value value, void *ctx, struct text *out, struct params *used);

/* UTF-16 units the template needs when every place is at its maximum; `max_of` gives a place's own maximum. */
size_t template_worst(const struct template *t, int (*max_of)(void *ctx, const char *name), void *ctx);

#endif
