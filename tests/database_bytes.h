/* What a database's files have in them, whatever its rows say. */
#ifndef DATABASE_BYTES_H
#define DATABASE_BYTES_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The database or its WAL has these bytes. A database that cannot be read ends the test. */
static inline bool database_has(const char *database, const char *what)
{
	static const char *const ends[] = {"", "-wal"};
	bool found = false;

	for (size_t i = 0; i < 2; i++) {
		struct stat st = {.st_size = 0};
		char path[1024], *bytes = NULL;
		FILE *f;

		snprintf(path, sizeof(path), "%s%s", database, ends[i]);
		f = fopen(path, "re");
		if (!f && i > 0) /* closed by the last who had it open */
			continue;
		if (f && fstat(fileno(f), &st) == 0)
			bytes = malloc((size_t)st.st_size + 1);
		if (!bytes || fread(bytes, 1, (size_t)st.st_size, f) != (size_t)st.st_size) {
			perror(path);
			abort();
		}
		found = found || memmem(bytes, (size_t)st.st_size, what, strlen(what));
		free(bytes);
		fclose(f);
	}
	return found;
}

#endif
