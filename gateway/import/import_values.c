#include "gateway/import/import_values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/roster_rows.h"
#include "gateway/import/csv/csv_table.h"
#include "gateway/import/import_mobile.h"
#include "templates/text/fold.h"
#include "templates/text/number.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/wording/lang.h"

bool import_fits(struct import_run *im, const char *what, const char *s, size_t size)
{
	char most[DECIMAL_BYTES];

	if (strlen(s) < size)
		return true;
	import_wrong(im, WRONG_TOO_LONG, VALUES(what, number_write((int64_t)size - 1, most)));
	return false;
}

bool import_key(struct import_run *im, const char *what, const char *s, char *folded, size_t size)
{
	if (!*s) {
		import_wrong(im, WRONG_MISSING, VALUES(what));
		return false;
	}
	if (!import_fits(im, what, s, size))
		return false;
	if (fold_small(folded, size, s) && *folded)
		return true;
	import_wrong(im, WRONG_SIGNS, VALUES(s, what));
	return false;
}

static void refuse_lang(struct import_run *im, const char *s)
{
	struct text names = text_new(LANGS_MAX * (LANG_BYTES + 4));

	for (int l = 0; l < langs_n; l++)
		text_addf(&names, "%s%s", l ? ", " : "", lang_names[l]);
	import_wrong(im, WRONG_LANGUAGE, VALUES(s, text_str(&names), lang_name(LANG_FIRST)));
	text_free(&names);
}

enum lang import_lang(struct import_run *im, const char *s)
{
	enum lang lang = LANG_FIRST;

	if (*s && !lang_read(s, &lang))
		refuse_lang(im, s);
	return lang;
}

/* Mistakes of typing are found; whether it is anybody's, only a mail would tell. */
void import_email(struct import_run *im, const char *s)
{
	const char *at = strchr(s, '@'), *dot = at ? strrchr(at, '.') : NULL;
	bool good = at && at > s && dot && dot > at + 1 && dot[1] && at[1] != '.' && !strchr(at + 1, '@') &&
		    !strstr(s, "..") && strcspn(s, " ,;:<>()[]\"\\\t") == strlen(s);

	if (*s && import_fits(im, "email", s, EMAIL_BYTES) && !good)
		import_wrong(im, WRONG_EMAIL, VALUES(s));
}

/* The next piece of a field separated by `;`, trimmed, into out[size]; empty ones are passed over. False at the end. */
static bool next_part(const char **s, char *out, size_t size)
{
	while (**s) {
		size_t n = strcspn(*s, ";");
		const char *from = *s;

		*s += (*s)[n] ? n + 1 : n;
		for (; n > 0 && *from == ' '; n--)
			from++;
		while (n > 0 && from[n - 1] == ' ')
			n--;
		if (n == 0)
			continue;
		snprintf(out, size, "%.*s", (int)(n < size ? n : size - 1), from);
		return true;
	}
	return false;
}

static void unknown_role(struct import_run *im, const char *said)
{
	const struct roles *roles = people_roles_of(im->store);
	const char *names[ROLES_MAX];
	size_t n = role_names(roles, names);
	const char *near = spelling_nearest(said, names, n);
	struct text all = text_new(ROLES_BYTES);

	for (size_t i = 0; i < n; i++)
		text_addf(&all, "%s`%s`", i ? ", " : "", names[i]);
	if (near)
		import_wrong(im, WRONG_ROLE_NEAR, VALUES(said, near));
	else
		import_wrong(im, WRONG_ROLE, VALUES(said, text_str(&all)));
	text_free(&all);
}

uint32_t import_roles(struct import_run *im, const char *s)
{
	uint32_t roles = 0;
	char one[FIELD_BYTES_MAX + 1];

	while (next_part(&s, one, sizeof(one))) {
		int role = role_find(people_roles_of(im->store), one);

		if (role >= 0)
			roles |= ROLE_BIT(role);
		else
			unknown_role(im, one);
	}
	return roles;
}

static void add_number(struct import_run *im, struct numbers *to, const char *said)
{
	char number[MSISDN_MAX], most[DECIMAL_BYTES];

	if (!import_mobile(im, said, number))
		return;
	for (size_t i = 0; i < to->n; i++) {
		if (strcmp(to->all[i], number) == 0) {
			import_wrong(im, WRONG_TWICE, VALUES(number));
			return;
		}
	}
	if (to->n == PERSON_NUMBERS)
		import_wrong(im, WRONG_MANY, VALUES(number_write(PERSON_NUMBERS, most)));
	else
		text_copy(to->all[to->n++], MSISDN_MAX, number);
}

void import_numbers(struct import_run *im, const char *s, struct numbers *to)
{
	char one[FIELD_BYTES_MAX + 1], example[MSISDN_MAX];

	to->n = 0;
	import_mobile_example(im, example);
	if (!*s)
		import_wrong(im, WRONG_NO_NUMBER, VALUES(example));
	while (next_part(&s, one, sizeof(one)))
		add_number(im, to, one);
	if (to->n == 0 && !im->bad)
		import_wrong(im, WRONG_BARE_NUMBER, VALUES(example));
}

struct text import_numbers_text(const char (*numbers)[MSISDN_MAX], size_t n)
{
	struct text all = text_new(PERSON_NUMBERS * MSISDN_MAX);

	for (size_t i = 0; i < n; i++)
		text_addf(&all, "%s%s", i ? ";" : "", numbers[i]);
	return all;
}

char import_class(struct import_run *im, const char *s)
{
	char c;

	if (!*s)
		return 0;
	c = s[0] >= 'a' && s[0] <= 'd' ? (char)(s[0] - 'a' + 'A') : s[0];
	if (s[1] == '\0' && c >= 'A' && c <= 'D')
		return c;
	import_wrong(im, WRONG_CLASS, VALUES(s));
	return 0;
}

/* A decimal number as people write it: strtod() alone would take nan, inf and hexadecimal too. */
static bool is_decimal(const char *s)
{
	size_t whole;
	size_t part = 0;

	s += *s == '-' || *s == '+';
	whole = strspn(s, "0123456789");
	s += whole;
	if (*s == '.') {
		part = strspn(s + 1, "0123456789");
		s += 1 + part;
	}
	return *s == '\0' && whole + part > 0;
}

void import_number(struct import_run *im, const char *what, const char *s, double min, double max)
{
	char least[DECIMAL_BYTES], most[DECIMAL_BYTES];
	double v;

	if (!*s)
		return;
	v = is_decimal(s) ? strtod(s, NULL) : max + 1;
	if (v < min || v > max)
		import_wrong(im, WRONG_AMOUNT,
			     VALUES(what, s, number_write((int64_t)min, least), number_write((int64_t)max, most)));
}

static bool is_date(const char *s)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	long year, month, day;
	bool leap;

	if (strlen(s) != 10 || strspn(s, "0123456789") != 4 || strspn(s + 5, "0123456789") != 2 ||
	    strspn(s + 8, "0123456789") != 2 || s[4] != '-' || s[7] != '-')
		return false;
	year = strtol(s, NULL, 10);
	month = strtol(s + 5, NULL, 10);
	day = strtol(s + 8, NULL, 10);
	leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	if (year < 1900 || month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return false;
	return month != 2 || day < 29 || leap;
}

void import_date(struct import_run *im, const char *what, const char *s)
{
	if (*s && !is_date(s))
		import_wrong(im, WRONG_DATE, VALUES(s, what));
}
