/* The gist of a text: what it says but for its digits. */
#ifndef GIST_H
#define GIST_H

#include "templates/text/fold.h"

/* Writes the folded text without digits, and with no more than one blank where some stood, into out[f->len + 1].
 * Returns its length. */
size_t gist_write(const struct fold *f, char *out);

#endif
