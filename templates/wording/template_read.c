#include "templates/wording/template_read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/utf8.h"
#include "templates/wording/template_body.h"
#include "templates/wording/template_head.h"

#define FILE_MAX 8192

/* Files from Windows begin with a byte order mark and end their lines in CR LF. */
static size_t without_windows(char *s, size_t n)
{
	size_t from = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, kept = 0;

	for (; from < n; from++)
		if (s[from] != '\r' || from + 1 == n || s[from + 1] != '\n')
			s[kept++] = s[from];
	return kept;
}

static void not_utf8(const struct template *t, size_t n, struct faults *f)
{
	int line = 1, col = 1;

	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t bytes = utf8_next(t->text + i, n - i, &cp);

		if (cp == 0 || (cp == UTF8_BAD && bytes == 1))
			break;
		col = cp == '\n' ? 1 : col + 1;
		line += cp == '\n';
		i += bytes;
	}
	fault_add(f, t->file, line, col, 1, "this is not UTF-8; save the file as UTF-8");
}

/* Returns false only when out of memory. */
static bool parse(struct template *t, size_t n, struct faults *f)
{
	struct template_scan s = {.t = t, .faults = f, .at = t->text, .line = 1, .col = 1};

	n = without_windows(t->text, n);
	if (!utf8_valid(t->text, n)) {
		not_utf8(t, n, f);
		return true;
	}
	while (n > 0 && (t->text[n - 1] == ' ' || t->text[n - 1] == '\t' || t->text[n - 1] == '\n'))
		n--;
	s.end = t->text + n;
	template_head_read(&s);
	if (s.at == s.end)
		fault_add(f, t->file, 0, 0, 1, "there is no text in this file; write some");
	template_body_read(&s);
	return !s.no_memory;
}

static void cannot_be_read(const struct template *t, int error, struct faults *f)
{
	fault_add(f, t->file, 0, 0, 1, "this file cannot be read: %s", strerror(error));
}

bool template_read(struct template *t, struct faults *f)
{
	FILE *in;
	size_t n;
	int error;

	t->text = malloc(FILE_MAX + 1);
	if (!t->text)
		return false;
	in = fopen(t->file, "re");
	if (!in) {
		cannot_be_read(t, errno, f);
		return true;
	}
	errno = 0;
	n = fread(t->text, 1, FILE_MAX + 1, in);
	error = ferror(in) ? errno : 0;
	fclose(in);
	if (error) {
		cannot_be_read(t, error, f);
		return true;
	}
	if (n > FILE_MAX) {
		fault_add(f, t->file, 0, 0, 1, "a template has at most %d bytes; make this one shorter", FILE_MAX);
		return true;
	}
	return parse(t, n, f);
}
