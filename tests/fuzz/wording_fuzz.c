/* A template file of any bytes: it is read or refused, and filled without harm even so. */
#include "templates/text/utf8.h"
#include "templates/wording/fill.h"
#include "templates/wording/lang.h"
#include "templates/wording/template.h"
#include "templates/wording/wording.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OUT_ROOM 200000
#define VALUE_UNITS 30

/* A folder whose one template, in each language, is the file in memory. */
static const char *folder(const char *file)
{
	static bool made;
	static char here[1024];
	char path[128], words[1200];
	const char *dir = fuzz_folder();
	HOLD(made || getcwd(here, sizeof(here)), "no folder to begin in");
	for (int l = 0; !made && l < langs_n; l++) {
		snprintf(path, sizeof(path), "%s/%s", dir, lang_name((enum lang)l));
		HOLD(mkdir(path, 0700) == 0, "no folder %s", path);
		snprintf(path, sizeof(path), "%s/%s/t.txt", dir, lang_name((enum lang)l));
		HOLD(symlink(file, path) == 0, "no link %s", path);
		snprintf(path, sizeof(path), "%s/%s/words.yaml", dir, lang_name((enum lang)l));
		snprintf(words, sizeof(words), "%s/templates/%s/words.yaml", here, lang_name((enum lang)l));
		HOLD(symlink(words, path) == 0, "no link %s", path);
	}
	made = true;
	return dir;
}

static int value_of(void *ctx, const char *name, enum lang l, struct text *out)
{
	(void)l;
	/* Empty for one place in three or so, so that groups are left out. */
	if (name[0] % 3 != 0)
		text_add(out, ctx);
	return VALUE_UNITS;
}

static int max_of(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
	return VALUE_UNITS;
}

static void fill(const struct template *t, char *value, bool sound)
{
	struct text out = text_new(OUT_ROOM);
	struct params used;
	HOLD(template_fill(t, value_of, value, &out, &used), "out of memory");
	HOLD(utf8_valid(text_str(&out), out.len) || !sound, "no UTF-8 was made");
	HOLD(!out.full, "%zu bytes were filled in", out.len);
	size_t units = 0, n = out.len;
	uint32_t cp;
	for (size_t i = 0; i<n; units += cp> 0xFFFF ? 2 : 1)
		i += utf8_next(out.s + i, n - i, &cp);
	size_t worst = template_worst(t, max_of, NULL);
	HOLD(units <= worst || !sound, "%zu units, and %zu at the worst", units, worst);
	HOLD(used.n <= template_places(t), "%zu values of %zu", used.n, template_places(t));
	params_free(&used);
	text_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes b = {data, n};
	struct faults faults = {.n = 0};
	char *value = take_text(take_until(&b, '|'));
	struct wording *w = wording_load(folder(fuzz_file(0, b.at, b.n)), &faults);
	HOLD(w, "nothing was read");
	for (int l = 0; l < langs_n; l++) {
		const struct template *t = wording_find(w, (enum lang)l, "t");
		HOLD(t || faults.n > 0, "it is gone without a fault");
		if (t)
			fill(t, value, faults.n == 0);
	}
	for (size_t i = 0; i < faults.n; i++)
		HOLD(faults.all[i].line >= 1 || faults.all[i].col == 0, "a fault without a line");
	fuzz_faults(&faults);
	wording_free(w);
	free(value);
	return 0;
}
