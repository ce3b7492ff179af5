/* The gist of a text: what it says but for its digits. A digit that is the code of a text without letters is what it says:
 * `7` and `8` are no more the same than `wait` and `left`. So is the number of a ticket that there is: `approve 10008`
 * and `approve 10019` are two errands, and no answering machine. */
#ifndef GIST_H
#define GIST_H

#include <stdbool.h>
#include <stdint.h>

#include "templates/text/fold.h"

/* Whether there is a ticket of that number. */
struct gist_tickets {
	void *ctx;
	bool (*known)(void *ctx, int64_t number);
};

/* Writes the folded text without digits but for these, and with no more than one blank where some stood, into
 * out[f->len + 1]. Returns its length. Asks about the first four numbers of four to nine digits at most. */
size_t gist_write(const struct fold *f, const struct gist_tickets *tickets, char *out);

#endif
