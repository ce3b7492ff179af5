/* Templates: reading them, every fault that can be in one, and filling. */
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

#include "templates/text/utf8.h"
#include "templates/wording/wording.h"

/* A folder of templates, made for one test. */
struct context {
	char dir[64];
	struct faults faults;
	struct wording *w;
	const struct template *t; /* the one named t, in English */
	char *files[16];
	size_t files_n;
};

static struct context house_new(void)
{
	struct context h = {.dir = "/tmp/wording_test.XXXXXX"};
	assert_non_null(mkdtemp(h.dir));
	char path[160];
	for (enum lang l = 0; l < LANGS; l++) {
		snprintf(path, sizeof(path), "%s/%s", h.dir, lang_name(l));
		assert_int_equal(mkdir(path, 0700), 0);
	}
	return h;
}

static void put_bytes(struct context *h, const char *file, const char *content, size_t n)
{
	char *path = NULL;
	assert_true(asprintf(&path, "%s/%s", h->dir, file) > 0);
	h->files[h->files_n++] = path;
	FILE *to = fopen(path, "w");
	assert_non_null(to);
	assert_int_equal(fwrite(content, 1, n, to), n);
	assert_int_equal(fclose(to), 0);
}

static void put(struct context *h, const char *file, const char *content)
{
	put_bytes(h, file, content, strlen(content));
}

static void load(struct context *h)
{
	h->w = wording_load(h->dir, &h->faults);
	assert_non_null(h->w);
	h->t = wording_find(h->w, EN, "t");
}

static void end(struct context *h)
{
	char path[160];
	wording_free(h->w);
	faults_free(&h->faults);
	for (size_t i = 0; i < h->files_n; i++) {
		unlink(h->files[i]);
		free(h->files[i]);
	}
	for (enum lang l = 0; l < LANGS; l++) {
		snprintf(path, sizeof(path), "%s/%s", h->dir, lang_name(l));
		rmdir(path);
	}
	assert_int_equal(rmdir(h->dir), 0);
}

/* The house with one template, t, of the same content in both languages. */
static struct context house_of(const char *content)
{
	struct context h = house_new();
	put(&h, "zh/t.txt", content);
	put(&h, "en/t.txt", content);
	load(&h);
	return h;
}

/* Values: a is "A", and so on for b, c; empty, list and the others are told below. */
struct values {
	const char *x;
	const char *list;
	int max; /* of x and list */
	int calls;
};

static int value_of(void *ctx, const char *name, enum lang l, struct text *out)
{
	struct values *v = ctx;
	v->calls++;
	if (strcmp(name, "x") == 0 && v->x)
		text_add(out, v->x);
	else if (strcmp(name, "list") == 0 && v->list)
		text_add(out, v->list);
	else if (strcmp(name, "lang") == 0)
		text_add(out, lang_name(l));
	else if (strlen(name) == 1 && name[0] >= 'a' && name[0] <= 'c')
		text_addf(out, "%c", name[0] - 'a' + 'A');
	else if (strcmp(name, "nowhere") == 0) {
		text_add(out, "never seen");
		return 0;
	}
	return v->max ? v->max : 100;
}

static void check_fill_of(const char *content, struct values v, const char *expected)
{
	struct context h = house_of(content);
	assert_int_equal(h.faults.n, 0);
	struct text out = text_new(10000);
	assert_true(template_fill(h.t, value_of, &v, &out, NULL));
	assert_string_equal(text_str(&out), expected);
	text_free(&out);
	end(&h);
}

/* Filled with a, b and c; e and f are empty. */
static void check_fill(const char *content, const char *expected)
{
	check_fill_of(content, (struct values){0}, expected);
}

static void check_x(const char *content, const char *x, const char *expected)
{
	check_fill_of(content, (struct values){.x = x}, expected);
}

