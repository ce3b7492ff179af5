/* Installations that somebody broke: tests/broken/NN-name/ lies over a copy of the sample, its flow and its templates.
 *
 * `run` says what is tried, a verb with its arguments a line, `check` if it is not there; all but the last must succeed.
 * `expect` says what the last one must find, as FILE:LINE: part of the message (FILE: where there is no line), and it must
 * find nothing else. An empty `expect` is for what is whole after all. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"

#define BROKEN "tests/broken"
#define CASES_MAX 200
#define FAULTS_MAX 32
#define ARGS_MAX 8

static char top[512], site[600]; /* a folder, and the installation in it */
static char said[1 << 16];

/* ---- the installation ---- */

/* Called `installation`, so that a talk may use it by that name. */
static int build(void **state)
{
	char *folder = *state, out[512], overlay[300];

	aide_folder(top, sizeof(top));
	snprintf(site, sizeof(site), "%s/installation", top);
	aide_copy("scripts/sample", site);
	aide_copy("templates", site);
	aide_write(site, "handlers/here", "%s", "");
	aide_copy("handlers/repair.yaml", site);
	assert_int_equal(aide_do(site, out, "mv", "repair.yaml", "handlers"), 0);
	aide_change(site, "fieldgate.yaml", "[../../handlers/", "[handlers/");
	aide_change(site, "fieldgate.yaml", " ../../templates", " templates");
	snprintf(overlay, sizeof(overlay), BROKEN "/%s/.", folder);
	aide_copy(overlay, site);
	/* As a careless hand leaves them, whatever this one's umask is. */
	assert_int_equal(aide_do(site, out, "chmod", "-R", "go+rX", "."), 0);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	aide_remove(top);
	return 0;
}

/* ---- what it says ---- */

struct told { /* one fault, or one that is expected; pointers into text that is kept */
	const char *file, *line, *what;
	bool met;
};

static bool digits(const char *s)
{
	return *s && strspn(s, "0123456789") == strlen(s);
}

/* "FILE:LINE:COLUMN" or less, apart. */
static void part_place(char *place, struct told *t)
{
	char *colon;

	t->line = "";
	while ((colon = strrchr(place, ':')) && digits(colon + 1)) {
		*colon = '\0';
		t->line = colon + 1;
	}
	t->file = strncmp(place, "./", 2) == 0 ? place + 2 : place;
}

/* The lines of `text` that have `between` in them, place and message parted there. */
static size_t part(char *text, const char *between, struct told *all)
{
	char *rest = NULL;
	size_t n = 0;

	for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char *at = strstr(line, between);

		if (!at)
			continue;
		*at = '\0';
		assert_in_range(n, 0, FAULTS_MAX - 1);
		all[n] = (struct told){.what = at + strlen(between)};
		part_place(line, &all[n++]);
	}
	return n;
}

static bool is_met(struct told *expected, size_t n, const struct told *fault)
{
	for (size_t i = 0; i < n; i++) {
		struct told *e = &expected[i];

		if (e->met || strcmp(e->file, fault->file) != 0 || strcmp(e->line, fault->line) != 0 ||
		    !strstr(fault->what, e->what))
			continue;
		e->met = true;
		return true;
	}
	return false;
}

static void compare(char *expect)
{
	struct told expected[FAULTS_MAX] = {0}, faults[FAULTS_MAX] = {0};
	char *whole = strdup(said);
	size_t n = part(expect, ": ", expected), found = part(said, ": error: ", faults);

	assert_non_null(whole);
	for (size_t i = 0; i < found; i++)
		if (!is_met(expected, n, &faults[i]))
			fail_msg("not expected: %s:%s: %s", faults[i].file, faults[i].line, faults[i].what);
	for (size_t i = 0; i < n; i++)
		if (!expected[i].met)
			fail_msg("not said: %s:%s: %s\nbut:\n%s", expected[i].file, expected[i].line, expected[i].what,
				 whole);
	free(whole);
}

/* ---- trying it ---- */

static int try(char *line)
{
	const char *args[ARGS_MAX + 2] = {aide_program()};
	char *rest = NULL;
	size_t n = 1;

	for (char *word = strtok_r(line, " ", &rest); word && n <= ARGS_MAX; word = strtok_r(NULL, " ", &rest))
		args[n++] = word;
	return aide_run(site, said, sizeof(said), args);
}

static char *what_to_run(void)
{
	char path[700], *check = strdup("check");

	snprintf(path, sizeof(path), "%s/run", site);
	if (access(path, F_OK) != 0)
		return check;
	free(check);
	return aide_read(site, "run");
}

static void is_told_as_expected(void **state)
{
	char *run = what_to_run(), *expect, *rest = NULL, *next;
	int code = -1;

	(void)state;
	for (char *line = strtok_r(run, "\n", &rest); line; line = next) {
		next = strtok_r(NULL, "\n", &rest);
		code = try(line);
		if (next && code != 0)
			fail_msg("it ended too early: %s", said);
	}
	expect = aide_read(site, "expect");
	if (code != (expect[0] ? 1 : 0))
		fail_msg("exit code %d:\n%s", code, said);
	compare(expect);
	free(expect);
	free(run);
}

static int is_case(const struct dirent *e)
{
	return e->d_name[0] >= '0' && e->d_name[0] <= '9';
}

/* A test for each folder. */
int main(void)
{
	static struct CMUnitTest tests[CASES_MAX];
	struct dirent **names;
	int n = scandir(BROKEN, &names, is_case, alphasort);

	if (n < 25 || n > CASES_MAX) {
		fprintf(stderr, "broken_test: %s has %d folders\n", BROKEN, n);
		return 1;
	}
	for (int i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){names[i]->d_name, is_told_as_expected, build, clear, names[i]->d_name};
	n = _cmocka_run_group_tests(BROKEN, tests, (size_t)n, NULL, NULL);
	free(names); /* their text is the tests' names, to the end */
	return n;
}
