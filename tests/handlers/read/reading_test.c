/* What texts mean, as they are typed on old phones: read, and what becomes of them. Every refusal's example is sent in
 * its turn and must not be refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "handlers/decision/permission.h"
#include "handlers/read/reading.h"
#include "templates/text/fold.h"
#include "tests/handlers/fake_example.h"
#include "tests/langs.h"

/* Codes (`@` the stated time, `~` only near), `#` the ticket's number (`!` one that cannot be), times, `+` people, `?`
 * a stranger and whom it is near, `@` a station, `%` a node, words in quotes. At 09:00 李雷 leads 10008 (on the way) and 10019
 * (dispatched), Tom Baker 10024 (dispatched), 韩梅 10035 (on site); 10043 is reported in 库尔勒, 10062 in 乌鲁木齐, 10056
 * nowhere. */
struct row {
	const char *who, *text, *read, *becomes;
};

static const struct row departs[] = {
	{"李雷", "出发 16:30", "depart 16:30", "done"},
	{"李雷", "出发16:30", "depart 16:30", "done"},
	{"李雷", "出发1630", "depart 16:30", "done"},
	{"李雷", "出发 1630", "depart 16:30", "done"},
	{"李雷", "出发，16:30", "depart 16:30", "done"},
	{"李雷", "出发。16：30", "depart 16:30", "done"},
	{"李雷", "出发：１６：３０", "depart 16:30", "done"},
	{"李雷", "ＣＦ　１６３０", "depart 16:30", "done"},
	{"李雷", "cf1630", "depart 16:30", "done"},
	{"李雷", "Cf 16.30", "depart 16:30", "done"},
	{"李雷", "cF,16:30.", "depart 16:30", "done"},
	{"李雷", "1 1630", "depart 16:30", "done"},
	{"李雷", "1 16:30", "depart 16:30", "done"},
	{"李雷", "1,1630", "depart 16:30", "done"},
	{"李雷", "1.1630", "depart 16:30", "done"},
	{"李雷", "1、1630", "depart 16:30", "done"},
	{"李雷", "１　１６３０", "depart 16:30", "done"},
	{"李雷", "1。16：30", "depart 16:30", "done"},
	{"李雷", "1 16点30分", "depart 16:30", "done"},
	{"李雷", "1-1630", "depart 16:30", "done"},
	{"李雷", "1/1630", "depart 16:30", "done"},
	{"李雷", "1：1630", "depart 16:30", "done"},
	{"李雷", "1  下午四点半", "depart 16:30", "done"},
	{"李雷", "出发 下午四点半", "depart 16:30", "done"},
	{"李雷", "出发下午4点半到", "depart 16:30", "done"},
	{"李雷", "出发 下午4:30左右到", "depart 16:30", "done"},
	{"李雷", "出发 预计16:30到达", "depart 16:30", "done"},
	{"李雷", "出发，预计16:30到达工地", "depart 16:30", "done"},
	{"李雷", "已出发 16:30", "depart 16:30", "done"},
	{"李雷", "我出发了 16:30", "depart 16:30", "done"},
	{"李雷", "出发了，16:30到", "depart 16:30", "done"},
	{"李雷", "出发 晚上8点", "depart 20:00", "done"},
	{"李雷", "出发 十二点一刻", "depart 12:15", "done"},
	{"李雷", "出发 十点半", "depart 10:30", "done"},
	{"李雷", "出发 两点", "depart 14:00", "done"},
	{"李雷", "出发 两小时后到", "depart 11:00", "done"},
	{"李雷", "出发 2小时", "depart 11:00", "done"},
	{"李雷", "出发 2h", "depart 11:00", "done"},
	{"李雷", "出发 90分钟", "depart 10:30", "done"},
	{"李雷", "出发 大概2个小时", "depart 11:00", "done"},
	{"李雷", "出发 半小时", "depart 09:30", "done"},
	{"李雷", "出发 一个半小时", "depart 10:30", "done"},
	{"李雷", "出发 明天9点", "depart 11-22 09:00", "done"},
	{"李雷", "出发 明天9点到", "depart 11-22 09:00", "done"},
	{"李雷", "出发 后天上午", "depart 11-23 12:00", "done"},
	{"李雷", "出发 11-22 9:00", "depart 11-22 09:00", "done"},
	{"李雷", "出发 11月22日9点", "depart 11-22 09:00", "done"},
	{"李雷", "出发 4:30pm", "depart 16:30", "done"},
	{"李雷", "depart 4:30pm", "depart 16:30", "done"},
	{"李雷", "DEPART 4:30PM", "depart 16:30", "done"},
	{"李雷", "depart by 16:30 with 韩梅", "depart 16:30 +韩梅", "done"},
};
static const struct row by_number[] = {
	{"李雷", "CF10008，16：30", "depart #10008 16:30", "state"},
	{"李雷", "CF10019,16:30", "depart #10019 16:30", "done"},
	{"李雷", "出发10019 16:30", "depart #10019 16:30", "done"},
	{"李雷", "出发1001916:30", "depart #10019 16:30", "done"},
	{"李雷", "出发10019 1630", "depart #10019 16:30", "done"},
	{"李雷", "出发100191630", "depart #10019 16:30", "done"},
	{"李雷", "出发 16:30 10019", "depart #10019 16:30", "done"},
	{"李雷", "出发 1630 10019", "depart #10019 16:30", "done"},
	{"李雷", "出发16:30，10019", "depart #10019 16:30", "done"},
	{"李雷", "出发 工单10019 16:30", "depart #10019 16:30", "done"},
	{"李雷", "出发 工单号：10019，16:30", "depart #10019 16:30", "done"},
	{"李雷", "出发 单号10019 时间16:30", "depart #10019 16:30", "done"},
	{"李雷", "出发#10019 16:30", "depart #10019 16:30", "done"},
	{"李雷", "出发 【10019】16:30", "depart #10019 16:30", "done"},
	{"李雷", "出发 no.10019 16:30", "depart #10019 16:30", "done"},
	{"李雷", "1 10019 1630", "depart #10019 16:30", "done"},
	{"李雷", "1，10019，1630", "depart #10019 16:30", "done"},
	{"李雷", "１　１００１９　１６３０", "depart #10019 16:30", "done"},
	{"李雷", "CF 10018 16:30", "depart !10018 16:30", "number"},
	{"李雷", "CF 10091 16:30", "depart !10091 16:30", "number"},
	{"李雷", "CF 10024 16:30", "depart #10024 16:30", "not_yours"},
	{"李雷", "CF 12345 16:30", "depart !12345 16:30", "number"},
	{"李雷", "出发 16:30 12345", "depart 16:30 \"12345\"", "done"},
	{"李雷", "出发 100190 16:30", "depart #100190 16:30", "number"},
	{"李雷", "出发 1001 16:30", "depart 10:01 16:30", "two_times"},
	{"李雷", "出发 10019小时", "depart \"10019小时\"", "missing"},
	{"李雷", "出发 10000小时", "depart \"10000小时\"", "missing"},
	{"李雷", "出发 1234567890 16:30", "depart 16:30 ?1234567890= \"1234567890\"", "stranger"},
	{"李雷", "出发 13800000012 16:30", "depart 16:30 +韩梅", "done"},
	{"李雷", "10019 出发 16:30", "depart #10019 16:30", "done"},
	{"李雷", "16:30 出发", "depart", "not_done"},
	{"李雷", "出发 10019", "depart #10019", "missing"},
	{"李雷", "出发 10019 10008 16:30", "depart #10019 16:30", "which"},
};
static const struct row people[] = {
	{"李雷", "出发 16:30 同行 韩梅", "depart 16:30 +韩梅", "done"},
	{"李雷", "出发16:30同行韩梅", "depart 16:30 +韩梅", "done"},
	{"李雷", "出发 同行韩梅 16:30", "depart 16:30 +韩梅", "done"},
	{"李雷", "出发韩梅16:30", "depart 16:30 +韩梅", "done"},
	{"李雷", "出发 韩梅 16:30 10019", "depart #10019 16:30 +韩梅", "done"},
	{"李雷", "出发 16:30 和韩梅一起", "depart 16:30 +韩梅", "done"},
	{"李雷", "出发 16:30 同行：韩梅、刘洋", "depart 16:30 +韩梅 +刘洋", "done"},
	{"李雷", "出发 16:30 同行韩梅刘洋", "depart 16:30 +韩梅 +刘洋", "done"},
	{"李雷", "出发 16:30 同行 韩梅和刘洋", "depart 16:30 +韩梅 +刘洋", "done"},
	{"李雷", "出发 16:30 同行 韩梅,刘洋,Tom Baker", "depart 16:30 +韩梅 +刘洋 +Tom Baker", "done"},
	{"李雷", "出发 16:30 with tom baker", "depart 16:30 +Tom Baker", "done"},
	{"李雷", "出发 16:30 TOM BAKER", "depart 16:30 +Tom Baker", "done"},
	{"李雷", "出发 16:30 TomBaker", "depart 16:30 +Tom Baker", "done"},
	{"李雷", "出发 16:30 同行 张伟", "depart 16:30 +张伟,库尔勒站/张伟,乌鲁木齐站", "who"},
	{"李雷", "出发 16:30 同行 张伟 库尔勒站", "depart 16:30 +张伟,库尔勒站 @库尔勒站", "done"},
	{"李雷", "出发 16:30 同行 张伟库尔勒", "depart 16:30 +张伟,库尔勒站 @库尔勒站", "done"},
	{"李雷", "出发 16:30 同行 库尔勒站张伟", "depart 16:30 +张伟,库尔勒站 @库尔勒站", "done"},
	{"李雷", "出发 16:30 同行 乌鲁木齐 张伟", "depart 16:30 +张伟,乌鲁木齐站 @乌鲁木齐站", "done"},
	{"李雷", "出发 16:30 同行 张伟（库尔勒站）", "depart 16:30 +张伟,库尔勒站 @库尔勒站", "done"},
	{"李雷", "出发 16:30 同行 13800000014", "depart 16:30 +张伟,库尔勒站", "done"},
	{"李雷", "出发 16:30 同行 +8613800000014", "depart 16:30 +张伟,库尔勒站", "done"},
	{"李雷", "出发 16:30 同行 8613800000014", "depart 16:30 +张伟,库尔勒站", "done"},
	{"李雷", "出发 16:30 同行 138-0000-0014", "depart 16:30 +张伟,库尔勒站", "done"},
	{"李雷", "出发 16:30 同行 138 0000 0014", "depart 16:30 +张伟,库尔勒站", "done"},
	{"李雷", "出发 16:30 同行 013800000014", "depart 16:30 +张伟,库尔勒站", "done"},
	{"李雷", "出发 16:30 同行 13800009999", "depart 16:30 ?13800009999= \"同行 13800009999\"", "stranger"},
	{"李雷", "出发 16:30 同行 李雷鸣", "depart 16:30 +李雷鸣", "done"},
	{"李雷", "出发 16:30 同行 李雷", "depart 16:30 +李雷", "done"},
	{"李雷", "出发 16:30 同行 寒梅", "depart 16:30 ?寒梅=韩梅 \"同行 寒梅\"", "stranger"},
	{"李雷", "出发 16:30 同行 韩每", "depart 16:30 ?韩每=韩梅 \"同行 韩每\"", "stranger"},
	{"李雷", "出发 16:30 同行 小王", "depart 16:30 \"同行 小王\"", "done"},
	{"李雷", "出发 16:30 同行 无", "depart 16:30 \"同行 无\"", "done"},
	{"李雷", "出发 16:30 无同行", "depart 16:30 \"无同行\"", "done"},
	{"李雷", "出发 16:30 同行 韩梅 王小二", "depart 16:30 +韩梅 ?王小二= \"王小二\"", "stranger"},
	{"李雷", "出发 16:30 with 韩梅 and Li Lei", "depart 16:30 +韩梅 ?Li Lei= \"and Li Lei\"", "stranger"},
	{"李雷", "出发 16:30 with Ann and Li Lei", "depart 16:30 +Ann ?Li Lei= \"and Li Lei\"", "stranger"},
	{"李雷", "出发 16:30 同行 韩梅、刘洋、王小二", "depart 16:30 +韩梅 +刘洋 ?王小二= \"王小二\"", "stranger"},
	{"李雷", "出发 16:30 同行 韩梅，王小二", "depart 16:30 +韩梅 ?王小二= \"王小二\"", "stranger"},
	{"李雷", "出发 16:30 同行韩梅王小二", "depart 16:30 +韩梅 ?王小二= \"同行韩梅王小二\"", "stranger"},
	{"李雷", "出发 16:30 同行韩梅带泵", "depart 16:30 +韩梅 \"同行韩梅带泵\"", "done"},
	{"李雷", "出发 16:30 with 韩梅, Li Lei", "depart 16:30 +韩梅 ?Li Lei= \"Li Lei\"", "stranger"},
	{"李雷", "出发 16:30 with Ann, need pump", "depart 16:30 +Ann \"need pump\"", "done"},
	{"李雷", "出发 16:30 同行 韩梅 一起", "depart 16:30 +韩梅", "done"},
	{"李雷", "出发 16:30 with Ann Bobby", "depart 16:30 +Ann ?Bobby= \"Bobby\"", "stranger"},
	{"李雷", "出发 16:30 with Ann by car", "depart 16:30 +Ann \"by car\"", "done"},
	{"李雷", "出发 16:30 韩梅 王小二", "depart 16:30 +韩梅 \"王小二\"", "done"},
	{"李雷", "出发 16:30 一个人", "depart 16:30 \"一个人\"", "done"},
	{"李雷", "出发 16:30 路上堵车", "depart 16:30 ?路上堵车= \"路上堵车\"", "done"},
	{"李雷", "出发 16:30 ann", "depart 16:30 +Ann", "done"},
	{"李雷", "出发 16:30 ann lee", "depart 16:30 +Ann Lee", "done"},
	{"李雷", "出发 16:30 Annlee", "depart 16:30 +Ann Lee", "done"},
	{"李雷", "出发 16:30 anna", "depart 16:30 ?anna=Ann \"anna\"", "stranger"},
	{"李雷", "出发 16:30 同行 韩梅，带液压泵", "depart 16:30 +韩梅 \"带液压泵\"", "done"},
	{"李雷", "出发 16:30 马忠工地", "depart 16:30 ?马忠= \"马忠工地\"", "done"},
	{"李雷", "出发 16:30 王建国工地", "depart 16:30 ?王建国= \"王建国工地\"", "machine"},
};
static const struct row times[] = {
	{"李雷", "出发 16:30 17:30", "depart 16:30 17:30", "two_times"},
	{"李雷", "出发 9:30 预计16:30到", "depart 09:30 16:30", "two_times"},
	{"李雷", "出发 16:30 路上要2小时", "depart 16:30 ?路上= \"路上要2小时\"", "done"},
	{"李雷", "出发 2小时 16:30到", "depart 16:30 \"2小时\"", "done"},
	{"李雷", "出发 16:30-17:00", "depart 17:00", "done"},
	{"李雷", "出发 现在 16:30", "depart 16:30", "done"},
	{"李雷", "出发 马上", "depart", "missing"},
	{"李雷", "出发 尽快到", "depart", "missing"},
	{"李雷", "出发 25:00", "depart \"25:00\"", "time"},
	{"李雷", "出发 16:75", "depart \"16:75\"", "time"},
	{"李雷", "出发 2月30日9点", "depart \"2月30日9点\"", "time"},
	{"李雷", "出发 13-01 9:00", "depart \"13-01 9:00\"", "time"},
	{"李雷", "出发 11-31 9:00", "depart \"11-31 9:00\"", "time"},
	{"李雷", "出发 2-29 9:00", "depart \"2-29 9:00\"", "time"},
	{"李雷", "出发 16:30 25:00", "depart 16:30 \"25:00\"", "time"},
	{"李雷", "出发 10019 25:00", "depart #10019 \"25:00\"", "time"},
	{"李雷", "到达 25:00", "arrive \"25:00\"", "time"},
	{"李雷", "出发25:00到达0850", "depart arrive@08:50 \"25:00\"", "time"},
	{"李雷", "出发0830到达08:75", "depart@08:30 arrive@? \"08:75\"", "time"},
	{"韩梅", "修复 25:00 换泵", "repaired \"25:00 换泵\"", "done"},
	{"韩梅", "待件 2-30 9:00 到货", "wait \"2-30 9:00 到货\"", "done"},
	{"李雷", "延误 10008 18:75 堵车", "delay #10008 \"18:75 堵车\"", "time"},
	{"阿里木", "代班 韩梅 25:00", "deputy +韩梅 \"25:00\"", "time"},
	{"李雷", "出发 下午4:30-5:00", "depart 17:00", "done"},
	{"李雷", "出发 14:00-15:00 韩梅", "depart 15:00 +韩梅", "done"},
	{"李雷", "出发 14:00至15:00", "depart 15:00", "done"},
	{"李雷", "出发 8:30", "depart 20:30", "done"},
	{"李雷", "出发 昨天16:30", "depart 11-20 16:30", "past"},
	{"李雷", "出发 上午8点", "depart 11-22 08:00", "past"},
	{"李雷", "出发 16:30 ok", "depart 16:30", "done"},
};
static const struct row lone[] = {
	{"李雷", "出发", "depart", "missing"},
	{"李雷", "cf", "depart", "missing"},
	{"李雷", "1", "depart", "missing"},
	{"李雷", "到达", "arrive", "done"},
	{"李雷", "到达。", "arrive", "done"},
	{"李雷", "到达！", "arrive", "done"},
	{"李雷", "DD", "arrive", "done"},
	{"李雷", "2", "arrive", "done"},
	{"李雷", "2.", "arrive", "done"},
	{"李雷", "arrive", "arrive", "done"},
	{"李雷", "ARRIVE!", "arrive", "done"},
	{"李雷", "到达10008", "arrive #10008", "done"},
	{"李雷", "到达 10019", "arrive #10019", "done"},
	{"李雷", "DD10008", "arrive #10008", "done"},
	{"李雷", "2 10008", "arrive #10008", "done"},
	{"李雷", "210008", "~arrive", "near"},
	{"李雷", "到达 8:55", "arrive@08:55", "done"},
	{"李雷", "到达 9:50", "arrive@11-20 09:50", "claim"},
	{"李雷", "到达 0855", "arrive@08:55", "done"},
	{"李雷", "到达8点55分", "arrive@08:55", "done"},
	{"李雷", "到达 10008 8:55", "arrive@08:55 #10008", "done"},
	{"李雷", "到达 10分钟前", "arrive@08:50", "done"},
	{"李雷", "到达 现场", "arrive", "done"},
	{"李雷", "到达工地", "arrive", "done"},
	{"李雷", "已到达工地", "arrive", "done"},
	{"李雷", "到达了", "arrive", "done"},
	{"李雷", "到达 发动机冒烟", "arrive \"发动机冒烟\"", "done"},
	{"韩梅", "修复", "repaired", "done"},
	{"韩梅", "修复 更换继电器", "repaired \"更换继电器\"", "done"},
	{"韩梅", "修复更换继电器", "repaired \"更换继电器\"", "done"},
	{"韩梅", "修复：更换继电器。", "repaired \"更换继电器\"", "done"},
	{"韩梅", "修复 10035 更换继电器", "repaired #10035 \"更换继电器\"", "done"},
	{"韩梅", "修复10035更换继电器", "repaired #10035 \"更换继电器\"", "done"},
	{"韩梅", "XF换泵", "repaired \"换泵\"", "done"},
	{"韩梅", "xf 换泵", "repaired \"换泵\"", "done"},
	{"韩梅", "3 换泵", "repaired \"换泵\"", "done"},
	{"韩梅", "3换泵", "~repaired \"换泵\"", "near"},
	{"韩梅", "3，换泵", "repaired \"换泵\"", "done"},
	{"韩梅", "3.换泵", "repaired \"换泵\"", "done"},
	{"韩梅", "修复 8:55 换泵", "repaired@08:55 \"换泵\"", "done"},
	{"韩梅", "修复 10点让客户重启", "repaired \"10点让客户重启\"", "done"},
	{"韩梅", "修复 更换2个继电器", "repaired \"更换2个继电器\"", "done"},
	{"韩梅", "修复 2个继电器", "repaired \"2个继电器\"", "done"},
	{"韩梅", "修复 公里35 换泵", "repaired \"公里35 换泵\"", "done"},
	{"韩梅", "修复 35公里", "repaired \"35公里\"", "done"},
	{"韩梅", "修复 35", "repaired \"35\"", "done"},
	{"韩梅", "修复 换泵 10035", "repaired #10035 \"换泵\"", "done"},
	{"韩梅", "修复 客户13812345678签字", "repaired \"客户13812345678签字\"", "done"},
	{"韩梅", "修复 用时2小时", "repaired \"用时2小时\"", "done"},
	{"韩梅", "修复 到达后发现保险丝断", "repaired \"到达后发现保险丝断\"", "done"},
	{"韩梅", "修复 到达 8:50 换泵", "repaired arrive@08:50 \"换泵\"", "order"},
	{"韩梅", "修复离开", "repaired \"离开\"", "done"},
	{"韩梅", "修复完成", "repaired \"完成\"", "done"},
	{"韩梅", "repaired replaced the hose", "repaired \"replaced the hose\"", "done"},
	{"韩梅", "Repaired: replaced the hose!", "repaired \"replaced the hose!\"", "done"},
	{"韩梅", "repaired", "repaired", "done"},
	{"韩梅", "repair", "~repaired", "near"},
	{"韩梅", "repairs done", "-", "unread"},
};
static const struct row delays[] = {
	{"李雷", "延误 18:00 堵车2小时", "delay 18:00 \"堵车2小时\"", "which"},
	{"李雷", "延误 18:00 堵车", "delay 18:00 \"堵车\"", "which"},
	{"李雷", "延误 10008 18:00 堵车", "delay #10008 18:00 \"堵车\"", "done"},
	{"李雷", "延误18:00堵车", "delay 18:00 \"堵车\"", "which"},
	{"李雷", "延误 堵车 18:00", "delay 18:00 \"堵车\"", "which"},
	{"李雷", "延误 堵车2小时 18:00", "delay 18:00 \"堵车2小时\"", "which"},
	{"李雷", "延误2小时", "delay 11:00", "which"},
	{"李雷", "延误 两个小时，堵车", "delay 11:00 \"堵车\"", "which"},
	{"李雷", "YW1800", "delay 18:00", "which"},
	{"李雷", "yw 1800 堵车", "delay 18:00 \"堵车\"", "which"},
	{"李雷", "6 1800", "delay 18:00", "which"},
	{"李雷", "6 18:00 车坏了", "delay 18:00 \"车坏了\"", "which"},
	{"李雷", "6 2小时", "delay 11:00", "which"},
	{"李雷", "62小时", "-", "unread"},
	{"李雷", "延误 堵车", "delay \"堵车\"", "which"},
	{"李雷", "延误", "delay", "which"},
	{"李雷", "延误 到达 18:00", "delay 18:00", "which"},
	{"李雷", "延误 预计18:00到达", "delay 18:00", "which"},
	{"李雷", "延误 改为18:00", "delay 18:00", "which"},
	{"李雷", "延误 从16:30改到18:00", "delay 18:00", "which"},
	{"李雷", "延误 明天上午9点 暴雪封路", "delay 11-22 09:00 \"暴雪封路\"", "which"},
	{"李雷", "delay 6pm traffic", "delay 18:00 \"traffic\"", "which"},
	{"李雷", "Delay 6 pm, traffic jam 2 hours", "delay 18:00 \"traffic jam 2 hours\"", "which"},
};
static const struct row waits[] = {
	{"韩梅", "待件 等配件到达", "wait \"等配件到达\"", "done"},
	{"韩梅", "待件 等液压泵", "wait \"等液压泵\"", "done"},
	{"韩梅", "待件等液压泵", "wait \"等液压泵\"", "done"},
	{"韩梅", "DJ 液压泵", "wait \"液压泵\"", "done"},
	{"韩梅", "7 液压泵", "wait \"液压泵\"", "done"},
	{"韩梅", "7液压泵", "~wait \"液压泵\"", "near"},
	{"韩梅", "待件", "wait", "missing"},
	{"韩梅", "待件 10035 等泵", "wait #10035 \"等泵\"", "done"},
	{"韩梅", "待件 等泵，明天到", "wait \"等泵，明天到\"", "done"},
	{"韩梅", "待件 明天9点到货", "wait \"明天9点到货\"", "done"},
	{"韩梅", "待件 3天", "wait \"3天\"", "done"},
	{"韩梅", "待件 泵要1周", "wait \"泵要1周\"", "done"},
	{"韩梅", "待件 配件已出发", "wait \"配件已出发\"", "done"},
	{"韩梅", "待件 客户取消预约", "wait \"客户取消预约\"", "done"},
	{"韩梅", "待件 等韩梅", "wait \"等韩梅\"", "done"},
	{"韩梅", "待件 等 13800000014 回电", "wait \"等 13800000014 回电\"", "done"},
	{"韩梅", "待件 型号EC210-0042泵 10035件", "wait \"型号EC210-0042泵 10035件\"", "done"},
	{"韩梅", "wait hydraulic pump", "wait \"hydraulic pump\"", "done"},
	{"韩梅", "waiting for pump", "wait \"pump\"", "done"},
	{"阿里木", "待件 10035 等泵", "wait #10035 \"等泵\"", "done"},
};
static const struct row lefts[] = {
	{"韩梅", "未修复 需带专用工具再来", "left \"需带专用工具再来\"", "done"},
	{"韩梅", "未修复需专用工具", "left \"需专用工具\"", "done"},
	{"韩梅", "未修复", "left", "missing"},
	{"韩梅", "8 缺工具", "left \"缺工具\"", "done"},
	{"韩梅", "WXF 缺工具", "left \"缺工具\"", "done"},
	{"韩梅", "未修复离开 缺工具", "left \"离开 缺工具\"", "done"},
	{"韩梅", "没修复 缺工具", "~left \"缺工具\"", "near"},
	{"韩梅", "left special tool needed", "left \"special tool needed\"", "done"},
	{"韩梅", "LEFT, tool", "left \"tool\"", "done"},
	{"韩梅", "未修好", "~left", "near"},
};
static const struct row catching_up[] = {
	{"李雷", "出发0830 到达0950 修复1620", "depart@08:30 arrive@11-20 09:50 repaired@11-20 16:20", "claim"},
	{"李雷", "出发 到达 修复", "depart arrive repaired", "done"},
	{"李雷", "CF0830DD0850XF0858", "depart@08:30 arrive@08:50 repaired@08:58", "done"},
	{"李雷", "出发0830到达0850修复0858", "depart@08:30 arrive@08:50 repaired@08:58", "done"},
	{"李雷", "1 0830 2 0850 3 0858", "depart@08:30 arrive@08:50 repaired@08:58", "done"},
	{"李雷", "1 2 3", "depart \"2 3\"", "missing"},
	{"李雷", "10019 1 2 3", "depart #10019 \"2 3\"", "missing"},
	{"李雷", "出发 10019 0830 到达 0850 修复 0858", "depart@08:30 arrive@08:50 repaired@08:58 #10019", "done"},
	{"李雷", "出发10019到达修复", "depart arrive repaired #10019", "done"},
	{"李雷", "出发08:30 到达08:50 修复08:58 更换水泵",
	 "depart@08:30 arrive@08:50 repaired@08:58 ?更换水泵= \"更换水泵\"", "done"},
	{"李雷", "出发0830 到达0850 修复0858 更换水泵 韩梅",
	 "depart@08:30 arrive@08:50 repaired@08:58 +韩梅 \"更换水泵\"", "done"},
	{"李雷", "到达0850 修复0858 更换水泵", "arrive@08:50 repaired@08:58 \"更换水泵\"", "done"},
	{"李雷", "到达 修复", "arrive repaired", "done"},
	{"李雷", "到达，修复", "arrive repaired", "done"},
	{"李雷", "到达、修复。", "arrive repaired", "done"},
	{"李雷", "到达 修复 更换水泵", "arrive \"修复 更换水泵\"", "done"},
	{"李雷", "到达修复", "arrive repaired", "done"},
	{"李雷", "到达 0850 修复", "arrive@08:50 repaired", "done"},
	{"李雷", "DD XF", "arrive repaired", "done"},
	{"李雷", "DD0850XF0858", "arrive@08:50 repaired@08:58", "done"},
	{"李雷", "dd 8:50, xf 8:58", "arrive@08:50 repaired@08:58", "done"},
	{"李雷", "2 3", "arrive \"3\"", "unclear"},
	{"李雷", "2 0850 3 0858", "arrive@08:50 repaired@08:58", "done"},
	{"李雷", "出发8点30 到达8点50 修复8点58", "depart@08:30 arrive@08:50 repaired@08:58", "done"},
	{"李雷", "出发八点半 到达八点五十", "depart@08:30 arrive@08:50", "done"},
	{"李雷", "depart 8:30 arrive 8:50 repaired 8:58", "depart@08:30 arrive@08:50 repaired@08:58", "done"},
	{"李雷", "depart 8:30am arrive 8:50am", "depart@08:30 arrive@08:50", "done"},
	{"李雷", "到达0858 修复0850", "arrive@08:58 repaired@08:50", "claim"},
	{"李雷", "到达0950 修复1020", "arrive@11-20 09:50 repaired@11-20 10:20", "claim"},
	{"李雷", "出发0830 到达0850 待件 等泵", "depart@08:30 arrive@08:50 wait ?等泵= \"等泵\"", "done"},
	{"李雷", "到达0850 待件0855 等泵", "arrive@08:50 wait@08:55 \"等泵\"", "done"},
	{"李雷", "到达0850 未修复0855 缺工具", "arrive@08:50 left@08:55 \"缺工具\"", "done"},
	{"李雷", "出发0830 到达0850 修复0858 出发0859", "depart@08:30 arrive@08:50 repaired@08:58 depart@08:59",
	 "order"},
	{"李雷", "修复0855 到达0858", "repaired@08:55 arrive@08:58", "which"},
	{"李雷", "出发0830，同行韩梅，到达0850", "depart@08:30 arrive@08:50 +韩梅", "done"},
	{"李雷", "到达8:50我的 9:00", "arrive@08:50 \"我的 9:00\"", "done"},
	{"李雷", "到达 0850 10008 修复 0858", "arrive@08:50 repaired@08:58 #10008", "done"},
	{"李雷", "到达 我的", "arrive", "done"},
};
static const struct row reasons[] = {
	{"李雷", "修复 取消报警", "repaired \"取消报警\"", "which"},
	{"韩梅", "待件 修复中发现缺泵", "wait \"修复中发现缺泵\"", "done"},
	{"韩梅", "未修复 客户要求取消 9:00", "left \"客户要求取消 9:00\"", "done"},
	{"韩梅", "待件 到达9点", "wait arrive@09:00", "missing"},
	{"李雷", "延误 18:00 修复上一单", "delay 18:00 \"修复上一单\"", "which"},
};
static const struct row by_head[] = {
	{"阿里木", "派工 14:00 李雷", "dispatch 14:00 +李雷", "which"},
	{"阿里木", "派工14:00李雷", "dispatch 14:00 +李雷", "which"},
	{"阿里木", "派工李雷14:00", "dispatch 14:00 +李雷", "which"},
	{"阿里木", "派工 李雷 14:00", "dispatch 14:00 +李雷", "which"},
	{"阿里木", "派工10062李雷1400", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "派工 10062 1400 李雷", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "派工 李雷 14:00 10062", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "PG10062,14:00,李雷", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "4 10062 1400 李雷", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "4 李雷 1400", "dispatch 14:00 +李雷", "which"},
	{"阿里木", "4李雷1400", "~dispatch 14:00 +李雷", "near"},
	{"阿里木", "派工 10062 下午2点 请李雷去", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "派工 10062 让李雷14:00前往", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "派工 10062 14:00 李雷工程师", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "派工 10062 14:00 Tom Baker", "dispatch #10062 14:00 +Tom Baker", "done"},
	{"阿里木", "派工 10062 14:00 tom  baker", "dispatch #10062 14:00 +Tom Baker", "done"},
	{"阿里木", "派工 10062 14:00 tom", "dispatch #10062 14:00 ?tom=Tom Baker \"tom\"", "stranger"},
	{"阿里木", "派工 10062 14:00 Tom Bakker", "dispatch #10062 14:00 ?Tom=Tom Baker \"Tom Bakker\"", "stranger"},
	{"阿里木", "派工 10062 14:00 TOM-BAKER", "dispatch #10062 14:00 ?TOM-BAKER=Tom Baker \"TOM-BAKER\"",
	 "stranger"},
	{"阿里木", "派工 10062 14:00 张伟", "dispatch #10062 14:00 +张伟,库尔勒站/张伟,乌鲁木齐站", "who"},
	{"阿里木", "派工 10062 14:00 张伟 库尔勒", "dispatch #10062 14:00 +张伟,库尔勒站 @库尔勒站", "done"},
	{"阿里木", "派工 10062 14:00 库尔勒站 张伟", "dispatch #10062 14:00 +张伟,库尔勒站 @库尔勒站", "done"},
	{"阿里木", "派工 10062 14:00 张伟 13800000014", "dispatch #10062 14:00 +张伟,库尔勒站", "done"},
	{"阿里木", "派工 10062 14:00 李蕾", "dispatch #10062 14:00 ?李蕾=李雷 \"李蕾\"", "stranger"},
	{"阿里木", "派工 10062 14:00 赵强", "dispatch #10062 14:00 +赵强", "not_engineer"},
	{"阿里木", "派工 10062 14:00 李雷 韩梅", "dispatch #10062 14:00 +李雷 +韩梅", "two_people"},
	{"阿里木", "派工 10062 14:00 李雷 李雷", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "派工 10062 14:00 小李", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "派工 10062 李雷", "dispatch #10062 +李雷", "missing"},
	{"阿里木", "派工 10062", "dispatch #10062", "missing"},
	{"阿里木", "派工 10008 14:00", "dispatch #10008 14:00", "state"},
	{"阿里木", "派工 10019 14:00", "dispatch #10019 14:00", "done"},
	{"阿里木", "派工 10019 15:00 王小二", "dispatch #10019 15:00 ?王小二= \"王小二\"", "stranger"},
	{"阿里木", "派工 10019 15:00 13800009999", "dispatch #10019 15:00 ?13800009999= \"13800009999\"", "stranger"},
	{"阿里木", "派工 10019 改到15:00，谢谢", "dispatch #10019 15:00", "done"},
	{"阿里木", "派工 10019 15:00 TomBaker", "dispatch #10019 15:00 +Tom Baker", "done"},
	{"阿里木", "派工 10043 14:00 李雷", "dispatch #10043 14:00 +李雷", "not_yours"},
	{"阿里木", "派工 10056 14:00 李雷", "dispatch #10056 14:00 +李雷", "not_yours"},
	{"阿里木", "派公 14:00 李雷", "~dispatch 14:00 +李雷", "near"},
	{"阿里木", "派 14:00 李雷", "~dispatch 14:00 +李雷", "near"},
	{"阿里木", "排工 14:00 李雷", "~dispatch 14:00 +李雷", "near"},
	{"阿里木", "dispatch 10062 2pm Ann Lee", "dispatch #10062 14:00 +Ann Lee", "done"},
	{"阿里木", "Dispatch 10062 ann lee 2 pm", "dispatch #10062 14:00 +Ann Lee", "done"},
	{"阿里木", "dispatch 10062 to Ann at 14:00", "dispatch #10062 14:00 +Ann", "done"},
	{"阿里木", "dispatch ann 14:00 10062", "dispatch #10062 14:00 +Ann", "done"},
	{"阿里木", "dispach 10062 14:00 ann", "~dispatch 14:00 +Ann", "near"},
	{"阿里木", "派工 10062 14：00 李雷鸣", "dispatch #10062 14:00 +李雷鸣", "done"},
	{"阿里木", "派工 10062 14：00 13800000011", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "派工 10062 13800000011 1400", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "派工 10062 明天上午9点 李雷", "dispatch #10062 11-22 09:00 +李雷", "done"},
	{"阿里木", "派工 10062 李雷 明天", "dispatch #10062 +李雷 \"明天\"", "missing"},
	{"阿里木", "派工 10062 9:30/李雷", "dispatch #10062 09:30 +李雷", "done"},
	{"阿里木", "派工 10062 李雷 2小时后", "dispatch #10062 11:00 +李雷", "done"},
	{"阿里木", "派工 10062 14:00 李雷，客户急", "dispatch #10062 14:00 +李雷 \"客户急\"", "done"},
	{"阿里木", "派工 10062 14:00 李雷 客户电话13912345678", "dispatch #10062 14:00 +李雷 \"客户电话13912345678\"",
	 "done"},
	{"阿里木", "电话解决 10062 重启后正常", "phone #10062 \"重启后正常\"", "done"},
	{"阿里木", "电话解决10062重启后正常", "phone #10062 \"重启后正常\"", "done"},
	{"阿里木", "电话解决 10062", "phone #10062", "missing"},
	{"阿里木", "电话解决 重启", "phone \"重启\"", "which"},
	{"阿里木", "DHJJ 10062 换保险", "phone #10062 \"换保险\"", "done"},
	{"阿里木", "5 10062 换保险", "phone #10062 \"换保险\"", "done"},
	{"阿里木", "5 10062 10点钟让客户更换保险丝，已正常", "phone #10062 \"10点钟让客户更换保险丝，已正常\"", "done"},
	{"阿里木", "5 10062 出发前换保险", "phone #10062 \"出发前换保险\"", "done"},
	{"阿里木", "phone 10062 restarted, fine", "phone #10062 \"restarted, fine\"", "done"},
	{"阿里木", "电话解绝 10062 重启", "~phone \"重启\"", "near"},
	{"阿里木", "转派 10019 韩梅", "reassign #10019 +韩梅", "done"},
	{"阿里木", "转派10019韩梅", "reassign #10019 +韩梅", "done"},
	{"阿里木", "转派 韩梅 10019", "reassign #10019 +韩梅", "done"},
	{"阿里木", "ZP 10019 韩梅", "reassign #10019 +韩梅", "done"},
	{"阿里木", "zp10019韩梅", "reassign #10019 +韩梅", "done"},
	{"阿里木", "转派 10019 李雷", "reassign #10019 +李雷", "same_lead"},
	{"阿里木", "转派 10019", "reassign #10019", "missing"},
	{"阿里木", "转派 10019 给韩梅", "reassign #10019 +韩梅", "done"},
	{"阿里木", "转派 10019 由李雷转给韩梅", "reassign #10019 +李雷 +韩梅", "two_people"},
	{"阿里木", "reassign 10019 to ann lee", "reassign #10019 +Ann Lee", "done"},
	{"阿里木", "取消 10062 客户取消", "cancel #10062 \"客户取消\"", "done"},
	{"阿里木", "取消10062客户取消", "cancel #10062 \"客户取消\"", "done"},
	{"阿里木", "取消 10062", "cancel #10062", "missing"},
	{"阿里木", "取消", "cancel", "which"},
	{"阿里木", "QX 10062 客户自己修好了", "cancel #10062 \"客户自己修好了\"", "done"},
	{"阿里木", "cancel 10062 customer called it off", "cancel #10062 \"customer called it off\"", "done"},
	{"阿里木", "代班 韩梅", "deputy +韩梅", "done"},
	{"阿里木", "代班韩梅", "deputy +韩梅", "done"},
	{"阿里木", "代班 韩梅 18:00", "deputy 18:00 +韩梅", "done"},
	{"阿里木", "代班 韩梅 至18:00", "deputy 18:00 +韩梅", "done"},
	{"阿里木", "代班 韩梅 到明天下午6点", "deputy 11-22 18:00 +韩梅", "done"},
	{"阿里木", "代班 韩梅 3天", "deputy 11-24 09:00 +韩梅", "done"},
	{"阿里木", "代班 韩梅 11-25", "deputy +韩梅 \"11-25\"", "missing"},
	{"阿里木", "代班 张伟", "deputy +张伟,库尔勒站/张伟,乌鲁木齐站", "who"},
	{"阿里木", "代班 阿里木", "deputy +阿里木", "done"},
	{"阿里木", "代班", "deputy", "missing"},
	{"阿里木", "代班 小王", "deputy ?小王= \"小王\"", "stranger"},
	{"阿里木", "DB 韩梅 18:00", "deputy 18:00 +韩梅", "done"},
	{"阿里木", "deputy 韩梅 until 6pm", "deputy 18:00 +韩梅", "done"},
	{"阿里木", "deputy ann until friday", "deputy +Ann \"until friday\"", "missing"},
	{"阿里木", "代班 13800000012", "deputy +韩梅", "done"},
};
static const struct row agents[] = {
	{"吴敏", "归站 10056 库尔勒站", "assign #10056 @库尔勒站", "done"},
	{"吴敏", "归站 10056 库尔勒", "assign #10056 @库尔勒站", "done"},
	{"吴敏", "归站10056库尔勒站", "assign #10056 @库尔勒站", "done"},
	{"吴敏", "归站 10056 EC210-0042", "assign #10056 \"EC210-0042\"", "done"},
	{"吴敏", "归站 10056 ec210-0042", "assign #10056 \"ec210-0042\"", "done"},
	{"吴敏", "归站 10056 EC210 0042", "assign #10056 \"EC210 0042\"", "place"},
	{"吴敏", "归站10056EC210-0042", "assign #10056 \"EC210-0042\"", "done"},
	{"吴敏", "归站 EC210-0042 10056", "assign #10056 \"EC210-0042\"", "done"},
	{"吴敏", "GZ 10056 A40-0009", "assign #10056 \"A40-0009\"", "done"},
	{"吴敏", "gz10056a40-0009", "assign #10056 \"a40-0009\"", "done"},
	{"吴敏", "归站 10056 喀什站", "assign #10056 \"喀什站\"", "place"},
	{"吴敏", "归站 10056", "assign #10056", "missing"},
	{"吴敏", "归站 库尔勒站", "assign @库尔勒站", "which"},
	{"吴敏", "归站 10056 序列号EC210-0042", "assign #10056 \"序列号EC210-0042\"", "done"},
	{"吴敏", "归站 10056 库尔勒站 A40-0009", "assign #10056 @库尔勒站 \"A40-0009\"", "done"},
	{"吴敏", "assign 10056 L120-0003", "assign #10056 \"L120-0003\"", "done"},
	{"吴敏", "回访 10062 客户满意", "close #10062 \"客户满意\"", "state"},
	{"吴敏", "回访 客户满意", "close \"客户满意\"", "none"},
	{"吴敏", "HF 满意", "close \"满意\"", "none"},
	{"吴敏", "close 10008 satisfied", "close #10008 \"satisfied\"", "state"},
	{"吴敏", "取消 10043 客户取消", "cancel #10043 \"客户取消\"", "done"},
	{"Bob", "cancel 10043 customer called off", "cancel #10043 \"customer called off\"", "done"},
	{"Bob", "assign 10056 库尔勒站", "assign #10056 @库尔勒站", "done"},
	{"Bob", "help", "help", "answered"},
};
static const struct row requests[] = {
	{"李雷", "0", "undo", "undo"},
	{"李雷", "０", "undo", "undo"},
	{"李雷", "撤销", "undo", "undo"},
	{"李雷", "撤消", "~undo ~cancel", "near"},
	{"李雷", "撤销 10019", "undo #10019", "undo"},
	{"李雷", "undo", "undo", "undo"},
	{"李雷", "更正", "correct", "which"},
	{"李雷", "更新", "-", "unread"},
	{"李雷", "我已出发 16:30", "depart 16:30", "done"},
	{"Tom Baker", "repaird", "~repaired", "near"},
	{"赵强", "修服", "~repaired", "unread"},
	{"李雷", "9", "list", "answered"},
	{"李雷", "9.", "list", "answered"},
	{"李雷", "?", "help", "answered"},
	{"李雷", "？", "help", "answered"},
	{"李雷", "?\?", "help", "answered"},
	{"李雷", "？？？", "help", "answered"},
	{"李雷", "帮助", "help", "answered"},
	{"李雷", "帮助！", "help", "answered"},
	{"李雷", "help", "help", "answered"},
	{"李雷", "HELP ME", "help \"ME\"", "answered"},
	{"李雷", "帮助 出发", "help \"出发\"", "near"},
	{"李雷", "我的", "list", "answered"},
	{"李雷", "我的工单", "list \"工单\"", "answered"},
	{"李雷", "list", "list", "answered"},
	{"李雷", "我的车坏了", "list \"车坏了\"", "unread"},
	{"阿里木", "撤销", "undo", "undo"},
};
static const struct row unread[] = {
	{"李雷", "好的", "-", "unread"},
	{"李雷", "ok", "-", "unread"},
	{"李雷", "收到", "-", "unread"},
	{"李雷", "谢谢", "-", "unread"},
	{"李雷", "16:30", "-", "unread"},
	{"李雷", "10019", "-", "unread"},
	{"李雷", "11630", "~depart 16:30", "near"},
	{"李雷", "11 1630", "-", "unread"},
	{"李雷", "12", "-", "unread"},
	{"李雷", "出 发 16:30", "depart 16:30", "done"},
	{"李雷", "出法 16:30", "~depart 16:30", "near"},
	{"李雷", "初发 16:30", "~depart 16:30", "near"},
	{"李雷", "出发发 16:30", "depart 16:30 ?发= \"发\"", "done"},
	{"李雷", "departt 16:30", "~depart 16:30", "near"},
	{"李雷", "depar 16:30", "~depart 16:30", "near"},
	{"李雷", "departed 16:30", "depart 16:30", "done"},
	{"李雷", "cff 16:30", "~depart 16:30", "near"},
	{"李雷", "CE 16:30", "~depart ~reopen 16:30", "near"},
	{"李雷", "到大", "~arrive", "near"},
	{"李雷", "倒达", "~arrive", "near"},
	{"李雷", "到了", "~arrive", "near"},
	{"李雷", "修好了", "~repaired", "near"},
	{"李雷", "修服", "~repaired", "near"},
	{"李雷", "今天出发 16:30", "depart 16:30", "done"},
	{"李雷", "李雷 出发 16:30", "depart 16:30", "done"},
	{"李雷", "您好 出发 16:30", "depart 16:30", "done"},
	{"李雷", "【公司】出发 16:30", "depart 16:30", "done"},
	{"李雷", "(出发 16:30)", "depart 16:30", "done"},
	{"李雷", "“出发 16:30”", "depart 16:30", "done"},
	{"李雷", "…出发 16:30", "depart 16:30", "done"},
	{"李雷", "。出发 16:30", "depart 16:30", "done"},
	{"李雷", "- 出发 16:30", "depart 16:30", "done"},
	{"李雷", "*出发* 16:30", "depart 16:30", "done"},
	{"李雷", "😀出发 16:30", "depart 16:30", "done"},
	{"李雷", "😀 出发 16:30", "depart 16:30", "done"},
	{"李雷", "出发😀16:30", "depart 16:30 \"😀\"", "done"},
	{"李雷", "出发 16:30😀", "depart 16:30 \"😀\"", "done"},
	{"李雷", "出发 16:30👍👍", "depart 16:30 \"👍👍\"", "done"},
	{"李雷", "🚗 CF 1630", "depart 16:30", "done"},
	{"李雷", "😀", "-", "unread"},
	{"李雷", ".", "-", "unread"},
	{"李雷", "!!!", "-", "unread"},
	{"李雷", "出發 16:30", "depart 16:30", "done"},
	{"李雷", "到達", "arrive", "done"},
	{"李雷", "修復 換泵", "repaired \"換泵\"", "which"},
	{"李雷", "待件 等液壓泵", "wait \"等液壓泵\"", "which"},
	{"李雷", "延誤 18:00", "delay 18:00", "which"},
	{"李雷", "幫助", "help", "answered"},
	{"阿里木", "取消 10062 客戶取消", "cancel #10062 \"客戶取消\"", "done"},
	{"阿里木", "轉派 10019 韓梅", "reassign #10019 +韩梅", "done"},
};
static const struct row roles[] = {
	{"李雷", "派工 10062 14:00 李雷", "dispatch #10062 14:00 +李雷", "role"},
	{"李雷", "归站 10056 库尔勒站", "assign #10056 @库尔勒站", "role"},
	{"李雷", "代班 韩梅", "deputy +韩梅", "role"},
	{"李雷", "取消 10008 客户不修了", "cancel #10008 \"客户不修了\"", "role"},
	{"李雷", "电话解决 重启", "phone \"重启\"", "role"},
	{"阿里木", "出发 16:30", "depart 16:30", "role"},
	{"吴敏", "到达", "arrive", "role"},
	{"吴敏", "派工 14:00 李雷", "dispatch 14:00 +李雷", "role"},
	{"赵强", "出发 16:30", "depart 16:30", "role"},
	{"赵强", "我的", "list", "answered"},
	{"赵强", "帮助", "help", "answered"},
	{"赵强", "好", "-", "unread"},
	{"钱伟", "到达", "arrive", "role"},
	{"朱琳", "待件 等泵", "wait \"等泵\"", "role"},
};
static const struct row customers[] = {
	{"王建国", "你好，机器又坏了", "-", "forwarded"},
	{"王建国", "到达了吗？", "-", "forwarded"},
	{"王建国", "出发了吗", "-", "forwarded"},
	{"王建国", "取消吧不修了", "cancel \"不修了\"", "forwarded"},
	{"王建国", "修复了吗？什么时候来", "-", "forwarded"},
	{"王建国", "出发", "depart", "forwarded"},
	{"王建国", "出发 16:30", "depart 16:30", "forwarded"},
	{"王建国", "到达", "arrive", "forwarded"},
	{"王建国", "取消", "cancel", "forwarded"},
	{"王建国", "取消 10008", "cancel #10008", "forwarded"},
	{"王建国", "3", "repaired", "forwarded"},
	{"王建国", "我的", "list", "answered"},
	{"王建国", "我的机器坏了", "list \"机器坏了\"", "forwarded"},
	{"王建国", "我的工单呢", "list \"工单呢\"", "answered"},
	{"王建国", "帮助", "help", "answered"},
	{"王建国", "?", "help", "answered"},
	{"王建国", "？", "help", "answered"},
	{"王建国", "帮帮我", "~help", "forwarded"},
	{"王建国", "帮助我一下", "help \"我一下\"", "forwarded"},
	{"王建国", "0", "undo", "forwarded"},
	{"王建国", "撤销", "undo", "forwarded"},
	{"王建国", "撤销报修吧", "undo \"报修吧\"", "forwarded"},
	{"王建国", "明天9点可以", "-", "forwarded"},
	{"王建国", "9点可以", "-", "forwarded"},
	{"王建国", "9", "list", "answered"},
	{"王建国", "10点", "-", "forwarded"},
	{"王建国", "好", "-", "forwarded"},
	{"王建国", "谢谢", "-", "forwarded"},
	{"Silk Road Quarry", "when will you come", "-", "forwarded"},
	{"Silk Road Quarry", "help", "help", "answered"},
	{"Silk Road Quarry", "help, the machine is leaking again", "help \"the machine is leaking again\"",
	 "forwarded"},
	{"Silk Road Quarry", "list", "list", "answered"},
	{"Silk Road Quarry", "cancel please", "cancel", "forwarded"},
	{"Silk Road Quarry", "arrive when?", "-", "forwarded"},
	{"Silk Road Quarry", "Wait, I will be there at 5", "-", "forwarded"},
	{"Silk Road Quarry", "left side leaks", "-", "forwarded"},
	{"Silk Road Quarry", "Phone me", "-", "forwarded"},
	{"Silk Road Quarry", "close the ticket please", "close", "forwarded"},
	{"Silk Road Quarry", "undo", "undo", "forwarded"},
	{"老刘运输", "取消吧", "cancel", "forwarded"},
	{"老刘运输", "等你们", "-", "forwarded"},
};
static const struct row english[] = {
	{"Tom Baker", "depart 4:30pm", "depart 16:30", "done"},
	{"Tom Baker", "depart 10024 16:30", "depart #10024 16:30", "done"},
	{"Tom Baker", "depart 10024 16:30 with Ann", "depart #10024 16:30 +Ann", "done"},
	{"Tom Baker", "depart 16:30 with Ann Lee and 韩梅", "depart 16:30 +Ann Lee +韩梅", "done"},
	{"Tom Baker", "depart 16:30 accompanied by ANN LEE", "depart 16:30 +Ann Lee", "done"},
	{"Tom Baker", "departing 4:30pm", "~depart 16:30", "near"},
	{"Tom Baker", "depart in 2 hours", "depart 11:00", "not_done"},
	{"Tom Baker", "depart 2 hours", "depart 11:00", "done"},
	{"Tom Baker", "depart eta 16:30", "depart 16:30", "done"},
	{"Tom Baker", "depart, ETA 4.30pm, ticket no. 10024", "depart #10024 16:30", "done"},
	{"Tom Baker", "Depart tomorrow 9am", "depart 11-22 09:00", "done"},
	{"Tom Baker", "Depart, eta tomorrow 9am", "depart 11-22 09:00", "done"},
	{"Tom Baker", "depart 10am tomorrow", "depart 11-22 10:00", "done"},
	{"Tom Baker", "depart monday 10am", "depart 11-23 10:00", "done"},
	{"Tom Baker", "depart noon", "depart 12:00", "done"},
	{"Tom Baker", "depart half past four", "depart 16:30", "done"},
	{"Tom Baker", "depart with annlee 16:30", "depart 16:30 +Ann Lee", "done"},
	{"Tom Baker", "depart with Anm Lee 16:30", "depart 16:30 ?Anm=Ann Lee \"with Anm Lee\"", "stranger"},
	{"Tom Baker", "depart with Joe 16:30", "depart 16:30 ?Joe= \"with Joe\"", "stranger"},
	{"Tom Baker", "arrived", "arrive", "done"},
	{"Tom Baker", "arrive 10024", "arrive #10024", "done"},
	{"Tom Baker", "arrive10024", "arrive #10024", "done"},
	{"Tom Baker", "ARRIVE 8:55", "arrive@08:55", "done"},
	{"Tom Baker", "arive", "~arrive", "near"},
	{"Tom Baker", "repaired 8:55 new hose", "repaired@08:55 \"new hose\"", "done"},
	{"Tom Baker", "Repaired. New hose, 3 hours", "repaired \"New hose, 3 hours\"", "done"},
	{"Tom Baker", "repaired at 8:55, new hose", "repaired@08:55 \"new hose\"", "done"},
	{"Tom Baker", "3 new hose", "repaired \"new hose\"", "done"},
	{"Tom Baker", "delay 18:00 road closed", "delay 18:00 \"road closed\"", "done"},
	{"Tom Baker", "delay 2 hours", "delay 11:00", "done"},
	{"Tom Baker", "delay road closed, 6pm", "delay 18:00 \"road closed\"", "done"},
	{"Tom Baker", "wait pump on order", "wait \"pump on order\"", "done"},
	{"Tom Baker", "wait for pump", "wait \"pump\"", "done"},
	{"Tom Baker", "left special tool needed", "left \"special tool needed\"", "state"},
	{"Tom Baker", "Left at 8:50 tool needed", "left@08:50 \"tool needed\"", "state"},
	{"Tom Baker", "hello", "-", "unread"},
	{"Tom Baker", "help!", "help", "answered"},
	{"Tom Baker", "undo", "undo", "undo"},
	{"Tom Baker", "unod", "~undo", "near"},
	{"Tom Baker", "lits", "~list", "near"},
	{"Tom Baker", "1 4:30pm ann", "depart 16:30 +Ann", "done"},
	{"Tom Baker", "d 16:30", "-", "unread"},
	{"Tom Baker", "cf1630ann", "depart 16:30 +Ann", "done"},
};
static const struct row more[] = {
	{"李雷", "出发 16:30 10018", "depart 16:30 \"10018\"", "number"},
	{"李雷", "出发 16:30 10009", "depart 16:30 \"10009\"", "number"},
	{"李雷", "出发 10091 16:30", "depart !10091 16:30", "number"},
	{"李雷", "修复 换泵 10018", "repaired \"换泵 10018\"", "number"},
	{"李雷", "出发 16:30 1008", "depart 16:30 \"1008\"", "number"},
	{"李雷", "延误 10008 18:00 客户10点才到", "delay #10008 18:00 10:00 \"客户\"", "two_times"},
	{"李雷", "延误 10008 18:00 上午堵车", "delay #10008 18:00 \"上午堵车\"", "done"},
	{"李雷", "延误 10008 改到18:00，堵车", "delay #10008 18:00 \"堵车\"", "done"},
	{"李雷", "延误 10008 堵车，预计18:00到达", "delay #10008 18:00 \"堵车\"", "done"},
	{"李雷", "出发 10019 预计到达 16:30", "depart #10019 16:30", "done"},
	{"李雷", "出发 10019 预计到达时间 16:30", "depart #10019 16:30", "done"},
	{"李雷", "出发 10019 预计到达时间16:30，同行人员韩梅", "depart #10019 16:30 +韩梅", "done"},
	{"李雷", "出发 16:30 同行 韩梅、小王", "depart 16:30 +韩梅 \"小王\"", "done"},
	{"李雷", "出发 16:30 同行 韩梅和小王", "depart 16:30 +韩梅 \"同行 韩梅和小王\"", "done"},
	{"李雷", "出发 16:30 同行 小王 韩梅", "depart 16:30 +韩梅 \"同行 小王\"", "done"},
	{"李雷", "出发 16:30 同行 没有", "depart 16:30 \"同行 没有\"", "done"},
	{"李雷", "depart 16:30 with nobody", "depart 16:30 \"with nobody\"", "done"},
	{"李雷", "出发 16:30 同行 韩梅 刘洋 张伟 库尔勒站 李雷鸣 Ann Tom Baker",
	 "depart 16:30 +韩梅 +刘洋 +张伟,库尔勒站 +李雷鸣 +Ann +Tom Baker @库尔勒站", "done"},
	{"李雷", "出发 16:30 同行 韩梅 刘洋 李雷鸣 Ann Tom Baker 阿里木 赵强",
	 "depart 16:30 +韩梅 +刘洋 +李雷鸣 +Ann +Tom Baker +阿里木 +赵强", "many"},
	{"李雷", "出发 16:30 同行 韩梅 刘洋 李雷鸣 Ann Tom Baker 阿里木 赵强 钱伟 孙丽 周涛",
	 "depart 16:30 +韩梅 +刘洋 +李雷鸣 +Ann +Tom Baker +阿里木 +赵强 +钱伟", "many"},
	{"李雷", "┏(出发 16:30)┛", "depart 16:30 \"┛\"", "done"},
	{"李雷", "[签名]出发 16:30", "depart 16:30", "done"},
	{"李雷", "1。1630", "depart 16:30", "done"},
	{"李雷", "2。", "arrive", "done"},
	{"李雷", "1:30", "-", "unread"},
	{"李雷", "1.5小时", "-", "unread"},
	{"李雷", "1-2点", "-", "unread"},
	{"李雷", "dd8:50xf8:58", "arrive@08:50 repaired@08:58", "done"},
	{"李雷", "到达 at 8:50", "arrive@08:50", "done"},
	{"李雷", "depart at 8:30, arrive at 8:50, repaired at 8:58", "depart@08:30 arrive@08:50 repaired@08:58",
	 "done"},
	{"李雷", "到达 明天9点", "arrive@11-22 09:00", "claim"},
	{"李雷", "待件 10008 3天", "wait #10008 \"3天\"", "done"},
	{"李雷", "待件 10008 明天9点 到货", "wait #10008 \"明天9点 到货\"", "done"},
	{"李雷", "到达0850 修复0858 更换水泵 10点让客户试机", "arrive@08:50 repaired@08:58 \"更换水泵 10点让客户试机\"",
	 "done"},
	{"李雷", "修复 10008 用时10000小时", "repaired #10008 \"用时10000小时\"", "done"},
	{"李雷", "修复 10008 10000小时", "repaired #10008 \"10000小时\"", "done"},
	{"李雷", "修复 10000小时", "repaired \"10000小时\"", "which"},
	{"李雷", "修复 10000小时保养 10008", "repaired #10008 \"10000小时保养\"", "done"},
	{"李雷", "出发 出发 16:30", "depart 16:30", "done"},
	{"李雷", "延误 10008 延误 延误 延误 延误 延误 延误 延误 延误 延误", "delay #10008", "missing"},
	{"李雷", "到达 10008 10019", "arrive #10008", "which"},
	{"李雷", "修复 10008 同10019一起", "repaired #10008 \"同10019一起\"", "done"},
	{"李雷", "10008", "-", "unread"},
	{"李雷", "修复 10008 10019", "repaired #10008", "which"},
	{"吴敏", "归站 10056 乌鲁木齐站 EC55-0201", "assign #10056 @乌鲁木齐站 \"EC55-0201\"", "done"},
	{"吴敏", "归站 10056 机号ec55-0201，在库尔勒", "assign #10056 @库尔勒站 \"机号ec55-0201，在\"", "done"},
	{"阿里木", "代班 韩梅 到周五", "deputy +韩梅 ?周五=周涛 \"到周五\"", "missing"},
	{"阿里木", "代班 韩梅 我请假", "deputy +韩梅 \"我请假\"", "done"},
	{"阿里木", "代班 韩梅 刘洋", "deputy +韩梅 +刘洋", "one_person"},
	{"阿里木", "代班 寒梅", "deputy ?寒梅=韩梅 \"寒梅\"", "stranger"},
	{"阿里木", "代班 13800009999", "deputy ?13800009999= \"13800009999\"", "stranger"},
	{"阿里木", "派工 10062 14:00 13800009999", "dispatch #10062 14:00 ?13800009999= \"13800009999\"", "stranger"},
	{"阿里木", "派工 10062 14:00 baker", "dispatch #10062 14:00 ?baker=Tom Baker \"baker\"", "stranger"},
	{"阿里木", "派工 10062 14:00 ann le", "dispatch #10062 14:00 +Ann ?ann le=Ann Lee \"le\"", "stranger"},
	{"阿里木", "派工 10062 2点半 李雷去", "dispatch #10062 14:30 +李雷", "done"},
	{"阿里木", "派工 10062 李雷 14:00 客户9点后在家", "dispatch #10062 14:00 09:00 +李雷 \"客户9点后在家\"",
	 "two_times"},
	{"阿里木", "待件 10062 等泵", "wait #10062 \"等泵\"", "state"},
	{"阿里木", "取消 10062", "cancel #10062", "missing"},
	{"阿里木", "撤销 10056", "undo #10056", "not_yours"},
	{"阿里木", "撤销 12345", "undo !12345", "number"},
	{"Tom Baker", "repaired 10024 at 8:55", "repaired@08:55 #10024", "done"},
	{"Tom Baker", "depart 16:30 alone", "depart 16:30 \"alone\"", "done"},
	{"Tom Baker", "depart 16:30 & ann", "depart 16:30 +Ann", "done"},
	{"Tom Baker", "DEPART16:30WITH ANN", "depart 16:30 +Ann", "done"},
	{"Tom Baker", "wait 10024 3 days", "wait #10024 \"3 days\"", "done"},
	{"李雷", "出发 16:30 同行 李雷明", "depart 16:30 +李雷 ?李雷明=李雷鸣 \"同行 李雷明\"", "stranger"},
	{"阿里木", "派工 10062 14:00 李雷明", "dispatch #10062 14:00 +李雷 ?李雷明=李雷鸣 \"李雷明\"", "stranger"},
	{"阿里木", "派工 10062 14:00 李雷去", "dispatch #10062 14:00 +李雷", "done"},
	{"阿里木", "派工 10062 14:00 ANN LE", "dispatch #10062 14:00 +Ann ?ANN LE=Ann Lee \"LE\"", "stranger"},
	{"阿里木", "派工 10062 14:00 张伟强",
	 "dispatch #10062 14:00 +张伟,库尔勒站/张伟,乌鲁木齐站 ?强=赵强 \"张伟强\"", "who"},
};