static void languages_have_names(void **state)
{
	(void)state;
	enum lang l = EN;
	assert_true(lang_read("zh", &l));
	assert_int_equal(l, ZH);
	assert_true(lang_read("en", &l));
	assert_int_equal(l, EN);
	assert_false(lang_read("EN", &l));
	assert_false(lang_read("", &l));
	assert_string_equal(lang_name(ZH), "zh");
}

static void templates_are_found_by_language_and_name(void **state)
{
	(void)state;
	struct context h = house_new();
	put(&h, "zh/a.txt", "甲");
	put(&h, "en/a.txt", "one");
	put(&h, "zh/a.b.txt", "乙");
	put(&h, "en/a.b.txt", "two");
	put(&h, "en/README", "not a template");
	put(&h, "en/.hidden.txt", "not a template");
	put(&h, "en/a.txt~", "not a template");
	load(&h);
	assert_int_equal(h.faults.n, 0);
	assert_string_equal(template_name(wording_at(h.w, EN, 0)), "a");
	assert_string_equal(template_name(wording_at(h.w, EN, 1)), "a.b");
	assert_null(wording_at(h.w, EN, 2));
	assert_ptr_equal(wording_find(h.w, EN, "a.b"), wording_at(h.w, EN, 1));
	assert_ptr_not_equal(wording_find(h.w, ZH, "a"), wording_find(h.w, EN, "a"));
	assert_string_equal(template_file(wording_find(h.w, ZH, "a")), h.files[0]);
	assert_null(wording_find(h.w, EN, "b"));
	assert_null(wording_find(h.w, EN, ""));
	end(&h);
}

static void an_empty_folder_holds_nothing(void **state)
{
	(void)state;
	struct context h = house_new();
	load(&h);
	assert_int_equal(h.faults.n, 0);
	assert_null(wording_find(h.w, EN, "a"));
	assert_null(wording_at(h.w, ZH, 0));
	end(&h);
}

static void a_missing_folder_is_said_for_each_language(void **state)
{
	(void)state;
	struct faults f = {0};
	assert_null(wording_load("/nonexistent", &f));
	assert_int_equal(f.n, 2);
	assert_string_equal(f.all[0].file, "/nonexistent/zh");
	assert_string_equal(f.all[0].what, "this folder cannot be read: No such file or directory");
	faults_free(&f);
}

static void a_template_in_one_language_only_is_a_fault(void **state)
{
	(void)state;
	struct context h = house_new();
	put(&h, "zh/a.txt", "甲");
	put(&h, "en/b.txt", "two");
	load(&h);
	char what[200];
	assert_int_equal(h.faults.n, 2);
	assert_string_equal(h.faults.all[0].file, h.files[0]);
	snprintf(what, sizeof(what), "there is no %s/en/a.txt; write it, or remove this one", h.dir);
	assert_string_equal(h.faults.all[0].what, what);
	snprintf(what, sizeof(what), "there is no %s/zh/b.txt; write it, or remove this one", h.dir);
	assert_string_equal(h.faults.all[1].what, what);
	assert_int_equal(h.faults.all[1].line, 0);
	end(&h);
}

static void a_name_too_long_is_a_fault(void **state)
{
	(void)state;
	struct context h = house_new();
	put(&h, "zh/123456789012345678901234567890123456789012345678.txt", "x");
	put(&h, "zh/12345678901234567890123456789012345678901234567.txt", "x");
	put(&h, "en/12345678901234567890123456789012345678901234567.txt", "x");
	load(&h);
	assert_int_equal(h.faults.n, 1);
	assert_non_null(strstr(h.faults.all[0].what, "at most 47 bytes"));
	assert_non_null(wording_find(h.w, ZH, "12345678901234567890123456789012345678901234567"));
	end(&h);
}

