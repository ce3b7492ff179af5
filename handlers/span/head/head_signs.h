/* Signs before what a text says. For handlers/span alone. */
#ifndef HEAD_SIGNS_H
#define HEAD_SIGNS_H

#include "handlers/span/span.h"

/* Behind emoji and other signs at i, also the old phones' own, what joins them, and marks. */
size_t head_past_signs(const struct spans *c, size_t i);
/* A signature in brackets at the very beginning: where it ends, 0 if there is none. */
size_t head_past_signature(const struct spans *c);

#endif
