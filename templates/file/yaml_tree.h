/* Turning the events of a YAML file into a tree; for this wing alone. */
#ifndef YAML_TREE_H
#define YAML_TREE_H

#include "templates/file/yaml.h"
#include "templates/file/yaml_parse.h"

/* Reads the next node, and all that is in it, into *to, whose `file` and place are set: they are those of the node if
 * it is empty. False, with a fault, if it cannot be read; *to is then to be freed all the same. */
bool yaml_tree_read(struct yaml_parse *p, struct yaml *to);
/* Frees what is in a list or a mapping. */
void yaml_tree_free(struct yaml *n);

#endif
