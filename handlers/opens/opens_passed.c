#include "handlers/opens/opens_passed.h"

int opens_passes(const struct flow *from, const struct flow *f, size_t to)
{
	const struct value *is = &f->fields[to].is;
	int at = flow_field(from, is->name);

	return at >= 0 && from->fields[at].is.kind == is->kind ? at : -1;
}

/* As the ledger has it, where the same value may be kept as another number: choices are places in a list. */
int64_t opens_passed(const struct value *from, const struct value *to, int64_t kept)
{
	char written[LEDGER_VALUE_BYTES] = "";
	int64_t value;

	if (!field_value(from, kept, &value))
		return 0;
	if (!from->kind->write || !to->kind->parse)
		return field_kept(to, value);
	from->kind->write(from, value, written);
	return to->kind->parse(to, written, &value) ? field_kept(to, value) : 0;
}
