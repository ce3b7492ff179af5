#include "gateway/config/file_span.h"

#include <stdlib.h>
#include <string.h>

#include "templates/file/yaml_get.h"

/* 0: it is no span, or a longer one than is taken. */
static int span_of(const char *typed, int most)
{
	static const struct {
		char unit;
		int seconds;
	} units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 24 * 3600}};
	size_t digits = strspn(typed, "0123456789"), blanks = strspn(typed + digits, " ");
	const char *unit = typed + digits + blanks;
	long long seconds;

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (digits == 0 || digits > 9 || unit[0] != units[i].unit || unit[1] != '\0')
			continue;
		seconds = strtoll(typed, NULL, 10) * units[i].seconds;
		return seconds > most ? 0 : (int)seconds;
	}
	return 0;
}

bool file_span(const struct yaml *n, int most, const char *most_said, const char *example, int *seconds,
	       struct faults *f)
{
	char typed[16];
	int read;

	if (!yaml_text(n, typed, sizeof(typed), f))
		return false;
	read = span_of(typed, most);
	if (read)
		*seconds = read;
	else
		yaml_fault(f, n, "this is not a span of time; write a number and s, m, h or d, such as %s, at most %s",
			   example, most_said);
	return read;
}