static const struct row corrections[] = {
	{"李雷", "申请 10008 出发 8:40 忘记发短信", "correct #10008 08:40 %departed \"忘记发短信\"", "done"},
	{"李雷", "更正 10008 出发 8:40 忘记发短信", "correct #10008 08:40 %departed \"忘记发短信\"", "done"},
	{"李雷", "申请更正 10008 出发 8:40 没信号", "correct #10008 08:40 %departed \"更正 没信号\"", "done"},
	{"李雷", "申请 10008 出发 更正为8:40 没信号", "correct #10008 08:40 %departed \"更正为 没信号\"", "done"},
	{"李雷", "申请10008出发0840忘记发短信", "correct #10008 08:40 %departed \"忘记发短信\"", "done"},
	{"李雷", "SQ10008,出发,8:40,忘记发短信", "correct #10008 08:40 %departed \"忘记发短信\"", "done"},
	{"李雷", "sq 出发 10008 8:40 没信号", "correct #10008 08:40 %departed \"没信号\"", "done"},
	{"李雷", "申请 忘记发短信 出发 10008 8:40", "correct #10008 08:40 %departed \"忘记发短信\"", "done"},
	{"李雷", "申请 8:40 10008 出发 没信号", "correct #10008 08:40 %departed \"没信号\"", "done"},
	{"李雷", "申请 10008 出发时间改为8:40 没信号", "correct #10008 08:40 %departed \"没信号\"", "done"},
	{"李雷", "申请 10008 出发 20分钟前 没信号", "correct #10008 08:40 %departed \"没信号\"", "done"},
	{"李雷", "申请 10008 出发 8:40 手机9:00才开机", "correct #10008 08:40 %departed \"手机9:00才开机\"", "done"},
	{"李雷", "申请 10008 到达时没信号 出发 8:40", "correct #10008 08:40 %departed \"到达时没信号\"", "done"},
	{"李雷", "申请 10008 departed 8:40 no signal", "correct #10008 08:40 %departed \"no signal\"", "done"},
	{"李雷", "申请 10008 CF 8:40 没信号", "correct #10008 08:40 %departed \"没信号\"", "done"},
	{"李雷", "申请 10008 1 8:40 没信号", "correct #10008 08:40 \"1 没信号\"", "missing"},
	{"李雷", "申请 10008 到达 8:50 没信号", "correct #10008 08:50 %arrived \"没信号\"", "open_node"},
	{"李雷", "申请 出发 8:40 没信号", "correct 08:40 %departed \"没信号\"", "which"},
	{"李雷", "申请 10008 出发 8:40", "correct #10008 08:40 %departed", "missing"},
	{"李雷", "申请 10008 出发 没信号", "correct #10008 %departed \"没信号\"", "missing"},
	{"李雷", "申请 10008 出发 8点 到 8:40 没信号", "correct #10008 08:40 %departed \"没信号\"", "two_times"},
	{"李雷", "申请 10008 出发 8点到8:40 没信号", "correct #10008 08:40 %departed \"没信号\"", "two_times"},
	{"李雷", "申请 10008 出发 8:10 至 8:40 没信号", "correct #10008 08:40 %departed \"没信号\"", "two_times"},
	{"李雷", "申请 10008 出发 8:10-8:40 没信号", "correct #10008 08:40 %departed \"没信号\"", "two_times"},
	{"李雷", "申请 10008 出发 7到8点 没信号", "correct #10008 08:00 %departed \"没信号\"", "two_times"},
	{"李雷", "申请 10008 出发 10-20分钟前 没信号", "correct #10008 08:40 %departed \"没信号\"", "two_times"},
	{"李雷", "申请 10008 departed 8:10 to 8:40 no signal", "correct #10008 08:40 %departed \"no signal\"",
	 "two_times"},
	{"李雷", "申请 10008 出发 8:40 到8点50没信号", "correct #10008 08:50 %departed \"没信号\"", "two_times"},
	{"李雷", "申请 10008 出发 上午 没信号", "correct #10008 %departed \"上午 没信号\"", "missing"},
	{"李雷", "申请 10008 出发 8:10 没信号", "correct #10008 08:10 %departed \"没信号\"", "done"},
	{"李雷", "申请 10008 出发 7:50 没信号", "correct #10008 07:50 %departed \"没信号\"", "window"},
	{"李雷", "申请 10008 出发 25:00 没信号", "correct #10008 %departed \"25:00 没信号\"", "time"},
	{"李雷", "申请 10008 出发 到达 8:40 没信号", "correct #10008 08:40 %departed %arrived \"没信号\"", "two_nodes"},
	{"李雷", "申请 10008 出发0840 到达0850 没信号", "correct #10008 08:40 %departed %arrived \"0850 没信号\"",
	 "two_nodes"},
	{"李雷", "申请 10008 出门 8:40 没信号", "correct #10008 08:40 \"出门 没信号\"", "missing"},
	{"李雷", "申请 10009 出发 8:40 没信号", "correct !10009 08:40 %departed \"没信号\"", "number"},
	{"李雷", "申请 10035 出发 8:40 没信号", "correct #10035 08:40 %departed \"没信号\"", "not_yours"},
	{"李雷", "申请", "correct", "which"},
	{"李雷", "申清 10008 出发 8:40", "~depart ~correct 20:40", "near"},
	{"李雷", "我要申请 10008 出发 8:40", "~depart ~correct 20:40", "near"},
	{"李雷", "同意", "approve", "role"},
	{"韩梅", "申请 到达 8:45 忘发", "correct 08:45 %arrived \"忘发\"", "done"},
	{"韩梅", "申请 修复 8:45 忘发", "correct 08:45 %repaired \"忘发\"", "open_node"},
	{"韩梅", "申请 未修复 8:45 忘发", "correct 08:45 \"未修复 忘发\"", "missing"},
	{"Tom Baker", "correct dispatched 8:20 forgot to text", "correct 08:20 %dispatched \"forgot to text\"", "done"},
	{"Tom Baker", "correct dispatch 8:20 forgot to text", "correct 08:20 %dispatched \"forgot to text\"", "done"},
	{"Tom Baker", "CORRECT 10024 8:20 Dispatched: forgot", "correct #10024 08:20 %dispatched \"forgot\"", "done"},
	{"Tom Baker", "correct first answer 8:20 forgot", "correct 08:20 %answered \"forgot\"", "window"},
	{"Tom Baker", "correct 10024 phone 8:20 forgot", "correct #10024 08:20 \"phone forgot\"", "missing"},
	{"Tom Baker", "correction 10024 dispatched 8:20", "~correct 20:20", "near"},
	{"吴敏", "申请 10035 到达 8:45 客户说的", "correct #10035 08:45 %arrived \"客户说的\"", "done"},
	{"desk", "申请 10035 到达 8:45 客户说的", "correct #10035 08:45 %arrived \"客户说的\"", "done"},
	{"总部审批", "同意", "approve", "no_claim"},
	{"总部审批", "同意 10008", "approve #10008", "no_claim"},
	{"总部审批", "同意 10008 出发", "approve #10008 %departed", "no_claim"},
	{"总部审批", "同意 10008 出发 8:40", "approve #10008 %departed", "no_claim"},
	{"总部审批", "同意 10008 出发 8:40 到达 8:50 已核实", "approve #10008 %departed %arrived \"已核实\"",
	 "no_claim"},
	{"总部审批", "同意 10008 出发 8:40才走", "approve #10008 %departed \"8:40才走\"", "no_claim"},
	{"总部审批", "同意 10008 出发 已核实，到达 8:50", "approve #10008 %departed \"已核实，到达 8:50\"", "no_claim"},
	{"总部审批", "同意 10008，司机8:40来电", "approve #10008 \"司机8:40来电\"", "no_claim"},
	{"总部审批", "TY10008出发，到达", "approve #10008 %departed %arrived", "no_claim"},
	{"总部审批", "approve 10008 departed and arrived checked", "approve #10008 %departed %arrived \"checked\"",
	 "no_claim"},
	{"总部审批", "驳回 10008 出发 时间不对", "refuse #10008 %departed \"时间不对\"", "no_claim"},
	{"总部审批", "驳回 出发 10008 时间不对", "refuse #10008 %departed \"时间不对\"", "no_claim"},
	{"总部审批", "驳回 10008 时间不对，出发没那么早", "refuse #10008 \"时间不对，出发没那么早\"", "no_claim"},
	{"总部审批", "bh 10008", "refuse #10008", "missing"},
	{"总部审批", "不同意 10008", "refuse #10008", "missing"},
	{"王建国", "同意", "approve", "forwarded"},
	{"王建国", "申请退款", "correct \"退款\"", "forwarded"},
	{"王建国", "同意 10008", "approve #10008", "forwarded"},
};

