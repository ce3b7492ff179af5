#include "handlers/model/change.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "handlers/model/change_word.h"
#include "templates/text/number.h"
#include "templates/text/text.h"

bool change_between(const struct ticket *a, const struct ticket *b, char out[CHANGE_BYTES])
{
	struct pen p = {.out = out};

	out[0] = '\0';
	for (size_t i = 0; i < change_words_n; i++)
		if (change_words[i].write)
			change_words[i].write(&p, &change_words[i], a, b);
	return !p.full;
}

/* The word of that name; words lie in the order of their table, so it is looked for from `*from` on, which is then where the
 * next may lie. NULL: there is none. */
static const struct word *word_named(const char *name, bool of, size_t *from)
{
	for (size_t i = 0; i < change_words_n; i++) {
		size_t at = *from + i < change_words_n ? *from + i : *from + i - change_words_n;

		if (change_words[at].of == of && text_same(change_words[at].name, name)) {
			*from = at;
			return &change_words[at];
		}
	}
	return NULL;
}

static bool apply_word(struct ticket *t, char *name, size_t *from)
{
	char *value = strchr(name, '='), *of;
	const struct word *w;

	if (!value)
		return false;
	*value++ = '\0';
	of = strchr(name, '.');
	if (of)
		*of++ = '\0';
	w = word_named(name, of != NULL, from);
	return w && w->read(w, t, of, value);
}

bool change_apply(struct ticket *t, const char *change)
{
	char copy[CHANGE_BYTES], *rest = copy, *word;
	size_t from = 0;

	if (strlen(change) >= sizeof(copy))
		return false;
	strcpy(copy, change);
	while ((word = strsep(&rest, " ")))
		if (*word && !apply_word(t, word, &from))
			return false;
	return true;
}

/* ---- applying some of its words ---- */

static bool begins_so(const char *s, const char *const *heads)
{
	for (; *heads; heads++)
		if (*s == **heads && strncmp(s, *heads, strlen(*heads)) == 0)
			return true;
	return false;
}

static bool apply_those(struct ticket *t, const char *change, const char *const *heads)
{
	char word[CHANGE_BYTES];
	size_t from = 0;

	for (const char *s = change; s; s = strchr(s, ' ')) {
		size_t n;

		s += *s == ' ';
		if (!begins_so(s, heads))
			continue;
		n = (size_t)(strchrnul(s, ' ') - s);
		if (n >= sizeof(word))
			return false;
		memcpy(word, s, n);
		word[n] = '\0';
		if (!apply_word(t, word, &from))
			return false;
	}
	return true;
}

bool change_apply_nodes(struct ticket *t, const char *change)
{
	static const char *const heads[] = {WORD_NODE ".", NULL};

	return apply_those(t, change, heads);
}

bool change_apply_named(struct ticket *t, const char *change)
{
	static const char *const heads[] = {WORD_COMPANIONS "=", WORD_FIELD ".", NULL};

	return apply_those(t, change, heads);
}

/* ---- looking for one ---- */

/* The value of the first word of this name, of `of` if that is not NULL; NULL if there is none. */
static const char *value_of(const char *change, const char *name, const char *of)
{
	size_t n = strlen(name), m = of ? strlen(of) : 0;

	for (const char *s = change; s; s = strchr(s, ' ')) {
		const char *end;

		s += *s == ' ';
		end = s + n;
		if (strncmp(s, name, n) == 0 && (!of || (*end++ == '.' && strncmp(end, of, m) == 0)) && end[m] == '=')
			return end + m + 1;
	}
	return NULL;
}

/* The first word from s on that has this name and says of which node, or what else, it is; NULL: none does. */
static const char *next_of(const char *s, const char *name)
{
	size_t n = strlen(name);

	for (; s; s = strchr(s, ' ')) {
		s += *s == ' ';
		if (*s == *name && strncmp(s, name, n) == 0 && s[n] == '.')
			return s;
	}
	return NULL;
}

bool change_moves(const char *change)
{
	return value_of(change, WORD_STATE, NULL) != NULL;
}

bool change_turns(const char *change)
{
	const char *turn = value_of(change, WORD_TURN, NULL);

	/* `-`: from then on nobody is asked. */
	return turn && *turn != '-';
}

bool change_claims(const char *change)
{
	int64_t at;

	/* 0: it was decided. */
	for (const char *s = next_of(change, WORD_CLAIM); s; s = next_of(strchr(s, ' '), WORD_CLAIM)) {
		const char *value = s + strcspn(s, "= ");

		if (*value == '=' && number_read(value + 1, &at) && at)
			return true;
	}
	return false;
}

