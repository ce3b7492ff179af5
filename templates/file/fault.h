/* What is wrong with a file that a person wrote, and where: collected, then shown as a compiler does.
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
	char *file; /* the path it was opened by */
	int line;   /* from 1; 0: the file as a whole */
	int col;    /* from 1, in characters; 0: the line as a whole */
	int width;  /* characters to underline, at least 1 */
	char *what; /* one line: what is wrong, and what would work */
};

/* Begins as {0}. */
struct faults {
	struct fault *all;
	size_t n, cap;
};

/* Copies what it is given. When memory runs out `n` still becomes at least 1, so that no check passes unseen. */
void fault_add(struct faults *f, const char *file, int line, int col, int width, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
/* Prints all of them, sorted by file (in the order in which files were first named), line and column, each with the
 * line it points at. Each file is read once more for that; a line that cannot be read is left out. */
void faults_print(const struct faults *f, FILE *to);
/* The same for what need not be mended at once: they are called warnings. */
void faults_print_warnings(const struct faults *f, FILE *to);
void faults_free(struct faults *f);

#endif
