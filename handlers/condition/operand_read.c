#include "handlers/condition/operand_read.h"

#include "templates/file/yaml_get.h"
#include "templates/text/thousandths.h"

#include <string.h>

bool operand_read_yes(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	bool yes;
	if (!yaml_yes(y, &yes, r->f))
		return false;
	*out = (struct operand){.least = yes, .most = yes};
	return true;
}

/* The words before a bound, and what they make of it. */
static const struct bound {
	const char *words;
	bool least;
	int shift;
} bounds[] = {{"over ", true, 1}, {"from ", true, 0}, {"up to ", false, 0}, {"under ", false, -1}};

static const struct bound *bound_at(const char *s)
{
	for (size_t i = 0; i < sizeof(bounds) / sizeof(*bounds); i++) {
		if (strncmp(s, bounds[i].words, strlen(bounds[i].words)) == 0)
			return &bounds[i];
	}
	return NULL;
}

/* Takes one value from *s, up to the next blank. */
static bool next_value(operand_value *value, const char **s, int64_t *out)
{
	char one[64];
	size_t n = strcspn(*s, " ");
	if (n == 0 || n >= sizeof(one))
		return false;
	memcpy(one, *s, n);
	one[n] = '\0';
	*s += n + strspn(*s + n, " ");
	return value(one, out);
}

static bool read_bounds(operand_value *value, const char *s, struct operand *out)
{
	bool least = false, most = false;
	while (*s) {
		const struct bound *b = bound_at(s);
		int64_t v;
		if (!b || (b->least ? least : most))
			return false;
		s += strlen(b->words);
		s += strspn(s, " ");
		if (!next_value(value, &s, &v))
			return false;
		*(b->least ? &out->least : &out->most) = v + b->shift;
		*(b->least ? &least : &most) = true;
	}
	return true;
}

bool operand_read_range(const struct operand_reader *r, const struct yaml *y, operand_value *value, const char *what,
			struct operand *out)
{
	char typed[128];
	const char *s = typed;
	bool good;
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return false;
	*out = (struct operand){.least = INT64_MIN, .most = INT64_MAX};
	if (bound_at(typed)) {
		good = read_bounds(value, typed, out);
	} else {
		good = next_value(value, &s, &out->least) && !*s;
		out->most = out->least;
	}
	if (!good)
		yaml_fault(r->f, y, "this is not %s", what);
	else if (out->least > out->most)
		yaml_fault(r->f, y, "nothing is so much and so little at once; make the first the smaller one");
	return good && out->least <= out->most;
}

bool operand_read_name(const struct operand_reader *r, const struct yaml *y, const char *what, const char *const *names,
		       size_t n, struct operand *out)
{
	int at = yaml_one_of(y, what, names, n, r->f);
	*out = (struct operand){.least = at, .most = at};
	return at >= 0;
}

/* Of a field that has any value, or none. */
static bool read_given(const struct operand_reader *r, const char *typed, struct operand *out)
{
	bool none = strcmp(typed, "none") == 0;
	for (size_t i = 0; i < r->is->choices_n; i++) {
		if (strcmp(r->is->choices[i].name, typed) == 0)
			return false;
	}
	if (!none && strcmp(typed, "given") != 0)
		return false;
	*out = (struct operand){.least = INT64_MIN, .most = INT64_MAX};
	strcpy(out->word, none ? OPERAND_NONE : "");
	return true;
}

bool operand_read_field(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	if (y->kind == YAML_SCALAR && read_given(r, y->text, out))
		return true;
	if (r->is->kind->operand)
		return r->is->kind->operand(r, y, out);
	yaml_fault(r->f, y, "of what `is: %s` only `given` or `none` can be asked; write one of these",
		   r->is->kind->name);
	return false;
}

bool operand_number(const char *typed, int64_t *value)
{
	size_t n = thousandths_read(typed, strlen(typed), value);
	return n > 0 && typed[n] == '\0';
}

bool operand_signed(const char *typed, int64_t *value)
{
	bool less = *typed == '-', good = operand_number(typed + less, value);
	*value = less ? -*value : *value;
	return good;
}
