#include "templates/lexicon/lexicon.h"

#include "templates/lexicon/lexicon_table.h"

#include <stdlib.h>
#include <string.h>

#include "templates/text/letter.h"

/* Minutes of a day, of the longest span, and other bounds of what stands in a lexicon. */
#define DAY_MINUTES 1440

const struct list_kind list_kinds[LEXEMES] = {
	[LEX_DIGIT] = {"digits", LIST_NUMBERS, 0, 9},
	[LEX_TEN] = {"ten", LIST_WORDS, 0, 0},
	[LEX_HUNDRED] = {"hundred", LIST_WORDS, 0, 0},
	[LEX_COUNTED] = {"numbers", LIST_NUMBERS, 1, 99},
	[LEX_DAY] = {"days", LIST_NUMBERS, -7, 7},
	[LEX_DAY_STEM] = {"day_stems", LIST_NUMBERS, -7, 7},
	[LEX_STEM_PART] = {"stem_parts", LIST_WORDS, 0, 0},
	[LEX_EVENING_DAY] = {"evenings", LIST_NUMBERS, -7, 7},
	[LEX_WEEK] = {"weeks", LIST_WORDS, 0, 0},
	[LEX_WHICH_WEEK] = {"which_week", LIST_NUMBERS, -2, 2},
	[LEX_WEEKDAY_NUMERAL] = {"weekday_numerals", LIST_NUMBERS, 0, 6},
	[LEX_WEEKDAY] = {"weekdays", LIST_NUMBERS, 0, 6},
	[LEX_MONTH] = {"months", LIST_NUMBERS, 1, 12},
	[LEX_ORDINAL] = {"ordinals", LIST_WORDS, 0, 0},
	[LEX_YEAR_MARK] = {"year_marks", LIST_WORDS, 0, 0},
	[LEX_MONTH_MARK] = {"month_marks", LIST_WORDS, 0, 0},
	[LEX_DAY_MARK] = {"day_marks", LIST_WORDS, 0, 0},
	[LEX_ON] = {"on", LIST_WORDS, 0, 0},
	[LEX_PART] = {"parts", LIST_PARTS, 0, 0},
	[LEX_WEAK_PART] = {"weak_parts", LIST_PARTS, 0, 0},
	[LEX_AM_PM] = {"am_pm", LIST_PARTS, 0, 0},
	[LEX_HOUR_MARK] = {"hour_marks", LIST_WORDS, 0, 0},
	[LEX_MINUTE_MARK] = {"minute_marks", LIST_WORDS, 0, 0},
	[LEX_MINUTE_LONG] = {"minute_long", LIST_WORDS, 0, 0},
	[LEX_OCLOCK] = {"oclock", LIST_WORDS, 0, 0},
	[LEX_AT_HOUR] = {"at_hour", LIST_NUMBERS, 1, 3},
	[LEX_HOUR_WORD] = {"hour_words", LIST_WORDS, 0, 0},
	[LEX_HALF_HOUR] = {"half_hours", LIST_NUMBERS, 0, 12},
	[LEX_HOUR_PART] = {"hour_parts", LIST_NUMBERS, 0, 59},
	[LEX_NO_HOUR] = {"no_hour", LIST_WORDS, 0, 0},
	[LEX_HOUR_SIGN] = {"hour_signs", LIST_WORDS, 0, 0},
	[LEX_HOURS_SHORT] = {"hours_short", LIST_WORDS, 0, 0},
	[LEX_AFTER_HOUR] = {"after_hour", LIST_WORDS, 0, 0},
	[LEX_SHORT_OF] = {"short_of", LIST_WORDS, 0, 0},
	[LEX_TO_HOUR] = {"to_hour", LIST_WORDS, 0, 0},
	[LEX_PAST_HOUR] = {"past_hour", LIST_WORDS, 0, 0},
	[LEX_FRACTION] = {"fractions", LIST_NUMBERS, 1, 59},
	[LEX_ALTERNATIVE] = {"alternatives", LIST_WORDS, 0, 0},
	[LEX_RANGE] = {"range", LIST_WORDS, 0, 0},
	[LEX_ZONE] = {"zones", LIST_NUMBERS, -DAY_MINUTES, DAY_MINUTES},
	[LEX_TIME_JOINT] = {"time_joints", LIST_NUMBERS, 0, 1},
	[LEX_TIME_SUFFIX] = {"time_suffixes", LIST_WORDS, 0, 0},
	[LEX_SOME] = {"some", LIST_WORDS, 0, 0},
	[LEX_BEFORE] = {"before", LIST_WORDS, 0, 0},
	[LEX_NOT_BEFORE] = {"not_before", LIST_WORDS, 0, 0},
	[LEX_GREETING] = {"greetings", LIST_WORDS, 0, 0},
	[LEX_SPAN_PREFIX] = {"span_prefixes", LIST_WORDS, 0, 0},
	[LEX_HALF] = {"half", LIST_WORDS, 0, 0},
	[LEX_POINT] = {"point", LIST_WORDS, 0, 0},
	[LEX_DECIMAL] = {"decimal_marks", LIST_WORDS, 0, 0},
	[LEX_MEASURE] = {"measures", LIST_WORDS, 0, 0},
	[LEX_MORE] = {"more", LIST_WORDS, 0, 0},
	[LEX_WHOLE_SPAN] = {"spans", LIST_NUMBERS, 1, 7 * DAY_MINUTES},
	[LEX_SPAN_UNIT] = {"span_units", LIST_NUMBERS, 1, 7 * DAY_MINUTES},
	[LEX_UNIT_FIRST] = {"units_first", LIST_NUMBERS, 1, 7 * DAY_MINUTES},
	[LEX_UNIT_LINK] = {"unit_links", LIST_NUMBERS, 0, 1},
	[LEX_ALSO] = {"also", LIST_WORDS, 0, 0},
	[LEX_AND_HALF] = {"and_half", LIST_WORDS, 0, 0},
	[LEX_ABOUT] = {"about", LIST_WORDS, 0, 0},
	[LEX_LATER] = {"later", LIST_WORDS, 0, 0},
	[LEX_NOT_LATER] = {"not_later", LIST_WORDS, 0, 0},
	[LEX_EARLIER] = {"earlier", LIST_WORDS, 0, 0},
	[LEX_SPAN_ARRIVAL] = {"span_arrival", LIST_WORDS, 0, 0},
	[LEX_UNIT] = {"units", LIST_WORDS, 0, 0},
	[LEX_COUNTER] = {"counters", LIST_WORDS, 0, 0},
	[LEX_KEY_UNIT] = {"key_units", LIST_WORDS, 0, 0},
	[LEX_LABEL] = {"labels", LIST_WORDS, 0, 0},
	[LEX_LABEL_LINK] = {"label_links", LIST_WORDS, 0, 0},
	[LEX_PLATE] = {"plates", LIST_WORDS, 0, 0},
	[LEX_TICKET] = {"ticket", LIST_WORDS, 0, 0},
	[LEX_TICKET_TAIL] = {"ticket_tails", LIST_WORDS, 0, 0},
	[LEX_FILLER] = {"fillers", LIST_WORDS, 0, 0},
	[LEX_OPENER] = {"openers", LIST_WORDS, 0, 0},
	[LEX_FROM] = {"from", LIST_WORDS, 0, 0},
	[LEX_TRAILER] = {"trailers", LIST_WORDS, 0, 0},
	[LEX_CARRIER] = {"carriers", LIST_WORDS, 0, 0},
	[LEX_FORWARDED] = {"forwarded", LIST_WORDS, 0, 0},
	[LEX_ADVERT] = {"adverts", LIST_WORDS, 0, 0},
	[LEX_CONTRARY_BEFORE] = {"contrary_before", LIST_WORDS, 0, 0},
	[LEX_CONTRARY_CLAUSE] = {"contrary_clause", LIST_WORDS, 0, 0},
	[LEX_CONTRARY] = {"contrary", LIST_WORDS, 0, 0},
	[LEX_QUESTION] = {"questions", LIST_WORDS, 0, 0},
	[LEX_ASKING] = {"asking", LIST_WORDS, 0, 0},
	[LEX_UNFINISHED] = {"unfinished", LIST_WORDS, 0, 0},
	[LEX_EXPECTED] = {"expected", LIST_WORDS, 0, 0},
	[LEX_BY] = {"by", LIST_WORDS, 0, 0},
	[LEX_BY_WHEN] = {"by_when", LIST_WORDS, 0, 0},
	[LEX_MOVED] = {"moved", LIST_WORDS, 0, 0},
	[LEX_AHEAD] = {"still_ahead", LIST_WORDS, 0, 0},
	[LEX_DEGREE] = {"degrees", LIST_WORDS, 0, 0},
	[LEX_PARTIAL] = {"partial", LIST_WORDS, 0, 0},
	[LEX_OUT_OF] = {"out_of", LIST_WORDS, 0, 0},
	[LEX_SUPPOSED] = {"supposed", LIST_WORDS, 0, 0},
	[LEX_ASKED] = {"asked", LIST_WORDS, 0, 0},
	[LEX_NOT_ASKED] = {"not_asked", LIST_WORDS, 0, 0},
	[LEX_EXCLAIMED] = {"exclaimed", LIST_WORDS, 0, 0},
	[LEX_WAITS_FOR] = {"waits_for", LIST_WORDS, 0, 0},
	[LEX_NO_PART] = {"no_parts", LIST_WORDS, 0, 0},
	[LEX_NO_PART_TAIL] = {"no_part_tails", LIST_WORDS, 0, 0},
	[LEX_BIDDING] = {"bidding", LIST_WORDS, 0, 0},
	[LEX_BID] = {"bids", LIST_NUMBERS, 1, 2},
	[LEX_HANDED] = {"handed", LIST_WORDS, 0, 0},
	[LEX_FAILED] = {"failed", LIST_WORDS, 0, 0},
	[LEX_FIXED] = {"fixed", LIST_WORDS, 0, 0},
	[LEX_NOT_GONE] = {"not_gone", LIST_WORDS, 0, 0},
	[LEX_NOT_THERE] = {"not_there", LIST_WORDS, 0, 0},
	[LEX_NOT_WAITING] = {"not_waiting", LIST_WORDS, 0, 0},
	[LEX_WAITS_NO_MORE] = {"waits_no_more", LIST_WORDS, 0, 0},
	[LEX_CAME] = {"came", LIST_WORDS, 0, 0},
	[LEX_LACKING] = {"lacking", LIST_WORDS, 0, 0},
	[LEX_THE_PART] = {"the_part", LIST_WORDS, 0, 0},
	[LEX_NOT_DONE] = {"not_done", LIST_WORDS, 0, 0},
	[LEX_STAYS] = {"stays", LIST_WORDS, 0, 0},
	[LEX_CALLED_OFF] = {"called_off", LIST_WORDS, 0, 0},
	[LEX_OTHER_OBJECT] = {"other_objects", LIST_WORDS, 0, 0},
	[LEX_OBJECT_TAIL] = {"object_tails", LIST_WORDS, 0, 0},
	[LEX_REPLACED] = {"replaced", LIST_WORDS, 0, 0},
	[LEX_DENIAL] = {"denials", LIST_WORDS, 0, 0},
	[LEX_UNDECIDED] = {"undecided", LIST_WORDS, 0, 0},
	[LEX_TO_COME] = {"to_come", LIST_WORDS, 0, 0},
	[LEX_OBJECTION] = {"objections", LIST_WORDS, 0, 0},
	[LEX_UNREACHED] = {"unreached", LIST_WORDS, 0, 0},
	[LEX_CALL_AGAIN] = {"call_again", LIST_WORDS, 0, 0},
	[LEX_REACHED] = {"reached", LIST_WORDS, 0, 0},
	[LEX_LEAVES_AT] = {"leaves_at", LIST_WORDS, 0, 0},
	[LEX_LEAVING] = {"leaving", LIST_WORDS, 0, 0},
	[LEX_STOP] = {"stops", LIST_WORDS, 0, 0},
	[LEX_SITE] = {"sites", LIST_WORDS, 0, 0},
	[LEX_PLACE_LEFT] = {"places_left", LIST_WORDS, 0, 0},
	[LEX_WAY_LEFT] = {"way_left", LIST_WORDS, 0, 0},
	[LEX_WAY_UNIT] = {"way_units", LIST_WORDS, 0, 0},
	[LEX_GOES_ON] = {"goes_on", LIST_WORDS, 0, 0},
	[LEX_PAUSE] = {"pauses", LIST_WORDS, 0, 0},
	[LEX_MEANS] = {"means", LIST_WORDS, 0, 0},
	[LEX_SLIP] = {"slips", LIST_WORDS, 0, 0},
	[LEX_NO_SLIP] = {"no_slips", LIST_WORDS, 0, 0},
	[LEX_NO_CONTRARY] = {"no_contrary", LIST_WORDS, 0, 0},
	[LEX_OTHER_PHRASE] = {"other_phrases", LIST_WORDS, 0, 0},
	[LEX_STANDING] = {"standing", LIST_WORDS, 0, 0},
	[LEX_STILL_WRONG] = {"still_wrong", LIST_WORDS, 0, 0},
	[LEX_ADVISED] = {"advised", LIST_WORDS, 0, 0},
	[LEX_NOT_OVER] = {"not_over", LIST_WORDS, 0, 0},
	[LEX_WRONG_AGAIN] = {"wrong_again", LIST_WORDS, 0, 0},
	[LEX_MENDED] = {"mended", LIST_WORDS, 0, 0},
	[LEX_ATTRIBUTIVE] = {"attributive", LIST_WORDS, 0, 0},
	[LEX_PERCENT_OF] = {"percent_of", LIST_WORDS, 0, 0},
	[LEX_OTHER_BEFORE_NAME] = {"other_before_name", LIST_WORDS, 0, 0},
	[LEX_PAST_FORM] = {"past_endings", LIST_WORDS, 0, 0},
	[LEX_FORM] = {"forms", LIST_WORDS, 0, 0},
	[LEX_WORDS_LEAD] = {"words_leads", LIST_WORDS, 0, 0},
	[LEX_REASON_LEAD] = {"reason_leads", LIST_WORDS, 0, 0},
	[LEX_REQUEST] = {"requests", LIST_WORDS, 0, 0},
	[LEX_ELSEWHERE] = {"elsewhere", LIST_WORDS, 0, 0},
	[LEX_ARRIVED_LEAD] = {"arrived_leads", LIST_WORDS, 0, 0},
	[LEX_UNTIL] = {"till", LIST_WORDS, 0, 0},
	[LEX_HEAD] = {"heads", LIST_WORDS, 0, 0},
	[LEX_PLACEHOLDER] = {"placeholders", LIST_WORDS, 0, 0},
	[LEX_TO_TIME] = {"to_time", LIST_WORDS, 0, 0},
	[LEX_ARRIVAL_BEFORE] = {"arrival_before", LIST_WORDS, 0, 0},
	[LEX_ARRIVAL_BEHIND] = {"arrival_behind", LIST_WORDS, 0, 0},
	[LEX_GOING] = {"going", LIST_WORDS, 0, 0},
	[LEX_NO_TIME_BEFORE] = {"no_time_before", LIST_WORDS, 0, 0},
	[LEX_NO_ARRIVAL] = {"no_arrival", LIST_WORDS, 0, 0},
	[LEX_NO_TIME_BEHIND] = {"no_time_behind", LIST_WORDS, 0, 0},
	[LEX_CHANGED] = {"changed", LIST_WORDS, 0, 0},
	[LEX_LASTS] = {"lasts_until", LIST_WORDS, 0, 0},
	[LEX_RETURN] = {"return_behind", LIST_WORDS, 0, 0},
	[LEX_OTHERS] = {"others", LIST_NUMBERS, 1, 2},
	[LEX_OTHERS_LINK] = {"others_links", LIST_WORDS, 0, 0},
	[LEX_OTHERS_DO] = {"others_verbs", LIST_WORDS, 0, 0},
	[LEX_OBJECT_LEAD] = {"object_leads", LIST_WORDS, 0, 0},
	[LEX_DEED_BEFORE] = {"deeds_before", LIST_NUMBERS, 1, 3},
	[LEX_DEED_BEHIND] = {"deeds_behind", LIST_NUMBERS, 1, 2},
	[LEX_DEED_END] = {"deeds_ending", LIST_WORDS, 0, 0},
	[LEX_HOME] = {"home_behind", LIST_WORDS, 0, 0},
	[LEX_NOT_OWN] = {"not_own", LIST_WORDS, 0, 0},
	[LEX_DEMAND] = {"demands", LIST_NUMBERS, 1, 2},
	[LEX_FROM_NOW] = {"from_now", LIST_WORDS, 0, 0},
	[LEX_LATE] = {"late", LIST_WORDS, 0, 0},
	[LEX_LATE_BEHIND] = {"late_behind", LIST_WORDS, 0, 0},
	[LEX_EARLY] = {"early", LIST_WORDS, 0, 0},
	[LEX_EARLY_BEHIND] = {"early_behind", LIST_WORDS, 0, 0},
	[LEX_THAN_PROMISED] = {"than_promised", LIST_WORDS, 0, 0},
	[LEX_DONE_BEHIND] = {"done_behind", LIST_WORDS, 0, 0},
	[LEX_OF_LAST] = {"of_last", LIST_WORDS, 0, 0},
	[LEX_ASIDE] = {"asides", LIST_WORDS, 0, 0},
	[LEX_ELAPSED] = {"elapsed", LIST_WORDS, 0, 0},
	[LEX_SPENT] = {"spent", LIST_WORDS, 0, 0},
	[LEX_TIME_LEAD] = {"time_leads", LIST_WORDS, 0, 0},
	[LEX_TIME_TRAIL] = {"time_trails", LIST_WORDS, 0, 0},
	[LEX_DAY_HINT] = {"day_hints", LIST_WORDS, 0, 0},
	[LEX_WITH] = {"with", LIST_WORDS, 0, 0},
	[LEX_AND] = {"and", LIST_WORDS, 0, 0},
	[LEX_HONORIFIC] = {"honorifics", LIST_WORDS, 0, 0},
	[LEX_SURNAME] = {"surnames", LIST_WORDS, 0, 0},
	[LEX_NAME_ENDING] = {"name_endings", LIST_WORDS, 0, 0},
	[LEX_NOBODY] = {"nobody", LIST_WORDS, 0, 0},
	[LEX_ARTICLE] = {"articles", LIST_WORDS, 0, 0},
	[LEX_THING] = {"things", LIST_WORDS, 0, 0},
	[LEX_NO_PERSON_BEFORE] = {"no_person_before", LIST_WORDS, 0, 0},
	[LEX_NO_PERSON_BEHIND] = {"no_person_behind", LIST_WORDS, 0, 0},
	[LEX_ALONG] = {"along", LIST_WORDS, 0, 0},
	[LEX_TAKES] = {"takes_along", LIST_WORDS, 0, 0},
	[LEX_COMPANY] = {"company", LIST_WORDS, 0, 0},
	[LEX_SELF] = {"self", LIST_WORDS, 0, 0},
	[LEX_MATE] = {"mates", LIST_WORDS, 0, 0},
	[LEX_NO_DEPUTY] = {"no_deputy", LIST_WORDS, 0, 0},
	[LEX_NICK] = {"nicks", LIST_WORDS, 0, 0},
	[LEX_ERRAND] = {"errand_before", LIST_WORDS, 0, 0},
	[LEX_STAYS_AWAY] = {"stays_away", LIST_WORDS, 0, 0},
	[LEX_OTHER_ERRAND] = {"other_errand", LIST_WORDS, 0, 0},
	[LEX_GOES_INSTEAD] = {"goes_instead", LIST_WORDS, 0, 0},
	[LEX_BOUND_FOR] = {"bound_for", LIST_WORDS, 0, 0},
	[LEX_REMARK] = {"remark_begins", LIST_WORDS, 0, 0},
	[LEX_IN_NO_NAME] = {"in_no_name", LIST_WORDS, 0, 0},
	[LEX_NO_NAME] = {"no_names", LIST_WORDS, 0, 0},
	[LEX_PERSON_DOES] = {"person_does", LIST_WORDS, 0, 0},
	[LEX_CONDITION] = {"conditions", LIST_WORDS, 0, 0},
	[LEX_OTHER_PARTY] = {"other_parties", LIST_WORDS, 0, 0},
	[LEX_ALIKE] = {"alike", LIST_WORDS, 0, 0},
	[LEX_CUSTOMERS_OWN] = {"customers_own", LIST_WORDS, 0, 0},
	[LEX_STATION] = {"station", LIST_WORDS, 0, 0},
	[LEX_OPT_OUT] = {"opt_out", LIST_WORDS, 0, 0},
	[LEX_OPT_IN] = {"opt_in", LIST_WORDS, 0, 0},
	[LEX_NOUN] = {"nouns", LIST_NUMBERS, 1, 6},
	[LEX_NO_NOUN] = {"no_nouns", LIST_WORDS, 0, 0},
	[LEX_MISTAKEN] = {"mistaken", LIST_NUMBERS, 1, 2},
	[LEX_PUT_OFF] = {"put_off", LIST_WORDS, 0, 0},
	[LEX_HAIL] = {"hails", LIST_WORDS, 0, 0},
	[LEX_UNKNOWN_TIME] = {"unknown_time", LIST_WORDS, 0, 0},
	[LEX_WHICH_PERSON] = {"which_person", LIST_WORDS, 0, 0},
	[LEX_NO_COMPANION] = {"no_companion", LIST_WORDS, 0, 0},
	[LEX_ASKS_REPLY] = {"asks_reply", LIST_NUMBERS, 1, 2},
};
const char *const part_names[PART_NAMES] = {"dawn",    "morning", "noon",     "midday", "afternoon", "dusk",
					    "evening", "night",   "midnight", "am",     "pm"};

