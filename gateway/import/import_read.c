#include "gateway/import/import_read.h"

#include <search.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/tables/people_rows.h"
#include "gateway/import/csv_table.h"
#include "handlers/people/msisdn.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/wording/lang.h"

#define NAMES_MAX 1024 /* looked through for "did you mean" */
#define FAULT_TEXT 768

/* Where a key stood first. */
struct seen {
	int line;
	char key[];
};

void import_fault(struct import *im, const char *fmt, ...)
{
	char what[FAULT_TEXT];
	va_list args;
	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	/* A long value may have been cut amid a character. */
	char whole[FAULT_TEXT];
	text_copy(whole, sizeof(whole), what);
	fault_add(im->faults, im->file, im->line, 0, 0, "%s", whole);
	im->bad = true;
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct seen *)a)->key, ((const struct seen *)b)->key);
}

void import_once(struct import *im, const char *key, const char *shown)
{
	struct seen *one = malloc(sizeof(*one) + strlen(key) + 1);
	struct seen **place = NULL;
	if (one) {
		one->line = im->line;
		memcpy(one->key, key, strlen(key) + 1);
		place = tsearch(one, &im->seen, by_key);
	}
	if (!place)
		import_fault(im, "out of memory; part the file, or free some memory");
	else if (*place != one)
		import_fault(im, "`%s` is in line %d already; leave one of the two rows", shown, (*place)->line);
	if (!place || *place != one)
		free(one);
}

bool import_fits(struct import *im, const char *what, const char *s, size_t size)
{
	if (strlen(s) < size)
		return true;
	import_fault(im, "the %s is too long; shorten it to %zu bytes at most", what, size - 1);
	return false;
}

bool import_key(struct import *im, const char *what, const char *s, char *folded, size_t size)
{
	if (!*s) {
		import_fault(im, "there is no %s; every row needs one", what);
		return false;
	}
	if (!import_fits(im, what, s, size))
		return false;
	if (fold_small(folded, size, s) && *folded)
		return true;
	import_fault(im, "`%s` is no %s that could be found again; write it with letters or digits", s, what);
	return false;
}

enum lang import_lang(struct import *im, const char *s)
{
	enum lang lang = ZH;
	if (*s && !lang_read(s, &lang))
		import_fault(im, "there is no language `%s`; write zh or en, or leave it empty for zh", s);
	return lang;
}

/* The next piece of a field parted by `;`, trimmed, into out[size]; empty ones are passed over. False at the end. */
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

uint32_t import_roles(struct import *im, const char *s)
{
	uint32_t roles = 0;
	char one[FIELD_BYTES_MAX + 1];
	while (next_part(&s, one, sizeof(one))) {
		enum role role;
		if (role_read(one, &role)) {
			roles |= ROLE_BIT(role);
			continue;
		}
		const char *near = spelling_nearest(one, role_names, ROLES);
		if (near)
			import_fault(im, "there is no role `%s`; did you mean `%s`?", one, near);
		else
			import_fault(im,
				     "there is no role `%s`; the roles are station_head, engineer … (`fieldgate help "
				     "import`), "
				     "parted by `;`",
				     one);
	}
	return roles;
}

static void no_station(struct import *im, const char *name)
{
	const char *names[NAMES_MAX];
	size_t n = 0;
	for (; n < im->roster.stations_n && n < NAMES_MAX; n++)
		names[n] = im->roster.stations[n].name;
	const char *near = spelling_nearest(name, names, n);
	if (near)
		import_fault(im, "there is no station `%s`; did you mean `%s`?", name, near);
	else
		import_fault(im, "there is no station `%s`; import it first with `fieldgate import stations`", name);
}

int64_t import_station(struct import *im, const char *name)
{
	char folded[NAME_BYTES];
	if (!*name)
		return 0;
	const struct station *s = NULL;
	if (fold_small(folded, sizeof(folded), name))
		s = roster_station_named(&im->roster, folded);
	if (!s)
		no_station(im, name);
	return s ? s->id : 0;
}

static void add_number(struct import *im, struct numbers *to, const char *said)
{
	char number[MSISDN_MAX];
	if (!msisdn_read(said, im->gateway->setup->country, number)) {
		import_fault(im, "`%s` is no mobile number; write it like +8613800000001", said);
		return;
	}
	for (size_t i = 0; i < to->n; i++) {
		if (strcmp(to->all[i], number) == 0) {
			import_fault(im, "the mobile %s is there twice in this row; leave it once", number);
			return;
		}
	}
	if (to->n == IMPORT_NUMBERS_MAX)
		import_fault(im, "there are more than %zu mobiles; leave the ones in use", IMPORT_NUMBERS_MAX);
	else
		text_copy(to->all[to->n++], MSISDN_MAX, number);
}