static void keys_set_cost_and_life(void **state)
{
	(void)state;
	static const struct {
		const char *content;
		int segments;
		long long expires_ms;
	} cases[] = {
		{"x", 4, 86400000},
		{"@segments 1\nx", 1, 86400000},
		{"@segments 20\nx", 20, 86400000},
		{"@expires 90m\nx", 4, 90 * 60000LL},
		{"@expires 12h\nx", 4, 12 * 3600000LL},
		{"@expires 9999d\nx", 4, 9999 * 86400000LL},
		{"# remark {\n\n@segments\t 2 \n  \n# @expires 1m\n@expires 3d\n\nx", 2, 3 * 86400000LL},
		{"\xEF\xBB\xBF@segments 3\r\n@expires 1h\r\nx\r\n", 3, 3600000LL},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct context h = house_of(cases[i].content);
		assert_int_equal(h.faults.n, 0);
		assert_int_equal(template_segments(h.t), cases[i].segments);
		assert_int_equal(template_expires_ms(h.t), cases[i].expires_ms);
		end(&h);
		check_fill(cases[i].content, "x");
	}
}

/* The first fault in a template of this content; `count` faults in all. */
static void check_fault(const char *content, size_t count, int line, int col, int width, const char *what)
{
	struct context h = house_of(content);
	assert_int_equal(h.faults.n, 2 * count);
	const struct fault *f = &h.faults.all[0];
	assert_string_equal(f->what, what);
	assert_int_equal(f->line, line);
	assert_int_equal(f->col, col);
	assert_int_equal(f->width, width);
	assert_string_equal(f->file, h.files[0]);
	assert_non_null(h.t); /* so that nobody also says that there is no such template */
	end(&h);
}

static void bad_keys_are_faults(void **state)
{
	(void)state;
	check_fault("@segmnts 3\nx", 1, 1, 1, 8, "there is no key `@segmnts`; did you mean `@segments`?");
	check_fault("# r\n@colour red\nx", 1, 2, 1, 7,
		    "there is no key `@colour`; there are @segments N, and @expires 12h");
	check_fault("@segments\nx", 1, 1, 10, 1, "@segments takes a number from 1 to 20: @segments 4");
	check_fault("@segments 0\nx", 1, 1, 11, 1, "@segments takes a number from 1 to 20: @segments 4");
	check_fault("@segments 21\nx", 1, 1, 11, 2, "@segments takes a number from 1 to 20: @segments 4");
	check_fault("@segments 两条\nx", 1, 1, 11, 2, "@segments takes a number from 1 to 20: @segments 4");
	check_fault("@segments 3 4\nx", 1, 1, 11, 3, "@segments takes a number from 1 to 20: @segments 4");
	check_fault("@segments 2\n@segments 3\nx", 1, 2, 1, 9, "@segments is given twice; remove one");
	const char *expires = "@expires takes a number from 1 to 9999 and m, h or d: @expires 12h";
	check_fault("@expires 12\nx", 1, 1, 10, 2, expires);
	check_fault("@expires h\nx", 1, 1, 10, 1, expires);
	check_fault("@expires 0h\nx", 1, 1, 10, 2, expires);
	check_fault("@expires 10000h\nx", 1, 1, 10, 6, expires);
	check_fault("@expires 12w\nx", 1, 1, 10, 3, expires);
	check_fault("@expires -1h\nx", 1, 1, 10, 3, expires);
}

static void a_file_without_text_is_a_fault(void **state)
{
	(void)state;
	const char *what = "there is no text in this file; write one";
	check_fault("", 1, 0, 0, 1, what);
	check_fault(" \n\t\r\n\n", 1, 0, 0, 1, what);
	check_fault("@segments 2\n# only\n", 1, 0, 0, 1, what);
}

