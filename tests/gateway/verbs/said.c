#include "tests/gateway/verbs/said.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"

char said[1 << 16];

void said_by(const char *dir, int code, const char *what, const char *const args[])
{
	int got = aide_run(dir, said, sizeof(said), args);
	const char *words[3] = {"", "", ""};

	if (strstr(said, what) && got == code)
		return;
	for (size_t i = 0; i < 3 && args[i + 1]; i++)
		words[i] = args[i + 1];
	fail_msg("%s %s %s exits %d, not %d, or does not say `%s`:\n%s", words[0], words[1], words[2], got, code, what,
		 said);
}

void said_not(const char *what)
{
	if (strstr(said, what))
		fail_msg("it says `%s`:\n%s", what, said);
}
