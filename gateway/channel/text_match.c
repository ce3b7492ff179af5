#include "gateway/channel/text_match.h"

#include <stdlib.h>
#include <string.h>

#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

#define WHY 160

/* ---- patterns ---- */

/* Behind the `~`; NULL: it is no pattern. */
static const char *pattern_of(const char *s)
{
	return s[0] == '~' ? s + 1 + strspn(s + 1, " ") : NULL;
}

static regex_t *compile(const struct yaml *n, const char *s, size_t groups, struct faults *f)
{
	regex_t *re = calloc(1, sizeof(*re));
	char why[WHY] = "out of memory";
	int code = re ? regcomp(re, s, REG_EXTENDED | (groups ? 0 : REG_NOSUB)) : 0;

	if (!re || code != 0) {
		if (re)
			regerror(code, re, why, sizeof(why));
		yaml_fault(f, n, "this is not an extended regular expression (%s); mend it", why);
		free(re);
		return NULL;
	}
	if (re->re_nsub >= groups)
		return re;
	yaml_fault(f, n, "this pattern has no group; put brackets around what is to be taken, as \"~ id=(.*)\"");
	regfree(re);
	free(re);
	return NULL;
}

static void forget(regex_t **re)
{
	if (*re)
		regfree(*re);
	free(*re);
	*re = NULL;
}

/* ---- a text ---- */

bool text_match_read(struct text_match *m, const struct yaml *n, struct faults *f)
{
	const char *pattern;

	if (n->kind == YAML_LIST || n->kind == YAML_MAP) {
		yaml_fault(f, n, "a text is expected here, or `~` and an extended regular expression");
		return false;
	}
	pattern = n->text ? pattern_of(n->text) : NULL;
	if (pattern) {
		m->pattern = compile(n, pattern, 0, f);
		return m->pattern;
	}
	m->text = strdup(n->text ? n->text : "");
	if (!m->text)
		yaml_fault(f, n, "out of memory; free some and try again");
	return m->text;
}

void text_match_free(struct text_match *m)
{
	free(m->text);
	forget(&m->pattern);
	m->text = NULL;
}

bool text_match_holds(const struct text_match *m, const char *s)
{
	return m->pattern ? regexec(m->pattern, s, 0, NULL, 0) == 0 : m->text && strcmp(m->text, s) == 0;
}

/* ---- a place in a body ---- */

bool pointer_read(const struct yaml *n, const char *s, bool key, struct faults *f)
{
	static const char what[] =
		"this is not a JSON pointer; write one like /id or /message/id, as RFC 6901 has them";

	if (*s && json_pointer_ok(s) && strlen(s) < POINTER_BYTES)
		return true;
	if (key)
		yaml_fault_key(f, n, "%s", what);
	else
		yaml_fault(f, n, "%s", what);
	return false;
}

void text_found_read(struct text_found *m, const struct yaml *n, struct faults *f)
{
	const char *pattern;
	char typed[POINTER_BYTES];

	if (!yaml_text(n, typed, sizeof(typed), f))
		return;
	pattern = pattern_of(typed);
	if (pattern)
		m->pattern = compile(n, pattern, 1, f);
	else if (pointer_read(n, typed, false, f))
		text_copy(m->pointer, sizeof(m->pointer), typed);
}

void text_found_free(struct text_found *m)
{
	forget(&m->pattern);
}

bool text_found_in(const struct text_found *m, const struct json_node *root, const char *body, struct text *out)
{
	regmatch_t at[2];

	if (m->pointer[0])
		return json_node_text(json_node_at(root, m->pointer), out);
	if (!m->pattern || regexec(m->pattern, body, 2, at, 0) != 0 || at[1].rm_so < 0)
		return false;
	text_addn(out, body + at[1].rm_so, (size_t)(at[1].rm_eo - at[1].rm_so));
	return true;
}