static void bad_places_are_faults(void **state)
{
	(void)state;
	const char *form = "a place is written {name} or {name:40}, its name in letters a to z and _; "
			   "write {{ for a brace";
	check_fault("甲乙 {eta", 1, 1, 4, 1, "this { is not closed; write {{ for a brace");
	check_fault("x {eta\n}", 1, 1, 3, 1, "this { is not closed; write {{ for a brace");
	check_fault("x {}", 1, 1, 3, 2, form);
	check_fault("x\n甲 {Eta} z", 1, 2, 3, 5, form);
	check_fault("{eta1}", 1, 1, 1, 6, form);
	check_fault("{ eta }", 1, 1, 1, 7, form);
	check_fault("{时间}", 1, 1, 1, 4, form);
	check_fault("{:4}", 1, 1, 1, 4, form);
	check_fault("{eta:0}", 1, 1, 1, 7, "a place may have 1 to 2000 characters: {eta:40}");
	check_fault("{eta:2001}", 1, 1, 1, 10, "a place may have 1 to 2000 characters: {eta:40}");
	check_fault("{eta:}", 1, 1, 1, 6, "a place may have 1 to 2000 characters: {eta:40}");
	check_fault("{eta:4x}", 1, 1, 1, 8, "a place may have 1 to 2000 characters: {eta:40}");
	check_fault("{abcdefghijklmnopqrstuvwx}", 1, 1, 1, 26, "the name of a place has at most 23 letters");
	check_fault("{A} and {B}", 2, 1, 1, 3, form);
}

static void bad_brackets_are_faults(void **state)
{
	(void)state;
	check_fault("a\nb [c {a}", 1, 2, 3, 1, "this [ is not closed; write [[ for a bracket");
	check_fault("a] b", 1, 1, 2, 1, "no [ is open for this ]; write ]] for a bracket");
	check_fault("[a {a} [b {b}]", 1, 1, 8, 1, "[ inside [ … ]: they do not nest; write [[ for a bracket");
	check_fault("甲 [急] {a}", 1, 1, 3, 3, "this [ … ] holds no {place}; write [[ for a bracket");
	check_fault("[]", 1, 1, 1, 2, "this [ … ] holds no {place}; write [[ for a bracket");
	check_fault("[a\n]", 1, 1, 1, 1, "this [ … ] holds no {place}; write [[ for a bracket");
	check_fault("[{a}]]", 1, 1, 1, 1, "this [ is not closed; write [[ for a bracket");
}

static void more_than_24_places_are_a_fault(void **state)
{
	(void)state;
	const char *eight = "{a}{a}{a}{a}{a}{a}{a}{a}";
	char content[200];
	snprintf(content, sizeof(content), "%s%s%s", eight, eight, eight);
	struct context h = house_of(content);
	assert_int_equal(h.faults.n, 0);
	assert_int_equal(template_places(h.t), 24);
	end(&h);
	snprintf(content, sizeof(content), "%s%s%s{b}", eight, eight, eight);
	check_fault(content, 1, 1, 73, 3, "a template has at most 24 places");
}

static void controls_in_a_template_are_faults(void **state)
{
	(void)state;
	check_fault("a\tb", 1, 1, 2, 1, "a control character (U+0009) stands here; write a space, or remove it");
	check_fault("a\rb", 1, 1, 2, 1, "a control character (U+000D) stands here; write a space, or remove it");
	check_fault("a\n\xC2\x85", 1, 2, 1, 1, "a control character (U+0085) stands here; write a space, or remove it");
}

static void a_file_that_is_not_utf8_is_a_fault(void **state)
{
	(void)state;
	check_fault("好\r\n好\xB3\xF6", 1, 2, 2, 1, "this is not UTF-8; save the file as UTF-8");
	struct context h = house_new();
	put_bytes(&h, "zh/t.txt", "a\0b", 3);
	put(&h, "en/t.txt", "x");
	load(&h);
	assert_int_equal(h.faults.n, 1);
	assert_int_equal(h.faults.all[0].col, 2);
	end(&h);
}

static void a_file_over_8_kib_is_a_fault(void **state)
{
	(void)state;
	char *content = malloc(8194);
	memset(content, 'x', 8193);
	content[8193] = '\0';
	check_fault(content, 1, 0, 0, 1, "a template has at most 8192 bytes; make this one shorter");
	content[8192] = '\0';
	struct context h = house_of(content);
	assert_int_equal(h.faults.n, 0);
	struct text out = text_new(10000);
	assert_true(template_fill(h.t, value_of, &(struct values){0}, &out, NULL));
	assert_int_equal(out.len, 8192);
	text_free(&out);
	end(&h);
	free(content);
}