struct entry {
	char word[LEXICON_WORD];
	uint8_t len, list, lang;
	int16_t value;
	uint16_t before; /* the one added before it to its bucket, from 1; of no use once all are sorted */
};

/* Of letters the first two, of which the second may be missing, and of other characters of two bytes the first alone; of
 * longer ones the low bits of the last two bytes. */
#define BUCKETS 3072
#define ENDINGS 1024
/* A set of numbers, as bits of words of 64. */
#define SET(n) ((n) / 64)

struct lexicon {
	struct entry *all; /* by bucket, in it by list, the longest first */
	size_t n, cap;
	uint16_t begins[BUCKETS + 1];
	uint16_t newest[BUCKETS];              /* in all while words are added, from 1 */
	uint64_t first[LEXEMES][SET(BUCKETS)]; /* the buckets in which a list has words: most questions end here */
	uint64_t last[LEXEMES][SET(ENDINGS)];  /* likewise how they end */
	uint64_t times[SET(BUCKETS)];          /* the buckets of words that begin a time */
	uint16_t *by_list;                     /* indexes into all */
	uint16_t list_begins[LEXEMES + 1];
};

static bool is_ascii_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static size_t bucket_of(const char *s, size_t n)
{
	unsigned char a = (unsigned char)s[0], b = n > 1 ? (unsigned char)s[1] : 0, c = n > 2 ? (unsigned char)s[2] : 0;

	if (is_ascii_letter(s[0]))
		return 32 * (size_t)(a - 'a') + (n > 1 && is_ascii_letter(s[1]) ? (size_t)(b - 'a' + 1) : 0);
	if (a < 0x80)
		return 896 + (a & 127);
	if (a < 0xE0) /* two bytes */
		return 2048 + ((size_t)(b & 31) << 5 |
			       (letter_is_two(s, n) && n > 3 && letter_is_two(s + 2, n - 2) ? s[3] & 31 : 0));
	return 1024 + ((size_t)(b & 15) << 6 | (c & 63));
}

