#include "tests/templates/wording/wording_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/here.h"
#include "tests/langs.h"

struct wording_folder folder_new(void)
{
	struct wording_folder f = {.dir = "/tmp/wording_test.XXXXXX"};
	char path[160];

	assert_non_null(mkdtemp(f.dir));
	for (enum lang l = 0; l < langs_n; l++) {
		snprintf(path, sizeof(path), "%s/%s", f.dir, lang_name(l));
		assert_int_equal(mkdir(path, 0700), 0);
		assert_true(here_own_words(f.dir, lang_name(l)));
	}
	return f;
}

void folder_put_bytes(struct wording_folder *f, const char *file, const char *content, size_t n)
{
	char *path = NULL;
	FILE *to;

	assert_true(asprintf(&path, "%s/%s", f->dir, file) > 0);
	f->files[f->files_n++] = path;
	to = fopen(path, "w");
	assert_non_null(to);
	assert_int_equal(fwrite(content, 1, n, to), n);
	assert_int_equal(fclose(to), 0);
}

void folder_put(struct wording_folder *f, const char *file, const char *content)
{
	folder_put_bytes(f, file, content, strlen(content));
}

void folder_load(struct wording_folder *f)
{
	f->w = wording_load(f->dir, &f->faults);
	assert_non_null(f->w);
	f->t = wording_find(f->w, EN, "t");
}

void folder_end(struct wording_folder *f)
{
	char path[160];

	wording_free(f->w);
	faults_free(&f->faults);
	for (size_t i = 0; i < f->files_n; i++) {
		unlink(f->files[i]);
		free(f->files[i]);
	}
	for (enum lang l = 0; l < langs_n; l++) {
		snprintf(path, sizeof(path), "%s/%s/words.yaml", f->dir, lang_name(l));
		unlink(path);
		snprintf(path, sizeof(path), "%s/%s", f->dir, lang_name(l));
		rmdir(path);
	}
	assert_int_equal(rmdir(f->dir), 0);
}

struct wording_folder folder_of(const char *content)
{
	struct wording_folder f = folder_new();

	folder_put(&f, "zh/t.txt", content);
	folder_put(&f, "en/t.txt", content);
	folder_load(&f);
	return f;
}

int value_of(void *ctx, const char *name, enum lang l, struct text *out)
{
	const struct values *v = ctx;

	if (strcmp(name, "x") == 0 && v->x)
		text_add(out, v->x);
	else if (strcmp(name, "list") == 0 && v->list)
		text_add(out, v->list);
	else if (strcmp(name, "lang") == 0)
		text_add(out, lang_name(l));
	else if (strlen(name) == 1 && name[0] >= 'a' && name[0] <= 'c')
		text_addf(out, "%c", name[0] - 'a' + 'A');
	else if (strncmp(name, PLACE_CODE, strlen(PLACE_CODE)) == 0)
		text_add(out, name + strlen(PLACE_CODE));
	else if (strcmp(name, "nowhere") == 0) {
		text_add(out, "never seen");
		return 0;
	}
	return v->max ? v->max : 100;
}

void check_fill_of(const char *content, struct values v, const char *expected)
{
	struct wording_folder f = folder_of(content);
	struct text out;

	assert_int_equal(f.faults.n, 0);
	out = text_new(10000);
	assert_true(template_fill(f.t, value_of, &v, &out, NULL));
	assert_string_equal(text_str(&out), expected);
	text_free(&out);
	folder_end(&f);
}

void check_fill(const char *content, const char *expected)
{
	check_fill_of(content, (struct values){0}, expected);
}

void check_x(const char *content, const char *x, const char *expected)
{
	check_fill_of(content, (struct values){.x = x}, expected);
}
