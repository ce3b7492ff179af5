#include "gateway/config/channel_name.h"

#include <string.h>

#include "handlers/people/people.h"

bool channel_name_ok(const char *name)
{
	size_t n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

	return n > 0 && n < CHANNEL_BYTES && name[n] == '\0';
}
