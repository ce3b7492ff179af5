/* What is wrong with a file that a person wrote, and where: gathered, then shown as a compiler does.
 *
 *     repair.yaml:11:9: error: there is no state `en_rout`; did you mean `en_route`?
 *         to: en_rout
 *             ^~~~~~~
 */
#ifndef FAULT_H
#define FAULT_H

#include <stddef.h>
#include <stdio.h>

struct fault {
	char *file; /* as the reader knows it: the path it was opened by */
	int line;   /* from 1; 0: the file as a whole */
	int col;    /* from 1, in characters; 0: the line as a whole */
	int width;  /* characters to underline, at least 1 */
	char *what; /* one line: what is wrong, and how to mend it */
};

struct faults {
	struct fault *all;
	size_t n, cap;
};

/* Zero-initialise a struct faults to begin. */
void fault_add(struct faults *f, const char *file, int line, int col, int width, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
/* Prints all in the order of file (first seen first), line, column, each with the line it points at, read
 * again from the file; a file that cannot be read is shown without. */
void faults_print(const struct faults *f, FILE *to);
/* The same for what need not be mended at once: called warnings. */
void faults_print_warnings(const struct faults *f, FILE *to);
void faults_free(struct faults *f);

/* The entry of names[n] nearest to `wrong` by spelling, for "did you mean": at most a third of its
 * characters off (two for short ones, transposition counts one); NULL if none is near. */
const char *fault_nearest(const char *wrong, const char *const *names, size_t n);
/* Edits between two UTF-8 texts: insert, delete, replace, swap of neighbours; stops at `most` + 1. */
int edit_distance(const char *a, const char *b, int most);

#endif