/* ---- saying what was read ---- */

static void reading_world(struct fake *f)
{
	fake_hire(f, "张伟", "+8613800000016", ROLE_BIT(ENGINEER), "乌鲁木齐站", ZH);
	fake_hire(f, "李雷鸣", "+8613800000017", ROLE_BIT(ENGINEER), "库尔勒站", ZH);
	fake_hire(f, "Ann", "+8613800000018", ROLE_BIT(ENGINEER), "乌鲁木齐站", EN);
	fake_hire(f, "Ann Lee", "+8613800000019", ROLE_BIT(ENGINEER), "乌鲁木齐站", EN);
	fake_hire(f, "Bob", "+8613800000020", ROLE_BIT(AGENT), NULL, EN);
	fake_settle(f);
	fake_at(f, "08:00");
	int64_t a = fake_open(f, "EC210-0042", true, "发动机无法启动");
	int64_t b = fake_open(f, "EC360-0113", false, "漏油");
	int64_t c = fake_open(f, "L120-0003", false, "hydraulic leak");
	int64_t d = fake_open(f, "EC480-0007", false, "异响");
	fake_open(f, "EC55-0201", false, "不走");
	fake_open(f, NULL, false, "挖掘机不动");
	fake_open(f, "EC210-0042", false, "空调不制冷");
	fake_send(f, "阿里木", "派工 %lld 10:00 李雷", (long long)a);
	fake_send(f, "阿里木", "派工 %lld 14:00 李雷", (long long)b);
	fake_send(f, "阿里木", "派工 %lld 10:00 Tom Baker", (long long)c);
	fake_send(f, "阿里木", "派工 %lld 10:00 韩梅", (long long)d);
	fake_at(f, "08:30");
	fake_send(f, "李雷", "出发 %lld 8:50", (long long)a);
	fake_send(f, "韩梅", "出发 %lld 8:50", (long long)d);
	fake_at(f, "08:50");
	fake_send(f, "韩梅", "到达");
	fake_at(f, "09:00");
}

