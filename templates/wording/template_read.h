/* Reading a template from its file; for this wing alone. */
#ifndef TEMPLATE_READ_H
#define TEMPLATE_READ_H

#include "templates/file/fault.h"
#include "templates/wording/template.h"

/* Reads the file of a new template; its faults go to `f`. A template with faults can be filled without harm. Returns
 * false only when out of memory. */
bool template_read(struct template *t, struct faults *f);

#endif
