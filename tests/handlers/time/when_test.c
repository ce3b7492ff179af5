/* Times as people text them. `2026-11-21` is a Saturday. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "handlers/time/when.h"

#define NINE "2026-11-21 09:00"
#define ONE "2026-11-21 13:00"
#define SIX "2026-11-21 18:00"
#define NIGHT "2026-11-21 23:30"
#define SMALL "2026-11-21 00:30"
#define COUNT(table) (sizeof(table) / sizeof(*(table)))

enum { B = 1, D = 2 }; /* bare, dated */

struct row {
	const char *moment, *text;
	enum when_side side;
	enum when_kind kind;
	const char *local; /* NULL for none */
	int len;           /* bytes; -1 for all */
	int flags;
};

static const struct row clocks[] = {
	{NINE, "11:00-13", AHEAD, WHEN_CLOCK, "2026-11-21 11:00", 5, 0},
	{NINE, "11:00-13:00", AHEAD, WHEN_CLOCK, "2026-11-21 13:00", -1, 0},
	{NINE, "11:00-1:00", AHEAD, WHEN_CLOCK, "2026-11-21 13:00", -1, 0},
	{NINE, "11:30-11:10", AHEAD, WHEN_CLOCK, "2026-11-21 23:10", -1, 0},
	{NINE, "16:30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16:30 韩梅", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 5, 0},
	{NINE, "16:30韩梅", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 5, 0},
	{NINE, "16:30.", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 5, 0},
	{NINE, "16:30:15", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "9:00", AHEAD, WHEN_CLOCK, "2026-11-21 09:00", -1, 0},
	{NINE, "08:59", AHEAD, WHEN_CLOCK, "2026-11-21 20:59", -1, 0},
	{NINE, "8:30", AHEAD, WHEN_CLOCK, "2026-11-21 20:30", -1, 0},
	{ONE, "08:30", AHEAD, WHEN_CLOCK, "2026-11-21 20:30", -1, 0},
	{NIGHT, "08:30", AHEAD, WHEN_CLOCK, "2026-11-22 08:30", -1, 0},
	{NINE, "08:30", AHEAD, WHEN_CLOCK, "2026-11-21 20:30", -1, 0},
	{NINE, "16.30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16.30.", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 5, 0},
	{NINE, "16.30 4.5", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 5, 0},
	{NINE, "9.15", AHEAD, WHEN_CLOCK, "2026-11-21 09:15", -1, 0},
	{NINE, "24:00", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, 0},
	{NINE, "00:00", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, 0},
	{NINE, "0:30", AHEAD, WHEN_CLOCK, "2026-11-22 00:30", -1, 0},
	{ONE, "12:30", AHEAD, WHEN_CLOCK, "2026-11-22 12:30", -1, 0},
	{NINE, "12:30", AHEAD, WHEN_CLOCK, "2026-11-21 12:30", -1, 0},
	{NINE, "1630", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, B},
	{NINE, "0830", AHEAD, WHEN_CLOCK, "2026-11-21 20:30", -1, B},
	{ONE, "0830", AHEAD, WHEN_CLOCK, "2026-11-21 20:30", -1, B},
	{NIGHT, "0830", AHEAD, WHEN_CLOCK, "2026-11-22 08:30", -1, B},
	{NINE, "830", AHEAD, WHEN_CLOCK, "2026-11-21 20:30", -1, B},
	{NINE, "2400", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, B},
	{NINE, "1630到达0950", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 4, B},
	{NINE, "1630,12347", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 4, B},
	{NINE, "1630 12347", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 4, B},
	{NINE, "1630 hrs", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, B},
	{NINE, "1630hrs", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, B},
	{NINE, "0930h", AHEAD, WHEN_CLOCK, "2026-11-21 09:30", -1, B},
	{NINE, "430pm", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, B},
	{NINE, "4:30pm", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "4.30 pm", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "4.30 p.m", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "4:30 pm", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "4:30p.m.", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "4 p.m.", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "4 p.m", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "4pm", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "4pm,12347", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", 3, 0},
	{NINE, "12am", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, 0},
	{NINE, "12pm", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "12:30am", AHEAD, WHEN_CLOCK, "2026-11-22 00:30", -1, 0},
	{NINE, "0:30am", AHEAD, WHEN_CLOCK, "2026-11-22 00:30", -1, 0},
	{NINE, "9:30am", AHEAD, WHEN_CLOCK, "2026-11-21 09:30", -1, 0},
	{ONE, "9:30am", AHEAD, WHEN_CLOCK, "2026-11-22 09:30", -1, 0},
	{NINE, "16:30pm", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16:30 am on my way", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 5, 0},
	{NINE, "08:30arrive", AHEAD, WHEN_CLOCK, "2026-11-21 20:30", 5, 0},
	{NINE, "4 o'clock", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "4 o’clock", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "4 o'clock pm", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "10 o'clock sharp", AHEAD, WHEN_CLOCK, "2026-11-21 10:00", -1, 0},
	{NINE, "16点30分", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16点30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16点", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "16 点 30 分", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16时30分", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16时", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "十点半", AHEAD, WHEN_CLOCK, "2026-11-21 10:30", -1, 0},
	{NINE, "十点一刻", AHEAD, WHEN_CLOCK, "2026-11-21 10:15", -1, 0},
	{NINE, "十点三刻", AHEAD, WHEN_CLOCK, "2026-11-21 10:45", -1, 0},
	{NINE, "10点1刻", AHEAD, WHEN_CLOCK, "2026-11-21 10:15", -1, 0},
	{NINE, "十二点一刻", AHEAD, WHEN_CLOCK, "2026-11-21 12:15", -1, 0},
	{NINE, "十六点三十分", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "十六点三十", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "二十点", AHEAD, WHEN_CLOCK, "2026-11-21 20:00", -1, 0},
	{NINE, "二十二点十分", AHEAD, WHEN_CLOCK, "2026-11-21 22:10", -1, 0},
	{NINE, "十点十分", AHEAD, WHEN_CLOCK, "2026-11-21 10:10", -1, 0},
	{NINE, "两点", AHEAD, WHEN_CLOCK, "2026-11-21 14:00", -1, 0},
	{NINE, "两点钟", AHEAD, WHEN_CLOCK, "2026-11-21 14:00", -1, 0},
	{NINE, "八点零五分", AHEAD, WHEN_CLOCK, "2026-11-21 20:05", -1, 0},
	{NINE, "八点零五", AHEAD, WHEN_CLOCK, "2026-11-21 20:05", -1, 0},
	{NINE, "8点05", AHEAD, WHEN_CLOCK, "2026-11-21 20:05", -1, 0},
	{NINE, "8点5分", AHEAD, WHEN_CLOCK, "2026-11-21 20:05", -1, 0},
	{NINE, "4点半", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "4点半 韩梅", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 7, 0},
	{NINE, "10点整", AHEAD, WHEN_CLOCK, "2026-11-21 10:00", -1, 0},
	{NINE, "十点钟左右", AHEAD, WHEN_CLOCK, "2026-11-21 10:00", -1, 0},
	{NINE, "4点多", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "零点", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, 0},
	{NINE, "0点", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, 0},
	{NINE, "16点12347", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", 5, 0},
	{NINE, "16点5台", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", 5, 0},
	{NINE, "16点20分钟", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", 5, 0},
	{NINE, "16点30公里", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", 5, 0},
	{NINE, "三点没到", AHEAD, WHEN_CLOCK, "2026-11-21 15:00", 6, 0},
	{NINE, "16:30左右", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16:30 左右", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16:30前", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16:30之前", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16:30前到", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 8, 0},
	{NINE, "16:30前往", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 5, 0},
	{NINE, "16:30前轮", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 5, 0},
	{NINE, "16:30许", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16:30许伟", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 5, 0},
	{NINE, "16:30前后", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "noon", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "midday", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "at noon", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "12 noon", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "12:00 noon", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "noon tomorrow", AHEAD, WHEN_CLOCK, "2026-11-22 12:00", -1, D},
	{NINE, "midnight", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, 0},
	{NINE, "12 midnight", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, 0},
	{NINE, "中午", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "正午", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "中午前", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{ONE, "中午", AHEAD, WHEN_CLOCK, "2026-11-22 12:00", -1, 0},
	{NINE, "16:30-17:00", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", -1, 0},
	{NINE, "16:30~17:00", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", -1, 0},
	{NINE, "16:30至17:00", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", -1, 0},
	{NINE, "16:30-17", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 5, 0},
	{NINE, "下午4:30-5:00", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", -1, 0},
	{NINE, "下午4点半-5点", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", -1, 0},
	{NINE, "下午4:30-下午5:00", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", -1, 0},
	{NINE, "4:30-5:00pm", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", -1, 0},
	{NINE, "4:30pm-5:00pm", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", -1, 0},
	{NINE, "11:00-1:00", AHEAD, WHEN_CLOCK, "2026-11-21 13:00", -1, 0},
	{NINE, "10:30-11:00 tomorrow", AHEAD, WHEN_CLOCK, "2026-11-22 11:00", -1, D},
	{NINE, "11-22 9:00-10:00", AHEAD, WHEN_CLOCK, "2026-11-22 10:00", -1, D},
	{NINE, "17:00-16:30", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", 5, 0},
	{NINE, "8:30-8:50", BEHIND, WHEN_CLOCK, "2026-11-21 08:50", -1, 0},
	{NINE, "10点5", AHEAD, WHEN_CLOCK, "2026-11-21 10:00", 5, 0},
	{"2026-11-21 16:30", "4:30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{"2026-11-21 16:31", "4:30", AHEAD, WHEN_CLOCK, "2026-11-22 04:30", -1, 0},
	{"2026-11-21 16:30", "16:30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{"2026-11-21 16:31", "16:30", AHEAD, WHEN_CLOCK, "2026-11-22 16:30", -1, 0},
	{ONE, "1点", AHEAD, WHEN_CLOCK, "2026-11-21 13:00", -1, 0},
	{ONE, "11:59", AHEAD, WHEN_CLOCK, "2026-11-21 23:59", -1, 0},
};

static const struct row parts[] = {
	{NINE, "下午4点半", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "下午 4 点半", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "下午4:30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "下午 1630", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, B},
	{NINE, "下午16:30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "下午12点半", AHEAD, WHEN_CLOCK, "2026-11-21 12:30", -1, 0},
	{NINE, "下午4", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "下午4到", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", 7, 0},
	{NINE, "上午10点", AHEAD, WHEN_CLOCK, "2026-11-21 10:00", -1, 0},
	{NINE, "上午9点", AHEAD, WHEN_CLOCK, "2026-11-21 09:00", -1, 0},
	{ONE, "上午9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, 0},
	{NINE, "上午12点", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "早上8点", AHEAD, WHEN_CLOCK, "2026-11-22 08:00", -1, 0},
	{NINE, "早8:30", AHEAD, WHEN_CLOCK, "2026-11-22 08:30", -1, 0},
	{NINE, "晚8点", AHEAD, WHEN_CLOCK, "2026-11-21 20:00", -1, 0},
	{NINE, "晚上8点", AHEAD, WHEN_CLOCK, "2026-11-21 20:00", -1, 0},
	{NINE, "晚上12点", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, 0},
	{NINE, "晚上12点半", AHEAD, WHEN_CLOCK, "2026-11-22 00:30", -1, 0},
	{NINE, "晚上1点", AHEAD, WHEN_CLOCK, "2026-11-22 01:00", -1, 0},
	{SMALL, "晚上1点", AHEAD, WHEN_CLOCK, "2026-11-21 01:00", -1, 0},
	{NINE, "夜里2点", AHEAD, WHEN_CLOCK, "2026-11-22 02:00", -1, 0},
	{SMALL, "夜里2点", AHEAD, WHEN_CLOCK, "2026-11-21 02:00", -1, 0},
	{NINE, "半夜12点", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, 0},
	{NINE, "凌晨3点", AHEAD, WHEN_CLOCK, "2026-11-22 03:00", -1, 0},
	{NINE, "凌晨12点半", AHEAD, WHEN_CLOCK, "2026-11-22 00:30", -1, 0},
	{NINE, "清晨6点", AHEAD, WHEN_CLOCK, "2026-11-22 06:00", -1, 0},
	{NINE, "傍晚6点", AHEAD, WHEN_CLOCK, "2026-11-21 18:00", -1, 0},
	{NINE, "中午12点", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "中午1点", AHEAD, WHEN_CLOCK, "2026-11-21 13:00", -1, 0},
	{NINE, "中午2点", AHEAD, WHEN_CLOCK, "2026-11-21 14:00", -1, 0},
	{NINE, "中午12点半", AHEAD, WHEN_CLOCK, "2026-11-21 12:30", -1, 0},
	{NINE, "中午11点半", AHEAD, WHEN_CLOCK, "2026-11-21 11:30", -1, 0},
	{NINE, "今晚8点", AHEAD, WHEN_CLOCK, "2026-11-21 20:00", -1, D},
	{NINE, "今晚12点", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, D},
	{NINE, "今晚0点", AHEAD, WHEN_CLOCK, "2026-11-22 00:00", -1, D},
	{NINE, "今晚1点", AHEAD, WHEN_CLOCK, "2026-11-22 01:00", -1, D},
	{NINE, "明早8点", AHEAD, WHEN_CLOCK, "2026-11-22 08:00", -1, D},
	{NINE, "明早8", AHEAD, WHEN_CLOCK, "2026-11-22 08:00", -1, D},
	{NINE, "明晚7点半", AHEAD, WHEN_CLOCK, "2026-11-22 19:30", -1, D},
	{NINE, "今早8点", AHEAD, WHEN_CLOCK, "2026-11-21 08:00", -1, D},
	{NINE, "后天早上9点", AHEAD, WHEN_CLOCK, "2026-11-23 09:00", -1, D},
	{NINE, "pm4:30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "下午2-3点", AHEAD, WHEN_CLOCK, "2026-11-21 15:00", -1, 0},
	{NINE, "2~3点半", AHEAD, WHEN_CLOCK, "2026-11-21 15:30", -1, 0},
	{NINE, "今天晚上8点", AHEAD, WHEN_CLOCK, "2026-11-21 20:00", -1, D},
	{NINE, "今晚上8点", AHEAD, WHEN_CLOCK, "2026-11-21 20:00", -1, D},
	{NINE, "明天下午两点前到", AHEAD, WHEN_CLOCK, "2026-11-22 14:00", 21, D},
	{NINE, "am 10:30", AHEAD, WHEN_CLOCK, "2026-11-21 10:30", -1, 0},
	{NINE, "4:30 in the afternoon", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "4 in the afternoon", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "10 in the morning", AHEAD, WHEN_CLOCK, "2026-11-21 10:00", -1, 0},
	{NINE, "8 at night", AHEAD, WHEN_CLOCK, "2026-11-21 20:00", -1, 0},
	{NINE, "8 tonight", AHEAD, WHEN_CLOCK, "2026-11-21 20:00", -1, D},
	{NINE, "4 this afternoon", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, D},
	{NINE, "8 tomorrow morning", AHEAD, WHEN_CLOCK, "2026-11-22 08:00", -1, D},
	{NINE, "9 this morning", AHEAD, WHEN_CLOCK, "2026-11-21 09:00", -1, D},
	{NINE, "16:30 this morning", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", 5, 0},
	{NINE, "15:00 tonight", AHEAD, WHEN_CLOCK, "2026-11-21 15:00", 5, 0},
	{NINE, "10:00this 夜", AHEAD, WHEN_CLOCK, "2026-11-21 10:00", 5, 0},
	{NINE, "10:00 on 明早", AHEAD, WHEN_CLOCK, "2026-11-21 10:00", 5, 0},
	{NINE, "10:00 nov 22 2030 5", AHEAD, WHEN_CLOCK, "2026-11-22 10:00", 12, D},
	{NINE, "午后nov 22 2030 5", AHEAD, WHEN_HALFDAY, "2026-11-22 18:00", 12, D},
	{NINE, "8:30 tomorrow evening", AHEAD, WHEN_CLOCK, "2026-11-22 20:30", -1, D},
	{NINE, "9am tomorrow morning", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "4 o'clock in the afternoon", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "tonight at 8", AHEAD, WHEN_CLOCK, "2026-11-21 20:00", -1, D},
	{NINE, "tonight 8pm", AHEAD, WHEN_CLOCK, "2026-11-21 20:00", -1, D},
	{NINE, "tonight at 1am", AHEAD, WHEN_CLOCK, "2026-11-22 01:00", -1, D},
	{NINE, "tomorrow morning at 9", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "this afternoon at 4:30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, D},
	{NINE, "afternoon 4:30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "tomorrow before noon", AHEAD, WHEN_CLOCK, "2026-11-22 12:00", -1, D},
	{NINE, "tomorrow noon", AHEAD, WHEN_CLOCK, "2026-11-22 12:00", -1, D},
	{NINE, "上午", AHEAD, WHEN_HALFDAY, "2026-11-21 12:00", -1, 0},
	{ONE, "上午", AHEAD, WHEN_HALFDAY, "2026-11-22 12:00", -1, 0},
	{"2026-11-21 12:00", "上午", AHEAD, WHEN_HALFDAY, "2026-11-21 12:00", -1, 0},
	{NINE, "下午", AHEAD, WHEN_HALFDAY, "2026-11-21 18:00", -1, 0},
	{NINE, "下午到", AHEAD, WHEN_HALFDAY, "2026-11-21 18:00", 6, 0},
	{NINE, "下午 12347", AHEAD, WHEN_HALFDAY, "2026-11-21 18:00", 6, 0},
	{NINE, "下午 4台", AHEAD, WHEN_HALFDAY, "2026-11-21 18:00", 6, 0},
	{NINE, "上午 4.5吨", AHEAD, WHEN_HALFDAY, "2026-11-21 12:00", 6, 0},
	{NINE, "早上", AHEAD, WHEN_HALFDAY, "2026-11-21 12:00", -1, 0},
	{NINE, "傍晚", AHEAD, WHEN_HALFDAY, "2026-11-21 19:00", -1, 0},
	{NINE, "晚上", AHEAD, WHEN_HALFDAY, "2026-11-21 22:00", -1, 0},
	{NIGHT, "晚上", AHEAD, WHEN_HALFDAY, "2026-11-22 22:00", -1, 0},
	{NINE, "今晚", AHEAD, WHEN_HALFDAY, "2026-11-21 22:00", -1, D},
	{NINE, "明早", AHEAD, WHEN_HALFDAY, "2026-11-22 12:00", -1, D},
	{NINE, "明晚", AHEAD, WHEN_HALFDAY, "2026-11-22 22:00", -1, D},
	{NINE, "明天上午", AHEAD, WHEN_HALFDAY, "2026-11-22 12:00", -1, D},
	{NINE, "后天上午", AHEAD, WHEN_HALFDAY, "2026-11-23 12:00", -1, D},
	{NINE, "后天上午之前", AHEAD, WHEN_HALFDAY, "2026-11-23 12:00", -1, D},
	{NINE, "今天下午", AHEAD, WHEN_HALFDAY, "2026-11-21 18:00", -1, D},
	{NINE, "今天上午", AHEAD, WHEN_HALFDAY, "2026-11-21 12:00", -1, D},
	{ONE, "今天上午", AHEAD, WHEN_HALFDAY, "2026-11-21 12:00", -1, D},
	{NINE, "明天中午", AHEAD, WHEN_CLOCK, "2026-11-22 12:00", -1, D},
	{NINE, "morning", AHEAD, WHEN_HALFDAY, "2026-11-21 12:00", -1, 0},
	{NINE, "afternoon", AHEAD, WHEN_HALFDAY, "2026-11-21 18:00", -1, 0},
	{NINE, "in the afternoon", AHEAD, WHEN_HALFDAY, "2026-11-21 18:00", -1, 0},
	{NINE, "evening", AHEAD, WHEN_HALFDAY, "2026-11-21 22:00", -1, 0},
	{NINE, "tonight", AHEAD, WHEN_HALFDAY, "2026-11-21 22:00", -1, D},
	{NINE, "this afternoon", AHEAD, WHEN_HALFDAY, "2026-11-21 18:00", -1, D},
	{NINE, "tomorrow morning", AHEAD, WHEN_HALFDAY, "2026-11-22 12:00", -1, D},
	{NINE, "tomorrow am", AHEAD, WHEN_HALFDAY, "2026-11-22 12:00", -1, D},
	{NINE, "tomorrow pm", AHEAD, WHEN_HALFDAY, "2026-11-22 18:00", -1, D},
};

static const struct row days[] = {
	{NINE, "nov 22 1830", AHEAD, WHEN_CLOCK, "2026-11-22 18:30", -1, B | D},
	{NINE, "nov 22 2130", AHEAD, WHEN_CLOCK, "2026-11-22 21:30", -1, B | D},
	{NINE, "nov 22, 2030 at 9:00", AHEAD, WHEN_CLOCK, "2030-11-22 09:00", -1, D},
	{NINE, "nov 22 2027 soon", AHEAD, WHEN_CLOCK, "2026-11-22 20:27", 11, B | D}, /* no year without a time */
	{NINE, "11-22 9p.m.", AHEAD, WHEN_CLOCK, "2026-11-22 21:00", -1, D},
	{NINE, "11-22 9a.m", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "今天16:30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, D},
	{NINE, "今天 1630", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, B | D},
	{NINE, "今16:30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, D},
	{NINE, "今天4点", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, D},
	{SIX, "今天4点", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, D},
	{SIX, "今天16:00", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, D},
	{NINE, "明天9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "明天 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "明天,9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "明天的9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "明天4点半", AHEAD, WHEN_CLOCK, "2026-11-22 04:30", -1, D},
	{NINE, "明日9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "明9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "后天9点", AHEAD, WHEN_CLOCK, "2026-11-23 09:00", -1, D},
	{NINE, "大后天9点", AHEAD, WHEN_CLOCK, "2026-11-24 09:00", -1, D},
	{NINE, "昨天16点", AHEAD, WHEN_CLOCK, "2026-11-20 16:00", -1, D},
	{NINE, "tomorrow 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "tomorrow at 9", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "tomorrow 9am", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "tomorrow by 9:30", AHEAD, WHEN_CLOCK, "2026-11-22 09:30", -1, D},
	{NINE, "today 4pm", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, D},
	{NINE, "day after tomorrow 9am", AHEAD, WHEN_CLOCK, "2026-11-23 09:00", -1, D},
	{NINE, "the day after tomorrow at 9", AHEAD, WHEN_CLOCK, "2026-11-23 09:00", -1, D},
	{NINE, "4pm tomorrow", AHEAD, WHEN_CLOCK, "2026-11-22 16:00", -1, D},
	{NINE, "16:30 today", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, D},
	{NINE, "16:30 on monday", AHEAD, WHEN_CLOCK, "2026-11-23 16:30", -1, D},
	{NINE, "16:30 monday parts come", AHEAD, WHEN_CLOCK, "2026-11-23 16:30", 12, D},
	{NINE, "周一9点", AHEAD, WHEN_CLOCK, "2026-11-23 09:00", -1, D},
	{NINE, "周日上午", AHEAD, WHEN_HALFDAY, "2026-11-22 12:00", -1, D},
	{NINE, "周天9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "星期三9点", AHEAD, WHEN_CLOCK, "2026-11-25 09:00", -1, D},
	{NINE, "礼拜五 9点", AHEAD, WHEN_CLOCK, "2026-11-27 09:00", -1, D},
	{NINE, "周5 9点", AHEAD, WHEN_CLOCK, "2026-11-27 09:00", -1, D},
	{NINE, "周六10点", AHEAD, WHEN_CLOCK, "2026-11-21 10:00", -1, D},
	{ONE, "周六9点", AHEAD, WHEN_CLOCK, "2026-11-21 21:00", -1, D},
	{NIGHT, "周六9点", AHEAD, WHEN_CLOCK, "2026-11-28 09:00", -1, D},
	{ONE, "周六上午", AHEAD, WHEN_HALFDAY, "2026-11-28 12:00", -1, D},
	{NINE, "下周一9点", AHEAD, WHEN_CLOCK, "2026-11-23 09:00", -1, D},
	{NINE, "下周六9点", AHEAD, WHEN_CLOCK, "2026-11-28 09:00", -1, D},
	{NINE, "下星期日下午", AHEAD, WHEN_HALFDAY, "2026-11-29 18:00", -1, D},
	{NINE, "本周五9点", AHEAD, WHEN_CLOCK, "2026-11-20 09:00", -1, D},
	{NINE, "monday 9:00", AHEAD, WHEN_CLOCK, "2026-11-23 09:00", -1, D},
	{NINE, "mon 9am", AHEAD, WHEN_CLOCK, "2026-11-23 09:00", -1, D},
	{NINE, "friday afternoon", AHEAD, WHEN_HALFDAY, "2026-11-27 18:00", -1, D},
	{NINE, "next friday 9:00", AHEAD, WHEN_CLOCK, "2026-11-27 09:00", -1, D},
	{NINE, "this sunday 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "11-22 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "11-22 0900", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, B | D},
	{NINE, "11-22 930", AHEAD, WHEN_CLOCK, "2026-11-22 09:30", -1, B | D},
	{NINE, "11/22 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "11.22 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "11.22", AHEAD, WHEN_CLOCK, "2026-11-21 11:22", -1, 0},
	{NINE, "11.22 左右", AHEAD, WHEN_CLOCK, "2026-11-21 11:22", -1, 0},
	{NINE, "11-22上午", AHEAD, WHEN_HALFDAY, "2026-11-22 12:00", -1, D},
	{NINE, "11-22 下午3点", AHEAD, WHEN_CLOCK, "2026-11-22 15:00", -1, D},
	{NINE, "11-22(周日) 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "11月22日9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "11月22号 上午9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "11月22日周日下午3点", AHEAD, WHEN_CLOCK, "2026-11-22 15:00", -1, D},
	{NINE, "11月22 9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "十一月二十二日九点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "22号9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "22日上午", AHEAD, WHEN_HALFDAY, "2026-11-22 12:00", -1, D},
	{NINE, "二十二号9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "20号9点", AHEAD, WHEN_CLOCK, "2026-12-20 09:00", -1, D},
	{NINE, "31号9点", AHEAD, WHEN_CLOCK, "2026-12-31 09:00", -1, D},
	{NINE, "2026-11-22 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "2026/11/22 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "2026.11.22 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "2026年11月22日9点", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "2026-11-22下午4点", AHEAD, WHEN_CLOCK, "2026-11-22 16:00", -1, D},
	{NINE, "2027-01-03 09:00", AHEAD, WHEN_CLOCK, "2027-01-03 09:00", -1, D},
	{NINE, "nov 22 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "january 3 9:00", AHEAD, WHEN_CLOCK, "2027-01-03 09:00", -1, D},
	{NINE, "feb 3 9:00", AHEAD, WHEN_CLOCK, "2027-02-03 09:00", -1, D},
	{NINE, "mar 3 9:00", AHEAD, WHEN_CLOCK, "2027-03-03 09:00", -1, D},
	{NINE, "april 3 9:00", AHEAD, WHEN_CLOCK, "2027-04-03 09:00", -1, D},
	{NINE, "may 3 9:00", AHEAD, WHEN_CLOCK, "2027-05-03 09:00", -1, D},
	{NINE, "june 3 9:00", AHEAD, WHEN_CLOCK, "2026-06-03 09:00", -1, D},
	{NINE, "july 3 9:00", AHEAD, WHEN_CLOCK, "2026-07-03 09:00", -1, D},
	{NINE, "aug 3 9:00", AHEAD, WHEN_CLOCK, "2026-08-03 09:00", -1, D},
	{NINE, "sept 3 9:00", AHEAD, WHEN_CLOCK, "2026-09-03 09:00", -1, D},
	{NINE, "oct 3 9:00", AHEAD, WHEN_CLOCK, "2026-10-03 09:00", -1, D},
	{NINE, "dec 3 9:00", AHEAD, WHEN_CLOCK, "2026-12-03 09:00", -1, D},
	{NINE, "nov 22nd at 9am", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "22 nov 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "22nd november 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "nov 22, 2026 9:00", AHEAD, WHEN_CLOCK, "2026-11-22 09:00", -1, D},
	{NINE, "nov 22 2026", AHEAD, WHEN_CLOCK, "2026-11-22 20:26", -1, B | D},
	{NINE, "16:30 nov 22", AHEAD, WHEN_CLOCK, "2026-11-22 16:30", -1, D},
	{NINE, "1-3 9:00", AHEAD, WHEN_CLOCK, "2027-01-03 09:00", -1, D},
	{NINE, "6-1 9:00", AHEAD, WHEN_CLOCK, "2026-06-01 09:00", -1, D},
	{NINE, "5-1 9:00", AHEAD, WHEN_CLOCK, "2027-05-01 09:00", -1, D},
	{NINE, "11-21 8:30", AHEAD, WHEN_CLOCK, "2026-11-21 20:30", -1, D},
	{"2027-06-01 09:00", "2-29 9:00", AHEAD, WHEN_CLOCK, "2028-02-29 09:00", -1, D},
	{"2026-12-31 09:00", "明天9点", AHEAD, WHEN_CLOCK, "2027-01-01 09:00", -1, D},
};

static const struct row spans[] = {
	{NINE, "2小时", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2 小时", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "两个小时", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "两小时后", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2个半小时", AHEAD, WHEN_SPAN, "2026-11-21 11:30", -1, 0},
	{NINE, "一个半小时", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "一小时半", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "一个多小时", AHEAD, WHEN_SPAN, "2026-11-21 10:00", -1, 0},
	{NINE, "半小时", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "半个小时", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "半个钟头", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "1.5小时", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "三点五小时", AHEAD, WHEN_SPAN, "2026-11-21 12:30", -1, 0},
	{NINE, "90分钟", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "二十分钟", AHEAD, WHEN_SPAN, "2026-11-21 09:20", -1, 0},
	{NINE, "一百二十分钟", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "一百分钟", AHEAD, WHEN_SPAN, "2026-11-21 10:40", -1, 0},
	{NINE, "1小时20分", AHEAD, WHEN_SPAN, "2026-11-21 10:20", -1, 0},
	{NINE, "1小时20分钟", AHEAD, WHEN_SPAN, "2026-11-21 10:20", -1, 0},
	{NINE, "1小时零5分", AHEAD, WHEN_SPAN, "2026-11-21 10:05", -1, 0},
	{NINE, "1小时20", AHEAD, WHEN_SPAN, "2026-11-21 10:20", -1, 0},
	{NINE, "2小时12347", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 7, 0},
	{NINE, "2小时 20台", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 7, 0},
	{NINE, "一刻钟", AHEAD, WHEN_SPAN, "2026-11-21 09:15", -1, 0},
	{NINE, "三刻钟", AHEAD, WHEN_SPAN, "2026-11-21 09:45", -1, 0},
	{NINE, "2h", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2 h", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2h,12347", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 2, 0},
	{NINE, "2h韩梅", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 2, 0},
	{NINE, "1h30", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "1h30m", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "1h 30m", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "1h30min", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "90min", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "90 mins", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "90m", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "2hrs", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2 hours", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "two hours", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "1 hour 5 min", AHEAD, WHEN_SPAN, "2026-11-21 10:05", -1, 0},
	{NINE, "1 hour and 5 minutes", AHEAD, WHEN_SPAN, "2026-11-21 10:05", -1, 0},
	{NINE, "half an hour", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "half hour", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "an hour", AHEAD, WHEN_SPAN, "2026-11-21 10:00", -1, 0},
	{NINE, "an hour and a half", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "two and a half hours", AHEAD, WHEN_SPAN, "2026-11-21 11:30", -1, 0},
	{NINE, "in 2 hours", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "in an hour", AHEAD, WHEN_SPAN, "2026-11-21 10:00", -1, 0},
	{NINE, "within 30 minutes", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "2小时左右", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时内", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时以后", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时后到", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时后到达", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时后到达1630", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 10, 0},
	{NINE, "2小时后到达 1630", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 10, 0},
	{NINE, "2小时左右后到", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时前往", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 7, 0},
	{NINE, "2 hours later", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时 韩梅", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 7, 0},
	{NINE, "1-2小时", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "两到三小时", AHEAD, WHEN_SPAN, "2026-11-21 12:00", -1, 0},
	{NINE, "2天", AHEAD, WHEN_SPAN, "2026-11-23 09:00", -1, 0},
	{NINE, "3 days", AHEAD, WHEN_SPAN, "2026-11-24 09:00", -1, 0},
	{NINE, "720小时", AHEAD, WHEN_SPAN, "2026-12-21 09:00", -1, 0},
};

static const struct row behind[] = {
	{"2027-01-03 09:00", "31号 9点", BEHIND, WHEN_CLOCK, "2026-12-31 09:00", -1, D},
	{ONE, "0830", BEHIND, WHEN_CLOCK, "2026-11-21 08:30", -1, B},
	{ONE, "08:30", BEHIND, WHEN_CLOCK, "2026-11-21 08:30", -1, 0},
	{ONE, "8:30", BEHIND, WHEN_CLOCK, "2026-11-21 08:30", -1, 0},
	{ONE, "9:50", BEHIND, WHEN_CLOCK, "2026-11-21 09:50", -1, 0},
	{SIX, "1620", BEHIND, WHEN_CLOCK, "2026-11-21 16:20", -1, B},
	{SIX, "0430", BEHIND, WHEN_CLOCK, "2026-11-21 04:30", -1, B},
	{SIX, "04:30", BEHIND, WHEN_CLOCK, "2026-11-21 04:30", -1, 0},
	{SIX, "4:30", BEHIND, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{SIX, "430", BEHIND, WHEN_CLOCK, "2026-11-21 16:30", -1, B},
	{SIX, "4点半", BEHIND, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{SIX, "四点半", BEHIND, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{SIX, "6:30", BEHIND, WHEN_CLOCK, "2026-11-21 06:30", -1, 0},
	{ONE, "4:30", BEHIND, WHEN_CLOCK, "2026-11-21 04:30", -1, 0},
	{SMALL, "4:30", BEHIND, WHEN_CLOCK, "2026-11-20 16:30", -1, 0},
	{SMALL, "0430", BEHIND, WHEN_CLOCK, "2026-11-20 04:30", -1, B},
	{NINE, "9:00", BEHIND, WHEN_CLOCK, "2026-11-21 09:00", -1, 0},
	{NINE, "9:01", BEHIND, WHEN_CLOCK, "2026-11-21 09:01", -1, 0},
	{NINE, "9:02", BEHIND, WHEN_CLOCK, "2026-11-20 09:02", -1, 0},
	{NINE, "16:30", BEHIND, WHEN_CLOCK, "2026-11-20 16:30", -1, 0},
	{NINE, "24:00", BEHIND, WHEN_CLOCK, "2026-11-21 00:00", -1, 0},
	{NINE, "midnight", BEHIND, WHEN_CLOCK, "2026-11-21 00:00", -1, 0},
	{SMALL, "晚上12点", BEHIND, WHEN_CLOCK, "2026-11-21 00:00", -1, 0},
	{SMALL, "晚上11点", BEHIND, WHEN_CLOCK, "2026-11-20 23:00", -1, 0},
	{SMALL, "23:50", BEHIND, WHEN_CLOCK, "2026-11-20 23:50", -1, 0},
	{NINE, "12:30", BEHIND, WHEN_CLOCK, "2026-11-20 12:30", -1, 0},
	{ONE, "12:30", BEHIND, WHEN_CLOCK, "2026-11-21 12:30", -1, 0},
	{ONE, "上午9点", BEHIND, WHEN_CLOCK, "2026-11-21 09:00", -1, 0},
	{ONE, "上午", BEHIND, WHEN_HALFDAY, "2026-11-21 12:00", -1, 0},
	{ONE, "下午4点", BEHIND, WHEN_CLOCK, "2026-11-20 16:00", -1, 0},
	{SIX, "下午4点", BEHIND, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "昨天16:30", BEHIND, WHEN_CLOCK, "2026-11-20 16:30", -1, D},
	{NINE, "昨天4点半", BEHIND, WHEN_CLOCK, "2026-11-20 16:30", -1, D},
	{NINE, "昨晚8点", BEHIND, WHEN_CLOCK, "2026-11-20 20:00", -1, D},
	{NINE, "昨天下午", BEHIND, WHEN_HALFDAY, "2026-11-20 18:00", -1, D},
	{NINE, "前天9点", BEHIND, WHEN_CLOCK, "2026-11-19 09:00", -1, D},
	{NINE, "前晚8点", BEHIND, WHEN_CLOCK, "2026-11-19 20:00", -1, D},
	{NINE, "yesterday 8:30", BEHIND, WHEN_CLOCK, "2026-11-20 08:30", -1, D},
	{NINE, "8:30 yesterday", BEHIND, WHEN_CLOCK, "2026-11-20 08:30", -1, D},
	{NINE, "last night at 8", BEHIND, WHEN_CLOCK, "2026-11-20 20:00", -1, D},
	{NINE, "周五16:30", BEHIND, WHEN_CLOCK, "2026-11-20 16:30", -1, D},
	{NINE, "周一9点", BEHIND, WHEN_CLOCK, "2026-11-16 09:00", -1, D},
	{NINE, "周六8:30", BEHIND, WHEN_CLOCK, "2026-11-21 08:30", -1, D},
	{NINE, "周六9:30", BEHIND, WHEN_CLOCK, "2026-11-14 09:30", -1, D},
	{NINE, "last friday 9:00", BEHIND, WHEN_CLOCK, "2026-11-20 09:00", -1, D},
	{NINE, "上周五9点", BEHIND, WHEN_CLOCK, "2026-11-13 09:00", -1, D},
	{SIX, "今天4:30", BEHIND, WHEN_CLOCK, "2026-11-21 16:30", -1, D},
	{NINE, "今天9:30", BEHIND, WHEN_CLOCK, "2026-11-21 09:30", -1, D},
	{NINE, "11-20 9:00", BEHIND, WHEN_CLOCK, "2026-11-20 09:00", -1, D},
	{NINE, "20号9点", BEHIND, WHEN_CLOCK, "2026-11-20 09:00", -1, D},
	{NINE, "22号9点", BEHIND, WHEN_CLOCK, "2026-10-22 09:00", -1, D},
	{"2026-01-03 09:00", "12-30 9:00", BEHIND, WHEN_CLOCK, "2025-12-30 09:00", -1, D},
	{NINE, "2小时前", BEHIND, WHEN_SPAN, "2026-11-21 07:00", -1, 0},
	{NINE, "半小时前", BEHIND, WHEN_SPAN, "2026-11-21 08:30", -1, 0},
	{NINE, "两个小时以前", BEHIND, WHEN_SPAN, "2026-11-21 07:00", -1, 0},
	{NINE, "2 hours ago", BEHIND, WHEN_SPAN, "2026-11-21 07:00", -1, 0},
	{NINE, "2小时左右前", BEHIND, WHEN_SPAN, "2026-11-21 07:00", -1, 0},
	{NINE, "half an hour ago", BEHIND, WHEN_SPAN, "2026-11-21 08:30", -1, 0},
	{NINE, "90分钟之前", BEHIND, WHEN_SPAN, "2026-11-21 07:30", -1, 0},
	{NINE, "2小时", BEHIND, WHEN_NONE, NULL, 0, 0},
	{NINE, "2h", BEHIND, WHEN_NONE, NULL, 0, 0},
	{NINE, "2小时后", BEHIND, WHEN_NONE, NULL, 0, 0},
	{NINE, "2小时前往", BEHIND, WHEN_NONE, NULL, 0, 0},
};

static const struct row nothing[] = {
	{NINE, "11-22(周日 9:00", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "11-22 9 p.x", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "2026年11 9:00", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "晚一点 9:00", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "8:5", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "25:00", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "16:75", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "16点75分", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "24:30", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "25点", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "13pm", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "0pm", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "4:30pmx", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "4pmx", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "16:30am", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "4pm2", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "11-31 9:00", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "2-30 9:00", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "13-13 9:00", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "32号9点", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "2027-02-29 9:00", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "360b", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "2h2o", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "90m3", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "90mx", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "1630b", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "16:300", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "163000", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "12347", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "9999", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "1675", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "9", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "16", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "4.5", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "10.20.30.40", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "3.25kg", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "2.50 吨", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "200公里", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "200 km", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "1630-1700", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "0991-1234567", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "12:34:56:78", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "20分", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "721小时", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "31天", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "0小时", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "1.5m", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "半天", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "90m/min", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "下午好", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "夜", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "2小时前", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "2 hours ago", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "今天", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "明天", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "后天", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "tomorrow", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "周五", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "monday", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "11-22", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "11/22", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "11月22日", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "22号", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "2026-11-22", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "2026年11月22日", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "nov 22", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "明天 4台", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "明", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "明华", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "早", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "晚", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "晚点到", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "晚一点到", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "早1点", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "晚十分钟", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "上午好", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "两点原因", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "一点点", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "时间", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "上午16点", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "下午0点", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "凌晨16点", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "上午25:00", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "二三点", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "十十点", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "am", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "may", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "monitor", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "mornings", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "nooner", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "annie", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "in", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "half", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "前往", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, ",16:30", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, " 16:30", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "韩梅", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "ec210-0042", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "大约16:30", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "十", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "3号机", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "this", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "1/2", AHEAD, WHEN_NONE, NULL, 0, 0},
};

/* Spring forward on 2026-03-29 at 02:00, back on 2026-10-25 at 03:00. */
static const struct row berlin[] = {
	{"2026-03-28 20:00", "2:30", AHEAD, WHEN_CLOCK, "2026-03-29 03:30", -1, 0},
	{"2026-03-28 20:00", "明天2:30", AHEAD, WHEN_CLOCK, "2026-03-29 03:30", -1, D},
	{"2026-03-29 00:30", "2小时", AHEAD, WHEN_SPAN, "2026-03-29 03:30", -1, 0},
	{"2026-10-24 20:00", "2:30", AHEAD, WHEN_CLOCK, "2026-10-25 02:30", -1, 0},
	{"2026-10-25 00:30", "2小时", AHEAD, WHEN_SPAN, "2026-10-25 02:30", -1, 0},
	{"2026-10-25 00:30", "3小时", AHEAD, WHEN_SPAN, "2026-10-25 02:30", -1, 0},
	{"2026-10-24 20:00", "4:30", AHEAD, WHEN_CLOCK, "2026-10-25 04:30", -1, 0},
};

static int64_t local(const char *s)
{
	int64_t at;

	assert_true(when_local_read(s, &at));
	return at;
}

/* Reads from a copy without a NUL, so that the sanitizer sees any step past the end. */
static struct when read_copy(const char *s, size_t n, int64_t moment, enum when_side side)
{
	char *copy = malloc(n ? n : 1);
	struct when w;

	assert_non_null(copy);
	memcpy(copy, s, n);
	w = when_read(copy, n, moment, side);
	free(copy);
	return w;
}

static bool row_holds(const struct row *row)
{
	size_t n = strlen(row->text);
	size_t len = row->kind == WHEN_NONE ? 0 : row->len < 0 ? n : (size_t)row->len;
	struct when w = read_copy(row->text, n, local(row->moment), row->side);
	char got[24] = "-";
	bool ok = w.kind == row->kind && w.len == len;

	if (w.kind != WHEN_NONE) {
		when_local(w.at, got);
		ok = ok && row->local && !strcmp(got, row->local) && w.bare == !!(row->flags & B) &&
		     w.dated == !!(row->flags & D);
	}
	if (!ok)
		print_error("%s %s \"%s\": kind %d, %s, %zu bytes%s%s; not kind %d, %s, %zu\n", row->moment,
			    row->side == AHEAD ? "ahead" : "behind", row->text, (int)w.kind, got, w.len,
			    w.bare ? ", bare" : "", w.dated ? ", dated" : "", (int)row->kind,
			    row->local ? row->local : "-", len);
	return ok;
}

/* What is written as a time, and how many bytes of it, although there is no such time. */
static void wrong_times_are_seen(void **state)
{
	static const struct {
		const char *text;
		size_t wrong;
	} wrong[] = {
		{"25:00", 5},
		{"16:75", 5},
		{"24:01 ok", 5},
		{"下午25:00", 11},
		{"25点", 5},
		{"2月30日9点", 13},
		{"13-01 9:00", 10},
		{"11-31 9:00", 10},
		{"2-29 9:00", 9},
		{"32号9点", 9},
		{"11/31 9:00 李雷", 10},
		{"明天25:00", 11},
		{"2026-02-29 9:00", 15},
		{"30 feb 9:00", 11},
		{"16:30", 0},
		{"2-30", 0},
		{"16.75", 0},
		{"2575", 0},
		{"30点建议", 0},
		{"1:100", 0},
		{"99", 0},
		{"16:75-3", 0},
		{"13-01", 0},
		{"25:00b", 0},
		{"", 0},
	};
	size_t bad = 0;

	(void)state;
	assert_true(when_zone("Asia/Shanghai"));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct when w = read_copy(wrong[i].text, strlen(wrong[i].text), local(NINE), AHEAD);

		if (w.wrong != wrong[i].wrong || (w.wrong && w.kind != WHEN_NONE)) {
			print_error("\"%s\": %zu bytes wrong, not %zu\n", wrong[i].text, w.wrong, wrong[i].wrong);
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

static void rows_hold(const char *zone, const struct row *rows, size_t count)
{
	size_t i, bad = 0;

	assert_true(when_zone(zone));
	for (i = 0; i < count; i++)
		bad += !row_holds(&rows[i]);
	assert_int_equal(bad, 0);
}

static void clock_times_are_read(void **state)
{
	(void)state;
	rows_hold("Asia/Shanghai", clocks, COUNT(clocks));
}

static void parts_of_the_day_are_read(void **state)
{
	(void)state;
	rows_hold("Asia/Shanghai", parts, COUNT(parts));
}

static void days_are_read(void **state)
{
	(void)state;
	rows_hold("Asia/Shanghai", days, COUNT(days));
}

static void spans_are_read(void **state)
{
	(void)state;
	rows_hold("Asia/Shanghai", spans, COUNT(spans));
}

static void what_happened_lies_behind(void **state)
{
	(void)state;
	rows_hold("Asia/Shanghai", behind, COUNT(behind));
}

static void other_things_are_not_times(void **state)
{
	(void)state;
	rows_hold("Asia/Shanghai", nothing, COUNT(nothing));
}

static void clocks_are_changed_twice_a_year(void **state)
{
	(void)state;
	rows_hold("Europe/Berlin", berlin, COUNT(berlin));
}

static void spans_keep_the_second(void **state)
{
	struct when w;
	int64_t now;

	(void)state;
	assert_true(when_zone("Asia/Shanghai"));
	now = local("2026-11-21 09:00:31") + 7;
	w = when_read("2h", 2, now, AHEAD);
	assert_int_equal(w.at, now + 7200000);
	w = when_read("9:00", 4, now, AHEAD);
	assert_int_equal(w.at, local(NINE));
	w = when_read("9:01", 4, local(NINE), BEHIND);
	assert_int_equal(w.at, local("2026-11-21 09:01"));
}

/* Pieces of times in any order, and bytes that are no text at all. */
static void nothing_is_read_past_the_end(void **state)
{
	static const char *const pieces[] = {
		"1",      "2",    "30",       "12",    "24",      "0",    "2026",       ":",       ".",
		"-",      "/",    " ",        "点",    "半",      "分",   "时",         "小时",    "个",
		"天",     "月",   "日",       "号",    "年",      "周",   "下",         "上",      "明",
		"今",     "后天", "上午",     "晚",    "早",      "十",   "二",         "百",      "前",
		"后",     "到",   "pm",       "a.m",   "h",       "m",    "in ",        "at ",     "on ",
		"monday", "nov",  "tomorrow", "this ", "morning", "an",   "and a half", "o'clock", "hours",
		"ago",    "许",   "左右",     "一刻",  "\xe4",    "\xff", "(",          ")",
	};
	uint32_t seed = 20261121;
	int64_t now = 1795222800000;
	char s[64];
	int i, k;

	(void)state;
	assert_true(when_zone("America/New_York"));
	for (i = 0; i < 200000; i++) {
		size_t n = 0, cut;
		struct when w;

		for (k = 0; k < 1 + i % 6; k++) {
			seed = seed * 1664525 + 1013904223;
			if (i % 5 == 0) {
				s[n++] = (char)(seed >> 24);
				continue;
			}
			cut = strlen(pieces[(seed >> 16) % COUNT(pieces)]);
			memcpy(s + n, pieces[(seed >> 16) % COUNT(pieces)], cut);
			n += cut;
		}
		seed = seed * 1664525 + 1013904223;
		n -= i % 3 == 0 && n ? (seed >> 16) % n : 0;
		w = read_copy(s, n, now, i % 2 ? AHEAD : BEHIND);
		assert_true(w.len <= n);
		assert_int_equal(w.kind == WHEN_NONE, w.len == 0);
		assert_true(w.kind == WHEN_NONE || (n > 0 && llabs(w.at - now) < INT64_C(100) * 366 * 86400000));
	}
}

static void texts_show_the_date_when_it_is_not_today(void **state)
{
	char out[24];

	(void)state;
	assert_true(when_zone("Asia/Shanghai"));
	when_write(local("2026-11-21 16:30"), local(NINE), out);
	assert_string_equal(out, "16:30");
	when_write(local("2026-11-26 16:30"), local(NINE), out);
	assert_string_equal(out, "11-26 16:30");
	when_write(local("2027-01-03 09:00"), local(NINE), out);
	assert_string_equal(out, "01-03 09:00");
	when_write(local("2027-09-03 09:00"), local(NINE), out);
	assert_string_equal(out, "2027-09-03 09:00");
	when_write(local("2025-11-21 09:00"), local(NINE), out);
	assert_string_equal(out, "2025-11-21 09:00");
	when_write(local("2026-11-20 23:59"), local("2026-11-21 00:00"), out);
	assert_string_equal(out, "11-20 23:59");
}

static void machines_get_rfc_3339(void **state)
{
	char out[40];
	int64_t at;

	(void)state;
	assert_true(when_zone("Asia/Shanghai"));
	when_rfc3339(local("2026-11-21 16:30"), out);
	assert_string_equal(out, "2026-11-21T16:30:00+08:00");
	when_rfc3339(local("2026-11-21 16:30:05") + 40, out);
	assert_string_equal(out, "2026-11-21T16:30:05.040+08:00");
	when_rfc3339(-1, out);
	assert_string_equal(out, "1970-01-01T07:59:59.999+08:00");
	assert_true(when_zone("America/St_Johns"));
	assert_true(when_rfc3339_read("2026-07-01T00:00:00Z", &at));
	when_rfc3339(at, out);
	assert_string_equal(out, "2026-06-30T21:30:00-02:30");
	assert_true(when_rfc3339_read("0001-01-01T00:00:00Z", &at));
	when_rfc3339(at, out);
	assert_string_equal(out, "0000-12-31T20:30:00-03:30");
}

static void rfc_3339_is_read_strictly(void **state)
{
	static const struct {
		const char *s;
		int64_t at;
	} good[] = {
		{"2026-11-21T16:30:00+08:00", 1795249800000},
		{"2026-11-21T08:30:00Z", 1795249800000},
		{"2026-11-21t08:30:00z", 1795249800000},
		{"2026-11-21T08:30:00.5Z", 1795249800500},
		{"2026-11-21T08:30:00.123999Z", 1795249800123},
		{"2026-11-21T02:30:00-06:00", 1795249800000},
		{"1970-01-01T00:00:00-00:00", 0},
		{"1969-12-31T23:59:59.5Z", -500},
		{"2016-12-31T23:59:60Z", 1483228800000},
		{"2017-01-01T07:59:60+08:00", 1483228800000},
		{"2024-02-29T00:00:00Z", 1709164800000},
	};
	static const char *const bad[] = {
		"",
		"2026",
		"2026-02-30T00:00:00Z",
		"2026-02-29T00:00:00Z",
		"2026-13-01T00:00:00Z",
		"2026-00-01T00:00:00Z",
		"2026-01-00T00:00:00Z",
		"2026-11-21T24:00:00Z",
		"2026-11-21T16:60:00Z",
		"2026-11-21T16:30:61Z",
		"2026-11-21T16:30:60Z",
		"2026-11-21T16:30:00",
		"2026-11-21 16:30:00Z",
		"2026-11-21T16:30Z",
		"2026-11-21T16:30:00.Z",
		"2026-11-21T16:30:00+0800",
		"2026-11-21T16:30:00+24:00",
		"2026-11-21T16:30:00+08:60",
		"2026-11-21T16:30:00+08:00 ",
		"2026-11-21T16:30:00Zx",
		" 2026-11-21T16:30:00Z",
		"2026-11-2T16:30:00Z",
		"26-11-21T16:30:00Z",
		"2026-11-21T16:30:00,5Z",
		"2026-11-21T16:30:00.5",
		"2026-11-21T16:30:00+8:00",
		"2026-11-21T16:30:00+08",
		"+026-11-21T16:30:00Z",
		"2026-11-21T08:30:00.",
		"2026-11-21T08:30:00./",
		"2026-11-21T08:30:00.:",
	};
	int64_t at;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(good); i++) {
		assert_true(when_rfc3339_read(good[i].s, &at));
		assert_int_equal(at, good[i].at);
	}
	for (i = 0; i < COUNT(bad); i++) {
		if (when_rfc3339_read(bad[i], &at))
			fail_msg("\"%s\" was read", bad[i]);
	}
}

static void local_times_are_read_strictly(void **state)
{
	static const char *const bad[] = {
		"",
		"2026-11-21",
		"2026-11-21 9:00",
		"2026-11-21T09:00",
		"2026-11-21 24:00",
		"2026-11-21 09:60",
		"2026-02-30 09:00",
		"2026-11-21 09:00 ",
		"2026-11-21 09:00:60",
		"2026-11-21 09:00:5",
		"2026-03-29 02:30", /* leapt over */
	};
	char out[24];
	int64_t at;
	size_t i;

	(void)state;
	assert_true(when_zone("Europe/Berlin"));
	for (i = 0; i < COUNT(bad); i++) {
		if (when_local_read(bad[i], &at))
			fail_msg("\"%s\" was read", bad[i]);
	}
	assert_true(when_local_read("2026-03-29 03:30", &at));
	when_local(at, out);
	assert_string_equal(out, "2026-03-29 03:30");
	assert_true(when_local_read("2026-11-21 09:00:30", &at));
	assert_int_equal(at % 60000, 30000);
}

static void a_day_begins_at_its_first_minute(void **state)
{
	int64_t at;

	(void)state;
	assert_true(when_zone("Asia/Shanghai"));
	assert_int_equal(when_day(local("2026-11-21 23:59"), 0), local("2026-11-21 00:00"));
	assert_int_equal(when_day(local("2026-11-21 00:00"), 0), local("2026-11-21 00:00"));
	assert_int_equal(when_day(local("2026-12-31 12:00"), 1), local("2027-01-01 00:00"));
	assert_int_equal(when_day(local("2026-03-01 12:00"), -1), local("2026-02-28 00:00"));
	assert_true(when_zone("Europe/Berlin"));
	at = local("2026-03-29 12:00");
	assert_int_equal(when_day(at, 1) - when_day(at, 0), 23 * 3600000);
	at = local("2026-10-25 12:00");
	assert_int_equal(when_day(at, 1) - when_day(at, 0), 25 * 3600000);
	/* In Beirut the clock is put forward at midnight. */
	assert_true(when_zone("Asia/Beirut"));
	assert_int_equal(when_day(local("2022-03-27 12:00"), 0), local("2022-03-27 01:00"));
}

/* What libc says of that second must be what is written. */
static void shown_as_libc_does(const char *zone, int64_t at)
{
	time_t s = (time_t)(at / 1000);
	struct tm tm;
	char out[24], should[24];

	localtime_r(&s, &tm);
	strftime(should, sizeof(should), "%Y-%m-%d %H:%M", &tm);
	when_local(at, out);
	if (strcmp(out, should) != 0)
		fail_msg("%s, %lld: %s, not %s", zone, (long long)s, out, should);
}

/* Zones that change by less than an hour, in winter, at midnight, over a month of fasting, over a day, by the file's
 * rule alone; and two that only libc knows. */
static void the_clock_shows_what_libc_says(void **state)
{
	static const char *const zones[] = {
		"Asia/Shanghai",     "Europe/Berlin", "Europe/Dublin",          "Australia/Lord_Howe", "Asia/Gaza",
		"Africa/Casablanca", "Pacific/Apia",  "Antarctica/Troll",       "America/St_Johns",    "Asia/Beirut",
		"America/Nuuk",      "CST-8",         "EST5EDT,M3.2.0,M11.1.0",
	};
	/* 1988 to 2074: zone.h's years, and what lies beside them. */
	const int64_t first = INT64_C(570000000000), last = INT64_C(3300000000000), step = 11 * 3600000,
		      quarter = 900000;

	(void)state;
	for (size_t i = 0; i < COUNT(zones); i++) {
		long offset = 0;

		assert_int_equal(setenv("TZ", zones[i], 1), 0);
		tzset();
		for (int64_t at = first; at < last; at += step) {
			time_t s = (time_t)(at / 1000);
			struct tm tm;

			localtime_r(&s, &tm);
			shown_as_libc_does(zones[i], at);
			/* Somewhere in this step the clock was changed. */
			for (int64_t m = at - step; tm.tm_gmtoff != offset && m <= at; m += quarter)
				for (int k = -1; k <= 1; k++)
					shown_as_libc_does(zones[i], m - m % quarter + k * 1000);
			offset = tm.tm_gmtoff;
		}
	}
}

/* From one call to the next. */
static void tz_is_heeded_when_it_changes(void **state)
{
	static const struct {
		const char *zone, *shown;
	} turns[] = {
		{"Asia/Shanghai", "2026-11-21 16:30"}, {"Europe/Berlin", "2026-11-21 09:30"},
		{"CST-9", "2026-11-21 17:30"},         {"Asia/Shanghai", "2026-11-21 16:30"},
		{"CST-9", "2026-11-21 17:30"},         {"UTC", "2026-11-21 08:30"},
	};
	char out[24];

	(void)state;
	for (size_t i = 0; i < COUNT(turns); i++) {
		assert_int_equal(setenv("TZ", turns[i].zone, 1), 0);
		when_local(1795249800000, out);
		assert_string_equal(out, turns[i].shown);
	}
}

static void months_are_of_the_calendar(void **state)
{
	(void)state;
	assert_true(when_zone("Asia/Shanghai"));
	assert_int_equal(when_months(local("2026-11-21 16:30"), -6), local("2026-05-21 16:30"));
	assert_int_equal(when_months(local("2026-03-01 00:05"), -3), local("2025-12-01 00:05"));
	assert_int_equal(when_months(local("2026-11-30 23:59"), 3), local("2027-02-28 23:59"));
	assert_int_equal(when_months(local("2024-08-31 12:00"), -6), local("2024-02-29 12:00"));
	assert_int_equal(when_months(local("2026-11-21 09:00"), 0), local("2026-11-21 09:00"));
}

static void only_zones_there_are_can_be_set(void **state)
{
	static const char *const bad[] = {
		"",
		"Asia",
		"Asia/",
		"Asia/Atlantis",
		"/usr/share/zoneinfo/Asia/Shanghai",
		"../zoneinfo/Asia/Shanghai",
		"Asia/../Asia/Shanghai",
		"zone.tab",
		":Asia/Shanghai",
		"tzdata.zi",
		"leap-seconds.list",
		"CST-8",
		".",
	};
	char far[5000] = "";
	size_t i;

	(void)state;
	assert_true(when_zone("Asia/Shanghai"));
	for (i = 0; i < COUNT(bad); i++) {
		if (when_zone(bad[i]))
			fail_msg("\"%s\" was set", bad[i]);
	}
	memset(far, 'x', sizeof(far) - 1);
	assert_false(when_zone(far));
	assert_string_equal(getenv("TZ"), "Asia/Shanghai");
	/* Another folder of zones may be named, as for any program; an empty name names none. */
	setenv("TZDIR", "/tmp", 1);
	assert_false(when_zone("Asia/Shanghai"));
	setenv("TZDIR", "", 1);
	assert_true(when_zone("Asia/Shanghai"));
	unsetenv("TZDIR");
	assert_true(when_zone("UTC"));
	assert_int_equal(local("1970-01-01 00:00"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clock_times_are_read),
		cmocka_unit_test(wrong_times_are_seen),
		cmocka_unit_test(parts_of_the_day_are_read),
		cmocka_unit_test(days_are_read),
		cmocka_unit_test(spans_are_read),
		cmocka_unit_test(what_happened_lies_behind),
		cmocka_unit_test(other_things_are_not_times),
		cmocka_unit_test(clocks_are_changed_twice_a_year),
		cmocka_unit_test(spans_keep_the_second),
		cmocka_unit_test(nothing_is_read_past_the_end),
		cmocka_unit_test(texts_show_the_date_when_it_is_not_today),
		cmocka_unit_test(machines_get_rfc_3339),
		cmocka_unit_test(rfc_3339_is_read_strictly),
		cmocka_unit_test(local_times_are_read_strictly),
		cmocka_unit_test(a_day_begins_at_its_first_minute),
		cmocka_unit_test(the_clock_shows_what_libc_says),
		cmocka_unit_test(tz_is_heeded_when_it_changes),
		cmocka_unit_test(months_are_of_the_calendar),
		cmocka_unit_test(only_zones_there_are_can_be_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
