/* Reading a flow's chains, of people who agree in turn: the key `chains` of its file. For this wing alone. */
#ifndef CHAIN_READ_H
#define CHAIN_READ_H

#include "handlers/entry/flow_reader.h"

/* The states, nodes, kinds of fault and fields have been read, and no codes. */
void chain_read_all(struct flow_reader *r, const struct yaml *root);
/* Who may send a code that signs or declines, and in which states, follows from the chains. */
void chain_read_signers(struct flow_reader *r, const struct yaml *y, struct code *c);

#endif
