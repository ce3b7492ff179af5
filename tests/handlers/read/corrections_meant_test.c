/* What texts mean that ask for a correction, approve one or refuse it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/read/text_meant.h"

static const struct meant corrections[] = {
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
	{"Tom Baker", "correct 10024 phone 8:20 forgot", "correct #10024 08:20 \"phone 8:20 forgot\"", "missing"},
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

static void corrections_asked_and_decided(void **state)
{
	assert_meant(*state, corrections, COUNT(corrections));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(corrections_asked_and_decided),
	};

	return cmocka_run_group_tests(tests, meant_begin, meant_end);
}
