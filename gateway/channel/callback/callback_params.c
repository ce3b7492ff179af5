#include "gateway/channel/callback/callback_params.h"

#include <stdlib.h>
#include <string.h>

#include "templates/text/hex.h"

/* Decodes s[n] to `to`, which may lie where it begins. Returns how many bytes it became. */
static size_t decode(const char *s, size_t n, char *to)
{
	size_t made = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '%' && i + 2 < n && hex_digit(s[i + 1]) >= 0 && hex_digit(s[i + 2]) >= 0) {
			to[made++] = (char)(hex_digit(s[i + 1]) * 16 + hex_digit(s[i + 2]));
			i += 2;
		} else {
			to[made++] = s[i] == '+' ? ' ' : s[i];
		}
	}
	to[made] = '\0';
	return made;
}

/* A name gets room of its own, so that its NUL does not fall on the value. */
static char *add(struct callback_params *p, const char *s, size_t n, char *to)
{
	const char *equals = memchr(s, '=', n);
	size_t name = equals ? (size_t)(equals - s) : n;
	struct callback_param *one = &p->all[p->n++];

	one->name = to;
	to += decode(s, name, to) + 1;
	one->value = to;
	one->n = equals ? decode(equals + 1, n - name - 1, to) : 0;
	to[one->n] = '\0';
	return to + one->n + 1;
}

bool callback_params_read(struct callback_params *p, const char *s, size_t n)
{
	char *to;

	/* Each parameter takes its own bytes, and a NUL more than the marks between them. */
	p->bytes = malloc(n + PARAMS_MAX + 2);
	p->all = calloc(PARAMS_MAX, sizeof(*p->all));
	to = p->bytes;
	if (!p->bytes || !p->all)
		return false;
	while (n > 0 && p->n < PARAMS_MAX) {
		const char *mark = memchr(s, '&', n);
		size_t length = mark ? (size_t)(mark - s) : n, taken = mark ? length + 1 : n;

		if (length > 0)
			to = add(p, s, length, to);
		s += taken;
		n -= taken;
	}
	return true;
}

void callback_params_free(struct callback_params *p)
{
	free(p->bytes);
	free(p->all);
	*p = (struct callback_params){0};
}

const struct callback_param *callback_params_find(const struct callback_params *p, const char *name)
{
	const struct callback_param *first = NULL;

	for (size_t i = 0; i < p->n; i++) {
		if (strcmp(p->all[i].name, name) != 0)
			continue;
		if (p->all[i].n > 0)
			return &p->all[i];
		first = first ? first : &p->all[i];
	}
	return first;
}
