/* Lists of paths in the configuration; and what all parts of its reader share. It is for this wing alone. */
#ifndef SETUP_PATH_H
#define SETUP_PATH_H

#include "gateway/config/settings.h"
#include "templates/file/yaml.h"

/* What is needed while the file is read. */
struct setup_reader {
	struct setup *s;
	struct faults *f;
};

/* `flows` and `channels`: files, and the *.yaml in folders. */
void setup_path_of_flows(struct setup_reader *r, const struct yaml *list);
void setup_path_of_channels(struct setup_reader *r, const struct yaml *list);

#endif
