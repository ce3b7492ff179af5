#include "gateway/show/rows_limit.h"

void rows_limit_note(size_t n, FILE *out)
{
	if (n == ROWS_LIMIT)
		fprintf(out, "  … and more: these are the first %d\n", ROWS_LIMIT);
}
