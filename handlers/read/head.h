/* What stands before the code. For this wing alone. */
#ifndef HEAD_H
#define HEAD_H

#include "handlers/read/span.h"

/* Reads what stands before the code, and the code. */
void head_read(struct spans *c);

#endif
