#include "templates/wording/template_scan.h"

#include <stdarg.h>
#include <string.h>

#include "templates/text/units.h"
#include "templates/text/utf8.h"

int template_scan_chars(const char *s, size_t n)
{
	int count = 0;
	uint32_t cp;

	for (size_t i = 0; i < n; i += utf8_next(s + i, n - i, &cp))
		count++;
	return count;
}

int template_scan_number(const char *s, size_t n, int most)
{
	int v = 0;

	if (n == 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
		if (v > most)
			return -1;
	}
	return v;
}

size_t template_scan_rest(const struct template_scan *s)
{
	const char *lf = memchr(s->at, '\n', (size_t)(s->end - s->at));

	return (size_t)((lf ? lf : s->end) - s->at);
}

void template_scan_advance(struct template_scan *s, size_t bytes)
{
	s->col += template_scan_chars(s->at, bytes);
	s->at += bytes;
}

void template_scan_next_line(struct template_scan *s)
{
	s->at++;
	s->line++;
	s->col = 1;
}

void template_scan_fault(struct template_scan *s, int col, int width, const char *fmt, ...)
{
	char what[WHY_BYTES];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	fault_add(s->faults, s->t->file, s->line, col, width, "%s", what);
}
