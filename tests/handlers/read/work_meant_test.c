/* What engineers mean by texts about the work itself, and by several codes in one text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/read/text_meant.h"

static const struct meant lone[] = {
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
	{"李雷", "到达 10分钟前", "arrive \"10分钟前\"", "done"},
	{"李雷", "10分钟前到达", "arrive", "done"},
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

static void one_code_alone(void **state)
{
	assert_meant(*state, lone, COUNT(lone));
}

static const struct meant delays[] = {
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
	{"李雷", "延误 10008 18:00 客户10点才到", "delay #10008 18:00 \"客户10点才到\"", "done"},
	{"李雷", "延误 10008 18:00 上午堵车", "delay #10008 18:00 \"上午堵车\"", "done"},
	{"李雷", "延误 10008 改到18:00，堵车", "delay #10008 18:00 \"堵车\"", "done"},
	{"李雷", "延误 10008 堵车，预计18:00到达", "delay #10008 18:00 \"堵车\"", "done"},
	{"李雷", "延误 10008 延误 延误 延误 延误 延误 延误 延误 延误 延误", "delay #10008", "missing"},
};

static void a_delay(void **state)
{
	assert_meant(*state, delays, COUNT(delays));
}

static const struct meant waits[] = {
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
	{"李雷", "待件 10008 3天", "wait #10008 \"3天\"", "done"},
	{"李雷", "待件 10008 明天9点 到货", "wait #10008 \"明天9点 到货\"", "done"},
};

static void waiting_for_parts(void **state)
{
	assert_meant(*state, waits, COUNT(waits));
}

static const struct meant lefts[] = {
	{"韩梅", "未修复 需带专用工具再来", "left \"需带专用工具再来\"", "done"},
	{"韩梅", "未修复需专用工具", "left \"需专用工具\"", "done"},
	{"韩梅", "未修复", "left", "missing"},
	{"韩梅", "8 缺工具", "left \"缺工具\"", "done"},
	{"韩梅", "WXF 缺工具", "left \"缺工具\"", "done"},
	{"韩梅", "未修复离开 缺工具", "left \"离开 缺工具\"", "done"},
	{"韩梅", "没修复 缺工具", "~left \"缺工具\"", "near"},
	{"韩梅", "left special tool needed", "left \"special tool needed\"", "done"},
	{"韩梅", "LEFT, tool", "left \"tool\"", "done"},
	{"韩梅", "未修好", "~left \"未修好\"", "near"},
};

static void leaving_unrepaired(void **state)
{
	assert_meant(*state, lefts, COUNT(lefts));
}

static const struct meant catching_up[] = {
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
	{"李雷", "2。", "arrive", "done"},
	{"李雷", "dd8:50xf8:58", "arrive@08:50 repaired@08:58", "done"},
	{"李雷", "到达 at 8:50", "arrive@08:50", "done"},
	{"李雷", "depart at 8:30, arrive at 8:50, repaired at 8:58", "depart@08:30 arrive@08:50 repaired@08:58",
	 "done"},
	{"李雷", "到达 明天9点", "arrive@11-22 09:00", "claim"},
	{"李雷", "到达0850 修复0858 更换水泵 10点让客户试机", "arrive@08:50 repaired@08:58 \"更换水泵 10点让客户试机\"",
	 "done"},
};

static void several_codes_in_one_text(void **state)
{
	assert_meant(*state, catching_up, COUNT(catching_up));
}

static const struct meant reasons[] = {
	{"李雷", "修复 取消报警", "repaired \"取消报警\"", "which"},
	{"韩梅", "待件 修复中发现缺泵", "wait \"修复中发现缺泵\"", "done"},
	{"韩梅", "未修复 客户要求取消 9:00", "left \"客户要求取消 9:00\"", "done"},
	{"韩梅", "待件 到达9点", "wait arrive@09:00", "missing"},
	{"李雷", "延误 18:00 修复上一单", "delay 18:00 \"修复上一单\"", "which"},
	{"李雷", "修复 10008 用时10000小时", "repaired #10008 \"用时10000小时\"", "done"},
	{"李雷", "修复 10008 10000小时", "repaired #10008 \"10000小时\"", "done"},
	{"李雷", "修复 10000小时", "repaired \"10000小时\"", "which"},
	{"李雷", "修复 10000小时保养 10008", "repaired #10008 \"10000小时保养\"", "done"},
};

static void what_was_done(void **state)
{
	assert_meant(*state, reasons, COUNT(reasons));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_code_alone),
		cmocka_unit_test(a_delay),
		cmocka_unit_test(waiting_for_parts),
		cmocka_unit_test(leaving_unrepaired),
		cmocka_unit_test(several_codes_in_one_text),
		cmocka_unit_test(what_was_done),
	};

	return cmocka_run_group_tests(tests, meant_begin, meant_end);
}
