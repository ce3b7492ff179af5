/* A template: one message in one language, as templates/LANG/NAME.txt has it.
 *
 * It is plain text with places: `{eta}`, or `{fault:40}` to allow it at most 40 UTF-16 units. What stands between `[` and
 * `]` is left out if a place in it is empty; such brackets hold at least one place and do not nest. `{{`, `[[` and `]]`
 * stand for the characters themselves. `{code.depart}` stands for the word of the code `depart`, and is never cut.
 *
 * The file may begin with lines of `@key value`: `@segments N` (the most SMS segments it may cost, 4 by default) and
 * `@expires 12h` (how long it is worth sending, in m, h or d, a day by default) and `@always` (no daily cap keeps it back), and among them lines that begin with `#`,
 * which are remarks. Blank lines at either end are dropped.
 *
 * A template never changes once it was read. fill.h fills it in, wording.h holds them all. */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "templates/wording/lang.h"

#define TEMPLATE_NAME 48 /* bytes for a template's name and NUL */
#define PLACE_NAME 24    /* and for a place's, */
#define PLACE_WRITTEN 40 /* or that of a place with a code's word */
#define PLACE_CODE "code."
#define PLACES_MAX 24 /* in one template */

struct place {
	char name[PLACE_WRITTEN]; /* shorter than PLACE_NAME unless it is a code's word */
	bool code;                /* a code's word: its name is PLACE_CODE and the code's */
	bool optional;            /* within brackets, which say nothing where it is empty */
	int max;                  /* UTF-16 units this template allows; 0: as many as the place itself does */
	int line;                 /* where it is in the file, for faults */
	int col;
};

/* What a template consists of is for this wing: others ask the functions below. */
enum template_piece_kind { TEMPLATE_LITERAL, TEMPLATE_PLACE, TEMPLATE_GROUP, TEMPLATE_GROUP_END };

struct template_piece {
	enum template_piece_kind kind;
	/* TEMPLATE_LITERAL: first byte in `text`; TEMPLATE_PLACE: index in `places`; TEMPLATE_GROUP: index of its
	 * TEMPLATE_GROUP_END */
	size_t from;
	size_t n;      /* TEMPLATE_LITERAL: bytes */
	int line, col; /* TEMPLATE_LITERAL: where it begins in the file */
};

struct template
{
	char name[TEMPLATE_NAME];
	enum lang lang;
	int segments;
	int64_t expires_ms;
	bool always;
	char *file;
	char *text; /* the file; once it is read, its literal text moved together at the front */
	struct template_piece *pieces;
	size_t pieces_n, pieces_cap;
	struct place places[PLACES_MAX];
	size_t places_n;
};

const char *template_name(const struct template *t);
const char *template_file(const struct template *t); /* its path */
int template_segments(const struct template *t);     /* the most it may cost */
int64_t template_expires_ms(const struct template *t);
bool template_always(const struct template *t); /* it is sent however many texts its receiver has had */
size_t template_places(const struct template *t);
const struct place *template_place(const struct template *t, size_t i); /* NULL past the last */

/* A stretch of text that is sent as it stands. */
struct template_stretch {
	const char *s; /* s[n], no string */
	size_t n;
	int line, col;            /* where it begins in the file */
	const struct place *next; /* the place right behind it; NULL for none */
};
/* The i-th, between places and brackets; false past the last. */
bool template_stretch(const struct template *t, size_t i, struct template_stretch *out);

/* UTF-16 units the template needs if every place is at its maximum; `max_of` gives a place's own maximum. */
size_t template_worst(const struct template *t, int (*max_of)(void *ctx, const char *name), void *ctx);

/* ---- for those who read one ---- */

/* A template that is yet to be read, with the defaults of its keys; name[name_n] is shorter than TEMPLATE_NAME. NULL
 * when out of memory. Free with template_free(), which takes NULL. */
struct template *template_new(const char *file, const char *name, size_t name_n, enum lang l);
void template_free(struct template *t);
/* False when out of memory. */
bool template_add(struct template *t, enum template_piece_kind kind, size_t from, size_t n);

#endif
