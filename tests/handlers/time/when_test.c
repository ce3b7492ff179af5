/* Clock times, as people text them, and what is none. `2026-11-21` is a Saturday. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/handlers/libc_clock.h"
#include "tests/handlers/time/when_rows.h"
#include "tests/here.h"

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
	{NINE, "中午", AHEAD, WHEN_HALFDAY, "2026-11-21 13:00", -1, 0},
	{NINE, "正午", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "中午前", AHEAD, WHEN_HALFDAY, "2026-11-21 13:00", -1, 0},
	{ONE, "中午", AHEAD, WHEN_HALFDAY, "2026-11-21 13:00", -1, 0},
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

/* Contract, "What is plain": of an approximate time the later counts, and 差一刻四点 is 15:45. */
static const struct row around[] = {
	{NINE, "三四点", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "两三点", AHEAD, WHEN_CLOCK, "2026-11-21 15:00", -1, 0},
	{NINE, "十一二点", AHEAD, WHEN_CLOCK, "2026-11-21 12:00", -1, 0},
	{NINE, "3,4点", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "3 4点", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "1,3点", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "8到9点", AHEAD, WHEN_CLOCK, "2026-11-21 09:00", -1, 0},
	{NINE, "八到九点", AHEAD, WHEN_CLOCK, "2026-11-21 09:00", -1, 0},
	{NINE, "下午两到三点", AHEAD, WHEN_CLOCK, "2026-11-21 15:00", -1, 0},
	{NINE, "2点到3点", AHEAD, WHEN_CLOCK, "2026-11-21 15:00", -1, 0},
	{NINE, "2 to 3 pm", AHEAD, WHEN_CLOCK, "2026-11-21 15:00", -1, 0},
	{NINE, "两三个小时", AHEAD, WHEN_SPAN, "2026-11-21 12:00", -1, 0},
	{NINE, "2,3个小时", AHEAD, WHEN_SPAN, "2026-11-21 12:00", -1, 0},
	{NINE, "2到3个小时", AHEAD, WHEN_SPAN, "2026-11-21 12:00", -1, 0},
	{NINE, "two to three hours", AHEAD, WHEN_SPAN, "2026-11-21 12:00", -1, 0},
	{NINE, "差一刻四点", AHEAD, WHEN_CLOCK, "2026-11-21 15:45", -1, 0},
	{NINE, "差10分3点", AHEAD, WHEN_CLOCK, "2026-11-21 14:50", -1, 0},
	{NINE, "4点差5分", AHEAD, WHEN_CLOCK, "2026-11-21 15:55", -1, 0},
	{NINE, "下午差五分四点", AHEAD, WHEN_CLOCK, "2026-11-21 15:55", -1, 0},
	{NINE, "half past four", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "quarter to five pm", AHEAD, WHEN_CLOCK, "2026-11-21 16:45", -1, 0},
	{NINE, "a quarter past 4", AHEAD, WHEN_CLOCK, "2026-11-21 16:15", -1, 0},
	{NINE, "ten to five", AHEAD, WHEN_CLOCK, "2026-11-21 16:50", -1, 0},
	{NINE, "tonight 9", AHEAD, WHEN_CLOCK, "2026-11-21 21:00", -1, D},
	{NINE, "16*30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "16h30", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "17h", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", -1, 0},
	{NINE, "17h-2", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", 3, 0},
	{NINE, "24h", AHEAD, WHEN_SPAN, "2026-11-22 09:00", -1, 0},
	{NINE, "12h later", AHEAD, WHEN_SPAN, "2026-11-21 21:00", -1, 0},
	{NINE, "5:30 or 6", AHEAD, WHEN_CLOCK, "2026-11-21 18:00", -1, 0},
	{NINE, "5:30, maybe 5", AHEAD, WHEN_CLOCK, "2026-11-21 17:30", -1, 0},
	{NINE, "17:30 or 6 people", AHEAD, WHEN_CLOCK, "2026-11-21 17:30", 5, 0},
	{NINE, "三点到五点回站", AHEAD, WHEN_CLOCK, "2026-11-21 15:00", 6, 0},
	{NINE, "4th 9am", AHEAD, WHEN_CLOCK, "2026-12-04 09:00", -1, D},
	{NINE, "4 dec 9am", AHEAD, WHEN_CLOCK, "2026-12-04 09:00", -1, D},
	{NINE, "12月10日9点", AHEAD, WHEN_CLOCK, "2026-12-10 09:00", -1, D},
	{NINE, "周三9点", AHEAD, WHEN_CLOCK, "2026-11-25 09:00", -1, D},
	{NINE, "4th", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "新疆时间2点半", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "新疆时间下午2点", AHEAD, WHEN_CLOCK, "2026-11-21 16:00", -1, 0},
	{NINE, "乌鲁木齐时间15:00", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", -1, 0},
	{NINE, "明天新疆时间9点", AHEAD, WHEN_CLOCK, "2026-11-22 11:00", -1, D},
	{NINE, "2点半(新疆时间)", AHEAD, WHEN_CLOCK, "2026-11-21 16:30", -1, 0},
	{NINE, "北京时间17点", AHEAD, WHEN_CLOCK, "2026-11-21 17:00", -1, 0},
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
	{NINE, "三二点", AHEAD, WHEN_NONE, NULL, 0, 0},
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
	assert_true(here_zone("Asia/Shanghai"));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct when w = when_read_copy(wrong[i].text, strlen(wrong[i].text), at_local(NINE), AHEAD);

		if (w.wrong != wrong[i].wrong || (w.wrong && w.kind != WHEN_NONE)) {
			print_error("\"%s\": %zu bytes wrong, not %zu\n", wrong[i].text, w.wrong, wrong[i].wrong);
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

static void clock_times_are_read(void **state)
{
	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	when_rows_hold(clocks, COUNT(clocks));
}

static void what_is_about_is_the_later(void **state)
{
	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	when_rows_hold(around, COUNT(around));
}

static void what_happened_lies_behind(void **state)
{
	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	when_rows_hold(behind, COUNT(behind));
}

static void other_things_are_not_times(void **state)
{
	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	when_rows_hold(nothing, COUNT(nothing));
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
	assert_true(here_zone("America/New_York"));
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
		w = when_read_copy(s, n, now, i % 2 ? AHEAD : BEHIND);
		assert_true(w.len <= n);
		assert_int_equal(w.kind == WHEN_NONE, w.len == 0);
		assert_true(w.kind == WHEN_NONE || (n > 0 && llabs(w.at - now) < INT64_C(100) * 366 * 86400000));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clock_times_are_read),       cmocka_unit_test(wrong_times_are_seen),
		cmocka_unit_test(what_is_about_is_the_later), cmocka_unit_test(what_happened_lies_behind),
		cmocka_unit_test(other_things_are_not_times), cmocka_unit_test(nothing_is_read_past_the_end),
	};

	return cmocka_run_group_tests(tests, when_words_load, when_words_free);
}
