#include "gateway/table/csv_writer.h"

#include <stdbool.h>
#include <string.h>

static bool needs_quotes(const char *s)
{
	size_t n = strlen(s);

	return s[strcspn(s, ",\"\r\n")] != '\0' || (n > 0 && (s[0] == ' ' || s[n - 1] == ' '));
}

static void write_field(FILE *out, const char *s)
{
	if (!needs_quotes(s)) {
		fputs(s, out);
		return;
	}
	fputc('"', out);
	for (; *s; s++) {
		if (*s == '"')
			fputc('"', out);
		fputc(*s, out);
	}
	fputc('"', out);
}

void csv_write_line(FILE *out, const char *const *fields, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			fputc(',', out);
		write_field(out, fields[i] ? fields[i] : "");
	}
	fputc('\n', out);
}
