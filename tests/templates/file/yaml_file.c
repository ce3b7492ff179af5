#include "tests/templates/file/yaml_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

char yaml_path[] = "/tmp/yaml_test.XXXXXX";
struct faults faults;

int yaml_begin(void **state)
{
	int fd;

	(void)state;
	strcpy(yaml_path, "/tmp/yaml_test.XXXXXX");
	fd = mkstemp(yaml_path);
	return fd < 0 ? -1 : close(fd);
}

int yaml_end(void **state)
{
	(void)state;
	faults_free(&faults);
	return unlink(yaml_path);
}

struct yaml *open_bytes(const char *bytes, size_t n)
{
	FILE *to = fopen(yaml_path, "w");

	assert_non_null(to);
	assert_int_equal(fwrite(bytes, 1, n, to), n);
	assert_int_equal(fclose(to), 0);
	return yaml_open(yaml_path, &faults);
}

void expect(size_t i, int line, int col, int width, const char *what)
{
	const struct fault *one;

	if (i >= faults.n)
		fail_msg("no fault, but %d:%d: %s", line, col, what);
	one = &faults.all[i];
	assert_string_equal(one->file, yaml_path);
	if (one->line != line || one->col != col || one->width != width || strstr(one->what, what) == NULL)
		fail_msg("%d:%d+%d: %s\n  but expected %d:%d+%d: %s", one->line, one->col, one->width, one->what, line,
			 col, width, what);
}

void each_is_refused(const struct refused *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		yaml_close(open_bytes(all[i].bytes, all[i].n));
		if (faults.n != 1)
			fail_msg("%zu faults in %s, but expected: %s", faults.n, all[i].bytes, all[i].what);
		expect(0, all[i].line, all[i].col, all[i].width, all[i].what);
		faults_free(&faults);
	}
}
