#include "tests/faults/memory/wraps.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* The linker gives our calls these in place of the library's (Makefile). */
void *__real_calloc(size_t n, size_t size);
void *__real_reallocarray(void *p, size_t n, size_t size);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t n);
ssize_t __real___getdelim(char **line, size_t *n, int end, FILE *f);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
void *__wrap_reallocarray(void *p, size_t n, size_t size);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t n);
ssize_t __wrap___getdelim(char **line, size_t *n, int end, FILE *f);
ssize_t __wrap_getline(char **line, size_t *n, FILE *f);
int __wrap_vasprintf(char **to, const char *fmt, va_list args);
int __wrap_asprintf(char **to, const char *fmt, ...);
int __wrap___vasprintf_chk(char **to, int flag, const char *fmt, va_list args);
int __wrap___asprintf_chk(char **to, int flag, const char *fmt, ...);

void *__wrap_malloc(size_t n)
{
	return memory_fails() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return memory_fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n)
{
	return memory_fails() ? NULL : __real_realloc(p, n);
}

void *__wrap_reallocarray(void *p, size_t n, size_t size)
{
	return memory_fails() ? NULL : __real_reallocarray(p, n, size);
}

char *__wrap_strdup(const char *s)
{
	return memory_fails() ? NULL : __real_strdup(s);
}

char *__wrap_strndup(const char *s, size_t n)
{
	return memory_fails() ? NULL : __real_strndup(s, n);
}

/* It allocates only where its buffer is too small; here each line might. */
ssize_t __wrap___getdelim(char **line, size_t *n, int end, FILE *f)
{
	return memory_fails() ? -1 : __real___getdelim(line, n, end, f);
}

ssize_t __wrap_getline(char **line, size_t *n, FILE *f)
{
	return __wrap___getdelim(line, n, '\n', f);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
int __wrap_vasprintf(char **to, const char *fmt, va_list args)
{
	va_list again;
	int n;

	if (memory_fails())
		return -1;
	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	*to = n < 0 ? NULL : __real_malloc((size_t)n + 1);
	return *to ? vsnprintf(*to, (size_t)n + 1, fmt, args) : -1;
}
#pragma GCC diagnostic pop

int __wrap___vasprintf_chk(char **to, int flag, const char *fmt, va_list args)
{
	(void)flag;
	return __wrap_vasprintf(to, fmt, args);
}

int __wrap_asprintf(char **to, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = __wrap_vasprintf(to, fmt, args);
	va_end(args);
	return n;
}

int __wrap___asprintf_chk(char **to, int flag, const char *fmt, ...)
{
	va_list args;
	int n;

	(void)flag;
	va_start(args, fmt);
	n = __wrap_vasprintf(to, fmt, args);
	va_end(args);
	return n;
}
