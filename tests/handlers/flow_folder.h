/* A folder with one flow in it: a good one, or with a slip. */
#ifndef FLOW_FOLDER_H
#define FLOW_FOLDER_H

#include "handlers/model/flow.h"

extern const char *const flow_good;
/* The same with codes that correct times, from line 48 on; to be freed. */
char *flow_correcting(void);

struct folder {
	char dir[64], file[128];
	struct flows set;
	struct faults f;
};

/* `from` in a good text becomes `to`: the first fault that is told then, and where. */
struct slip {
	const char *from, *to;
	int line, col, width;
	const char *what;
};

void folder_new(struct folder *h);
void folder_free(struct folder *h);
/* Writes a file. */
void folder_put(const char *dir, const char *name, const char *content);
/* `text` with `from` replaced by `to`; to be freed. */
char *folder_slipped(const char *text, const char *from, const char *to);
/* Loads and checks the good flow with `from` replaced by `to`. */
void folder_load(struct folder *h, const char *from, const char *to);
/* Fails the test unless the i-th fault is there, and says `what`. */
void folder_expect(const struct faults *f, size_t i, int line, int col, int width, const char *what);
/* Fails the test unless one of the faults is this. */
void folder_has_fault(const struct faults *f, const char *what);

#endif
