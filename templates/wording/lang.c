#include "templates/wording/lang.h"

#include <stddef.h>
#include <string.h>

const char *const lang_names[] = {LANG_KEYS NULL};

bool lang_read(const char *s, enum lang *l)
{
	for (int i = 0; i < LANGS; i++) {
		if (strcmp(s, lang_names[i]) == 0) {
			*l = (enum lang)i;
			return true;
		}
	}
	return false;
}

const char *lang_name(enum lang l)
{
	return lang_names[l];
}
