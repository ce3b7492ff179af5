/* What stands before the code. For reading alone: handlers/span and handlers/read. */
#ifndef TEXT_HEAD_H
#define TEXT_HEAD_H

#include "handlers/span/span.h"

/* Reads what stands before the code, and the code. */
void text_head_read(struct spans *c);

#endif
