/* What asks for something, what cannot be read, and texts in English. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/read/text_meant.h"

static const struct meant requests[] = {
	{"李雷", "0", "undo", "undo"},
	{"李雷", "０", "undo", "undo"},
	{"李雷", "撤销", "undo", "undo"},
	{"李雷", "撤消", "~undo", "near"},
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

static void lists_help_and_undo(void **state)
{
	assert_meant(*state, requests, COUNT(requests));
}

static const struct meant unread[] = {
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
	{"李雷", "1:30", "-", "unread"},
	{"李雷", "1.5小时", "-", "unread"},
	{"李雷", "1-2点", "-", "unread"},
	{"李雷", "10008", "-", "unread"},
};

static void misspelt_decorated_or_unread(void **state)
{
	assert_meant(*state, unread, COUNT(unread));
}

static const struct meant english[] = {
	{"Tom Baker", "depart 4:30pm", "depart 16:30", "done"},
	{"Tom Baker", "depart 10024 16:30", "depart #10024 16:30", "done"},
	{"Tom Baker", "depart 10024 16:30 with Ann", "depart #10024 16:30 +Ann", "done"},
	{"Tom Baker", "depart 16:30 with Ann Lee and 韩梅", "depart 16:30 +Ann Lee +韩梅", "done"},
	{"Tom Baker", "depart 16:30 accompanied by ANN LEE", "depart 16:30 +Ann Lee", "done"},
	{"Tom Baker", "departing 4:30pm", "~depart", "near"},
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
	{"Tom Baker", "repaired 10024 at 8:55", "repaired@08:55 #10024", "done"},
	{"Tom Baker", "depart 16:30 alone", "depart 16:30 \"alone\"", "done"},
	{"Tom Baker", "depart 16:30 & ann", "depart 16:30 +Ann", "done"},
	{"Tom Baker", "DEPART16:30WITH ANN", "depart 16:30 +Ann", "done"},
	/* Who signs on a line of his own, whatever ends the line before. */
	{"Tom Baker", "depart 16:30\nTom", "depart 16:30", "done"},
	{"Tom Baker", "depart 16:30 \nTom", "depart 16:30", "done"},
	{"Tom Baker", "depart 16:30\r\nTom", "depart 16:30", "done"},
	{"Tom Baker", "wait 10024 3 days", "wait #10024 \"3 days\"", "done"},
};

static void texts_in_english(void **state)
{
	assert_meant(*state, english, COUNT(english));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_help_and_undo),
		cmocka_unit_test(misspelt_decorated_or_unread),
		cmocka_unit_test(texts_in_english),
	};

	return cmocka_run_group_tests(tests, meant_begin, meant_end);
}
