#include "gateway/command/indented.h"

void indented_print(const char *s, const char *indent, FILE *out)
{
	for (; *s; s++) {
		fputc(*s, out);
		if (*s == '\n')
			fputs(indent, out);
	}
	fputc('\n', out);
}