static size_t ending_of(const char *s, size_t n)
{
	return ((size_t)(s[n - 1] & 63) | (n > 1 ? (size_t)(s[n - 2] & 15) << 6 : 0)) % ENDINGS;
}

static void set_add(uint64_t *set, size_t i)
{
	set[i / 64] |= UINT64_C(1) << i % 64;
}

static bool set_has(const uint64_t *set, size_t i)
{
	return set[i / 64] >> i % 64 & 1;
}

struct lexicon *lexicon_new(void)
{
	return calloc(1, sizeof(struct lexicon));
}

bool lexicon_add(struct lexicon *l, enum lang lang, enum lexeme list, const char *folded, int value, bool *first)
{
	size_t len = strlen(folded);
	uint16_t *newest = &l->newest[bucket_of(folded, len)];
	struct entry *e;

	*first = true;
	for (size_t i = *newest; i > 0; i = l->all[i - 1].before) {
		if (l->all[i - 1].list != list || strcmp(l->all[i - 1].word, folded) != 0)
			continue;
		*first = l->all[i - 1].lang != lang;
		return true;
	}
	if (l->n == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 512;
		struct entry *all = cap < UINT16_MAX ? realloc(l->all, cap * sizeof(*all)) : NULL;

		if (!all)
			return false;
		l->all = all;
		l->cap = cap;
	}
	e = &l->all[l->n++];
	*e = (struct entry){.len = (uint8_t)len,
			    .list = (uint8_t)list,
			    .lang = (uint8_t)lang,
			    .value = (int16_t)value,
			    .before = *newest};
	memcpy(e->word, folded, len);
	*newest = (uint16_t)l->n;
	return true;
}

