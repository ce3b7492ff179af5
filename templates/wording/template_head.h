/* The head of a template's file: lines of `@key value`, and remarks; for this wing alone. */
#ifndef TEMPLATE_HEAD_H
#define TEMPLATE_HEAD_H

#include "templates/wording/template_scan.h"

/* Reads keys, remarks and blank lines, up to the first line of the text. */
void template_head_read(struct template_scan *s);

#endif
