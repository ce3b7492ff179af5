#include "gateway/config/channel.h"

#include <string.h>

#include "handlers/people/people.h"

bool channel_ok(const char *name)
{
	size_t n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

	return n > 0 && n < CHANNEL_BYTES && name[n] == '\0';
}