static int by_bucket(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	size_t bx = bucket_of(x->word, x->len), by = bucket_of(y->word, y->len);

	if (bx != by)
		return bx < by ? -1 : 1;
	if (x->list != y->list)
		return x->list - y->list;
	return x->len != y->len ? y->len - x->len : strcmp(x->word, y->word);
}

/* What may stand at the beginning of a time. */
static bool begins_time(int list)
{
	static const enum lexeme lists[] = {
		LEX_DIGIT,     LEX_TEN,        LEX_COUNTED,   LEX_DAY,         LEX_DAY_STEM, LEX_EVENING_DAY,
		LEX_WEEK,      LEX_WHICH_WEEK, LEX_WEEKDAY,   LEX_MONTH,       LEX_PART,     LEX_WEAK_PART,
		LEX_SHORT_OF,  LEX_FRACTION,   LEX_ZONE,      LEX_SPAN_PREFIX, LEX_HALF,     LEX_AT_HOUR,
		LEX_HALF_HOUR, LEX_WHOLE_SPAN, LEX_UNIT_FIRST};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		if ((int)lists[i] == list)
			return true;
	}
	return false;
}

static void index_ends(struct lexicon *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct entry *e = &l->all[i];
		size_t bucket = bucket_of(e->word, e->len), ending = ending_of(e->word, e->len);

		set_add(l->first[e->list], bucket);
		set_add(l->last[e->list], ending);
		/* Behind a single byte any may stand. */
		for (size_t k = 0; e->len == 1 && k < ENDINGS / 64; k++)
			set_add(l->last[e->list], (ending & 63) | k << 6);
		if (begins_time(e->list))
			set_add(l->times, bucket);
	}
}

