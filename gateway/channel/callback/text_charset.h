/* Texts in other charsets than UTF-8, as UTF-8. The wing's only includer of iconv. It is for this wing alone. */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "templates/text/text.h"

/* The names that are known, UTF-8 first, a NULL behind. */
extern const char *const text_charsets[];

/* By its name, in either case and with or without `-` and `_`; NULL: it is not known. */
const char *text_charset_find(const char *name);
/* Whether this computer can read it. */
bool text_charset_works(const char *charset);

/* Adds n bytes as UTF-8. What is not well-formed becomes U+FFFD, NULs are left out; half of a character that was cut in
 * two is as templates/text/halves.h has it. `charset`: one of those that are known. */
void text_charset_add(const char *charset, const char *bytes, size_t n, struct text *out);

#endif
