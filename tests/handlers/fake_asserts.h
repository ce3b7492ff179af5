/* What tests ask of the world of arrays. Each fails the test where it does not hold. */
#ifndef FAKE_ASSERTS_H
#define FAKE_ASSERTS_H

#include "tests/handlers/world_fake.h"

#define L(n) ((long long)(n))

/* Setup and teardown: the state is a fake. */
int fake_begin(void **state);
int fake_end(void **state);

void is_state(struct fake *f, int64_t number, const char *name);
/* "09:12", "missed", or "-". */
void is_node(struct fake *f, int64_t number, const char *name, const char *should);
/* `text` may be NULL, for nothing. */
void has(const char *text, const char *part);
void has_not(const char *text, const char *part);
/* So the last text was, for this reason, and nobody else heard of it. */
void refused(struct fake *f, const char *why);
/* Exactly these people heard of it, the sender by the answer. */
void told(struct fake *f, size_t n, const char *const *names);
#define TOLD(f, ...)                                            \
	do {                                                    \
		const char *const names[] = {__VA_ARGS__};      \
		told(f, sizeof(names) / sizeof(*names), names); \
	} while (0)

/* A ticket that its station's head has dispatched to somebody, for 10:00. */
int64_t dispatched(struct fake *f, const char *serial, const char *to);

#endif
