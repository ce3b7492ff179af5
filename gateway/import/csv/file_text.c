#include "gateway/import/csv/file_text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "templates/text/text.h"

char *file_text_read(FILE *in, const char *file, size_t *n, struct faults *f)
{
	struct text all = text_new(FILE_TEXT_MAX);
	char piece[65536];
	struct stat st;
	size_t got;

	if (fstat(fileno(in), &st) == 0 && S_ISDIR(st.st_mode)) {
		fault_add(f, file, 0, 0, 0, "this is a folder; name a CSV file");
		return NULL;
	}
	while (!all.full && (got = fread(piece, 1, sizeof(piece), in)) > 0) {
		text_addn(&all, piece, got);
	}
	if (ferror(in)) {
		fault_add(f, file, 0, 0, 0, "cannot be read: %s", strerror(errno));
	} else if (all.full) {
		fault_add(f, file, 0, 0, 0, "has more than 64 MiB; split it and import the parts one by one");
	} else {
		*n = all.len;
		return all.s ? all.s : strdup("");
	}
	text_free(&all);
	return NULL;
}

size_t file_text_line(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == '\n' || (s[i] == '\r' && (i + 1 == n || s[i + 1] != '\n')))
			return i + 1;
	return n;
}
