/* Paths of other files in a file that people write: they are relative to its folder. */
#ifndef FILE_PATH_H
#define FILE_PATH_H

#include "gateway/config/settings.h"
#include "templates/file/fault.h"
#include "templates/file/yaml.h"

/* Each gives a path that can be opened from here. False if there is a fault. */
bool file_path(const struct yaml *n, char out[PATH_BYTES], struct faults *f);
/* Of a file that must be there and be readable; one with a secret, by its owner and group alone. */
bool file_path_to_read(const struct yaml *n, bool secret, char out[PATH_BYTES], struct faults *f);

#endif
