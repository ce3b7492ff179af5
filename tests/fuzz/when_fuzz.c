/* Times: nothing is read past the end, and a time written is read as the same minute. */
#include "tests/fuzz/fuzz.h"
#include "tests/here.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/span/reader.h"
#include "handlers/time/when.h"
#include "templates/text/fold.h"

#define MINUTE 60000LL
#define FIRST 946684800000LL /* 2000-01-01 */

/* A promise is read as one, and what lies behind as that. */
static void written_again(int64_t at, int64_t moment)
{
	char shown[24];
	struct fold f;
	when_write(at, moment, shown);
	HOLD(fold_make(&f, shown, strlen(shown)), "out of memory");
	struct when w = when_read(reader_words(fuzz_rules()->reader), f.s, f.len, moment,
				  at / MINUTE >= moment / MINUTE ? AHEAD : BEHIND);
	HOLD(w.len == f.len, "%s is not read whole: %zu bytes", shown, w.len);
	HOLD(w.at == at / MINUTE * MINUTE, "%s was written for %lld and is read as %lld at %lld", shown, (long long)at,
	     (long long)w.at, (long long)moment);
	fold_free(&f);
}

static void holds(const struct when *w, const char *s, size_t n, int64_t moment, enum when_tense tense, bool steady)
{
	HOLD((w->kind == WHEN_NONE) == (w->len == 0), "kind %d, length %zu", (int)w->kind, w->len);
	HOLD(w->len <= n, "%zu bytes of %zu", w->len, n);
	if (w->kind == WHEN_NONE)
		return;
	HOLD(w->len == n || ((unsigned char)s[w->len] & 0xC0) != 0x80, "ends inside a character");
	/* Before zones there was local time, to the second. */
	if (w->kind == WHEN_CLOCK && w->at > 0)
		HOLD(w->at % MINUTE == 0, "no whole minute: %lld", (long long)w->at);
	if (!steady)
		return;
	if (tense == AHEAD && !w->dated)
		HOLD(w->at >= moment / MINUTE * MINUTE, "%.*s lies behind", (int)w->len, s);
	/* What is done in this minute may be said with the next. */
	if (tense == BEHIND && !w->dated && w->kind == WHEN_CLOCK)
		HOLD(w->at <= moment + MINUTE, "%.*s lies ahead", (int)w->len, s);
	/* Far off, years have more than four digits. */
	if (w->at > 0 && w->at < 4102444800000LL)
		written_again(w->at, moment);
}

static void read_at(struct bytes text, int64_t moment, enum when_tense tense, bool steady)
{
	struct fold f;
	HOLD(fold_make(&f, (const char *)text.at, text.n), "out of memory");
	char *s = take_exact((struct bytes){(const uint8_t *)f.s, f.len});
	struct when w = when_read(reader_words(fuzz_rules()->reader), s, f.len, moment, tense);
	holds(&w, s, f.len, moment, tense, steady);
	if (w.len > 0) {
		struct when alone = when_read(reader_words(fuzz_rules()->reader), s, w.len, moment, tense);
		/* What is behind it may say otherwise: 5:30 or 6 people, and whether 3.02 is a day or a time. 2.29 and 0-12 am
		 * begin as days, of which this year may have none. */
		bool apart = (w.len == f.len || !isalnum((unsigned char)s[w.len])) && alone.dated == w.dated &&
			     alone.wrong == 0;
		HOLD(!apart || w.choice || alone.choice ||
			     (alone.kind == w.kind && alone.at == w.at && alone.len == w.len),
		     "%.*s reads otherwise by itself: %zu bytes", (int)w.len, s, alone.len);
	}
	free(s);
	fold_free(&f);
}

static void read_formats(struct bytes text, int64_t moment, bool steady)
{
	char shown[40];
	int64_t at;
	char *s = take_text(text);
	if (when_rfc3339_read(s, &at)) {
		int64_t again;
		when_rfc3339(at, shown);
		HOLD(when_rfc3339_read(shown, &again) && again == at, "%s is written as %s", s, shown);
	}
	if (when_local_read(s, &at))
		when_local(at, shown);
	free(s);
	when_rfc3339(moment, shown);
	HOLD(when_rfc3339_read(shown, &at) && at == moment, "%s is not read as written", shown);
	when_local(moment, shown);
	HOLD(when_local_read(shown, &at), "%s is not read", shown);
	/* St John's once put its clocks back over midnight. */
	HOLD(!steady || (when_day(moment, 0) <= moment && when_day(moment, 1) > moment), "%s lies outside its day",
	     shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	/* One without summer time, where every clock time is there once; two with it. */
	static const char *const zones[] = {"Asia/Shanghai", "Europe/Berlin", "America/St_Johns"};
	static size_t zone = SIZE_MAX;
	struct bytes b = {data, n};
	uint8_t way = take_byte(&b);
	size_t wanted = way % 16 < 3 ? way % 16 : 0;
	if (zone != wanted)
		HOLD(here_zone(zones[wanted]), "there is no tzdata");
	zone = wanted;
	int64_t moment = FIRST + take_int(&b, 3) * 2 * MINUTE + take_byte(&b) * 997;
	read_at(b, moment, way & 64 ? BEHIND : AHEAD, zone == 0);
	read_formats(b, moment, zone == 0);
	return 0;
}
