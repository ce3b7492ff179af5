/* Parameters of a query or a form, `a=1&b=%E4%B8%AD`, as HTML forms write them. It is for this wing alone. */
#ifndef CALLBACK_PARAMS_H
#define CALLBACK_PARAMS_H

#include <stdbool.h>
#include <stddef.h>

#define PARAMS_MAX 256

struct callback_param {
	const char *name;
	const char *value; /* any bytes, a NUL behind them */
	size_t n;
};

/* Zero-initialise; callback_params_free() when done. */
struct callback_params {
	char *bytes; /* that they lie in */
	struct callback_param *all;
	size_t n;
};

/* Reads n bytes, any bytes: what is not well-formed stands as it came. Of more than PARAMS_MAX, those behind are left
 * out. False if memory ran out. */
bool callback_params_read(struct callback_params *p, const char *s, size_t n);
void callback_params_free(struct callback_params *p);
/* The first of that name that is not empty, or the first; NULL if there is none. */
const struct callback_param *callback_params_find(const struct callback_params *p, const char *name);

#endif
