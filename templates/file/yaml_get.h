/* Asking a YAML tree for what should be in it. What is not as it should be becomes a fault that points at its place. */
#ifndef YAML_GET_H
#define YAML_GET_H

#include <stdbool.h>
#include <stddef.h>

#include "templates/file/fault.h"
#include "templates/file/yaml.h"

/* Adds a fault that points at a node's value, or at its key (at its value, if it has none). */
void yaml_fault(struct faults *f, const struct yaml *at, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void yaml_fault_key(struct faults *f, const struct yaml *at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The entry of a mapping; NULL if it has none of that name, or is no mapping. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);
/* The same, with a fault at the mapping's key if the entry is missing; `mend` completes "add ...". */
const struct yaml *yaml_need(const struct yaml *map, const char *key, const char *mend, struct faults *f);

/* False, with a fault that shows `shape`, unless the node is a mapping with something in it. */
bool yaml_is_map(const struct yaml *n, const char *shape, struct faults *f);
/* A fault for each key that is not in `allowed` (which ends with NULL), with "did you mean". */
void yaml_keys(const struct yaml *map, const char *const *allowed, struct faults *f);

/* Copies a scalar of one line into out[size]; false, with a fault, if the node is no such scalar, is empty or is too
 * long. */
bool yaml_text(const struct yaml *n, char *out, size_t size, struct faults *f);
/* "yes" or "no"; false, with a fault, if it is neither. */
bool yaml_yes(const struct yaml *n, bool *out, struct faults *f);
/* A whole number from min to max; false, with a fault, if it is none. */
bool yaml_number(const struct yaml *n, int min, int max, int *out, struct faults *f);

/* False, with a fault that shows `shape`, unless the node is a list with something in it, or a scalar, which counts as
 * a list of itself. */
bool yaml_is_list(const struct yaml *n, const char *shape, struct faults *f);
/* How many items it has, and one of them. */
size_t yaml_count(const struct yaml *n);
const struct yaml *yaml_item(const struct yaml *n, size_t i);

/* The index in names[n] of a scalar, or of an entry's key. If it is not there: a fault, "there is no WHAT `x`; did you
 * mean `y`?", and the index of y, so that one slip does not look like several; -1 if nothing is near. */
int yaml_one_of(const struct yaml *n, const char *what, const char *const *names, size_t names_n, struct faults *f);
int yaml_key_of(const struct yaml *n, const char *what, const char *const *names, size_t names_n, struct faults *f);

#endif
