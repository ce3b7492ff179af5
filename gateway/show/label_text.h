/* What a flow calls something, as the verbs show it. For this wing alone. */
#ifndef LABEL_TEXT_H
#define LABEL_TEXT_H

#include "templates/wording/label.h"

#define LABEL_TEXT_BYTES (2 * LABEL_BYTES + 2)

/* In the verbs' language and, where people without a language have another, in theirs: "in hand, in theirs". Returns out. */
const char *label_text(const struct label *label, char out[LABEL_TEXT_BYTES]);

#endif