bool change_only_tries(const char *change)
{
	if (change_moves(change))
		return false;
	if (value_of(change, WORD_CLAIM_WRONG, NULL))
		return !next_of(change, WORD_CLAIM);
	return value_of(change, WORD_WRONG, NULL) && !value_of(change, WORD_TURN, NULL) &&
	       !value_of(change, WORD_CHAIN, NULL);
}

bool change_asks(const char *change)
{
	return value_of(change, WORD_TURN, NULL) || value_of(change, WORD_CHAIN, NULL);
}

bool change_node(const char *change, const char *node, int64_t *at)
{
	const char *value = value_of(change, WORD_NODE, node);

	*at = 0;
	/* Of a missed node the time stands behind a word. */
	if (value && !number_read(value, at))
		*at = 0;
	return value != NULL;
}

int64_t change_field(const char *change, const char *field)
{
	const char *value = value_of(change, WORD_FIELD, field);
	int64_t at;

	if (!value)
		value = value_of(change, field, NULL); /* as it was written before there were fields */

	return value && number_read(value, &at) ? at : 0;
}

/* ---- adding and finding what moves nothing ---- */

static struct pen pen_behind(char change[CHANGE_BYTES])
{
	return (struct pen){.out = change, .n = strlen(change)};
}

bool change_add_stated(char change[CHANGE_BYTES], int64_t at)
{
	struct pen p = pen_behind(change);
	char value[DECIMAL_BYTES];

	pen_word(&p, WORD_STATED, NULL, number_write(at, value));
	return !p.full;
}

bool change_add_signature(char change[CHANGE_BYTES], const struct chain_kind *c, size_t place, const struct signer *s)
{
	struct pen p = pen_behind(change);
	char value[2 * DECIMAL_BYTES];

	signer_write(s, value);
	pen_word(&p, WORD_SIGNED_LAST, c->asks[place].name, value);
	return !p.full;
}

bool change_add_verdict(char change[CHANGE_BYTES], const char *clock, const struct change_verdict *v)
{
	struct pen p = pen_behind(change);
	char value[2 * DECIMAL_BYTES + sizeof(v->rule)];
	int rule = snprintf(value, sizeof(value), "%" PRId64 "/%" PRId64 "/", v->due, v->stopped);

	snprintf(value + rule, sizeof(value) - (size_t)rule, "%s", v->rule);
	for (char *c = value + rule; *c; c++)
		*c = *c == ' ' ? '_' : *c;
	pen_word(&p, v->met ? WORD_MET : WORD_LATE, clock, value);
	if (!p.full)
		return true;
	p.full = false;
	value[rule] = '\0';
	pen_word(&p, v->met ? WORD_MET : WORD_LATE, clock, value);
	return !p.full;
}

static bool read_verdict(const char *value, struct change_verdict *v)
{
	const char *due = number_read(value, &v->due), *stopped;

	if (!due || *due != '/')
		return false;
	stopped = number_read(due + 1, &v->stopped);
	if (!stopped || *stopped != '/')
		return false;
	snprintf(v->rule, sizeof(v->rule), "%.*s", (int)strcspn(stopped + 1, " "), stopped + 1);
	for (char *c = v->rule; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	return true;
}

const char *change_next_verdict(const char *change, const char *clock, struct change_verdict *v)
{
	for (;;) {
		const char *met = value_of(change, WORD_MET, clock), *late = value_of(change, WORD_LATE, clock);

		v->met = met && (!late || met < late);
		change = v->met ? met : late;
		if (!change || read_verdict(change, v))
			return change;
	}
}

static const char *const part_names[MACHINE_PARTS] = {"hours", "station", "customer", "warranty"};

static const char *write_part(int64_t value, char digits[DECIMAL_BYTES])
{
	return value == SET_NOTHING ? "-" : number_write(value, digits);
}

bool change_add_set(char change[CHANGE_BYTES], const struct change_set *set)
{
	struct pen p = pen_behind(change);
	char before[DECIMAL_BYTES], after[DECIMAL_BYTES], value[2 * DECIMAL_BYTES + 1];

	snprintf(value, sizeof(value), "%s/%s", write_part(set->before, before), write_part(set->after, after));
	pen_word(&p, WORD_SET, part_names[set->part], value);
	return !p.full;
}

static const char *read_part(const char *s, int64_t *value)
{
	const char *end = number_read(s, value);

	if (end)
		return end;
	*value = SET_NOTHING;
	return *s == '-' ? s + 1 : NULL;
}

bool change_find_set(const char *change, enum machine_part part, struct change_set *set)
{
	const char *value = value_of(change, WORD_SET, part_names[part]);

	set->part = part;
	value = value ? read_part(value, &set->before) : NULL;
	return value && *value == '/' && read_part(value + 1, &set->after);
}
