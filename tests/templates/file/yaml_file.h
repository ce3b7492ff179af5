/* A YAML file for one test, and the faults found in it. */
#ifndef YAML_FILE_H
#define YAML_FILE_H

#include "templates/file/yaml_get.h"
#include "templates/file/yaml_open.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define TEXT(s) (s), sizeof(s) - 1

extern char yaml_path[];
extern struct faults faults;

int yaml_begin(void **state);
int yaml_end(void **state);
/* Writes the file and opens it. */
struct yaml *open_bytes(const char *bytes, size_t n);

/* Fault i is at this place of the file, and says something like that. */
void expect(size_t i, int line, int col, int width, const char *what);

/* Files that are refused as a whole, each with its first fault. */
struct refused {
	const char *bytes;
	size_t n;
	int line, col, width;
	const char *what;
};
void each_is_refused(const struct refused *all, size_t n);

#endif
