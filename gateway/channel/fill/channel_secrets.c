#include "gateway/channel/fill/channel_secrets.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/channel/fill/place_escape.h"
#include "gateway/config/file_path.h"
#include "templates/file/yaml_get.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

#define SECRET_NAME 32
#define SECRET_SHOWN 4 /* bytes, from which on it is hidden: less would stand in any word */

struct secret {
	char name[SECRET_NAME];
	char value[SECRET_BYTES];
};

struct channel_secrets {
	struct secret all[SECRETS_MAX];
	size_t n;
};

/* ---- reading ---- */

static bool name_ok(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return n > 0 && n < SECRET_NAME && s[n] == '\0' && s[0] >= 'a' && s[0] <= 'z';
}

/* What is wrong with what the file held; NULL if nothing is. */
static const char *wrong_with(const char *bytes, size_t n)
{
	if (n == 0)
		return "this file is empty; put the secret there";
	if (n >= SECRET_BYTES)
		return "this secret is longer than 255 bytes; shorten it";
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)bytes[i] < 0x20 || bytes[i] == 0x7f)
			return "this secret has a line break or another control character in it; write it on one line";
	return NULL;
}

static void read_secret(const struct yaml *n, struct secret *s, struct faults *f)
{
	char path[PATH_BYTES], bytes[SECRET_BYTES + 2];
	const char *wrong;
	size_t length;
	FILE *file;

	if (!file_path_to_read(n, true, path, f))
		return;
	file = fopen(path, "r");
	if (!file) {
		yaml_fault(f, n, "this file cannot be read (%s); mend the path or its permissions", strerror(errno));
		return;
	}
	length = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	if (length > 0 && bytes[length - 1] == '\n')
		length--;
	if (length > 0 && bytes[length - 1] == '\r')
		length--;
	wrong = wrong_with(bytes, length);
	if (wrong)
		yaml_fault(f, n, "%s", wrong);
	else
		memcpy(s->value, bytes, length);
	explicit_bzero(bytes, sizeof(bytes));
}

static void read_all(struct channel_secrets *s, const struct yaml *map, struct faults *f)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml *n = &map->items[i];

		if (!n->key)
			continue;
		if (!name_ok(n->key))
			yaml_fault_key(f, n,
				       "this is not the name of a secret; write a small letter, then small "
				       "letters, digits and `_`, at most 31");
		else if (s->n == SECRETS_MAX)
			yaml_fault_key(f, n, "a channel has at most %d secrets; leave some out", SECRETS_MAX);
		if (!name_ok(n->key) || s->n == SECRETS_MAX)
			continue;
		text_copy(s->all[s->n].name, SECRET_NAME, n->key);
		read_secret(n, &s->all[s->n++], f);
	}
}

struct channel_secrets *channel_secrets_read(const struct yaml *root, struct faults *f)
{
	struct channel_secrets *s = calloc(1, sizeof(*s));
	const struct yaml *map = yaml_get(root, "secrets");

	if (!s)
		fault_add(f, root->file, 0, 0, 0, "out of memory; free some and try again");
	else if (map && yaml_is_map(map, "secrets: {NAME: FILE}", f))
		read_all(s, map, f);
	return s;
}

void channel_secrets_free(struct channel_secrets *s)
{
	if (s)
		explicit_bzero(s, sizeof(*s));
	free(s);
}

void channel_secrets_hide(struct channel_secrets *s)
{
	for (size_t i = 0; i < s->n; i++) {
		explicit_bzero(s->all[i].value, SECRET_BYTES);
		text_copy(s->all[i].value, SECRET_BYTES, "HIDDEN");
	}
}

/* How many bytes of `at` are this secret; 0: it is not there. */
static size_t secret_at(const char *at, const char *secret)
{
	struct text escaped = text_new(3 * SECRET_BYTES + 1);
	size_t n = strlen(secret);

	if (n < SECRET_SHOWN)
		return 0;
	if (strncmp(at, secret, n) == 0)
		return n;
	place_escape_add(PLACE_URL, secret, n, &escaped);
	/* Where memory runs out, nothing that follows is shown. */
	if (escaped.full)
		n = strlen(at);
	else
		n = strncmp(at, text_str(&escaped), escaped.len) == 0 ? escaped.len : 0;
	text_free(&escaped);
	return n;
}

void channel_secrets_hide_in(const struct channel_secrets *s, const char *line, struct text *out)
{
	for (const char *at = line; *at && !out->full;) {
		size_t longest = 0;

		for (size_t i = 0; s && i < s->n; i++) {
			size_t n = secret_at(at, s->all[i].value);

			longest = n > longest ? n : longest;
		}
		if (longest)
			text_add(out, "HIDDEN");
		else
			text_addn(out, at, 1);
		at += longest ? longest : 1;
	}
}

/* ---- finding ---- */

static void fault_of(const struct channel_secrets *s, const struct yaml *at, const char *name, struct faults *f)
{
	const char *names[SECRETS_MAX], *near;

	for (size_t i = 0; i < s->n; i++)
		names[i] = s->all[i].name;
	near = spelling_nearest(name, names, s->n);
	if (near)
		yaml_fault(f, at, "there is no secret `%s`; did you mean `%s`?", name, near);
	else
		yaml_fault(f, at, "there is no secret `%s`; name it with its file under `secrets`", name);
}

const char *channel_secret_named(const struct channel_secrets *s, const struct yaml *at, const char *name,
				 struct faults *f)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->all[i].name, name) == 0)
			return s->all[i].value;
	fault_of(s, at, name, f);
	return NULL;
}

const char *channel_secret(const struct channel_secrets *s, const struct yaml *name, struct faults *f)
{
	char typed[SECRET_NAME * 2];

	return yaml_text(name, typed, sizeof(typed), f) ? channel_secret_named(s, name, typed, f) : NULL;
}