void import_numbers(struct import *im, const char *s, struct numbers *to)
{
	char one[FIELD_BYTES_MAX + 1];
	to->n = 0;
	if (!*s)
		import_fault(im, "there is no mobile; every row needs one, like +8613800000001");
	while (next_part(&s, one, sizeof(one)))
		add_number(im, to, one);
	if (to->n == 0 && !im->bad)
		import_fault(im, "there is no mobile but only `;`; write one like +8613800000001");
}

/* Near names among those who are sales managers. */
static void no_sales_manager(struct import *im, const char *name)
{
	const char *names[NAMES_MAX];
	size_t n = 0;
	for (size_t i = 0; i < im->roster.n && n < NAMES_MAX; i++)
		if (im->roster.people[i].roles & ROLE_BIT(SALES_MANAGER))
			names[n++] = im->roster.people[i].name;
	const char *near = spelling_nearest(name, names, n);
	if (near)
		import_fault(im, "there is no sales manager `%s`; did you mean `%s`?", name, near);
	else
		import_fault(im, "there is no sales manager `%s`; import them first with the role sales_manager", name);
}

int64_t import_sales_manager(struct import *im, const char *name)
{
	char folded[NAME_BYTES], number[MSISDN_MAX];
	const struct person *found = NULL;
	if (!*name)
		return 0;
	if (!fold_small(folded, sizeof(folded), name))
		folded[0] = '\0';
	bool is_number = msisdn_read(name, im->gateway->setup->country, number);
	for (size_t i = 0; i < im->roster.n; i++) {
		const struct person *p = &im->roster.people[i];
		bool meant = is_number ? strcmp(p->number, number) == 0 : strcmp(p->folded, folded) == 0;
		if (!meant || !(p->roles & ROLE_BIT(SALES_MANAGER)))
			continue;
		if (found) {
			import_fault(im, "there are several sales managers `%s`; write the mobile instead", name);
			return 0;
		}
		found = p;
	}
	if (!found)
		no_sales_manager(im, name);
	return found ? found->id : 0;
}

char import_class(struct import *im, const char *s)
{
	if (!*s)
		return 0;
	char c = s[0] >= 'a' && s[0] <= 'd' ? (char)(s[0] - 'a' + 'A') : s[0];
	if (s[1] == '\0' && c >= 'A' && c <= 'D')
		return c;
	import_fault(im, "there is no class `%s`; write A, B, C or D, or leave it empty", s);
	return 0;
}

int64_t import_customer(struct import *im, const char *said)
{
	struct person p = {0};
	char folded[NAME_BYTES], number[MSISDN_MAX];
	if (!*said)
		return 0;
	int n = fold_small(folded, sizeof(folded), said) ? people_customer_named(im->gateway->store, folded, &p) : 0;
	if (n == 1)
		return p.id;
	if (n > 1) {
		import_fault(im, "there are several customers `%s`; write the mobile instead", said);
		return 0;
	}
	if (msisdn_read(said, im->gateway->setup->country, number) &&
	    people_by_number(im->gateway->store, number, &p) && p.customer)
		return p.id;
	import_fault(im, "there is no customer `%s`; import them first with `fieldgate import customers`", said);
	return 0;
}

/* A decimal number as people write it: strtod() alone would take nan, inf and hexadecimal too. */
static bool is_decimal(const char *s)
{
	s += *s == '-' || *s == '+';
	size_t whole = strspn(s, "0123456789");
	s += whole;
	size_t part = 0;
	if (*s == '.') {
		part = strspn(s + 1, "0123456789");
		s += 1 + part;
	}
	return *s == '\0' && whole + part > 0;
}

void import_number(struct import *im, const char *what, const char *s, double min, double max)
{
	if (!*s)
		return;
	double v = is_decimal(s) ? strtod(s, NULL) : max + 1;
	if (v < min || v > max)
		import_fault(im, "the %s `%s` is no number from %.0f to %.0f; write digits, with a point if need be",
			     what, s, min, max);
}

static bool is_date(const char *s)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (strlen(s) != 10 || strspn(s, "0123456789") != 4 || strspn(s + 5, "0123456789") != 2 ||
	    strspn(s + 8, "0123456789") != 2 || s[4] != '-' || s[7] != '-')
		return false;
	long year = strtol(s, NULL, 10), month = strtol(s + 5, NULL, 10), day = strtol(s + 8, NULL, 10);
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	if (year < 1900 || month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return false;
	return month != 2 || day < 29 || leap;
}

void import_date(struct import *im, const char *what, const char *s)
{
	if (*s && !is_date(s))
		import_fault(im, "`%s` is no date; write %s like 2027-06-30", s, what);
}
