#include "tests/handlers/calendar/calendar_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

char folder[] = "/tmp/fieldgate-calendar-XXXXXX";
char config_file[64], ics_file[64], second_file[64];

int make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(config_file, sizeof(config_file), "%s/fieldgate.yaml", folder);
	snprintf(ics_file, sizeof(ics_file), "%s/days.ics", folder);
	snprintf(second_file, sizeof(second_file), "%s/more.ics", folder);
	return 0;
}

int remove_folder(void **state)
{
	(void)state;
	unlink(config_file);
	unlink(ics_file);
	unlink(second_file);
	return rmdir(folder);
}

void write_file(const char *path, const char *content)
{
	FILE *to = fopen(path, "we");

	assert_non_null(to);
	assert_true(fputs(content, to) >= 0);
	assert_int_equal(fclose(to), 0);
}

struct calendars *load(const char *yaml, struct faults *faults)
{
	write_file(config_file, yaml);
	return calendars_load(config_file, "Asia/Shanghai", faults);
}

struct calendars *loads(const char *yaml)
{
	struct faults faults = {0};
	struct calendars *set = load(yaml, &faults);

	faults_print(&faults, stderr);
	faults_free(&faults);
	assert_non_null(set);
	return set;
}

void assert_faults(const struct faults *faults, const char *expected)
{
	char all[1024], *rest = NULL;
	size_t n = 0;

	snprintf(all, sizeof(all), "%s", expected);
	for (char *line = strtok_r(all, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest), n++) {
		char *what = strstr(line, ": ");

		assert_non_null(what);
		if (n >= faults->n)
			fail_msg("not said: %s", line);
		if (faults->all[n].line != (int)strtol(line, NULL, 10) || !strstr(faults->all[n].what, what + 2))
			fail_msg("%s:%d: %s\nbut expected: %s", faults->all[n].file, faults->all[n].line,
				 faults->all[n].what, line);
	}
	if (n < faults->n)
		fail_msg("said too: %d: %s", faults->all[n].line, faults->all[n].what);
}
