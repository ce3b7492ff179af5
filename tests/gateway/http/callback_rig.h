/* The built program, a real broker, and channels by which carriers call back. */
#ifndef CALLBACK_RIG_H
#define CALLBACK_RIG_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/gateway/road.h"

#define MO "/mo/fake/s3cret"

/* Three channels: fake, which takes JSON by its secret; query; and list, which takes several at once. */
void callback_rig_begin(struct road *r);
/* The first of them anew. */
void callback_rig_channel(const struct peer_site *s, const char *secret);
/* A request, the `last` of its connection or not; its length. */
size_t callback_rig_post(char *to, size_t size, const char *path, const char *body, bool last);

#endif
