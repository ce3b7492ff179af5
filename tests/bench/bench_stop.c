#include "tests/bench/bench_stop.h"

#include <stdio.h>
#include <stdlib.h>

void bench_stop(const char *why)
{
	fprintf(stderr, "bench: %s\n", why);
	exit(1);
}
