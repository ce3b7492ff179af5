#include "gateway/import/import_mobile.h"

#include <stdio.h>
#include <string.h>

#include "gateway/import/csv/csv_table.h"
#include "handlers/people/msisdn_length.h"
#include "templates/text/number.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

#define DIGITS "0123456789"

/* Characters that show nothing: of no width, or which say in what direction to read. */
static bool is_mark(uint32_t cp)
{
	return cp == 0xAD || cp == 0x61C || cp == 0x180E || (cp >= 0x200B && cp <= 0x200F) ||
	       (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF;
}

static bool is_blank(uint32_t cp)
{
	return cp == ' ' || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F ||
	       cp == 0x3000;
}

/* Without marks, every kind of blank as a plain one. */
static void clean(const char *said, char out[FIELD_BYTES_MAX + 1])
{
	size_t n = strlen(said), at = 0, to = 0;

	while (at < n) {
		uint32_t cp;
		size_t bytes = utf8_next(said + at, n - at, &cp);

		if (is_blank(cp)) {
			out[to++] = ' ';
		} else if (!is_mark(cp)) {
			memcpy(out + to, said + at, bytes);
			to += bytes;
		}
		at += bytes;
	}
	while (to > 0 && out[to - 1] == ' ')
		to--;
	out[to] = '\0';
}

/* `1.38E+10`: the last digits are lost. */
static bool is_scientific(const char *s)
{
	size_t n = strspn(s, "+" DIGITS ".,");

	if (n == 0 || (s[n] != 'E' && s[n] != 'e'))
		return false;
	s += n + 1;
	s += *s == '+' || *s == '-';
	return *s && strspn(s, DIGITS) == strlen(s);
}

/* `13800000011.0`: with a point that begins a fraction, and not one of those that part a number in groups. */
static bool is_fraction(const char *s)
{
	const char *point = strpbrk(s, ".,");
	size_t n = point ? strlen(point + 1) : 0;

	if (n == 0 || strspn(point + 1, DIGITS) != n || (n > 2 && strspn(point + 1, "0") != n))
		return false;
	return (size_t)(point - s) == strspn(s, "+ -()" DIGITS);
}

static bool read(const struct import_run *im, const char *s, char number[MSISDN_MAX])
{
	return !is_scientific(s) && !is_fraction(s) && msisdn_read(s, im->country, number);
}

void import_mobile_example(const struct import_run *im, char example[MSISDN_MAX])
{
	const char *country = *im->country ? im->country : "44";
	struct msisdn_length length = msisdn_length(country);
	const char *digits = strcmp(country, "86") == 0 ? "13800000001" : "7700900001";

	snprintf(example, MSISDN_MAX, "+%s%.*s", country, length.least ? (int)length.least : 9, digits);
}

static void refuse_fraction(struct import_run *im, const char *said)
{
	char whole[FIELD_BYTES_MAX + 1];

	snprintf(whole, sizeof(whole), "%.*s", (int)strcspn(said, ".,"), said);
	import_wrong(im, WRONG_FRACTION, VALUES(said, whole));
}

static void refuse_length(struct import_run *im, enum row_word which, const char *said, const char *number)
{
	struct msisdn_length length = msisdn_length(number);
	size_t digits = which == WRONG_SHORT ? length.least : length.most;
	char code[MSISDN_MAX], should[DECIMAL_BYTES], has[DECIMAL_BYTES];

	snprintf(code, sizeof(code), "%.*s", (int)length.code, number + 1);
	import_wrong(im, which,
		     VALUES(said, number, code, number_write((int64_t)digits, should),
			    number_write((int64_t)length.has, has)));
}

static bool refuse(struct import_run *im, const char *said)
{
	char example[MSISDN_MAX];

	import_mobile_example(im, example);
	if (is_scientific(said))
		import_wrong(im, WRONG_ROUNDED, VALUES(said, example));
	else if (is_fraction(said))
		refuse_fraction(im, said);
	else if (!*im->country && strspn(said, DIGITS " -().") == strlen(said) && strpbrk(said, DIGITS))
		import_wrong(im, WRONG_COUNTRY, VALUES(said, example));
	else
		import_wrong(im, WRONG_NUMBER, VALUES(said, example));
	return false;
}

bool import_mobile(struct import_run *im, const char *said, char number[MSISDN_MAX])
{
	char s[FIELD_BYTES_MAX + 1];
	struct msisdn_length length;

	clean(said, s);
	if (!read(im, s, number))
		return refuse(im, s);
	length = msisdn_length(number);
	if (length.has < length.least)
		refuse_length(im, WRONG_SHORT, s, number);
	else if (length.most && length.has > length.most)
		refuse_length(im, WRONG_LONG, s, number);
	else
		return true;
	return false;
}

bool import_mobile_first(const struct import_run *im, const char *field, char number[MSISDN_MAX])
{
	char one[FIELD_BYTES_MAX + 1], s[FIELD_BYTES_MAX + 1];
	size_t n;

	field += strspn(field, "; ");
	n = strcspn(field, ";");
	snprintf(one, sizeof(one), "%.*s", (int)n, field);
	clean(one, s);
	return read(im, s, number);
}
