/* What stands before the code. For reading alone: handlers/span and handlers/read. */
#ifndef HEAD_H
#define HEAD_H

#include "handlers/span/span.h"

/* Reads what stands before the code, and the code. */
void head_read(struct spans *c);

#endif
