/* A flow as a picture, in Graphviz' language: states as nodes, codes as edges, those that skip nodes dashed. */
#ifndef PICTURE_H
#define PICTURE_H

#include <stdio.h>

#include "handlers/flow.h"

void picture_print(const struct flow *f, FILE *to);

#endif
