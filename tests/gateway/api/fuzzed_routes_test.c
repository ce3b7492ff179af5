/* The fuzzer `api` begins from requests of every route: each method and path of the document, and each parameter of a query,
 * stands in one of its seeds. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/api/api_document.h"

#define MARK "\x1e"
#define SEEDS_MOST 1024

struct seed {
	char method[16], path[256], query[256];
};
static struct seed seeds[SEEDS_MOST];
static size_t seeds_n;

/* "A GET tickets?limit=1": its target is what stands behind /v1/, unless it begins with a slash. */
static void add(const char *request)
{
	struct seed *s = &seeds[seeds_n];
	char target[256];

	if (sscanf(request, "%*1s %15s %255s", s->method, target) != 2)
		return;
	assert_true(seeds_n + 1 < SEEDS_MOST);
	snprintf(s->path, sizeof(s->path), "%s%.*s", *target == '/' ? "" : "/v1/", (int)strcspn(target, "?"), target);
	snprintf(s->query, sizeof(s->query), "&%s", target + strcspn(target, "?") + (strchr(target, '?') != NULL));
	seeds_n++;
}

static void read_seed(const char *file)
{
	static char all[64 * 1024];
	FILE *f = fopen(file, "re");
	size_t n;

	assert_non_null(f);
	n = fread(all, 1, sizeof(all) - 1, f);
	fclose(f);
	all[n] = '\0';
	for (char *at = all, *request; (request = strsep(&at, MARK));)
		add(request);
}

static int read_seeds(void **state)
{
	glob_t files;

	(void)state;
	if (glob("tests/fuzz/corpus/api/*", 0, NULL, &files) != 0)
		return -1;
	for (size_t i = 0; i < files.gl_pathc; i++)
		read_seed(files.gl_pathv[i]);
	globfree(&files);
	return 0;
}

/* Word by word; one in braces is any. */
static bool is_of(const char *path, const char *template)
{
	while (*path && *template) {
		size_t n = strcspn(path, "/"), m = strcspn(template, "/");

		if (*template != '{' && (n != m || strncmp(path, template, n) != 0))
			return false;
		path += n + (path[n] == '/');
		template += m + (template[m] == '/');
	}
	return !*path && !*template;
}

/* With `name` in its query; NULL: whatever is in it. */
static bool is_asked(const char *method, const char *template, const char *name)
{
	char said[64];

	snprintf(said, sizeof(said), "&%s=", name ? name : "");
	for (size_t i = 0; i < seeds_n; i++)
		if (strcasecmp(seeds[i].method, method) == 0 && is_of(seeds[i].path, template) &&
		    (!name || strstr(seeds[i].query, said)))
			return true;
	return false;
}

static const json_t *parameter(const json_t *p)
{
	const char *ref = json_string_value(json_object_get(p, "$ref"));
	const json_t *all = json_object_get(json_object_get(api_document(), "components"), "parameters");

	return ref ? json_object_get(all, strrchr(ref, '/') + 1) : p;
}

static void is_begun_from(const char *method, const char *template, const json_t *operation)
{
	const json_t *p;
	size_t i;

	if (!is_asked(method, template, NULL))
		fail_msg("no seed of tests/fuzz/corpus/api asks %s %s", method, template);
	json_array_foreach(json_object_get(operation, "parameters"), i, p)
	{
		const char *in = json_string_value(json_object_get(parameter(p), "in"));
		const char *name = json_string_value(json_object_get(parameter(p), "name"));

		assert_true(in && name);
		if (strcmp(in, "query") == 0 && !is_asked(method, template, name))
			fail_msg("no seed of tests/fuzz/corpus/api asks %s %s with `%s`", method, template, name);
	}
}

static void the_fuzzer_begins_from_every_route_and_parameter(void **state)
{
	json_t *paths = json_object_get(api_document(), "paths"), *path, *operation;
	const char *template, *method;

	(void)state;
	assert_true(json_object_size(paths) > 30);
	json_object_foreach(paths, template, path)
		json_object_foreach(path, method, operation) if (strcmp(method, "parameters") != 0)
			is_begun_from(method, template, operation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_fuzzer_begins_from_every_route_and_parameter),
	};

	return cmocka_run_group_tests(tests, read_seeds, NULL);
}
