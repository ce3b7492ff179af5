/* The text of a template's file, taken apart into literal text, places and groups; for this wing alone. */
#ifndef TEMPLATE_BODY_H
#define TEMPLATE_BODY_H

#include "templates/wording/template_scan.h"

/* Reads all that is left of the file. Its literal text is moved together at the front of the template's. */
void template_body_read(struct template_scan *s);

#endif
