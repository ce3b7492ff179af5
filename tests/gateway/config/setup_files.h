/* A folder with a configuration and the files that it names, for a test: a good one, or with a slip. */
#ifndef SETUP_FILES_H
#define SETUP_FILES_H

#include <sys/types.h>

#include "gateway/config/setup.h"

/* Names flow.yaml, and wording, a folder that setup_put_wording() makes. */
extern const char *const setup_good;
/* The folder, the configuration in it, and what was said of it. */
extern char setup_dir[], setup_file[64];
extern struct faults setup_faults;

/* For each test: the folder is made and removed. */
int setup_begin(void **state);
int setup_end(void **state);
/* Names are below the folder. */
void setup_put(const char *name, const char *content, mode_t mode);
void setup_folder(const char *name);
/* Templates in zh and en for a flow that answers with `end.answer`. */
void setup_put_wording(void);
/* Writes `text` with `from` replaced by `to` as the configuration, and loads it. */
bool setup_slipped(struct setup *s, const char *text, const char *from, const char *to);
/* Fails the test unless the i-th fault is there, and says `what`. */
void setup_expect(size_t i, int line, int col, int width, const char *what);

#endif
