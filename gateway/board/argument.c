#include "gateway/board/argument.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define BOUND_BYTES 32

static void put_bound(struct json_writer *j, const char *key, int64_t thousandths)
{
	char digits[BOUND_BYTES];

	snprintf(digits, sizeof(digits), "%s%" PRId64 ".%03d", thousandths < 0 ? "-" : "",
		 (int64_t)llabs(thousandths / 1000), (int)llabs(thousandths % 1000));
	json_put_raw(j, key, digits);
}

static void put_choices(struct json_writer *j, const struct value *is, enum lang l)
{
	json_open_list(j, "choices");
	for (size_t i = 0; i < is->choices_n; i++) {
		json_add_object(j);
		json_put_string(j, "name", is->choices[i].name);
		json_put_string(j, "label", is->choices[i].label.in[l]);
		json_close_object(j);
	}
	json_close_list(j);
}

void argument_put(struct json_writer *j, const struct value *is, bool must, const struct label *example, enum lang l)
{
	json_add_object(j);
	json_put_string(j, "name", is->name);
	json_put_string(j, "kind", is->kind->name);
	json_put_bool(j, "must", must);
	json_put_string(j, "label", is->label.in[l]);
	if (*example->in[l])
		json_put_string(j, "example", example->in[l]);
	if (*is->unit.in[l])
		json_put_string(j, "unit", is->unit.in[l]);
	if (is->least || is->most) {
		put_bound(j, "least", is->least);
		put_bound(j, "most", is->most);
	}
	if (is->choices_n)
		put_choices(j, is, l);
	json_close_object(j);
}
