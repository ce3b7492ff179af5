#include "templates/file/yaml_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "templates/text/utf8.h"

bool yaml_source_refuse(const struct yaml_source *s, const char *what)
{
	fault_add(s->f, s->file, 0, 0, 1, "%s", what);
	return false;
}

bool yaml_source_starved(const struct yaml_source *s)
{
	return yaml_source_refuse(s, "there is not enough memory to read it; free some and try again");
}

/* ---- reading ---- */

static bool read_open_file(struct yaml_source *s, int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return yaml_source_refuse(s, "this is not a file; name a YAML file here");
	s->bytes = malloc(YAML_BYTES_MAX + 1);
	if (s->bytes == NULL)
		return yaml_source_starved(s);
	while (s->n <= YAML_BYTES_MAX) {
		ssize_t got = read(fd, s->bytes + s->n, YAML_BYTES_MAX + 1 - s->n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			fault_add(s->f, s->file, 0, 0, 1, "it cannot be read (%s); check the disk and the path",
				  strerror(errno));
			return false;
		}
		if (got == 0)
			return true;
		s->n += (size_t)got;
	}
	return yaml_source_refuse(s, "it is larger than 1 MiB; split it into several files");
}

static bool read_file(struct yaml_source *s)
{
	int fd = open(s->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO must not hold us up */
	bool ok;

	if (fd < 0) {
		int err = errno;

		fault_add(s->f, s->file, 0, 0, 1, "it cannot be opened (%s); %s", strerror(err),
			  err == EACCES ? "let the gateway's user read it" : "check the path, or write the file");
		return false;
	}
	ok = read_open_file(s, fd);
	close(fd);
	return ok;
}

/* ---- what is not text ---- */

/* UTF-16 begins with its mark, or with a NUL beside an ASCII character. */
static bool is_utf16(const struct yaml_source *s)
{
	const char *b = s->bytes;

	return s->n >= 2 &&
	       (memcmp(b, "\xff\xfe", 2) == 0 || memcmp(b, "\xfe\xff", 2) == 0 || (b[0] == '\0') != (b[1] == '\0'));
}

static void skip_mark(struct yaml_source *s)
{
	if (s->n < 3 || memcmp(s->bytes, "\xef\xbb\xbf", 3) != 0)
		return;
	s->n -= 3;
	memmove(s->bytes, s->bytes + 3, s->n);
}

static bool is_control(uint32_t cp)
{
	return utf8_is_control(cp) && cp != '\t' && cp != '\n' && cp != '\r';
}

/* Line breaks that only some programs know, the byte order mark, and two that are no characters. */
static bool is_invisible(uint32_t cp)
{
	return cp == 0x2028 || cp == 0x2029 || cp == 0xfeff || cp == 0xfffe || cp == 0xffff;
}

static bool check_character(const struct yaml_source *s, struct yaml_spot spot, uint32_t cp, size_t len)
{
	bool cr = cp == '\r' && (spot.at + 1 == s->n || s->bytes[spot.at + 1] != '\n');

	if (cp == UTF8_BAD && len == 1)
		fault_add(s->f, s->file, spot.line, spot.col, 1, "this is not UTF-8; save the file as UTF-8");
	else if (is_control(cp))
		fault_add(s->f, s->file, spot.line, spot.col, 1,
			  "there is a control character (U+%04X) here; delete it", cp);
	else if (is_invisible(cp))
		fault_add(s->f, s->file, spot.line, spot.col, 1,
			  "there is an invisible character (U+%04X) here; delete it", cp);
	else if (cr)
		fault_add(s->f, s->file, spot.line, spot.col, 1,
			  "this line ends with CR alone; save the file with LF or CR LF at the end of its lines");
	else
		return true;
	return false;
}

static bool check_bytes(const struct yaml_source *s)
{
	struct yaml_spot spot = {1, 1, 0};

	while (spot.at < s->n) {
		uint32_t cp;
		size_t len = utf8_next(s->bytes + spot.at, s->n - spot.at, &cp);

		if (!check_character(s, spot, cp, len))
			return false;
		spot.col++;
		if (cp == '\n') {
			spot.line++;
			spot.col = 1;
		}
		spot.at += len;
	}
	return true;
}

bool yaml_source_read(struct yaml_source *s, const char *file, struct faults *f)
{
	*s = (struct yaml_source){.file = file, .f = f};
	if (!read_file(s))
		return false;
	if (is_utf16(s))
		return yaml_source_refuse(s, "this is UTF-16; save the file as UTF-8");
	skip_mark(s);
	return check_bytes(s);
}

void yaml_source_free(struct yaml_source *s)
{
	free(s->bytes);
	s->bytes = NULL;
	s->n = 0;
}

/* ---- places ---- */

void yaml_source_line(const struct yaml_source *s, struct yaml_spot *spot, int line)
{
	if (spot->line > line || spot->line < 1 || spot->col != 1)
		*spot = (struct yaml_spot){1, 1, 0};
	while (spot->line < line) {
		const char *end = memchr(s->bytes + spot->at, '\n', s->n - spot->at);

		spot->at = end != NULL ? (size_t)(end - s->bytes) + 1 : s->n;
		spot->line++;
	}
}

struct yaml_spot yaml_source_find(const struct yaml_source *s, int line, int col)
{
	struct yaml_spot spot = {1, 1, 0};

	yaml_source_line(s, &spot, line);
	while (spot.col < col && spot.at < s->n && s->bytes[spot.at] != '\n') {
		uint32_t cp;

		spot.at += utf8_next(s->bytes + spot.at, s->n - spot.at, &cp);
		spot.col++;
	}
	return spot;
}

/* The columns of a remark are not counted, as it ends the line. */
bool yaml_source_skip(const struct yaml_source *s, struct yaml_spot *spot)
{
	for (; spot->at < s->n; spot->at++) {
		char c = s->bytes[spot->at];

		if (c == '#') {
			const char *end = memchr(s->bytes + spot->at, '\n', s->n - spot->at);

			spot->at = end != NULL ? (size_t)(end - s->bytes) : s->n;
			if (end == NULL)
				return false;
			c = '\n';
		}
		if (strchr(" \t\r\n", c) == NULL)
			return true;
		spot->line += c == '\n';
		spot->col = c == '\n' ? 1 : spot->col + 1;
	}
	return false;
}

int yaml_source_indent(const struct yaml_source *s, size_t at)
{
	int indent = 0;

	for (; at < s->n && (s->bytes[at] == ' ' || s->bytes[at] == '\t'); at++)
		indent++;
	return at == s->n || s->bytes[at] == '\n' || s->bytes[at] == '\r' ? -1 : indent;
}