static void a_folder_in_place_of_a_file_is_a_fault(void **state)
{
	(void)state;
	struct context h = house_new();
	char path[160];
	snprintf(path, sizeof(path), "%s/en/t.txt", h.dir);
	assert_int_equal(mkdir(path, 0700), 0);
	put(&h, "zh/t.txt", "x");
	load(&h);
	assert_int_equal(h.faults.n, 1);
	assert_string_equal(h.faults.all[0].what, "this file cannot be read: Is a directory");
	rmdir(path);
	end(&h);
}

static void places_say_where_they_stand(void **state)
{
	(void)state;
	struct context h = house_of("# r\n预计 {eta}，\n故障：{fault:40} {eta:2000}");
	const struct template *t = h.t;
	assert_int_equal(h.faults.n, 0);
	assert_int_equal(template_places(t), 3);
	const struct place *p = template_place(t, 0);
	assert_string_equal(p->name, "eta");
	assert_int_equal(p->max, 0);
	assert_int_equal(p->line, 2);
	assert_int_equal(p->col, 4);
	p = template_place(t, 1);
	assert_string_equal(p->name, "fault");
	assert_int_equal(p->max, 40);
	assert_int_equal(p->line, 3);
	assert_int_equal(p->col, 4);
	assert_int_equal(template_place(t, 2)->max, 2000);
	assert_null(template_place(t, 3));
	end(&h);
}

static void places_are_filled(void **state)
{
	(void)state;
	check_fill("plain", "plain");
	check_fill("{a}", "A");
	check_fill("{a}{b}-{c}{a}", "AB-CA");
	check_fill("\n\n  \n出发 {a}，\n\n{b}。 \n\n", "出发 A，\n\nB。");
	check_fill("{lang}", "en");
	check_fill("  indented {a}", "  indented A");
	check_fill("line\r\n{a}\r\n", "line\nA");
	check_fill("x {nowhere} y", "x y");
	check_fill("# not said\n{a} # said\n# said, @too 1", "A # said\n# said, @too 1");
}

static void doubled_signs_stand_for_themselves(void **state)
{
	(void)state;
	check_fill("{{a} [[急]] }}", "{a} [急] }}");
	check_fill("[[{a}]]", "[A]");
	check_fill("[ [[{a}]] ]", " [A] ");
	check_fill("{{{a}}", "{A}");
	check_fill("{{", "{");
}

static void groups_with_an_empty_place_are_left_out(void **state)
{
	(void)state;
	check_fill("x[ at {a}]", "x at A");
	check_fill("x[ at {e}]", "x");
	check_fill("x[ at {a}, {e}] y", "x y");
	check_fill("x[, {a}][, {e}][, {b}].", "x, A, B.");
	check_fill("[{e}][{f}]", "");
	check_fill("[到达 {e}]\n离开 {a}", "离开 A");
	check_fill("x\n[y {e}\nz]\nw", "x\nw");
	check_fill("x[\ny {e}]\nw", "x\nw");
}

static void blanks_made_by_empty_places_become_one(void **state)
{
	(void)state;
	check_fill("Hello {e} world", "Hello world");
	check_fill("Hello  {e}  world", "Hello world");
	check_fill("Hello {e} {f} world", "Hello world");
	check_fill("Hello {e}{f} world", "Hello world");
	check_fill("Hello {e} {a}", "Hello A");
	check_fill("{a} {e} {b}", "A B");
	check_fill("{a} {e}", "A");
	check_fill("{e} {a}", "A");
	check_fill("{a}{e} {b}", "A B");
	check_fill("{a} {e}{b}", "A B");
	check_fill("Dear {e}, yours", "Dear, yours");
	check_fill("客户 {e}，您好", "客户，您好");
	check_fill("a {e}.", "a.");
	check_fill("a{e}b", "ab");
	check_fill("{e} {f}", "");
	check_fill("a {e}\nb", "a\nb");
	check_fill("a {e} \nb", "a\nb");
	check_fill("a\n{e} b", "a\nb");
}

