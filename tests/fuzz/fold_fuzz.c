/* Text buffers, folding, cutting, segments, and the sample's templates filled with whatever stands in the input. */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "handlers/answer/answer.h"
#include "handlers/answer/places.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/text_cut.h"
#include "templates/text/utf8.h"
#include "templates/wording/fill.h"
#include "templates/wording/segments.h"
#include "templates/wording/template.h"
#include "templates/wording/wording.h"
#include "tests/langs.h"

#define TEXT_ROOM 20000

static void fold_holds(const char *s, size_t n)
{
	struct fold f, again;
	char small[NAME_BYTES];
	HOLD(fold_make(&f, s, n), "out of memory");
	HOLD(strlen(f.s) == f.len && f.from[f.len] == n, "the fold has no end");
	for (size_t i = 0; i < f.len; i++)
		HOLD(f.from[i] <= f.from[i + 1] && f.from[i] < n, "byte %zu comes from %u", i, f.from[i]);
	if (f.len > 0)
		HOLD(f.s[0] != ' ' && f.s[f.len - 1] != ' ' && !strstr(f.s, "  "), "blanks are left: %s", f.s);
	HOLD(utf8_valid(f.s, f.len) || !utf8_valid(s, n), "no UTF-8 was made: %s", f.s);
	HOLD(fold_make(&again, f.s, f.len), "out of memory");
	HOLD(again.len == f.len && memcmp(again.s, f.s, f.len) == 0, "folded again, %s is %s", f.s, again.s);
	char *text = take_text((struct bytes){(const uint8_t *)s, n});
	if (strlen(text) == n && memcmp(text, s, n) == 0) {
		bool fits = fold_small(small, sizeof(small), text);
		HOLD(fits == (f.len < sizeof(small)), "%zu bytes in %zu", f.len, sizeof(small));
		HOLD(!fits || strcmp(small, f.s) == 0, "%s and %s", small, f.s);
	}
	free(text);
	fold_free(&again);
	fold_free(&f);
}

static size_t units_of(const char *s)
{
	size_t units = 0, n = strlen(s);
	uint32_t cp;
	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		units += cp > 0xFFFF ? 2 : 1;
	}
	return units;
}

static void cut_holds(const char *s, size_t units, bool lines)
{
	struct text to = text_new(TEXT_ROOM);
	text_add(&to, "<");
	if (lines)
		text_cut_lines(&to, s, units);
	else
		text_cut(&to, s, units);
	HOLD(to.full || units_of(text_str(&to)) <= units + 1, "%zu units were asked: %s", units, text_str(&to));
	HOLD(utf8_valid(text_str(&to), to.len), "no UTF-8 was made");
	HOLD(lines || !strpbrk(text_str(&to), "\n\r\t"), "it broke out: %s", text_str(&to));
	text_free(&to);
}

static void segments_hold(const char *s)
{
	struct segments all = segments_of(s);
	size_t most = all.encoding == GSM7 ? 160 : 70, joined = all.encoding == GSM7 ? 153 : 67;
	HOLD((all.count == 0) == (*s == '\0'), "%d segments", all.count);
	HOLD((all.count <= 1) == (all.units <= most), "%zu units in %d segments", all.units, all.count);
	/* Where pairs and escapes are kept together, each segment but the last may lack one. */
	if (all.count > 1)
		HOLD(all.units <= joined * (size_t)all.count && all.units > (joined - 1) * (size_t)(all.count - 1),
		     "%zu units in %d segments", all.units, all.count);
	if (all.encoding == UCS2)
		HOLD(all.count <= segments_worst(all.units), "worse than the worst: %d", all.count);
}

struct values {
	const struct flows *set;
	enum lang lang; /* of the template */
	const char *all[4];
	size_t next;
};

static int value_of(void *ctx, const char *name, enum lang l, struct text *out)
{
	struct values *v = ctx;
	text_add(out, v->all[v->next++ % 4]);
	return place_max(&(struct place_scope){v->set, v->set->all[0], l}, name);
}

static void fill_holds(const struct template *t, struct values *v)
{
	struct place_scope scope = {v->set, v->set->all[0], v->lang};
	struct text out = text_new(TEXT_ROOM);
	struct params used;
	HOLD(template_fill(t, value_of, v, &out, &used), "out of memory");
	HOLD(utf8_valid(text_str(&out), out.len), "no UTF-8 was made");
	segments_hold(text_str(&out));
	struct segments cost = segments_of(text_str(&out));
	HOLD(cost.count <= template_segments(t), "%s costs %d segments: %s", template_name(t), cost.count,
	     text_str(&out));
	size_t worst = template_worst(t, place_max, &scope);
	HOLD(units_of(text_str(&out)) <= worst, "%s has more units than its worst: %s", template_name(t),
	     text_str(&out));
	for (size_t i = 0; i < used.n; i++)
		HOLD(!*used.all[i].value || strstr(text_str(&out), used.all[i].value), "%s is %s, and not in it",
		     used.all[i].name, used.all[i].value);
	params_free(&used);
	text_free(&out);
}

static const struct template *some_template(struct bytes *b, enum lang *lang)
{
	const struct wording *w = fuzz_rules()->wording;
	const struct template *t;
	*lang = take_byte(b) % 2 ? EN : ZH;
	t = wording_at(w, *lang, take_byte(b));
	return t ? t : wording_find(w, *lang, "opened.station_head");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes b = {data, n};
	struct values v = {.set = &fuzz_rules()->flows};
	const struct template *t = some_template(&b, &v.lang);
	size_t units = take_byte(&b);
	/* Any bytes at all, and then texts as they may come from outside. */
	char *raw = take_exact(b);
	fold_holds(raw, b.n);
	free(raw);
	char *all[4];
	for (size_t i = 0; i < 4; i++)
		v.all[i] = all[i] = take_text(take_until(&b, '|'));
	fold_holds(all[0], strlen(all[0]));
	cut_holds(all[0], units, false);
	cut_holds(all[0], units, true);
	segments_hold(all[0]);
	fill_holds(t, &v);
	int edits = spelling_distance(all[0], all[1], 3);
	HOLD(edits == spelling_distance(all[1], all[0], 3) && edits <= 4, "%d edits", edits);
	for (size_t i = 0; i < 4; i++)
		free(all[i]);
	return 0;
}
