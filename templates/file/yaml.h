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

/* Adds a fault that points at a node's value, or at its key (at its value, if it has none). */
void yaml_fault(struct faults *f, const struct yaml *at, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void yaml_fault_key(struct faults *f, const struct yaml *at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The entry of a mapping; NULL if it has none of that name, or is no mapping. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);
/* The same, with a fault at the mapping's key if it is not there; `mend` completes "add ...". */
const struct yaml *yaml_need(const struct yaml *map, const char *key, const char *mend, struct faults *f);

/* False, with a fault that shows `shape`, unless the node is a mapping with something in it. */
bool yaml_is_map(const struct yaml *n, const char *shape, struct faults *f);
/* A fault for each key that is not in `allowed` (which ends with NULL), with "did you mean". */
void yaml_keys(const struct yaml *map, const char *const *allowed, struct faults *f);

/* A scalar of one line into out[size]; false, with a fault, if it is none, is empty or is too long. */
bool yaml_text(const struct yaml *n, char *out, size_t size, struct faults *f);
/* "yes" or "no". */
bool yaml_yes(const struct yaml *n, bool *out, struct faults *f);
/* A whole number from min to max. */
bool yaml_number(const struct yaml *n, int min, int max, int *out, struct faults *f);
/* {zh: ..., en: ...}: both must be there. Other keys are the caller's to check. */
bool yaml_label(const struct yaml *n, char *zh, char *en, size_t size, struct faults *f);

/* A list's items; a scalar counts as a list of itself. False, with a fault, if it is neither or is empty. */
bool yaml_is_list(const struct yaml *n, const char *shape, struct faults *f);
size_t yaml_count(const struct yaml *n);
const struct yaml *yaml_item(const struct yaml *n, size_t i);

/* The index in names[n] of a scalar, or of an entry's key. If it is not among them: a fault, "there is no WHAT `x`; did
 * you mean `y`?", and the index of y, so that one slip does not look like several; -1 if nothing is near. */
int yaml_one_of(const struct yaml *n, const char *what, const char *const *names, size_t names_n, struct faults *f);
int yaml_key_of(const struct yaml *n, const char *what, const char *const *names, size_t names_n, struct faults *f);

#endif
