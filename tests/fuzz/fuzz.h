/* What the fuzzers share: files in memory, breaking off with a reason, the sample installation.
 *
 * A target reads any bytes, and holds what the headers promise to be true of them. `make fuzz` runs all of them from the
 * top of the tree; what it finds becomes a test. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "gateway/road/batch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Something is not as promised: says what, and ends the process so that the fuzzer keeps the input. */
_Noreturn void fuzz_broken(const char *file, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
#define HOLD(condition, ...)                                          \
	do {                                                          \
		if (!(condition))                                     \
			fuzz_broken(__FILE__, __LINE__, __VA_ARGS__); \
	} while (0)

/* The input as numbers: zeros once it is used up. */
struct bytes {
	const uint8_t *at;
	size_t n;
};
uint8_t take_byte(struct bytes *b);
int64_t take_int(struct bytes *b, size_t width);
/* What stands before the mark, or all of it. */
struct bytes take_until(struct bytes *b, uint8_t mark);
/* A copy with a NUL behind, to be freed; NULs inside become blanks, and bytes that are no UTF-8 question marks. */
char *take_text(struct bytes b);
/* The same bytes in memory of just that size, so that reading past them shows; to be freed. */
char *take_exact(struct bytes b);

/* A path under which these bytes are read, good until the next call with that number (0 or 1). */
const char *fuzz_file(int which, const void *data, size_t n);
/* A folder of its own, which goes when the process ends. */
const char *fuzz_folder(void);

/* Faults are one line each and can be shown; prints them to nowhere and frees them. */
void fuzz_faults(struct faults *f);

/* The sample installation: its configuration, flows and templates, read once. */
const struct setup *fuzz_setup(void);
struct rulebook *fuzz_rules(void);

/* A gateway in memory with the sample's people and machines in it. What is done between entering and leaving it is
 * forgotten; one at a time. */
struct scene {
	struct gateway gateway;
	bool made;
};
void scene_open(struct scene *s);
/* Imports a CSV that must hold. */
void scene_import(struct scene *s, const char *kind, const char *csv);
void scene_enter(struct scene *s);
void scene_leave(struct scene *s);
/* The ledger follows, and the tickets follow from it. */
void scene_audit(struct scene *s);

#endif
