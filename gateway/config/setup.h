/* The configuration: fieldgate.yaml, read once and checked. What the files say that it names is in rulebook_load.h. */
#ifndef SETUP_H
#define SETUP_H

#include "gateway/config/settings.h"
#include "templates/file/fault.h"

/* Reads and checks the file; faults go to `f`. False if nothing of it could be read; true does not mean that it is
 * without faults, only that what it names can be looked at too. */
bool setup_load(struct setup *s, const char *file, struct faults *f);
/* The file to use where -c was left out: ./fieldgate.yaml, then /etc/fieldgate/fieldgate.yaml; NULL if neither is
 * there. */
const char *setup_default(void);

#endif
