/* Reading a code of a flow: its words, who may send it, what it does, takes and tells. For this wing alone. */
#ifndef CODE_READ_H
#define CODE_READ_H

#include "handlers/entry/flow_reader.h"

/* The states and nodes have been read. */
void code_read(struct flow_reader *r, const struct yaml *y, struct code *c);
/* The part of it that opening has, too: from, skips, to, stamps, visit. */
void code_read_moves(struct flow_reader *r, const struct yaml *y, struct code *c);

/* The words by which an opening is texted, who may send them, and what is answered; false if it has none. */
bool code_read_opening(struct flow_reader *r, const struct yaml *y, struct code *c);
/* What a code or an opening takes: the map `takes`. Fields have been read. */
void code_read_takes(struct flow_reader *r, const struct yaml *takes, struct code *c);

#endif
