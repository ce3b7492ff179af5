/* The sender's own name at the end of a text. For reading alone. */
#ifndef OWN_SIGNATURE_H
#define OWN_SIGNATURE_H

#include "handlers/span/span.h"

/* Takes away who signed behind the last mark: `depart 16:20. Tom`. Not behind a code by which the sender may name
 * themselves. The code has been found, and nothing behind it has been read. */
void signature_cut(struct spans *c);

#endif
