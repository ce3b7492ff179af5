#include "gateway/init/one_language.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/init/whole_file.h"

#define ENTRIES_MAX 32
#define LINE_MAX_BYTES 8192
#define FILE_BYTES (1 << 20)
#define LIST_KEY "languages:"

/* A piece of a line. */
struct piece {
	const char *s;
	size_t n;
};

/* ---- where things end ---- */

/* Behind what stands in quotes at s, else behind its byte. A quote inside of a word, as that of `it is Sam's`, is none. */
static const char *past_quoted(const char *begin, const char *s)
{
	const char *end;

	if ((*s != '"' && *s != '\'') || (s > begin && !strchr(" ,:[{", s[-1])))
		return s + 1;
	end = strchr(s + 1, *s);
	return end ? end + 1 : s + strlen(s);
}

/* Where the entry that begins at s ends: at a comma or a bracket that is not inside of others. */
static const char *entry_end(const char *s)
{
	const char *begin = s;
	int depth = 0;

	while (*s && (depth > 0 || !strchr(",]}", *s))) {
		depth += (*s == '{' || *s == '[') - (*s == '}' || *s == ']');
		s = past_quoted(begin, s);
	}
	return s;
}

/* The entries of the mapping or list at s, without blanks around them; the place behind it. NULL if it does not end
 * here, or has too many. */
static const char *entries(const char *s, struct piece all[ENTRIES_MAX], size_t *n)
{
	*n = 0;
	do {
		const char *from = s + 1 + strspn(s + 1, " ");

		s = entry_end(from);
		if (*n == ENTRIES_MAX || !*s)
			return NULL;
		all[*n] = (struct piece){from, (size_t)(s - from)};
		while (all[*n].n > 0 && from[all[*n].n - 1] == ' ')
			all[*n].n--;
		(*n)++;
	} while (*s == ',');
	return s + 1;
}

/* ---- which are left out ---- */

static bool has_key(const struct piece *entry, const char *key)
{
	size_t n = strlen(key);

	return entry->n > n + 1 && strncmp(entry->s, key, n) == 0 && entry->s[n] == ':' && entry->s[n + 1] == ' ';
}

static bool is_of_other(const struct one_language *l, const struct piece *entry)
{
	for (size_t i = 0; i < l->others_n; i++)
		if (has_key(entry, l->others[i]))
			return true;
	return false;
}

/* What has other keys too may use a language's name for something else. */
static bool says_by_language(const struct one_language *l, const struct piece *all, size_t n)
{
	size_t others = 0;

	for (size_t i = 0; i < n; i++) {
		if (has_key(&all[i], l->name))
			return true;
		others += is_of_other(l, &all[i]);
	}
	return others == n;
}

/* ---- what is left ---- */

static void add_pieces(const struct one_language *l, const char *s, const char *end, struct text *out);

/* The list or mapping at s; the place behind it. Nothing is added of one that has nothing left. */
static const char *add_group(const struct one_language *l, const char *s, struct text *out)
{
	struct piece all[ENTRIES_MAX];
	struct text one = text_new(LINE_MAX_BYTES);
	size_t n, left = 0;
	const char *end = entries(s, all, &n);
	bool by_language = end && *s == '{' && says_by_language(l, all, n);

	if (!end) {
		text_addn(out, s, 1);
		return s + 1;
	}
	for (size_t i = 0; i < n; i++) {
		text_clear(&one);
		if (!by_language || !is_of_other(l, &all[i]))
			add_pieces(l, all[i].s, all[i].s + all[i].n, &one);
		out->full = out->full || one.full; /* what is cut here is cut there */
		if (one.len == 0 && all[i].n > 0)
			continue;
		text_addn(out, left > 0 ? ", " : s, left > 0 ? 2 : 1);
		left++;
		text_add(out, text_str(&one));
	}
	if (left > 0)
		text_addn(out, end - 1, 1);
	text_free(&one);
	return end;
}

static void add_pieces(const struct one_language *l, const char *s, const char *end, struct text *out)
{
	const char *begin = s;

	while (s < end) {
		const char *next = past_quoted(begin, s);

		if (*s == '{' || *s == '[') {
			s = add_group(l, s, out);
			continue;
		}
		text_addn(out, s, (size_t)((next < end ? next : end) - s));
		s = next;
	}
}

void one_language_line(const struct one_language *l, const char *line, struct text *out)
{
	const char *remark = *line == '#' ? line : strstr(line, " #");
	const char *end = remark ? remark : line + strlen(line);

	add_pieces(l, line, end, out);
	text_add(out, end);
}

/* ---- a file ---- */

/* How many brackets are open at its end; of a line with a remark, none. */
static int open_brackets(const char *line)
{
	const char *begin = line;
	int depth = 0;

	if (*line == '#' || strstr(line, " #"))
		return 0;
	while (*line) {
		depth += (*line == '{' || *line == '[') - (*line == '}' || *line == ']');
		line = past_quoted(begin, line);
	}
	return depth;
}

/* The next line, with those behind it on which its brackets go on, as one. False at the end. */
static bool read_line(FILE *from, char **line, size_t *room, struct text *whole)
{
	bool any = false;

	text_clear(whole);
	while (getline(line, room, from) >= 0) {
		const char *s = *line;

		(*line)[strcspn(*line, "\n")] = '\0';
		if (any) {
			text_add(whole, " ");
			s += strspn(s, " ");
		}
		any = true;
		text_add(whole, s);
		if (open_brackets(text_str(whole)) <= 0)
			break;
	}
	if (any)
		text_add(whole, "\n");
	return any;
}

static bool read_all(const struct one_language *l, const char *path, struct text *out)
{
	FILE *from = fopen(path, "re");
	struct text whole = text_new(LINE_MAX_BYTES);
	char *line = NULL;
	size_t room = 0;
	bool good = from != NULL;

	while (from && read_line(from, &line, &room, &whole)) {
		good = good && !whole.full;
		if (strncmp(text_str(&whole), LIST_KEY, strlen(LIST_KEY)) == 0)
			text_addf(out, LIST_KEY " [%s]\n", l->name);
		else
			one_language_line(l, text_str(&whole), out);
	}
	free(line);
	text_free(&whole);
	if (from)
		good = good && !ferror(from) && !out->full;
	if (from)
		fclose(from);
	return good;
}

bool one_language_file(const struct one_language *l, const char *path)
{
	struct text all = text_new(FILE_BYTES);
	bool good = read_all(l, path, &all) && whole_file_write(path, &all);

	text_free(&all);
	return good;
}
