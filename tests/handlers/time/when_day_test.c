/* Days and their parts, as people text them. `2026-11-21` is a Saturday. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handlers/time/when.h"
#include "tests/handlers/libc_clock.h"
#include "tests/handlers/time/when_rows.h"
#include "tests/here.h"

/* Dates of digits alone, where days are written first. */
static const struct row days_first[] = {
	{NINE, "04/12 9am", AHEAD, WHEN_CLOCK, "2026-12-04 09:00", -1, D},
	{NINE, "26-11 16:30", AHEAD, WHEN_CLOCK, "2026-11-26 16:30", -1, D},
	{NINE, "2026-11-26 16:30", AHEAD, WHEN_CLOCK, "2026-11-26 16:30", -1, D},
	{NINE, "11-26 16:30", AHEAD, WHEN_NONE, NULL, 0, 0},
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
	/* The last pm belongs to the 2. */
	{NINE, "pm11-22 pm2", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "pm11-22  am", AHEAD, WHEN_NONE, NULL, 0, 0},
	/* The second number is keyed as a time, and no count of hours. */
	{NINE, "20h or11*0h", AHEAD, WHEN_CLOCK, "2026-11-21 20:00", 3, 0},
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
	{NINE, "晚上", AHEAD, WHEN_HALFDAY, "2026-11-21 21:00", -1, 0},
	{NIGHT, "晚上", AHEAD, WHEN_HALFDAY, "2026-11-22 21:00", -1, 0},
	{NINE, "今晚", AHEAD, WHEN_HALFDAY, "2026-11-21 21:00", -1, D},
	{NINE, "明早", AHEAD, WHEN_HALFDAY, "2026-11-22 12:00", -1, D},
	{NINE, "明晚", AHEAD, WHEN_HALFDAY, "2026-11-22 21:00", -1, D},
	{NINE, "明天上午", AHEAD, WHEN_HALFDAY, "2026-11-22 12:00", -1, D},
	{NINE, "后天上午", AHEAD, WHEN_HALFDAY, "2026-11-23 12:00", -1, D},
	{NINE, "后天上午之前", AHEAD, WHEN_HALFDAY, "2026-11-23 12:00", -1, D},
	{NINE, "今天下午", AHEAD, WHEN_HALFDAY, "2026-11-21 18:00", -1, D},
	{NINE, "今天上午", AHEAD, WHEN_HALFDAY, "2026-11-21 12:00", -1, D},
	{ONE, "今天上午", AHEAD, WHEN_HALFDAY, "2026-11-21 12:00", -1, D},
	{NINE, "明天中午", AHEAD, WHEN_HALFDAY, "2026-11-22 13:00", -1, D},
	{NINE, "morning", AHEAD, WHEN_HALFDAY, "2026-11-21 12:00", -1, 0},
	{NINE, "afternoon", AHEAD, WHEN_HALFDAY, "2026-11-21 18:00", -1, 0},
	{NINE, "in the afternoon", AHEAD, WHEN_HALFDAY, "2026-11-21 18:00", -1, 0},
	{NINE, "evening", AHEAD, WHEN_HALFDAY, "2026-11-21 21:00", -1, 0},
	{NINE, "tonight", AHEAD, WHEN_HALFDAY, "2026-11-21 21:00", -1, D},
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
	{NINE, "12/4/2026 9am", AHEAD, WHEN_CLOCK, "2026-12-04 09:00", -1, D},
	{NINE, "12-4-2026 9:00", AHEAD, WHEN_CLOCK, "2026-12-04 09:00", -1, D},
	{NINE, "12/4/27 9:00", AHEAD, WHEN_CLOCK, "2027-12-04 09:00", -1, D},
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

static void parts_of_the_day_are_read(void **state)
{
	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	when_rows_hold(parts, COUNT(parts));
}

static void days_are_first_where_that_is_said(void **state)
{
	char shown[24];

	(void)state;
	here_locale.date_order = DATE_DMY;
	assert_true(here_zone("Asia/Shanghai"));
	when_rows_hold(days_first, COUNT(days_first));
	when_write(at_local("2026-11-26 16:30"), at_local(NINE), shown);
	assert_string_equal(shown, "26-11 16:30");
	here_locale.date_order = DATE_MDY;
}

static void days_are_read(void **state)
{
	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	when_rows_hold(days, COUNT(days));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_of_the_day_are_read),
		cmocka_unit_test(days_are_first_where_that_is_said),
		cmocka_unit_test(days_are_read),
	};

	return cmocka_run_group_tests(tests, when_words_load, when_words_free);
}
