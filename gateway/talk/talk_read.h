/* Reads a talk from its file. */
#ifndef TALK_READ_H
#define TALK_READ_H

#include "gateway/talk/talk.h"
#include "templates/file/fault.h"

/* All that is wrong with its form goes to `f`. False if there is anything; if the file cannot be opened, with errno
 * set and no fault added. To be freed by talk_free() in any case. */
bool talk_read(struct talk *t, const char *file, struct faults *f);

#endif
