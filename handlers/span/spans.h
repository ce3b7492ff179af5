/* Cutting a text into spans, with all that tells what a span may be.
 * For reading alone: handlers/span, handlers/read and handlers/decision/opt_words.h. */
#ifndef SPANS_H
#define SPANS_H

#include "handlers/span/span.h"

/* Takes away what is no part of the text. */
void spans_begin(struct spans *c, const struct reading_input *input);
/* Cuts what stands behind the code, from folded byte i on; returns where its first span begins. */
size_t spans_cut(struct spans *c, size_t i);

#endif
