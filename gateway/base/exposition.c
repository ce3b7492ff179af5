#include "gateway/base/exposition.h"

#include <inttypes.h>
#include <stdio.h>

#include "templates/text/text.h"

/* A quote is escaped in label values, but must stand as it is in a help text. */
static void add_escaped(struct text *to, const char *s, bool quotes)
{
	for (; *s; s++) {
		if (*s == '\n')
			text_add(to, "\\n");
		else if (*s == '\\' || (*s == '"' && quotes))
			text_addf(to, "\\%c", *s);
		else
			text_addn(to, s, 1);
	}
}

void exposition_head(struct text *to, const char *name, const char *type, const char *help)
{
	text_addf(to, "# HELP %s ", name);
	add_escaped(to, help, false);
	text_addf(to, "\n# TYPE %s %s\n", name, type);
}

static void add_name(struct text *to, const char *name, const struct tags *l)
{
	const struct tag *all = l->all;

	text_add(to, name);
	for (size_t i = 0; i < EXPOSITION_TAGS && all[i].name; i++) {
		text_addf(to, "%s%s=\"", i ? "," : "{", all[i].name);
		add_escaped(to, all[i].value, true);
		text_add(to, "\"");
	}
	text_add(to, all[0].name ? "} " : " ");
}

void exposition_count(struct text *to, const char *name, struct tags l, uint64_t value)
{
	add_name(to, name, &l);
	text_addf(to, "%" PRIu64 "\n", value);
}

void exposition_number(struct text *to, const char *name, struct tags l, double value)
{
	add_name(to, name, &l);
	text_addf(to, "%.15g\n", value);
}

void exposition_histogram(struct text *to, const char *name, const uint64_t *bounds, size_t n, const uint64_t *counts,
			  uint64_t sum, uint64_t unit)
{
	char series[128], bound[32];
	uint64_t total = 0;

	snprintf(series, sizeof(series), "%s_bucket", name);
	for (size_t i = 0; i <= n; i++) {
		total += counts[i];
		if (i < n)
			snprintf(bound, sizeof(bound), "%.15g", (double)bounds[i] / (double)unit);
		else
			snprintf(bound, sizeof(bound), "+Inf");
		exposition_count(to, series, (struct tags){{{"le", bound}}}, total);
	}
	snprintf(series, sizeof(series), "%s_sum", name);
	exposition_number(to, series, NO_TAGS, (double)sum / (double)unit);
	snprintf(series, sizeof(series), "%s_count", name);
	exposition_count(to, series, NO_TAGS, total);
}
