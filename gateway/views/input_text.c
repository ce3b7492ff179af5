#include "gateway/views/input_text.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "gateway/wire/wire_in.h"
#include "templates/text/units.h"

static bool read_words(const char *kind, const char *payload, char **words)
{
	char why[WHY_BYTES];
	struct wire_mo mo = {0};
	struct wire_open open = {0};

	if (strcmp(kind, "mo") == 0 && wire_read_mo(payload, strlen(payload), &mo, why, sizeof(why))) {
		*words = mo.text;
		return true;
	}
	if (strcmp(kind, "open") == 0 && wire_read_open(payload, strlen(payload), &open, why, sizeof(why))) {
		*words = open.fault;
		open.fault = NULL;
		wire_open_free(&open);
		return true;
	}
	return false;
}

char *input_text(const char *kind, const char *payload)
{
	int before = errno;
	char *words;
	bool read;

	errno = 0;
	read = read_words(kind, payload, &words);
	/* Only errno tells what cannot be read from what there was no memory to read. */
	if (!read && errno == ENOMEM)
		return NULL;
	errno = before;
	return read ? words : strdup(payload);
}
