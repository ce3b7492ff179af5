#include "gateway/init/init_lines.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/init/whole_file.h"

#define FILE_BYTES (1 << 20)
#define LINE_BYTES 1024
#define FILL_IN "FILL IN"
#define ZONE "{zone}"

/* One of the lines. `file` and `key` point into `text`, which is cut. */
struct line {
	char text[LINE_BYTES];
	const char *file, *key; /* the key with all that follows it */
	size_t key_bytes;       /* with its colon */
};

/* False for a remark or a blank line. */
static bool cut(struct line *l)
{
	char *file = l->text, *end, *colon;

	l->text[strcspn(l->text, "\n")] = '\0';
	end = *file == '#' ? NULL : strstr(file, ": ");
	colon = end ? strchr(end + 2, ':') : NULL;
	if (!colon)
		return false;
	*end = '\0';
	l->file = file;
	l->key = end + 2;
	l->key_bytes = (size_t)(colon - l->key) + 1;
	return true;
}

static void add_filled(struct text *out, const char *value, const char *zone)
{
	const char *place = strstr(value, ZONE);

	if (place) {
		text_addn(out, value, (size_t)(place - value));
		text_add(out, zone);
		value = place + strlen(ZONE);
	}
	text_add(out, value);
	text_add(out, "\n");
}

/* All of the file with the line in its place. False if it cannot be read, or has no such line. */
static bool read_with(const char *path, const struct line *l, const char *zone, struct text *out)
{
	FILE *from = fopen(path, "re");
	char *one = NULL;
	size_t room = 0;
	bool found = false, good;

	if (!from)
		return false;
	while (getline(&one, &room, from) >= 0) {
		bool is = !found && strncmp(one, l->key, l->key_bytes) == 0;

		if (is)
			add_filled(out, l->key, zone);
		else
			text_add(out, one);
		found = found || is;
	}
	good = !ferror(from) && !out->full;
	free(one);
	fclose(from);
	if (good && !found)
		errno = ENOENT;
	return good && found;
}

static bool replace(const char *path, const struct line *l, const char *zone)
{
	struct text all = text_new(FILE_BYTES);
	bool good = read_with(path, l, zone, &all) && whole_file_write(path, &all);

	text_free(&all);
	return good;
}

static bool is_open(const struct line *l, const char *zone)
{
	return strstr(l->key, FILL_IN) || (strstr(l->key, ZONE) && strstr(zone, FILL_IN));
}

static bool take(const struct line *l, const char *dir, const char *zone, struct text *open, struct text *at)
{
	text_clear(at);
	text_addf(at, "%s/%s", dir, l->file);
	if (!replace(text_str(at), l, zone))
		return false;
	if (is_open(l, zone))
		text_addf(open, "%s: %.*s\n", l->file, (int)l->key_bytes - 1, l->key);
	return true;
}

bool init_lines(const char *lines, const char *dir, const char *zone, struct text *open, struct text *at)
{
	FILE *from = fopen(lines, "re");
	struct line l;
	bool good = true;

	text_add(at, lines);
	if (!from)
		return errno == ENOENT; /* this language has none */
	while (good && fgets(l.text, sizeof(l.text), from))
		good = !cut(&l) || take(&l, dir, zone, open, at);
	good = good && !ferror(from);
	fclose(from);
	return good;
}
