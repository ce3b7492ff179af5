#include "handlers/decision/serial_word.h"

#include <ctype.h>
#include <string.h>

bool serial_char(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_';
}

size_t serial_length(const struct fold *f, size_t i)
{
	size_t n = 0;
	while (i + n < f->len && serial_char(f->s[i + n]))
		n++;
	while (n > 0 && !isalnum((unsigned char)f->s[i + n - 1]))
		n--;
	return n;
}

/* EC480 of EC480-0007: what the machines of one model share. */
static size_t stem_length(const char *serial)
{
	size_t n = strcspn(serial, "-_");
	return serial[n] && n >= SERIAL_STEM_MIN ? n : 0;
}

bool serial_of(const struct ticket *t, char folded[SERIAL_BYTES])
{
	return fold_small(folded, SERIAL_BYTES, t->serial) && *folded;
}

bool serial_begins(const char *serial, const char *w, size_t n)
{
	size_t stem = stem_length(serial), letters = strcspn(serial, "0123456789");
	if (stem == 0 || n < SERIAL_STEM_MIN)
		return false;
	return (n == stem && memcmp(serial, w, n) == 0) ||
	       (letters < stem && n == stem - letters && memcmp(serial + letters, w, n) == 0);
}

bool serial_is(const char *serial, const char *w, size_t n)
{
	return strlen(serial) == n && memcmp(serial, w, n) == 0;
}
