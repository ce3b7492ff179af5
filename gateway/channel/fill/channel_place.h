/* Texts with places, `{to}`, as a channel's file writes them (fieldgate(5), CHANNELS, Sending). It is for this wing
 * alone. Which places may stand where is asked when the file is read. */
#ifndef CHANNEL_PLACE_H
#define CHANNEL_PLACE_H

#include "gateway/channel/fill/channel_secrets.h"
#include "gateway/channel/fill/place_escape.h"
#include "gateway/channel/fill/place_names.h"

struct place_piece;
/* Zero-initialise; place_text_free() when done. */
struct place_text {
	struct place_piece *pieces;
	size_t n, cap;
	bool full; /* memory ran out while it was made */
};

/* Adds what stands as it is, whatever braces are in it. */
void place_text_as_is(struct place_text *t, const char *s, size_t n);
/* The same, escaped. */
void place_text_escaped(struct place_text *t, enum place_escape how, const char *s, size_t n);
/* Adds the text s, which stands in the file at `at`. Its values are escaped as `values` says, and what stands between as
 * `between` does. What it names that there is not, or that may not stand there, is a fault. */
void place_text_add(struct place_text *t, const struct yaml *at, const char *s, unsigned where,
		    enum place_escape between, enum place_escape values, const struct channel_secrets *secrets,
		    struct faults *f);
/* Adds one place that is a number, and nothing else; it is a fault if s is none. */
void place_text_number(struct place_text *t, const struct yaml *at, const char *s, struct faults *f);
void place_text_free(struct place_text *t);

/* Whether it has a place of this name, as `body`; of `secret`, any. */
bool place_text_has(const struct place_text *t, const char *name);

/* Adds it filled. False if something did not fit, or memory ran out. */
bool place_text_fill(const struct place_text *t, const struct place_values *v, struct text *out);

#endif
