#include "tests/gateway/carrier/steady.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <time.h>

static _Atomic int64_t stands_at = 1000000; /* ms */

static int ask_system(clockid_t which, struct timespec *to)
{
	static int (*real)(clockid_t, struct timespec *);

	if (!real)
		real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
	return real(which, to);
}

/* In the place of libc's, in this program and in the libraries that it loads. */
int clock_gettime(clockid_t which, struct timespec *to)
{
	int64_t ms = stands_at;

	if (which != CLOCK_MONOTONIC && which != CLOCK_MONOTONIC_RAW)
		return ask_system(which, to);
	*to = (struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
	return 0;
}

void steady_forward(int64_t ms)
{
	stands_at += ms;
}

int64_t steady_real(void)
{
	struct timespec t;

	ask_system(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