/* Each list's words as they stand in `all`. */
static void index_lists(struct lexicon *l)
{
	uint16_t next[LEXEMES];

	for (size_t i = 0; i < l->n; i++)
		l->list_begins[l->all[i].list + 1]++;
	for (int list = 0; list < LEXEMES; list++) {
		next[list] = l->list_begins[list];
		l->list_begins[list + 1] = (uint16_t)(l->list_begins[list + 1] + next[list]);
	}
	for (size_t i = 0; i < l->n; i++)
		l->by_list[next[l->all[i].list]++] = (uint16_t)i;
}

bool lexicon_seal(struct lexicon *l)
{
	size_t at = 0;

	l->by_list = calloc(l->n + 1, sizeof(*l->by_list));
	if (!l->by_list)
		return false;
	if (l->n > 0)
		qsort(l->all, l->n, sizeof(*l->all), by_bucket);
	index_ends(l);
	for (size_t b = 0; b <= BUCKETS; b++) {
		while (at < l->n && bucket_of(l->all[at].word, l->all[at].len) < b)
			at++;
		l->begins[b] = (uint16_t)at;
	}
	index_lists(l);
	return true;
}

void lexicon_free(struct lexicon *l)
{
	if (!l)
		return;
	free(l->all);
	free(l->by_list);
	free(l);
}

