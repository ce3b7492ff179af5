/* Which kind of fault it is, by the words that a flow lists for each kind; for this wing alone. */
#ifndef FAULT_KIND_H
#define FAULT_KIND_H

#include "handlers/model/flow.h"

/* The index of the first kind, of those the flow names, that has a word in `fault`; -1 if none has. A word counts only
 * as a whole: `cab` is not in `cable`. But Chinese has no blanks between words, so there it is found between others. */
int fault_kind_find(const struct flow *f, const char *fault);

#endif
