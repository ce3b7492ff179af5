/* The text of an example, put together and tried. For this wing alone. */
#ifndef EXAMPLE_TEXT_H
#define EXAMPLE_TEXT_H

#include "handlers/decision/asker.h"

#define EXAMPLE_BYTES 500

/* Writes this code for this ticket (NULL: none) with all that it needs. True if the person could send it now as it
 * stands, and it would do just that. Deciding it costs as much as deciding a text. */
bool example_text(const struct asker *a, const struct code *c, const struct ticket *t, struct text *out);

#endif
