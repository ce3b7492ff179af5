#include "handlers/people/gist.h"

size_t gist_write(const struct fold *f, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < f->len; i++) {
		char c = f->s[i];

		if ((c >= '0' && c <= '9') || (c == ' ' && (n == 0 || out[n - 1] == ' ')))
			continue;
		out[n++] = c;
	}
	n -= n > 0 && out[n - 1] == ' ';
	out[n] = '\0';
	return n;
}