static void blank_lines_made_by_empty_places_go(void **state)
{
	(void)state;
	check_fill("a\n{e}\nb", "a\nb");
	check_fill("a\n{e} {f}\nb", "a\nb");
	check_fill("a\n  {e}\nb", "a\nb");
	check_fill("a\n\n{e}\nb", "a\n\nb");
	check_fill("a\n{e}\n\nb", "a\n\nb");
	check_fill("a\n\n{e}\n\nb", "a\n\nb");
	check_fill("a\n\n{e}\n{f}\n\nb", "a\n\nb");
	check_fill("{e}\n\nb", "b");
	check_fill("a\n\n{e}", "a");
	check_fill("a\n{e}\n{f}", "a");
	check_fill("a\n{e}\n{b}", "a\nB");
}

static void the_templates_own_blanks_stay(void **state)
{
	(void)state;
	check_fill("a  b {e} c  d", "a  b c  d");
	check_fill("a\n\n\nb {e}", "a\n\n\nb");
	check_fill("{a}  {b}", "A  B");
}

static void a_value_never_breaks_out_of_its_place(void **state)
{
	(void)state;
	check_x("<{x}>", "{a}[{b}]]{{", "<{a}[{b}]]{{>");
	check_x("[<{x}>]", "]", "<]>");
	check_x("{x}", "@segments 1", "@segments 1");
	check_x("<{x}>", "a\nb\r\nc\td", "<a b c d>");
	check_x("<{x}>", "a\u2028b\x1B", "<a b>");
	check_x("<{x}>", "%s%n", "<%s%n>");
}

static void the_inside_of_a_value_is_never_touched(void **state)
{
	(void)state;
	check_x("{e} {x} {e}", "a  b , c", "a  b , c");
	check_x("{x} {e}, d", "a  b", "a  b, d");
	check_x("{x}{e} d", "a", "a d");
	check_x("{x}{e}, d", " a ", "a, d");
	check_fill_of("{e}\n{list}\n{e}\nend", (struct values){.list = "1\n\n\n2  3"}, "1\n\n\n2  3\nend");
}

static void a_value_of_blanks_is_empty(void **state)
{
	(void)state;
	check_x("a[ ({x})] b", " \n\t ", "a b");
	check_x("a[ ({x})] b", "\xC2\x85\u2028", "a b");
	check_x("a[ ({x})] b", "", "a b");
}

static void a_value_is_cut_to_the_smaller_maximum(void **state)
{
	(void)state;
	const char *nine = "123456789";
	check_fill_of("<{x}>", (struct values){.x = nine, .max = 9}, "<123456789>");
	check_fill_of("<{x}>", (struct values){.x = nine, .max = 8}, "<1234567…>");
	check_fill_of("<{x:9}>", (struct values){.x = nine}, "<123456789>");
	check_fill_of("<{x:8}>", (struct values){.x = nine}, "<1234567…>");
	check_fill_of("<{x:8}>", (struct values){.x = nine, .max = 4}, "<123…>");
	check_fill_of("<{x:4}>", (struct values){.x = nine, .max = 8}, "<123…>");
	check_fill_of("<{x:1}>", (struct values){.x = nine}, "<…>");
	check_fill_of("<{x:4}>", (struct values){.x = "😀😀😀"}, "<😀…>");
	check_fill_of("<{x:6}>", (struct values){.x = "😀😀😀"}, "<😀😀😀>");
	/* Blanks at its end do not make a value too long. */
	check_fill_of("<{x:3}>", (struct values){.x = "  abc  "}, "<abc>");
}

