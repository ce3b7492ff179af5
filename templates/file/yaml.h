/* YAML, read once into a plain tree; yaml.c is the only includer of libyaml's header.
 *
 * No typing by guess: every scalar is the text it is. Every node knows where it stands, so that each fault of sense
 * can be shown the way a compiler does. Anchors, aliases, merge keys, tags, directives and second documents are refused: a
 * flow is meant to be read by people, and a small file must not become a large tree. A file has at most YAML_BYTES_MAX, and
 * at most 64 lists and mappings one in another. Lines and columns count from 1, columns characters; what stands in quotes
 * begins with the quote. */
#ifndef FIELDGATE_YAML_H /* libyaml's header has YAML_H */
#define FIELDGATE_YAML_H

#include <stdbool.h>

#include "templates/file/fault.h"

enum yaml_kind { YAML_EMPTY, YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	char *file;           /* as opened; the root's, borrowed by all others */
	char *key;            /* of an entry in a mapping, else NULL */
	char *text;           /* of a scalar, else NULL */
	int line, col, width; /* of an empty value: those of its key, or of its `-` */
	int key_line, key_col, key_width;
	struct yaml *items; /* of a list or a mapping, in the order of the file */
	size_t n;
	size_t room; /* of the items; yaml.c's own */
};

/* Reads a file whose top is a mapping. NULL, and a fault that says so, when it cannot be read, is no YAML (its first
 * fault of syntax) or memory runs out. Free with yaml_close(); it takes NULL. */
struct yaml *yaml_open(const char *file, struct faults *f);
void yaml_close(struct yaml *root);

#endif
