/* What engineers mean by the texts that they type on old phones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/read/text_meant.h"

static const struct meant departs[] = {
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
	{"李雷", "出发 10019 预计到达 16:30", "depart #10019 16:30", "done"},
	{"李雷", "出发 10019 预计到达时间 16:30", "depart #10019 16:30", "done"},
	{"李雷", "┏(出发 16:30)┛", "depart 16:30 \"┛\"", "done"},
	{"李雷", "[签名]出发 16:30", "depart 16:30", "done"},
	{"李雷", "1。1630", "depart 16:30", "done"},
	{"李雷", "出发 出发 16:30", "depart 16:30", "done"},
};

static void on_the_way(void **state)
{
	assert_meant(*state, departs, COUNT(departs));
}

static const struct meant by_number[] = {
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
	{"李雷", "出发 10019 10008 16:30", "depart #10019 16:30", "two_tickets"},
	{"李雷", "出发 16:30 10018", "depart 16:30 \"10018\"", "number"},
	{"李雷", "出发 16:30 10009", "depart 16:30 \"10009\"", "number"},
	{"李雷", "出发 10091 16:30", "depart !10091 16:30", "number"},
	{"李雷", "修复 换泵 10018", "repaired \"换泵 10018\"", "number"},
	{"李雷", "出发 16:30 1008", "depart 16:30 \"1008\"", "number"},
	{"李雷", "到达 10008 10019", "arrive #10008", "two_tickets"},
	{"李雷", "修复 10008 同10019一起", "repaired #10008 \"同10019一起\"", "done"},
	{"李雷", "修复 10008 10019", "repaired #10008", "two_tickets"},
};

static void a_ticket_by_its_number(void **state)
{
	assert_meant(*state, by_number, COUNT(by_number));
}

static const struct meant people[] = {
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
	{"李雷", "出发 16:30 with 韩梅 and Li Lei", "depart 16:30 +韩梅 ?Li Lei= \"with 韩梅 and Li Lei\"", "stranger"},
	{"李雷", "出发 16:30 with Ann and Li Lei", "depart 16:30 +Ann ?Li Lei= \"with Ann and Li Lei\"", "stranger"},
	{"李雷", "出发 16:30 同行 韩梅、刘洋、王小二", "depart 16:30 +韩梅 +刘洋 ?王小二= \"王小二\"", "stranger"},
	{"李雷", "出发 16:30 同行 韩梅，王小二", "depart 16:30 +韩梅 ?王小二= \"王小二\"", "stranger"},
	{"李雷", "出发 16:30 同行韩梅王小二", "depart 16:30 +韩梅 ?王小二= \"同行韩梅王小二\"", "stranger"},
	{"李雷", "出发 16:30 同行韩梅带泵", "depart 16:30 +韩梅 \"同行韩梅带泵\"", "done"},
	{"李雷", "出发 16:30 with 韩梅, Li Lei", "depart 16:30 +韩梅 ?Li Lei= \"Li Lei\"", "stranger"},
	{"李雷", "出发 16:30 with Ann, need pump", "depart 16:30 +Ann \"need pump\"", "done"},
	{"李雷", "出发 16:30 同行 韩梅 一起", "depart 16:30 +韩梅", "done"},
	{"李雷", "出发 16:30 with Ann Bobby", "depart 16:30 +Ann ?Bobby= \"with Ann Bobby\"", "stranger"},
	{"李雷", "出发 16:30 with Ann by car", "depart 16:30 +Ann \"with Ann by car\"", "done"},
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
	{"李雷", "出发 16:30 同行 李雷明", "depart 16:30 +李雷 ?李雷明=李雷鸣 \"同行 李雷明\"", "stranger"},
};

static void who_comes_along(void **state)
{
	assert_meant(*state, people, COUNT(people));
}

static const struct meant times[] = {
	{"李雷", "出发 16:30 17:30", "depart 16:30 17:30", "two_times"},
	{"李雷", "出发 9:30 预计16:30到", "depart 09:30 16:30", "two_times"},
	{"李雷", "出发 16:30 路上要2小时", "depart 16:30 ?路上= \"路上要2小时\"", "done"},
	{"李雷", "出发 2小时 16:30到", "depart 16:30 \"2小时\"", "done"},
	{"李雷", "出发 16:30-17:00", "depart 17:00", "done"},
	{"李雷", "出发 现在 16:30", "depart 16:30", "done"},
	{"李雷", "出发 马上", "depart", "missing"},
	{"李雷", "出发 尽快到", "depart \"尽快到\"", "missing"},
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

static void times_as_they_are_typed(void **state)
{
	assert_meant(*state, times, COUNT(times));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_the_way),
		cmocka_unit_test(a_ticket_by_its_number),
		cmocka_unit_test(who_comes_along),
		cmocka_unit_test(times_as_they_are_typed),
	};

	return cmocka_run_group_tests(tests, meant_begin, meant_end);
}
