/* A folder with the files of channels and their secrets, for tests of what is read from them. */
#ifndef CHANNEL_BED_H
#define CHANNEL_BED_H

#include "gateway/channel/channel.h"

/* Makes the folder; its secrets are `password` (s3cr=t&), `callback` (cb-7) and `key` (k3y). The thread's zone, and the
 * setup's, is Asia/Shanghai. */
void bed_open(void);
void bed_close(void);
extern char bed_folder[512];
extern struct setup bed_setup;

/* Loads one file with this in it, which must hold, in place of the one before. Valid until the next. */
const struct channel *bed_load(const char *yaml);
/* Loads what the setup names; NULL if there are faults. The caller's own. */
struct channels *bed_load_all(struct faults *f);
/* Writes NAME and adds it to the setup's files. */
void bed_add(const char *name, const char *yaml);
void bed_forget(void);

#endif
