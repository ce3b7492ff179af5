#include "tests/gateway/import/import_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gateway/command/verb.h"

int import_bytes(struct bench *b, const char *kind, const char *bytes, size_t n)
{
	FILE *to = fopen(b->file, "w");
	int code;

	assert_non_null(to);
	assert_int_equal(fwrite(bytes, 1, n, to), n);
	assert_int_equal(fclose(to), 0);
	faults_free(&b->faults);
	faults_free(&b->warnings);
	free(b->changes);
	b->ways.warnings = &b->warnings;
	b->ways.changes = open_memstream(&b->changes, &b->changes_n);
	assert_non_null(b->ways.changes);
	code = import_file_so(&b->gateway, kind, b->file, &b->ways, &b->faults, &b->count);
	assert_int_equal(fclose(b->ways.changes), 0);
	return code;
}

int import(struct bench *b, const char *kind, const char *csv)
{
	return import_bytes(b, kind, csv, strlen(csv));
}

static void print_all(const struct faults *f)
{
	for (size_t i = 0; i < f->n; i++)
		print_message("  %d: %s\n", f->all[i].line, f->all[i].what);
}

static void says(const struct faults *f, int line, const char *what)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->all[i].line == line && strstr(f->all[i].what, what))
			return;
	print_all(f);
	fail_msg("nothing of line %d says `%s`", line, what);
}

void has_fault(const struct bench *b, int line, const char *what)
{
	says(&b->faults, line, what);
}

void has_warning(const struct bench *b, int line, const char *what)
{
	says(&b->warnings, line, what);
}

void has_faults(const struct bench *b, size_t n)
{
	if (b->faults.n != n)
		print_all(&b->faults);
	assert_int_equal(b->faults.n, n);
}

bool known(struct bench *b, const char *number, struct person *p)
{
	return people_by_number(b->gateway.store, number, p);
}

int64_t owner(struct bench *b, const char *number)
{
	return people_owner(b->gateway.store, number);
}

int open_bench(void **state)
{
	static struct bench b;
	char why[256];
	int fd;

	b = (struct bench){.setup.country = "86", .file = "/tmp/import_test_XXXXXX"};
	fd = mkstemp(b.file);
	if (fd < 0 || !gateway_open(&b.gateway, &b.setup, b.rules, ":memory:", why, sizeof(why)))
		return -1;
	close(fd);
	*state = &b;
	return import(&b, "stations", STATIONS);
}

int close_bench(void **state)
{
	struct bench *b = *state;

	gateway_close(&b->gateway);
	faults_free(&b->faults);
	faults_free(&b->warnings);
	free(b->changes);
	return unlink(b->file);
}
