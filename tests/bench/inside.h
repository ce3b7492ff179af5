/* The gateway's own batches without a broker, in this process and on disk: the ceiling that SQLite sets. */
#ifndef INSIDE_H
#define INSIDE_H

#include "handlers/model/flow.h"
#include "tests/bench/dealer.h"

struct inside;

struct inside *inside_open(const char *config, const char *database); /* NULL: said why */
void inside_close(struct inside *in);
const struct flow *inside_flow(const struct inside *in);
/* Opens the pool's tickets and moves each to another place, so that every round has all codes in it. */
bool inside_begin_pool(struct inside *in, const char *database);
/* `n` texts in groups of `group`, with all that the gateway asks of the store for them: reading what goes out, marking
 * it as sent with the next commit. False: said why. */
bool inside_texts(struct inside *in, struct dealer *d, size_t n, size_t group);

#endif
