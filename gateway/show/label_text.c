#include "gateway/show/label_text.h"

#include <stdio.h>

const char *label_text(const struct label *label, char out[LABEL_TEXT_BYTES])
{
	bool both = lang_of_verbs != LANG_FIRST;

	snprintf(out, LABEL_TEXT_BYTES, "%s%s%s", label->in[lang_of_verbs], both ? ", " : "",
		 both ? label->in[LANG_FIRST] : "");
	return out;
}
