/* The example that a refusal shows, tried in the world of arrays. */
#ifndef FAKE_EXAMPLE_H
#define FAKE_EXAMPLE_H

#include "tests/handlers/world_fake.h"

/* The example in a refusal: what follows the last `例：`, `e.g. ` or `Пример: `; false if there is none. */
bool fake_example(const char *answer, char *out, size_t size);
/* False, and says so, if a refusal has no example, or that does not do what the code's word in it says, and the
 * answer before it, on the ticket that it names and on no other; or if the answer asks for a lone digit. */
bool fake_example_works(struct fake *f, const char *who, const struct effects *e);

#endif
