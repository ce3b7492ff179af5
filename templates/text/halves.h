/* Characters that a carrier has cut in two.
 *
 * Beyond U+FFFF, as an emoji is, a character takes two units of UTF-16, and a long message may be cut between them. UTF-8
 * has no way to write one alone. So each half stands as a character of its own, of those that are free for private use
 * and that no phone has on its keys, until the parts are joined. */
#ifndef HALVES_H
#define HALVES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether this unit of UTF-16 is a half, and which. */
bool half_is_first(uint32_t unit);
bool half_is_second(uint32_t unit);
/* The character that stands for it. */
uint32_t half_stand_in(uint32_t unit);
/* The same as UTF-8; no NUL. */
void half_write(uint32_t unit, char out[4]);

/* Makes, in place, a character of each two halves that stand side by side; a half alone becomes U+FFFD. The text never
 * grows. */
void halves_join(char *s);

#endif
