/* What the world of arrays answers to those who decide. */
#ifndef FAKE_ANSWERS_H
#define FAKE_ANSWERS_H

#include "tests/handlers/world_fake.h"

/* Answers out of `f`, for as long as that is there. */
struct world fake_answers(struct fake *f);
/* A customer, or somebody of the roster; NULL for nobody. */
const struct person *fake_by_id(struct fake *f, int64_t id);

#endif
