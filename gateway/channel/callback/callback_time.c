#include "gateway/channel/callback/callback_time.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "handlers/time/when_write.h"
#include "handlers/zone/zone.h"
#include "templates/file/yaml_get.h"
#include "templates/text/units.h"

#define UNIX_MOST INT64_C(100000000000) /* s: some 3,000 years */

/* ---- reading the file ---- */

static void read_form(struct callback_time *t, const struct yaml *n, struct faults *f)
{
	static const char *const forms[] = {"rfc3339", "unix", "unix_ms"};
	int i;

	if (n->kind == YAML_SCALAR && strchr(n->text, '%')) {
		t->form = TIME_PATTERN;
		yaml_text(n, t->pattern, sizeof(t->pattern), f);
		return;
	}
	i = yaml_one_of(n, "form of a time", forms, 3, f);
	t->form = i > 0 ? (enum callback_time_form)i : TIME_RFC3339;
}

static void read_zone(struct callback_time *t, const struct yaml *n, const char *zone, struct faults *f)
{
	char typed[64];

	if (n && yaml_text(n, typed, sizeof(typed), f)) {
		zone = typed;
		if (t->form != TIME_PATTERN)
			yaml_fault_key(f, n, "only a form with `%%` needs a zone; leave this out");
		else if (!zone_known(typed))
			yaml_fault(f, n,
				   "this computer does not know this time zone; write one like Europe/London or "
				   "Asia/Shanghai");
	}
	if (t->form == TIME_PATTERN && *zone)
		t->zone = zone_open(zone);
}

void callback_time_read(struct callback_time *t, const struct yaml *n, bool pointers, const char *zone,
			struct faults *f)
{
	static const char *const keys[] = {"field", "form", "zone", NULL};
	const struct yaml *field, *form;

	if (n->kind != YAML_MAP) {
		value_names_read(&t->names, n, pointers, f);
		return;
	}
	yaml_keys(n, keys, f);
	field = yaml_need(n, "field", "`field: NAME`", f);
	form = yaml_get(n, "form");
	if (field)
		value_names_read(&t->names, field, pointers, f);
	if (form)
		read_form(t, form, f);
	read_zone(t, yaml_get(n, "zone"), zone, f);
}

void callback_time_free(struct callback_time *t)
{
	value_names_free(&t->names);
	zone_close(t->zone);
	*t = (struct callback_time){0};
}

/* ---- reading a time ---- */

/* With a fraction or without. */
static int64_t of_number(const char *s, int64_t unit_ms)
{
	char *end;
	double value = strtod(s, &end);

	if (end == s || end[strspn(end, " ")] || strspn(s, "0123456789. ") != strlen(s))
		return 0;
	return value * (double)unit_ms < (double)(UNIX_MOST * SECOND_MS) ? (int64_t)(value * (double)unit_ms) : 0;
}

static int64_t of_rfc3339(char *s)
{
	int64_t at;

	if (strlen(s) > 10 && s[10] == ' ') /* RFC 3339 allows that */
		s[10] = 'T';
	return when_rfc3339_read(s, &at) ? at : 0;
}

/* A pattern without a year, or whatever else, gives a time long ago: the road finds that it is not plausible. */
static int64_t of_pattern(const struct callback_time *t, const char *s)
{
	struct tm tm = {.tm_mday = 1, .tm_year = 70};
	int64_t local;

	if (!strptime(s, t->pattern, &tm))
		return 0;
	local = (int64_t)timegm(&(struct tm){.tm_sec = tm.tm_sec,
					     .tm_min = tm.tm_min,
					     .tm_hour = tm.tm_hour,
					     .tm_mday = tm.tm_mday,
					     .tm_mon = tm.tm_mon,
					     .tm_year = tm.tm_year}) *
		SECOND_MS;
	if (strstr(t->pattern, "%z"))
		return local - (int64_t)tm.tm_gmtoff * SECOND_MS;
	return t->zone ? zone_first(t->zone, local) : local;
}

int64_t callback_time_find(const struct callback_time *t, const struct callback_source *s)
{
	struct text value = text_new(64);
	char typed[64];
	int64_t at = 0;

	if (value_names_find(&t->names, s, &value) && !value.full &&
	    text_copy(typed, sizeof(typed), text_str(&value))) {
		at = t->form == TIME_PATTERN   ? of_pattern(t, typed)
		     : t->form == TIME_UNIX    ? of_number(typed, SECOND_MS)
		     : t->form == TIME_UNIX_MS ? of_number(typed, 1)
					       : of_rfc3339(typed);
	}
	text_free(&value);
	return at > 0 ? at : 0;
}
