/* Reading a text: what was typed, as codes, a ticket number, times, people and free words.
 *
 * In two steps. The first (handlers/span) cuts the text into spans that say what they may be; the second, here,
 * finds the one reading of them that a person would have, or the doubt because of which there is none
 * (handlers/span/doubt.h). Reads only; whether it may be done is decide's business. What is one key off is reported
 * as such, never taken for what it resembles. */
#ifndef READING_H
#define READING_H

#include "handlers/read/text_read.h"

/* Digit runs that may be ticket numbers, for the caller to see which of them concern the sender. */
size_t reading_numbers(const struct fold *f, int64_t *out, size_t max);

/* Free with reading_free(). */
void reading_read(struct reading *r, const struct reading_input *input);
void reading_free(struct reading *r);

/* True if the whole text, but for marks, is this value, which its kind's `find` finds. */
bool reading_is_value(const struct reading_input *input, const struct value *v);
/* True if a number stands in the text that could be said for this field, a number, and is none of these, in thousandths; or one that
 * the field's label or unit stands with and that cannot be read. */
bool reading_says_other(const struct reading_input *input, const struct value *v, const int64_t *these, size_t n);

#endif
