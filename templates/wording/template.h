/* A template: one message in one language, as templates/LANG/NAME.txt has it.
 *
 * It is plain text with places: `{eta}`, or `{fault:40}` to allow it at most 40 UTF-16 units. What stands between `[` and
 * `]` is left out if a place in it is empty; such brackets hold at least one place and do not nest. `{{`, `[[` and `]]`
 * stand for the characters themselves. `{code.depart}` stands for the word of the code `depart`, and is never cut.
 *
 * The file may begin with lines of `@key value`: `@segments N` (the most SMS segments it may cost, 4 by default) and
 * `@expires 12h` (how long it is worth sending, in m, h or d, a day by default), and among them lines that begin with `#`,
 * which are remarks. Blank lines at either end are dropped.
 *
 * A template never changes once it was read. fill.h fills it in, wording.h holds them all. */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TEMPLATE_NAME 48 /* bytes for a template's name and NUL */
#define PLACE_NAME 24    /* and for a place's, */
#define PLACE_WRITTEN 40 /* or that of a place with a code's word */
#define PLACE_CODE "code."
#define PLACES_MAX 24 /* in one template */

struct place {
	char name[PLACE_WRITTEN]; /* shorter than PLACE_NAME unless it is a code's word */
	bool code;                /* a code's word: its name is PLACE_CODE and the code's */
	int max;                  /* UTF-16 units this template allows; 0: as many as the place itself does */
	int line;                 /* where it is in the file, for faults */
	int col;
};

struct template;

const char *template_name(const struct template *t);
const char *template_file(const struct template *t); /* its path */
int template_segments(const struct template *t);     /* the most it may cost */
int64_t template_expires_ms(const struct template *t);
size_t template_places(const struct template *t);
const struct place *template_place(const struct template *t, size_t i); /* NULL past the last */

/* UTF-16 units the template needs if every place is at its maximum; `max_of` gives a place's own maximum. */
size_t template_worst(const struct template *t, int (*max_of)(void *ctx, const char *name), void *ctx);

#endif
