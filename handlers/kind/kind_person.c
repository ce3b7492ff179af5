/* Anyone who works here. */
#include "handlers/kind/kinds.h"
#include "handlers/kind/person_take.h"

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	return person_read(d, t, &a->person);
}

const struct value_kind kind_person = {
	.name = "person",
	.brings = BRINGS_PERSON,
	.max = 24,
	.say = person_say,
	.read = read,
	.example = person_example,
	.plain = person_plain,
};
