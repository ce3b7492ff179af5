/* What the program's roles are called, in a language: `roles` in `words.yaml`. */
#ifndef ROLE_TITLES_H
#define ROLE_TITLES_H

#include "templates/file/fault.h"
#include "templates/file/yaml.h"

#define ROLE_TITLES_MOST 32
#define ROLE_TITLE_NAME 32
#define ROLE_TITLE_MOST 64 /* bytes */

struct role_titles {
	struct {
		char name[ROLE_TITLE_NAME], title[ROLE_TITLE_MOST];
		int line, col; /* of the name */
	} all[ROLE_TITLES_MOST];
	size_t n;
};

/* Reads the mapping; NULL: files of earlier versions have none. Which roles there are is for others to know. */
void role_titles_read(const struct yaml *map, struct role_titles *out, struct faults *f);
/* "": it has none for that role. */
const char *role_titles_find(const struct role_titles *t, const char *name);

#endif
