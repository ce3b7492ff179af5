#include "handlers/calendar/hours_read.h"

#include <stdio.h>
#include <string.h>

#include "templates/text/spelling.h"

static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* ---- weekdays ---- */

static int find_weekday(const char *s, size_t n)
{
	for (int i = 0; i < 7; i++)
		if (strlen(weekdays[i]) == n && strncmp(weekdays[i], s, n) == 0)
			return i;
	return -1;
}

static bool weekday_fault(const struct yaml *n, const char *s, size_t len, struct faults *f)
{
	const char *near;
	char wrong[32];

	snprintf(wrong, sizeof(wrong), "%.*s", (int)(len < 30 ? len : 30), s);
	near = spelling_nearest(wrong, weekdays, 7);
	if (near != NULL)
		yaml_fault_key(f, n, "there is no weekday `%s`; did you mean `%s`?", wrong, near);
	else
		yaml_fault_key(f, n, "there is no weekday `%s`; write mon, tue, wed, thu, fri, sat or sun", wrong);
	return false;
}

/* "sat", or "mon-fri", which may go past the end of the week, as "sun-thu" does. */
static bool read_weekdays(const struct yaml *n, int *from, int *to, struct faults *f)
{
	const char *rest;
	size_t len;

	if (n->key == NULL)
		return false; /* it is not a word, and that is a fault already */
	len = strcspn(n->key, "-");
	rest = n->key[len] == '-' ? n->key + len + 1 : n->key;
	*from = find_weekday(n->key, len);
	*to = find_weekday(rest, strlen(rest));
	if (*from < 0)
		return weekday_fault(n, n->key, len, f);
	return *to >= 0 || weekday_fault(n, rest, strlen(rest), f);
}

/* ---- windows ---- */

static bool read_digits(const char **s, int *out)
{
	size_t n = strspn(*s, "0123456789");

	*out = 0;
	if (n < 1 || n > 2)
		return false;
	for (; n > 0; n--)
		*out = *out * 10 + (*(*s)++ - '0');
	return true;
}

/* "09:00" as minutes; up to 24:00. */
static bool read_clock(const char **s, int *out)
{
	int hour, minute;

	if (!read_digits(s, &hour) || *(*s)++ != ':' || strspn(*s, "0123456789") != 2 || !read_digits(s, &minute))
		return false;
	*out = hour * 60 + minute;
	return minute < 60 && *out <= 24 * 60;
}

/* What is wrong with a window that comes after those of `before`; NULL if nothing is. */
static const char *window_fault(const struct window *w, const struct day_hours *before)
{
	if (w->from == w->to)
		return "this lasts no time at all; write a later end, or leave it out";
	if (w->from > w->to)
		return "this ends before it begins; write the earlier time first, and split what goes past midnight: "
		       "22:00-24:00 here and 00:00-06:00 on the next day";
	if (before->n > 0 && w->from < before->all[before->n - 1].to)
		return "this begins before the hours to its left end; write them in order, without overlaps";
	return NULL;
}

static bool read_window(const struct yaml *n, const struct day_hours *before, struct window *w, struct faults *f)
{
	const char *wrong = "these are not hours; write them as 09:00-12:00, the end at most 24:00";
	char typed[16];
	const char *s = typed;

	if (!yaml_text(n, typed, sizeof(typed), f))
		return false;
	if (read_clock(&s, &w->from) && *s++ == '-' && read_clock(&s, &w->to) && *s == '\0')
		wrong = window_fault(w, before);
	if (wrong != NULL)
		yaml_fault(f, n, "%s", wrong);
	return wrong == NULL;
}

/* ---- days ---- */

static void read_windows(const struct yaml *n, struct day_hours *day, struct faults *f)
{
	for (size_t i = 0; i < yaml_count(n); i++) {
		if (day->n == WINDOWS_MAX) {
			yaml_fault(f, yaml_item(n, i), "a day can have at most %d windows of hours; join some",
				   WINDOWS_MAX);
			return;
		}
		if (read_window(yaml_item(n, i), day, &day->all[day->n], f))
			day->n++;
	}
}

static void read_days(const struct yaml *n, struct hours *h, bool seen[7], struct faults *f)
{
	struct day_hours day = {.n = 0};
	int from, to;

	if (!read_weekdays(n, &from, &to, f) || !yaml_is_list(n, "[09:00-12:00, 13:30-18:00], or leave the day out", f))
		return;
	read_windows(n, &day, f);
	for (int d = from;; d = (d + 1) % 7) {
		if (seen[d])
			yaml_fault_key(f, n, "`%s` already has hours above; write them once", weekdays[d]);
		seen[d] = true;
		h->on[d] = day;
		if (d == to)
			break;
	}
}

void hours_read(const struct yaml *y, struct hours *h, struct faults *f)
{
	bool seen[7] = {false};
	const struct yaml *n = yaml_need(y, "hours", "`hours: {mon-fri: 09:00-18:00}`, when there is work", f);

	if (n == NULL || !yaml_is_map(n, "{mon-fri: [09:00-12:00, 13:30-18:00], sat: 10:00-12:00}", f))
		return;
	for (size_t i = 0; i < n->n; i++)
		read_days(&n->items[i], h, seen, f);
}

int hours_read_make_up(const struct yaml *y, const struct hours *h, struct faults *f)
{
	const struct yaml *n = yaml_get(y, "make_up");
	int day = n != NULL ? yaml_one_of(n, "weekday", weekdays, 7, f) : -1;

	if (day >= 0 && h->on[day].n == 0)
		yaml_fault(f, n, "`%s` has no hours, so a make-up working day would have none; name a day with hours",
			   weekdays[day]);
	for (int d = 0; day < 0 && d < 7; d++)
		if (h->on[d].n > 0)
			day = d;
	return day < 0 ? 0 : day;
}
