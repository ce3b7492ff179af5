/* Reading a YAML file. */
#ifndef YAML_OPEN_H
#define YAML_OPEN_H

#include "templates/file/fault.h"
#include "templates/file/yaml.h"

/* Reads a file whose top is a mapping. NULL, with a fault, if it cannot be read, is not YAML (then that is its first
 * fault of syntax) or memory runs out. Free with yaml_close(), which takes NULL. */
struct yaml *yaml_open(const char *file, struct faults *f);
void yaml_close(struct yaml *root);

#endif
