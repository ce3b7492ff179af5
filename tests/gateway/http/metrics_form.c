#include "tests/gateway/http/metrics_form.h"

#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/http.h"

#define METRICS_MAX 64

struct family {
	char name[128];
	char type[16];
};

static size_t family_at(const struct family *all, size_t n, const char *name, size_t length)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(all[i].name) == length && strncmp(all[i].name, name, length) == 0)
			return i;
	return n;
}

/* A sample belongs to the head above it: under its name, or, in a histogram, under one of three longer ones. */
static void belongs(const struct family *f, const char *line)
{
	static const char *const endings[] = {"_bucket", "_sum", "_count"};
	size_t n = strcspn(line, "{ "), length = strlen(f->name);

	assert_memory_equal(line, f->name, length);
	if (strcmp(f->type, "histogram") != 0) {
		assert_int_equal(n, length);
		return;
	}
	for (size_t i = 0; i < 3; i++)
		if (n == length + strlen(endings[i]) && strncmp(line + length, endings[i], strlen(endings[i])) == 0)
			return;
	fail_msg("this does not belong to %s: %s", f->name, line);
}

static bool fits(const char *pattern, const char *line)
{
	regex_t re;
	bool ok;

	assert_int_equal(regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB), 0);
	ok = regexec(&re, line, 0, NULL, 0) == 0;
	regfree(&re);
	return ok;
}

#define NAME "[a-zA-Z_:][a-zA-Z0-9_:]*"
#define LABEL "[a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\]|\\\\[\\\\\"n])*\""

/* HELP, then TYPE, then samples; each metric once. */
static void read_line(struct family *all, size_t *n, bool *typed, const char *line)
{
	if (strncmp(line, "# HELP ", 7) == 0) {
		size_t length = strcspn(line + 7, " ");

		assert_true(fits("^# HELP " NAME " [^ ].*\\.$", line));
		assert_int_equal(family_at(all, *n, line + 7, length), *n);
		assert_true(*n < METRICS_MAX && (*n == 0 || *typed));
		snprintf(all[*n].name, sizeof(all[*n].name), "%.*s", (int)length, line + 7);
		++*n;
		*typed = false;
	} else if (strncmp(line, "# TYPE ", 7) == 0) {
		assert_true(fits("^# TYPE " NAME " (counter|gauge|histogram)$", line));
		assert_true(*n > 0 && !*typed);
		assert_int_equal(family_at(all, *n, line + 7, strcspn(line + 7, " ")), *n - 1);
		snprintf(all[*n - 1].type, sizeof(all[*n - 1].type), "%s", strrchr(line, ' ') + 1);
		*typed = true;
	} else {
		assert_true(fits("^" NAME "(\\{" LABEL "(," LABEL ")*\\})? [0-9.e+-]+$", line));
		assert_true(*n > 0 && *typed);
		belongs(&all[*n - 1], line);
	}
}

static void a_counter_ends_with_total(const struct family *f)
{
	size_t n = strlen(f->name);

	assert_int_equal(strcmp(f->type, "counter") == 0, n > 6 && strcmp(f->name + n - 6, "_total") == 0);
}

void metrics_form_holds(int port)
{
	static struct http_answer a;
	struct family all[METRICS_MAX] = {{.name = ""}};
	char *rest = NULL;
	size_t n = 0;
	bool typed = false;

	assert_int_equal(http_get(port, "/metrics", &a), 200);
	assert_non_null(strstr(a.head, "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
	assert_int_equal(a.body[strlen(a.body) - 1], '\n');
	for (char *line = strtok_r((char *)a.body, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		read_line(all, &n, &typed, line);
	assert_true(n > 10 && typed);
	for (size_t i = 0; i < n; i++)
		a_counter_ends_with_total(&all[i]);
}