static void say_time(int64_t at, int64_t now, struct text *t)
{
	char s[24];
	when_write(at, now, s);
	text_addf(t, " %s", s);
}

static void say_codes(const struct reading *r, int64_t now, struct text *t)
{
	for (size_t i = 0; i < r->codes_n; i++) {
		const struct read_code *c = &r->codes[i];
		text_addf(t, "%s%s", t->len ? " " : "", c->code->name);
		if (c->timed) {
			char s[24];
			when_write(c->when.at, now, s);
			text_addf(t, "@%s", c->when.kind == WHEN_NONE ? "?" : s);
		}
	}
	for (size_t i = 0; i < r->near_n; i++)
		text_addf(t, "%s~%s", t->len ? " " : "", r->near[i]->name);
}

static void say_people(const struct fake *f, const struct reading *r, struct text *t)
{
	for (size_t i = 0; i < r->people_n; i++) {
		for (size_t k = 0; k < r->people[i].n; k++) {
			const struct person *p = r->people[i].who[k];
			const struct station *s = roster_station(&f->roster, p->station);
			bool two = strcmp(p->name, "张伟") == 0;
			text_addf(t, "%s%s%s%s", k ? "/" : " +", p->name, two ? "," : "", two && s ? s->name : "");
		}
	}
	if (*r->stranger)
		text_addf(t, " ?%s=%s", r->stranger, r->meant ? r->meant->name : "");
	if (r->station)
		text_addf(t, " @%s", r->station->name);
}

