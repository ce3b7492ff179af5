/* A CSV file of any bytes, imported: all of it or nothing, and a second time nothing is new. */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/roster_rows.h"
#include "db/store/store.h"
#include "gateway/command/verb.h"
#include "gateway/import/csv/csv_table.h"
#include "gateway/import/import.h"
#include "handlers/people/roster.h"
#include "templates/text/utf8.h"

static void read_alone(const char *path, const char *const *columns)
{
	struct csv_table t = {.n = 0};
	struct faults faults = {.n = 0};
	size_t width = 0;
	while (columns[width])
		width++;
	enum csv_table_state read = csv_table_read(&t, path, columns, &faults);
	HOLD((read == TABLE_READ) == (faults.n == 0), "%zu faults", faults.n);
	for (size_t i = 0; i < t.n; i++) {
		HOLD(t.rows[i].line > 1, "a row in line %d", t.rows[i].line);
		for (size_t k = 0; k < width; k++) {
			const char *s = t.rows[i].fields[k];
			size_t n = strlen(s);
			HOLD(n <= FIELD_BYTES_MAX && utf8_valid(s, n) && !strpbrk(s, "\n\r"), "field %zu", k);
			HOLD(n == 0 || (s[0] != ' ' && s[n - 1] != ' '), "`%s` is not trimmed", s);
		}
	}
	fuzz_faults(&faults);
	csv_table_free(&t);
}

static void import_twice(struct scene *s, const char *kind, const char *path)
{
	struct faults faults = {.n = 0};
	struct import_count count;
	int64_t version = people_version(s->gateway.store);
	int code = import_file(&s->gateway, kind, path, &faults, &count);
	HOLD(code == VERB_DONE || code == VERB_FAULTY, "%s", store_why(s->gateway.store));
	HOLD((code == VERB_DONE) == (faults.n == 0), "%zu faults", faults.n);
	if (code == VERB_DONE) {
		struct roster r = {.n = 0};
		code = import_file(&s->gateway, kind, path, &faults, &count);
		HOLD(code == VERB_DONE, "not a second time: %s", faults.n > 0 ? faults.all[0].what : "");
		HOLD(count.added == 0, "%zu were added again", count.added);
		HOLD(people_roster(s->gateway.store, &r), "%s", store_why(s->gateway.store));
		roster_free(&r);
	} else {
		HOLD(people_version(s->gateway.store) == version, "something was kept");
	}
	fuzz_faults(&faults);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct scene s;
	if (!s.made)
		scene_open(&s);
	struct bytes b = {data, n};
	const char *kind = import_kinds[take_byte(&b) % 4];
	const char *path = fuzz_file(0, b.at, b.n);
	read_alone(path, import_columns(kind));
	scene_enter(&s);
	import_twice(&s, kind, path);
	scene_leave(&s);
	return 0;
}
