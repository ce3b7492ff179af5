#include "templates/wording/lang.h"

#include <string.h>

static const char *const names[LANGS] = {[ZH] = "zh", [EN] = "en"};

bool lang_read(const char *s, enum lang *l)
{
	for (int i = 0; i < LANGS; i++) {
		if (strcmp(s, names[i]) == 0) {
			*l = (enum lang)i;
			return true;
		}
	}
	return false;
}

const char *lang_name(enum lang l)
{
	return names[l];
}

const char *lang_comma(enum lang l)
{
	static const char *const commas[LANGS] = {[ZH] = "、", [EN] = ", "};

	return commas[l];
}