struct asked {
	const struct fake *f;
	const struct person *who;
};

static bool may_send(void *ctx, const struct code *c)
{
	const struct asked *a = ctx;
	return permission_ever(&a->f->ctx, a->who, c, a->f->now);
}

static void say_reading(struct fake *f, const char *who, const char *text, char *out, size_t size)
{
	struct reading *r = calloc(1, sizeof(*r));
	struct fold fold;
	int64_t numbers[NUMBERS_IN_TEXT], mine[NUMBERS_IN_TEXT];
	size_t n, kept = 0;
	const struct person *p = fake_person(f, who);
	struct text t = text_new(4000);
	fold_make(&fold, text, strlen(text));
	n = reading_numbers(&fold, numbers, NUMBERS_IN_TEXT);
	for (size_t i = 0; i < n; i++) {
		const struct ticket *x = fake_ticket(f, numbers[i]);
		if (x && ticket_has_to_do(x, p, &f->roster, f->now))
			mine[kept++] = numbers[i];
	}
	const struct reading_input input = {.reader = f->rules->reader,
					    .roster = &f->roster,
					    .sender = p,
					    .may = may_send,
					    .ctx = &(struct asked){f, p},
					    .original = text,
					    .f = &fold,
					    .mine = mine,
					    .mine_n = kept,
					    .moment = f->now};
	reading_read(r, &input);
	say_codes(r, f->now, &t);
	if (r->number)
		text_addf(&t, " %s%lld", r->number_bad ? "!" : "#", (long long)r->number);
	for (size_t i = 0; i < r->times_n; i++)
		say_time(r->times[i].when.at, f->now, &t);
	for (size_t i = 0; r->flow && i < r->flow->nodes_n; i++) {
		if (r->nodes & 1u << i)
			text_addf(&t, " %%%s", r->flow->nodes[i].name);
	}
	say_people(f, r, &t);
	if (r->words.len)
		text_addf(&t, " \"%s\"", text_str(&r->words));
	text_copy(out, size, t.len ? text_str(&t) : "-");
	text_free(&t);
	reading_free(r);
	fold_free(&fold);
	free(r);
}

