/* Going through a template's file from beginning to end; for this wing alone. */
#ifndef TEMPLATE_SCAN_H
#define TEMPLATE_SCAN_H

#include "templates/file/fault.h"
#include "templates/wording/template.h"

struct template_scan {
	struct template *t;
	struct faults *faults;
	const char *at, *end;
	int line, col; /* of `at` */
	bool no_memory;
};

/* Characters in s[n]. */
int template_scan_chars(const char *s, size_t n);
/* The number that all of s[n] is; -1 if it is none, or above `most`. */
int template_scan_number(const char *s, size_t n, int most);

/* Bytes up to the end of the line. */
size_t template_scan_rest(const struct template_scan *s);
/* Goes on by so many bytes, none of which ends a line. */
void template_scan_advance(struct template_scan *s, size_t bytes);
/* Goes past the end of a line, at which it must be. */
void template_scan_next_line(struct template_scan *s);

/* Adds a fault of `width` characters from column `col` of this line on. */
void template_scan_fault(struct template_scan *s, int col, int width, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

#endif