/* The word stands at s, and is not the beginning of a longer one in letters. */
static bool stands(const struct entry *e, const char *s, size_t n)
{
	return e->len <= n && memcmp(e->word, s, e->len) == 0 &&
	       !(letter_ends(e->word, e->len) && letter_at(s + e->len, n - e->len));
}

size_t lexicon_at(const struct lexicon *l, enum lexeme list, const char *s, size_t n, int *value)
{
	size_t b;
	const struct entry *e, *end;

	if (n == 0)
		return 0;
	b = bucket_of(s, n);
	if (!set_has(l->first[list], b))
		return 0;
	e = &l->all[l->begins[b]];
	end = &l->all[l->begins[b + 1]];
	for (; e < end && e->list <= list; e++) {
		if (e->list != list || !stands(e, s, n))
			continue;
		if (value)
			*value = e->value;
		return e->len;
	}
	return 0;
}

bool lexicon_begins_time(const struct lexicon *l, const char *s, size_t n)
{
	return n > 0 && set_has(l->times, bucket_of(s, n));
}

size_t lexicon_before(const struct lexicon *l, enum lexeme list, const char *s, size_t n)
{
	size_t found = 0;

	if (n == 0 || !set_has(l->last[list], ending_of(s, n)))
		return 0;
	for (size_t i = l->list_begins[list]; i < l->list_begins[list + 1]; i++) {
		const struct entry *e = &l->all[l->by_list[i]];

		if (e->word[e->len - 1] != s[n - 1]) /* of a long list, nearly all */
			continue;
		if (e->len <= found || e->len > n || memcmp(e->word, s + n - e->len, e->len) != 0)
			continue;
		if (letter_at(e->word, e->len) && letter_ends(s, n - e->len))
			continue;
		found = e->len;
	}
	return found;
}

const char *lexicon_word(const struct lexicon *l, enum lexeme list, size_t i, int *value)
{
	const struct entry *e;

	if (i >= (size_t)(l->list_begins[list + 1] - l->list_begins[list]))
		return NULL;
	e = &l->all[l->by_list[l->list_begins[list] + i]];
	if (value)
		*value = e->value;
	return e->word;
}
