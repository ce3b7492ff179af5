/* Random texts made true one after another: the world holds (world_fake.c applies each event again). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handlers/time/when_write.h"
#include "tests/handlers/chance.h"
#include "tests/handlers/world_fake.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const texts[] = {
	"出发 16:30",
	"出发 到达 修复",
	"到达",
	"到达 8:55",
	"修复 换泵",
	"派工 14:00 李雷",
	"派工 14:00 韩梅",
	"转派 韩梅",
	"转派 李雷",
	"待件 等泵",
	"未修复 缺件",
	"取消 不修",
	"回访 满意",
	"撤销",
	"电话解决 重启",
	"代班 韩梅 18:00",
	"代班 阿里木",
	"延误 18:00",
	"归站 库尔勒",
	"GZ EC210-0042",
	"出发 10008 15:00",
	"取消 10019 不修",
	"0",
	"我的",
	"1 0855 2 0856 8 0857 缺件",
	"派工 10008 14:00 张伟",
	"修复 10019",
	"到达 10024",
	"申请 到达 10分钟前 忘发",
	"申请 10008 出发 20分钟前 忘发",
	"申请 10008 派工 9:01 忘发",
	"同意",
	"同意 10008 到达 修复",
	"驳回 不对",
};
static const char *const senders[] = {"李雷", "韩梅", "阿里木", "阿里木",   "买买提",
				      "张伟", "吴敏", "desk",   "总部审批", "总部审批"};

static void random_text(struct fake *f)
{
	const char *sender = senders[chance(COUNT(senders))], *text = texts[chance(COUNT(texts))];
	char local[24];

	f->now += (int64_t)chance(240000);
	when_local(chance(3) ? f->now : f->now - (int64_t)chance(1200000), local);
	fake_send_at(f, sender, local, text);
}

static void random_days(void **state)
{
	(void)state;
	for (int day = 0; day < 40; day++) {
		struct fake *f = fake_make();

		fake_open(f, "EC210-0042", true, "漏油");
		fake_open(f, "EC360-0113", false, "异响");
		fake_open(f, NULL, false, "不动");
		for (int i = 0; i < 120; i++)
			random_text(f);
		fake_free(f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
