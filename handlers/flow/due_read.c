#include "handlers/flow/due_read.h"

#include "handlers/condition/condition_read.h"
#include "handlers/entry/time_read.h"
#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const due_keys[] = {"within", "by", NULL};
static const char *const day_names[] = {"same", "next", "second", "third", "fourth", "fifth"};
static const int day_numbers[] = {0, 1, 2, 3, 4, 5};

/* Reads `36h`, `2 working hours`, `30 working minutes`. */
static void read_within(struct flow_reader *r, const struct yaml *y, struct due_rule *d)
{
	char typed[64];
	int64_t n = 0;
	const char *unit;
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return;
	unit = time_read_number(typed, &n);
	d->how = DUE_WORKING;
	if (unit && (strcmp(unit, "working hours") == 0 || strcmp(unit, "working hour") == 0)) {
		d->ms = n * HOUR_MS;
	} else if (unit && (strcmp(unit, "working minutes") == 0 || strcmp(unit, "working minute") == 0)) {
		d->ms = n * MINUTE_MS;
	} else if (unit && strstr(unit, "work")) {
		yaml_fault(r->f, y,
			   "this is not a working time; write it like `2 working hours` or `30 working minutes`");
		return;
	} else {
		d->how = DUE_SPAN;
		time_read_span(r, y, 1, &d->ms);
		return;
	}
	if (d->ms <= 0 || d->ms > SPAN_MOST / 4)
		yaml_fault(r->f, y,
			   "nobody works for so long or so short a time; write from 1 minute to 2000 working hours");
}

/* Reads `same working day`, `next working day 18:00`. */
static void read_by_day(struct flow_reader *r, const struct yaml *y, struct due_rule *d)
{
	char typed[64], word[16], rest[32] = "";
	int n, day;
	const char *end;
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return;
	d->how = DUE_DAY;
	d->minute = -1;
	n = 0;
	day = -1;
	if (sscanf(typed, "%15s working day%n %31s", word, &n, rest) >= 1 && n > 0) {
		for (size_t i = 0; i < COUNT(day_names); i++)
			day = strcmp(day_names[i], word) == 0 ? day_numbers[i] : day;
	}
	end = *rest ? time_read_minute(rest, &d->minute) : "";
	d->day = day;
	if (day < 0 || !end || *end)
		yaml_fault(r->f, y,
			   "this is not a working day; write `same working day`, `next working day` or `third working "
			   "day`, and add a time like 18:00 if that day's end is not meant");
}

void due_read_after(struct flow_reader *r, const struct yaml *y, struct due_rule *d)
{
	d->minute = -1;
	if (y->kind == YAML_SCALAR && strstr(y->text, "working day") != NULL)
		read_by_day(r, y, d);
	else
		read_within(r, y, d);
}

static void add_condition(struct text *out, const struct yaml *y, const char *before)
{
	text_addf(out, "%s%s", out->len ? " " : "", before);
	for (size_t i = 0; i < yaml_count(y); i++)
		text_addf(out, "%s%s",
			  i         ? "/"
			  : *before ? " "
				    : "",
			  yaml_item(y, i)->text ? yaml_item(y, i)->text : "");
}

/* Puts the line into words, for people and the ledger: `class A 2 working hours`. */
static void name_due(struct flow_reader *r, const struct yaml *n, struct due_rule *d)
{
	static const char *const shown[][2] = {{"region", "region"}, {"class", "class"},  {"fault", "fault"},
					       {"km", "km"},         {"over_km", "over"}, {"up_to_km", "to"},
					       {"down", "down"},     {"within", ""},      {"by", ""}};
	struct text t = text_new(400);
	bool any = false;
	for (size_t i = 0; i < COUNT(shown); i++) {
		const struct yaml *y = yaml_get(n, shown[i][0]);
		any |= y != NULL;
		if (y != NULL)
			add_condition(&t, y, shown[i][1]);
	}
	if (t.len == 0 && any)
		yaml_fault(r->f, n, "there is not enough memory to read this line; free some and try again");
	text_copy(d->text, sizeof(d->text), text_str(&t));
	text_free(&t);
}

void due_read(struct flow_reader *r, const struct yaml *n, struct clock_kind *k)
{
	struct due_rule *d = &k->dues[k->dues_n++];
	size_t before;
	const struct yaml *within, *by;
	*d = (struct due_rule){.line = n->line, .col = n->col, .minute = -1};
	if (!yaml_is_map(n, "{within: 36h}, or {class: A, by: next working day}", r->f))
		return;
	before = r->f->n;
	d->when = condition_read_keys(&(struct condition_place){r->flow, NULL, r->f}, n, due_keys);
	within = yaml_get(n, "within");
	by = yaml_get(n, "by");
	if (within != NULL && by != NULL)
		yaml_fault_key(r->f, by, "`within` and `by` contradict each other; leave one out");
	else if (within == NULL && by == NULL)
		yaml_fault(r->f, n, "nothing says how long; add `within: 36h` or `by: next working day`");
	if (within != NULL)
		read_within(r, within, d);
	else if (by != NULL)
		read_by_day(r, by, d);
	name_due(r, n, d);
	d->faulty = r->f->n > before;
}
