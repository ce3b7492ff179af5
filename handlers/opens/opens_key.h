/* The key under which a ticket opens another, so that it does so once, whatever comes again. */
#ifndef OPENS_KEY_H
#define OPENS_KEY_H

#include "handlers/opens/opens_follow.h"

#define OPENS_KEY_BYTES 128

/* `text` is the input that is being taken: the key of what is opened at once by a text has it. */
void opens_key(int64_t parent, const struct opening_due *o, int64_t text, char out[OPENS_KEY_BYTES]);
/* All keys of that parent lie from `from` to before `until`. */
void opens_keys(int64_t parent, char from[OPENS_KEY_BYTES], char until[OPENS_KEY_BYTES]);

#endif
