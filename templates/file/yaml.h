/* A YAML file as a plain tree. yaml_open.h reads one, yaml_get.h asks it.
 *
 * Nothing is typed by guess: every scalar is the text it is. Every node knows its place in the file, so that a fault in
 * what it says can be shown as a compiler would. Anchors, aliases, merge keys, tags, directives and second documents
 * are refused: people are meant to read these files, and a small file must not become a large tree. A file has at most
 * YAML_BYTES_MAX bytes, and at most 64 lists and mappings one in another. Lines and columns count from 1, columns in
 * characters; a text in quotes begins with the quote. */
#ifndef FIELDGATE_YAML_H /* libyaml's header has YAML_H */
#define FIELDGATE_YAML_H

#include <stddef.h>

enum yaml_kind { YAML_EMPTY, YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	char *file;           /* as opened; the root's, borrowed by all others */
	char *key;            /* of an entry in a mapping, else NULL */
	char *text;           /* of a scalar, else NULL */
	int line, col, width; /* of an empty value: those of its key, or of its `-` */
	int key_line, key_col, key_width;
	struct yaml *items; /* of a list or a mapping, in the order of the file */
	size_t n, cap;
};

#endif
