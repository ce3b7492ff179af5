/* The gist of a text: what it says but for its digits. A digit that is the code of a text without letters is what it says:
 * `7` and `8` are no more the same than 待件 and 未修复. */
#ifndef GIST_H
#define GIST_H

#include "templates/text/fold.h"

/* Writes the folded text without digits but for that code, and with no more than one blank where some stood, into
 * out[f->len + 1]. Returns its length. */
size_t gist_write(const struct fold *f, char *out);

#endif
