/* A flow as a picture, in Graphviz' language: states as nodes, codes as edges, those that skip nodes dashed. */
#ifndef FLOW_GRAPH_H
#define FLOW_GRAPH_H

#include <stdio.h>

#include "handlers/model/flow.h"

void flow_graph_print(const struct flow *f, FILE *to);

#endif
