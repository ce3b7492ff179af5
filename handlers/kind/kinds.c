#include "handlers/kind/kinds.h"

#define KIND_ROW(name) &kind_##name,
static const struct value_kind *const kinds[] = {KINDS(KIND_ROW) NULL};
#undef KIND_ROW

_Static_assert(sizeof(kinds) / sizeof(*kinds) <= KINDS_OF_ARGUMENT_MAX + 1, "make KINDS_OF_ARGUMENT_MAX larger");

const struct value_kind *kinds_at(size_t i)
{
	return i < sizeof(kinds) / sizeof(*kinds) ? kinds[i] : NULL;
}

const struct value_kind *kinds_bringing(enum brings what)
{
	const struct value_kind *const *k = kinds;
	while (!((*k)->brings & (uint32_t)what))
		k++;
	return *k;
}
