/* Paths in the configuration, which are relative to its folder; and what all parts of its reader share. It is for this
 * wing alone. */
#ifndef SETUP_PATH_H
#define SETUP_PATH_H

#include "gateway/config/settings.h"
#include "templates/file/yaml.h"

/* What is needed while the file is read. */
struct setup_reader {
	struct setup *s;
	struct faults *f;
};

/* Each gives a path that can be opened from here. False if there is a fault. */
bool setup_path(struct setup_reader *r, const struct yaml *n, char out[PATH_BYTES]);
/* Of a file that must be there and be readable; one with a secret, by its owner and group alone. */
bool setup_path_of_file(struct setup_reader *r, const struct yaml *n, bool secret, char out[PATH_BYTES]);

/* `flows` and `channels`: files, and the *.yaml in folders. */
void setup_path_of_flows(struct setup_reader *r, const struct yaml *list);
void setup_path_of_channels(struct setup_reader *r, const struct yaml *list);

#endif