static const char *becomes(const struct effects *e)
{
	return e->outcome == REFUSED ? e->why + strlen("refused.") : outcome_name(e->outcome);
}

static void check(struct fake *f, const struct row *rows, size_t n)
{
	size_t wrong = 0;
	for (size_t i = 0; i < n; i++) {
		char read[2000];
		struct effects e;
		say_reading(f, rows[i].who, rows[i].text, read, sizeof(read));
		fake_decide(f, rows[i].who, 0, rows[i].text, &e);
		bool good = strcmp(read, rows[i].read) == 0 && strcmp(becomes(&e), rows[i].becomes) == 0 && !e.failed &&
			    (e.outcome != REFUSED || fake_example_works(f, rows[i].who, &e));
		if (!good)
			print_error("%s: %s\n  is    %s: %s\n  should %s: %s\n", rows[i].who, rows[i].text, read,
				    becomes(&e), rows[i].read, rows[i].becomes);
		wrong += good ? 0 : 1;
		effects_free(&e);
	}
	assert_int_equal(wrong, 0);
}

static int make(void **state)
{
	struct fake *f = fake_make();
	reading_world(f);
	*state = f;
	return 0;
}

static int done(void **state)
{
	fake_free(*state);
	return 0;
}

static void read_departs(void **state)
{
	check(*state, departs, sizeof(departs) / sizeof(*departs));
}

