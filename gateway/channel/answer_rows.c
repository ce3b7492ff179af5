#include "gateway/channel/answer_rows.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "templates/file/yaml_get.h"

#define ROWS_MAX 32

/* ---- statuses ---- */

static bool three_digits(const char *s)
{
	return s[0] >= '1' && s[0] <= '5' && isdigit((unsigned char)s[1]) && isdigit((unsigned char)s[2]);
}

static int number_of(const char *s)
{
	return (s[0] - '0') * 100 + (s[1] - '0') * 10 + (s[2] - '0');
}

/* "202", "200-299" or "2xx". */
static bool range_of(const char *s, struct status_range *out)
{
	size_t n = strlen(s);

	if (n == 3 && s[0] >= '1' && s[0] <= '5' && strcmp(s + 1, "xx") == 0)
		*out = (struct status_range){(s[0] - '0') * 100, (s[0] - '0') * 100 + 99};
	else if (n == 3 && three_digits(s))
		*out = (struct status_range){number_of(s), number_of(s)};
	else if (n == 7 && s[3] == '-' && three_digits(s) && three_digits(s + 4))
		*out = (struct status_range){number_of(s), number_of(s + 4)};
	else
		return false;
	return out->from <= out->to;
}

static void read_statuses(struct answer_row *row, const struct yaml *n, struct faults *f)
{
	if (!yaml_is_list(n, "202, 200-299, 2xx, or a list of such", f))
		return;
	for (size_t i = 0; i < yaml_count(n); i++) {
		const struct yaml *one = yaml_item(n, i);
		char typed[16];

		if (row->statuses_n == STATUSES_MAX) {
			yaml_fault(f, one, "a row has at most %d statuses; make two rows", STATUSES_MAX);
			return;
		}
		if (!yaml_text(one, typed, sizeof(typed), f))
			continue;
		if (range_of(typed, &row->statuses[row->statuses_n]))
			row->statuses_n++;
		else
			yaml_fault(f, one, "this is no status of HTTP; write 202, 200-299 or 2xx");
	}
}

/* ---- rows ---- */

static enum transport_outcome read_outcome(const struct yaml *map, struct faults *f)
{
	static const char *const names[] = {"taken", "refused", "later", "unknown"};
	static const enum transport_outcome outcomes[] = {TRANSPORT_TAKEN, TRANSPORT_REFUSED, TRANSPORT_LATER,
							  TRANSPORT_UNKNOWN};
	const struct yaml *is = yaml_need(map, "is", "`is: taken`, refused, later or unknown", f);
	int i = is ? yaml_one_of(is, "outcome", names, 4, f) : -1;

	return i >= 0 ? outcomes[i] : TRANSPORT_UNKNOWN;
}

/* What goes with one outcome alone. */
static void read_details(struct answer_row *row, const struct yaml *map, struct faults *f)
{
	const struct yaml *alone = yaml_get(map, "alone"), *id = yaml_get(map, "id"), *why = yaml_get(map, "why");
	bool said = yaml_get(map, "is");

	if (alone && said && row->outcome != TRANSPORT_LATER)
		yaml_fault_key(f, alone, "only what is `later` can be so alone; leave this out");
	else if (alone)
		yaml_yes(alone, &row->alone, f);
	if (id && said && row->outcome != TRANSPORT_TAKEN)
		yaml_fault_key(f, id, "only what is `taken` has an id; leave this out");
	else if (id)
		text_found_read(&row->id, id, f);
	if (why)
		text_found_read(&row->why, why, f);
}

static void read_row(struct answer_row *row, const struct yaml *map, struct faults *f)
{
	static const char *const keys[] = {"status", "body", "json", "is", "alone", "id", "why", NULL};
	const struct yaml *status, *body, *json;

	if (!yaml_is_map(map, "{status: 202, is: taken}", f))
		return;
	yaml_keys(map, keys, f);
	status = yaml_get(map, "status");
	body = yaml_get(map, "body");
	json = yaml_get(map, "json");
	if (status)
		read_statuses(row, status, f);
	if (body)
		row->has_body = text_match_read(&row->body, body, f);
	if (json)
		value_match_read(&row->json, json, true, f);
	row->outcome = read_outcome(map, f);
	read_details(row, map, f);
}

/* As fieldgate(5), Answers, has them. */
static bool read_usual(struct answer_rows *rows)
{
	static const struct answer_row usual[] = {
		{.statuses = {{200, 299}}, .statuses_n = 1, .outcome = TRANSPORT_TAKEN},
		{.statuses = {{400, 400}, {413, 413}, {422, 422}}, .statuses_n = 3, .outcome = TRANSPORT_REFUSED},
		{.statuses = {{300, 499}, {503, 503}}, .statuses_n = 2, .outcome = TRANSPORT_LATER},
	};

	rows->all = malloc(sizeof(usual));
	if (!rows->all)
		return false;
	memcpy(rows->all, usual, sizeof(usual));
	rows->n = sizeof(usual) / sizeof(*usual);
	return true;
}

static bool read_said(struct answer_rows *rows, const struct yaml *list, struct faults *f)
{
	size_t n = yaml_count(list);

	if (n > ROWS_MAX) {
		yaml_fault(f, yaml_item(list, ROWS_MAX), "there are at most %d rows; leave some out", ROWS_MAX);
		n = ROWS_MAX;
	}
	rows->all = calloc(n, sizeof(*rows->all));
	for (size_t i = 0; rows->all && i < n; i++)
		read_row(&rows->all[rows->n++], yaml_item(list, i), f);
	return rows->all;
}

void answer_rows_read(struct answer_rows *rows, const struct yaml *root, struct faults *f)
{
	const struct yaml *list = yaml_get(root, "answers");
	bool room = true;

	if (!list)
		room = read_usual(rows);
	else if (list->kind != YAML_LIST || list->n == 0)
		yaml_fault(f, list, "a list is expected here; write [{status: 202, is: taken}, ...]");
	else
		room = read_said(rows, list, f);
	if (!room)
		yaml_fault(f, root, "out of memory; free some and try again");
}

void answer_rows_free(struct answer_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct answer_row *row = &rows->all[i];

		text_match_free(&row->body);
		value_match_free(&row->json);
		text_found_free(&row->id);
		text_found_free(&row->why);
	}
	free(rows->all);
	*rows = (struct answer_rows){0};
}
