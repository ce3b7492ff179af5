#include "gateway/command/verb.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void verb_error(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fputs("fieldgate: error: ", stderr);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
}

int verb_misused(const struct verb *v, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fputs("fieldgate: error: ", stderr);
	vfprintf(stderr, fmt, args);
	fprintf(stderr, "; usage: fieldgate [-c FILE] %s%s%s\n", v->name, *v->usage ? " " : "", v->usage);
	va_end(args);
	return VERB_USAGE;
}

char *verb_words(const struct call *c, int first)
{
	size_t size = 1;
	char *words;
	char *end;

	for (int i = first; i < c->n; i++)
		size += strlen(c->args[i]) + 1;
	words = malloc(size);
	end = words;
	for (int i = first; words && i < c->n; i++)
		end = stpcpy(i > first ? stpcpy(end, " ") : end, c->args[i]);
	if (words)
		*end = '\0';
	return words;
}