static void only_a_list_keeps_its_lines(void **state)
{
	(void)state;
	check_fill_of("{list}\nend", (struct values){.list = "1 a\r\n2\tb\n"}, "1 a\n2 b\nend");
	check_fill_of("{list:5}", (struct values){.list = "1\n2\n3\n4"}, "1\n2\n…");
	check_fill_of("a\n{list}\nend", (struct values){.list = "\n"}, "a\nend");
}

static void an_endless_value_is_cut(void **state)
{
	(void)state;
	size_t n = 1000000;
	char *x = malloc(n + 1);
	memset(x, 'z', n);
	x[n] = '\0';
	check_x("<{x:3}>", x, "<zz…>");
	free(x);
}

static const char *used_value(const struct params *used, const char *name)
{
	for (size_t i = 0; i < used->n; i++)
		if (strcmp(used->all[i].name, name) == 0)
			return used->all[i].value;
	return NULL;
}

static void values_used_are_noted_once(void **state)
{
	(void)state;
	struct context h = house_of("{a} {x:4} {a} {e} {x:6}[ {b} {e}][ {c}]");
	struct text out = text_new(1000);
	struct params used;
	assert_true(template_fill(h.t, value_of, &(struct values){.x = "12345678"}, &out, &used));
	assert_string_equal(text_str(&out), "A 123… A 12345… C");
	assert_int_equal(used.n, 5);
	assert_string_equal(used.all[0].name, "a");
	assert_string_equal(used_value(&used, "a"), "A");
	assert_string_equal(used_value(&used, "x"), "123…");
	assert_string_equal(used_value(&used, "e"), "");
	assert_string_equal(used_value(&used, "b"), "");
	assert_string_equal(used_value(&used, "c"), "C");
	params_free(&used);
	params_free(&used);
	text_free(&out);
	end(&h);
}

static void a_value_noted_is_the_one_that_shows(void **state)
{
	(void)state;
	struct context h = house_of("x[ {a} {e}] {a}");
	struct text out = text_new(1000);
	struct params used;
	assert_true(template_fill(h.t, value_of, &(struct values){0}, &out, &used));
	assert_string_equal(used_value(&used, "a"), "A");
	params_free(&used);
	text_free(&out);
	end(&h);
}

static void filling_adds_to_what_is_there(void **state)
{
	(void)state;
	struct context h = house_of("{e}\n{a} {e}");
	struct text out = text_new(1000);
	text_add(&out, "before \n");
	assert_true(template_fill(h.t, value_of, &(struct values){0}, &out, NULL));
	assert_string_equal(text_str(&out), "before \nA");
	text_free(&out);
	end(&h);
}

static void a_text_that_passes_its_ceiling_says_so(void **state)
{
	(void)state;
	struct context h = house_of("出发 {a}");
	struct text out = text_new(5);
	assert_true(template_fill(h.t, value_of, &(struct values){0}, &out, NULL));
	assert_string_equal(text_str(&out), "出");
	assert_true(out.full);
	text_free(&out);
	end(&h);
}

static int max_of(void *ctx, const char *name)
{
	(void)ctx;
	return strcmp(name, "a") == 0 ? 10 : strcmp(name, "x") == 0 ? 50 : 0;
}

static void the_worst_case_adds_up(void **state)
{
	(void)state;
	static const struct {
		const char *content;
		size_t units;
	} cases[] = {
		{"出发😀", 4},   {"{a}", 10},      {"{a:4}", 4},
		{"{a:40}", 10}, {"{nowhere}", 0}, {"@segments 2\n甲{a}[ 乙{x:20}]{{", 1 + 10 + 2 + 20 + 1},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct context h = house_of(cases[i].content);
		assert_int_equal(template_worst(h.t, max_of, NULL), cases[i].units);
		end(&h);
	}
}

static void a_broken_template_is_filled_without_harm(void **state)
{
	(void)state;
	static const char *const broken[] = {"", "[a {a} [b] {", "[{a}", "{A}{b", "\xFF", "]]]", "[[["};
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct context h = house_of(broken[i]);
		assert_true(h.faults.n > 0);
		struct text out = text_new(100);
		assert_true(template_fill(h.t, value_of, &(struct values){0}, &out, NULL));
		text_free(&out);
		end(&h);
	}
}