static void read_numbers(void **state)
{
	check(*state, by_number, sizeof(by_number) / sizeof(*by_number));
}

static void read_people(void **state)
{
	check(*state, people, sizeof(people) / sizeof(*people));
}

static void read_times(void **state)
{
	check(*state, times, sizeof(times) / sizeof(*times));
}

static void read_lone(void **state)
{
	check(*state, lone, sizeof(lone) / sizeof(*lone));
}

static void read_delays(void **state)
{
	check(*state, delays, sizeof(delays) / sizeof(*delays));
}

static void read_waits(void **state)
{
	check(*state, waits, sizeof(waits) / sizeof(*waits));
}

static void read_lefts(void **state)
{
	check(*state, lefts, sizeof(lefts) / sizeof(*lefts));
}

static void read_catching_up(void **state)
{
	check(*state, catching_up, sizeof(catching_up) / sizeof(*catching_up));
}

static void read_reasons(void **state)
{
	check(*state, reasons, sizeof(reasons) / sizeof(*reasons));
}

static void read_heads(void **state)
{
	check(*state, by_head, sizeof(by_head) / sizeof(*by_head));
}

static void read_agents(void **state)
{
	check(*state, agents, sizeof(agents) / sizeof(*agents));
}

static void read_requests(void **state)
{
	check(*state, requests, sizeof(requests) / sizeof(*requests));
}

