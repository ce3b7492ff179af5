/* `languages` in the configuration: which folders of the templates are spoken. For this wing alone. */
#ifndef SETUP_LANGUAGES_H
#define SETUP_LANGUAGES_H

#include "gateway/config/setup_path.h"
#include "templates/file/yaml.h"

/* Reads the list, instead of what is in the setup. `templates` has been read. */
void setup_languages_read(struct setup_reader *r, const struct yaml *list);
/* Looks for the folders of those that are in the setup because none are listed. What is missing is a fault at `at`,
 * which may be NULL: then nothing is told. */
void setup_languages_find(struct setup_reader *r, const struct yaml *at);
/* The place of one of them, read at n; LANG_ANY, with a fault, if it is none. */
int setup_languages_one_of(struct setup_reader *r, const struct yaml *n);

#endif