static void a_group_without_a_place_is_left_out(void **state)
{
	(void)state;
	struct context h = house_of("a [b] {c}");
	assert_int_equal(h.faults.n, 2);
	struct text out = text_new(100);
	assert_true(template_fill(h.t, value_of, &(struct values){0}, &out, NULL));
	assert_string_equal(text_str(&out), "a C");
	text_free(&out);
	end(&h);
}

static void any_bytes_are_read_without_harm(void **state)
{
	(void)state;
	static const char signs[] = "{}[]@# :\nab4_\x80\xE5\x87\xBA\t\r";
	unsigned seed = 3;
	for (int round = 0; round < 300; round++) {
		struct context h = house_new();
		char content[64];
		size_t n = (size_t)(round % 64);
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245u + 12345u;
			content[i] = signs[(seed >> 16) % (round % 2 ? 13 : sizeof(signs) - 1)];
		}
		put_bytes(&h, "zh/t.txt", content, n);
		put_bytes(&h, "en/t.txt", content, n);
		load(&h);
		struct text out = text_new(1000);
		assert_true(template_fill(h.t, value_of, &(struct values){0}, &out, NULL));
		assert_true(utf8_valid(text_str(&out), out.len));
		text_free(&out);
		end(&h);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages_have_names),
		cmocka_unit_test(templates_are_found_by_language_and_name),
		cmocka_unit_test(an_empty_folder_holds_nothing),
		cmocka_unit_test(a_missing_folder_is_said_for_each_language),
		cmocka_unit_test(a_template_in_one_language_only_is_a_fault),
		cmocka_unit_test(a_name_too_long_is_a_fault),
		cmocka_unit_test(keys_set_cost_and_life),
		cmocka_unit_test(bad_keys_are_faults),
		cmocka_unit_test(a_file_without_text_is_a_fault),
		cmocka_unit_test(bad_places_are_faults),
		cmocka_unit_test(bad_brackets_are_faults),
		cmocka_unit_test(more_than_24_places_are_a_fault),
		cmocka_unit_test(controls_in_a_template_are_faults),
		cmocka_unit_test(a_file_that_is_not_utf8_is_a_fault),
		cmocka_unit_test(a_file_over_8_kib_is_a_fault),
		cmocka_unit_test(a_folder_in_place_of_a_file_is_a_fault),
		cmocka_unit_test(places_say_where_they_stand),
		cmocka_unit_test(places_are_filled),
		cmocka_unit_test(doubled_signs_stand_for_themselves),
		cmocka_unit_test(groups_with_an_empty_place_are_left_out),
		cmocka_unit_test(blanks_made_by_empty_places_become_one),
		cmocka_unit_test(blank_lines_made_by_empty_places_go),
		cmocka_unit_test(the_templates_own_blanks_stay),
		cmocka_unit_test(a_value_never_breaks_out_of_its_place),
		cmocka_unit_test(the_inside_of_a_value_is_never_touched),
		cmocka_unit_test(a_value_of_blanks_is_empty),
		cmocka_unit_test(a_value_is_cut_to_the_smaller_maximum),
		cmocka_unit_test(only_a_list_keeps_its_lines),
		cmocka_unit_test(an_endless_value_is_cut),
		cmocka_unit_test(values_used_are_noted_once),
		cmocka_unit_test(a_value_noted_is_the_one_that_shows),
		cmocka_unit_test(filling_adds_to_what_is_there),
		cmocka_unit_test(a_text_that_passes_its_ceiling_says_so),
		cmocka_unit_test(the_worst_case_adds_up),
		cmocka_unit_test(a_broken_template_is_filled_without_harm),
		cmocka_unit_test(a_group_without_a_place_is_left_out),
		cmocka_unit_test(any_bytes_are_read_without_harm),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