static void read_unread(void **state)
{
	check(*state, unread, sizeof(unread) / sizeof(*unread));
}

static void read_roles(void **state)
{
	check(*state, roles, sizeof(roles) / sizeof(*roles));
}

static void read_customers(void **state)
{
	check(*state, customers, sizeof(customers) / sizeof(*customers));
}

static void read_english(void **state)
{
	check(*state, english, sizeof(english) / sizeof(*english));
}

static void read_more(void **state)
{
	check(*state, more, sizeof(more) / sizeof(*more));
}

static void read_corrections(void **state)
{
	check(*state, corrections, sizeof(corrections) / sizeof(*corrections));
}

/* ---- hostile input ---- */

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Whatever is sent, the decision ends, nothing fails, and a refusal's example works. */
static void survive(struct fake *f, const char *who, const char *text)
{
	struct effects e;
	fake_decide(f, who, 0, text, &e);
	if (e.failed || (e.outcome == REFUSED && !fake_example_works(f, who, &e)))
		fail_msg("%s: %s", who, text);
	effects_free(&e);
}

static const char *const senders[] = {"李雷",   "阿里木",           "吴敏", "Tom Baker",
				      "王建国", "Silk Road Quarry", "desk", "总部审批"};

static void random_bytes(void **state)
{
	uint32_t seed = 1;
	for (int round = 0; round < 4000; round++) {
		char text[260];
		size_t n = next_random(&seed) % (sizeof(text) - 1);
		for (size_t i = 0; i < n; i++)
			text[i] = (char)(next_random(&seed) % 255 + 1);
		text[n] = '\0';
		survive(*state, senders[next_random(&seed) % 8], text);
	}
}

static void random_pieces(void **state)
{
	static const char *const pieces[] = {
		"出发",       "到达",        "修复",
		"派工",       "转派",        "代班",
		"撤销",       "归站",        "延误",
		"待件",       "取消",        "未修复",
		"1",          "2",           "3",
		"0",          "9",           "?",
		" ",          " ",           " ",
		"，",         "。",          "：",
		"10008",      "10019",       "10062",
		"10056",      "10018",       "12345678901",
		"16:30",      "1630",        "0830",
		"2小时",      "明天9点",     "上午",
		"3天",        "韩梅",        "张伟",
		"李雷鸣",     "Tom Baker",   "ann",
		"le",         "库尔勒站",    "同行",
		"和",         "with",        "at ",
		"预计",       "13800000014", "+8613800000011",
		"EC210-0042", "😀",           "小王",
		"-",          "depart",      "arrive",
		"cf",         "dd",          "xf",
		"until",      "帮助",        "回访",
		"5",          "堵车",        "0",
		"00",         "[",           "]",
		"无",         "申请",        "同意",
		"驳回",       "8:40",        "解决",
	};
	uint32_t seed = 7;
	for (int round = 0; round < 6000; round++) {
		char text[400] = "";
		size_t n = 1 + next_random(&seed) % 9;
		for (size_t i = 0; i < n; i++)
			strcat(text, pieces[next_random(&seed) % (sizeof(pieces) / sizeof(*pieces))]);
		survive(*state, senders[next_random(&seed) % 8], text);
	}
}

static void very_long(void **state)
{
	static const char *const units[] = {"出发", "1 ", "10008 ",   "16:30 ", "韩梅", "韩梅 ", "9",
					    "a",    "😀",  "到达0850", "[",      "同行", "ann "};
	static char text[8000];
	for (size_t u = 0; u < sizeof(units) / sizeof(*units); u++) {
		static const char *const heads[] = {"",      "出发 ",       "修复 ", "派工 10062 ", "归站 10056 ",
						    "代班 ", "申请 10008 ", "驳回 "};
		for (size_t h = 0; h < sizeof(heads) / sizeof(*heads); h++) {
			strcpy(text, heads[h]);
			while (strlen(text) + strlen(units[u]) < 6000)
				strcat(text, units[u]);
			for (size_t s = 0; s < 8; s++)
				survive(*state, senders[s], text);
		}
	}
}

/* A plain text should cost far less than what its fsync does. Prints; only something silly fails. */
static void speed(void **state)
{
	struct fake *f = *state;
	struct timespec from, to;
	struct effects e;
	char name[32], number[32];
	for (int i = 0; i < 180; i++) {
		snprintf(name, sizeof(name), "员工%c%c%d", 'a' + i % 26, 'b' + i % 20, i);
		snprintf(number, sizeof(number), "+86137%08d", i);
		fake_hire(f, name, number, ROLE_BIT(ENGINEER), "库尔勒站", ZH);
	}
	fake_settle(f);
	static const char *const texts[] = {"出发 10019 16:30 同行 韩梅", "到达 10008 8:55",
					    "修复 10008 更换继电器，试机正常"};
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (int i = 0; i < 3000; i++) {
		fake_decide(f, "李雷", 0, texts[i % 3], &e);
		effects_free(&e);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	double us = ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / 3e6;
	print_message("decide_text: %.1f us\n", us);
	assert_true(us < 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(read_departs),     cmocka_unit_test(read_numbers), cmocka_unit_test(read_people),
		cmocka_unit_test(read_times),       cmocka_unit_test(read_lone),    cmocka_unit_test(read_delays),
		cmocka_unit_test(read_waits),       cmocka_unit_test(read_lefts),   cmocka_unit_test(read_catching_up),
		cmocka_unit_test(read_reasons),     cmocka_unit_test(read_heads),   cmocka_unit_test(read_agents),
		cmocka_unit_test(read_requests),    cmocka_unit_test(read_unread),  cmocka_unit_test(read_roles),
		cmocka_unit_test(read_customers),   cmocka_unit_test(read_english), cmocka_unit_test(read_more),
		cmocka_unit_test(read_corrections), cmocka_unit_test(random_bytes), cmocka_unit_test(random_pieces),
		cmocka_unit_test(very_long),        cmocka_unit_test(speed),
	};
	return cmocka_run_group_tests(tests, make, done);
}
