#include "tests/fuzz/api_asked.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "templates/text/text.h"
#include "tests/fuzz/played.h"

#define T8 "01234567"
#define T56 T8 T8 T8 T8 T8 T8 T8
const char *const asked_tokens[WHOS] = {"fg_ffffffff" T56, "fg_aaaaaaaa" T56, "fg_bbbbbbbb" T56, "fg_cccccccc" T56,
					"fg_dddddddd" T56};

static int hex_of(char c)
{
	return isdigit((unsigned char)c)    ? c - '0'
	       : isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10
					    : -1;
}

/* In place, as the library of HTTP does it. */
static void decode(char *s, bool plus)
{
	char *to = s;

	for (; *s; s++) {
		if (*s == '%' && hex_of(s[1]) >= 0 && hex_of(s[2]) >= 0) {
			*to++ = (char)(hex_of(s[1]) * 16 + hex_of(s[2]));
			s += 2;
		} else {
			*to++ = plus && *s == '+' ? ' ' : *s;
		}
	}
	*to = '\0';
}

/* The part before any of these, which is cut off; *at is what follows. */
static char *cut(char **at, const char *marks)
{
	char *part = *at;
	size_t n = strcspn(part, marks);

	*at = part + n + (part[n] != '\0');
	part[n] = '\0';
	return part;
}

static void read_target(struct asked *a, char *target)
{
	char *path = cut(&target, "?");

	decode(path, false);
	text_copy(a->path, sizeof(a->path), path);
	played_name(a->path, sizeof(a->path));
	while (*target && a->arguments_n < ARGUMENTS_MOST) {
		char *value = cut(&target, "&"), *name = cut(&value, "=");

		decode(name, true);
		decode(value, true);
		a->argument_names[a->arguments_n] = name;
		a->arguments[a->arguments_n++] = value;
	}
}

static enum who read_who(char c, const struct asked_marks *m)
{
	static const char letters[] = "-HAUDC";
	const char *at = c ? strchr(letters, c) : NULL;

	return c == 'C' ? m->cookies : at ? (enum who)(at - letters) : NOBODY;
}

static void read_who_asks(struct asked *a, char c, const struct asked_marks *m)
{
	a->who = read_who(c, m);
	if (c == 'C') {
		a->header_names[0] = "Cookie";
		a->headers[0] = m->cookie;
	} else if (c == 'F' || (a->who && c != 'C')) {
		snprintf(a->authorization, sizeof(a->authorization), "Bearer %s", asked_tokens[a->who]);
		a->header_names[0] = "Authorization";
		a->headers[0] = a->authorization;
	}
	a->headers_n = a->headers[0] != NULL;
}

static char *copy_of(struct bytes b)
{
	char *s = malloc(b.n + 1);

	HOLD(s, "out of memory");
	memcpy(s, b.at, b.n);
	s[b.n] = '\0';
	return s;
}

static void read_headers(struct asked *a, char *line, const struct asked_marks *m)
{
	while (*line && a->headers_n < HEADERS_MOST) {
		char *value = cut(&line, "\n"), *name = cut(&value, ":");

		/* Who asks is known by the first letter alone. */
		if (strcasecmp(name, "Authorization") == 0 || strcasecmp(name, "Cookie") == 0)
			continue;
		value += strspn(value, " \t");
		a->header_names[a->headers_n] = name;
		a->headers[a->headers_n++] =
			strcasecmp(name, "If-Match") == 0 && strcmp(value, "@") == 0 ? m->etag : value;
	}
}

void asked_read(struct asked *a, struct bytes b, const struct asked_marks *m)
{
	char *line;

	*a = (struct asked){.who = NOBODY};
	for (size_t i = 1; i < b.n; i++)
		if (b.at[i] == '\n' && b.at[i - 1] == '\n') {
			a->head = copy_of((struct bytes){b.at, i - 1});
			a->body = copy_of((struct bytes){b.at + i + 1, b.n - i - 1});
			a->n = b.n - i - 1;
			break;
		}
	if (!a->head) {
		a->head = copy_of(b);
		a->body = copy_of((struct bytes){b.at + b.n, 0});
	}
	line = a->head;
	read_who_asks(a, *cut(&line, " "), m);
	text_copy(a->method, sizeof(a->method), cut(&line, " "));
	read_target(a, cut(&line, "\n"));
	read_headers(a, line, m);
}

static const char *find(const char *const *names, const char *const *values, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(names[i], name) == 0)
			return values[i];
	return NULL;
}

const char *asked_header(void *ctx, const char *name)
{
	const struct asked *a = ctx;

	return find(a->header_names, a->headers, a->headers_n, name);
}

const char *asked_argument(void *ctx, const char *name)
{
	const struct asked *a = ctx;

	return find(a->argument_names, a->arguments, a->arguments_n, name);
}

void asked_free(struct asked *a)
{
	free(a->head);
	free(a->body);
}
