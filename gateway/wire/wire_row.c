#include "gateway/wire/wire_row.h"

#include <stdlib.h>

#include "gateway/wire/json_reader.h"
#include "gateway/wire/json_writer.h"
#include "templates/text/units.h"

#define DIGITS 24

char *wire_row(const struct wire_row *w)
{
	struct json_writer j = json_begin();

	json_put_string(&j, "id", w->id);
	json_put_string(&j, "kind", w->kind);
	json_put_bool(&j, "adds", w->adds);
	json_put_id(&j, "of", w->of);
	json_put_string(&j, "key", w->key);
	json_put_string(&j, "if_match", w->if_match);
	json_put_string(&j, "csv", w->csv);
	return json_end(&j);
}

bool wire_read_row(const char *payload, size_t n, struct wire_row *out)
{
	char of[DIGITS] = "", why[WHY_BYTES];
	struct json_reader r;

	*out = (struct wire_row){.csv = NULL};
	if (json_read_begin(&r, payload, n, why, sizeof(why))) {
		json_read_string(&r, "id", true, out->id, sizeof(out->id));
		json_read_string(&r, "kind", true, out->kind, sizeof(out->kind));
		json_read_bool(&r, "adds", &out->adds);
		json_read_string(&r, "of", true, of, sizeof(of));
		json_read_code(&r, "key", out->key, sizeof(out->key));
		json_read_code(&r, "if_match", out->if_match, sizeof(out->if_match));
		json_read_words(&r, "csv", &out->csv);
	}
	out->of = strtoll(of, NULL, 10);
	if (json_read_end(&r))
		return true;
	free(out->csv);
	out->csv = NULL;
	return false;
}
