/* Spans of time in a file that people write: a number and s, m, h or d, such as 7d. */
#ifndef FILE_SPAN_H
#define FILE_SPAN_H

#include <stdbool.h>

#include "templates/file/fault.h"
#include "templates/file/yaml.h"

/* In seconds, from 1 to `most`, which `most_said` says as a person would write it, as is `example`. False, with a
 * fault, if it is none. */
bool file_span(const struct yaml *n, int most, const char *most_said, const char *example, int *seconds,
	       struct faults *f);

#endif
