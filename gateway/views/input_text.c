#include "gateway/views/input_text.h"

#include <string.h>

#include "gateway/wire/wire_in.h"
#include "templates/text/units.h"

char *input_text(const char *kind, const char *payload)
{
	char why[WHY_BYTES];
	struct wire_mo mo = {0};
	struct wire_open open = {0};

	if (strcmp(kind, "mo") == 0 && wire_read_mo(payload, strlen(payload), &mo, why, sizeof(why)))
		return mo.text;
	if (strcmp(kind, "open") == 0 && wire_read_open(payload, strlen(payload), &open, why, sizeof(why))) {
		char *fault = open.fault;

		open.fault = NULL;
		wire_open_free(&open);
		return fault;
	}
	return strdup(payload);
}
