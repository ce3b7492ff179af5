#include "tests/fuzz/text_change.h"

#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t n, size_t max);

static const char *const words[] = {
	"电话解决",
	"派工",
	"出发",
	"到达",
	"修复",
	"延误",
	"待件",
	"未修复",
	"转派",
	"取消",
	"归站",
	"回访",
	"代班",
	"撤销",
	"我的",
	"帮助",
	"DHJJ",
	"PG",
	"CF",
	"dd",
	"XF",
	"YW",
	"DJ",
	"WXF",
	"ZP",
	"QX",
	"GZ",
	"HF",
	"DB",
	"phone",
	"dispatch",
	"depart",
	"arrive",
	"Repaired",
	"delay",
	"wait",
	"left",
	"reassign",
	"cancel",
	"assign",
	"close",
	"deputy",
	"undo",
	"list",
	"help",
	"?",
	"0",
	"1",
	"2",
	"3",
	"4",
	"5",
	"6",
	"7",
	"8",
	"9",
	"派公",
	"出法",
	"departt",
	"阿里木",
	"买买提",
	"李雷",
	"韩梅",
	"Tom Baker",
	"tom",
	"张伟",
	"刘洋",
	"赵强",
	"吴敏",
	"李蕾",
	"王建国",
	"李雷雷",
	"Anna 2",
	"明天",
	"阿卜杜热合曼·买买提",
	"13800000011",
	"+8613800000012",
	"13800000061",
	"库尔勒站",
	"乌鲁木齐站",
	"库尔勒",
	"EC210-0042",
	"EC55-0201",
	"ec2100042",
	"10008",
	"10019",
	"10024",
	"10035",
	"10043",
	"10056",
	"10062",
	"10018",
	"99999",
	"16:30",
	"1630",
	"4:30pm",
	"16点30分",
	"十点半",
	"下午4点半",
	"2小时",
	"两个小时",
	"90分钟",
	"2h",
	"半小时",
	"明天9点",
	"后天上午",
	"11-22 9:00",
	"2026-11-23 09:00",
	"11月22日",
	"0830",
	"8点",
	"25:00",
	"12:00",
	"0",
	"今天",
	"晚上",
	"中午",
	"上午",
	"同行",
	"with",
	"和",
	"、",
	"，",
	",",
	"。",
	" ",
	"  ",
	"　",
	"：",
	":",
	"-",
	"/",
	"\r",
	"等配件到达",
	"更换继电器",
	"客户满意",
	"堵车",
	"１６：３０",
	"ＣＦ",
	"工单",
	"号",
	"#",
	"\xE2\x80\x8B",
	"😀",
	"预计",
	"到",
	"师傅",
	"因为",
	"吧",
	"了",
	"…",
	"“",
	"”",
	"(",
	")",
	"\nA0 ",
	"\nC0 ",
	"\nC1 ",
	"\nD5<",
	"\nE0-",
	"\nI0 ",
	"\nB0 ",
	"\nJ0 ",
	"\nO0 ",
	"\nCA ",
	"\nCK ",
	"\nAK ",
	"\nP0 ",
};
#define WORDS (sizeof(words) / sizeof(*words))

struct dice {
	uint32_t state;
};

static uint32_t roll(struct dice *d, size_t sides)
{
	d->state = d->state * 1664525u + 1013904223u;
	return (d->state >> 8) % (uint32_t)(sides > 0 ? sides : 1);
}

/* A byte behind the scene where a character begins. */
static size_t somewhere(struct dice *d, const uint8_t *data, size_t n)
{
	size_t at = 1 + roll(d, n);
	while (at < n && (data[at] & 0xC0) == 0x80)
		at++;
	return at < n ? at : n;
}

static size_t replace(uint8_t *data, size_t n, size_t max, size_t at, size_t gone, const void *by, size_t by_n)
{
	if (n - gone + by_n > max)
		return n;
	memmove(data + at + by_n, data + at + gone, n - at - gone);
	memcpy(data + at, by, by_n);
	return n - gone + by_n;
}

static size_t change(struct dice *d, uint8_t *data, size_t n, size_t max, size_t scenes)
{
	uint8_t copy[96];
	size_t at = somewhere(d, data, n), other = somewhere(d, data, n);
	size_t from = at < other ? at : other, gone = (at < other ? other - at : at - other);
	const char *word = words[roll(d, WORDS)];
	size_t len = strlen(word);
	switch (roll(d, 6)) {
	case 0:
		return replace(data, n, max, from, gone < 30 ? gone : 0, word, len);
	case 1:
		return gone < 40 ? replace(data, n, max, from, gone, "", 0) : n;
	case 2: /* some of it once more */
		gone = gone < sizeof(copy) ? gone : sizeof(copy);
		memcpy(copy, data + from, gone);
		return replace(data, n, max, somewhere(d, data, n), 0, copy, gone);
	case 3:
		data[0] = (uint8_t)('0' + roll(d, scenes));
		return n;
	default:
		return replace(data, n, max, at, 0, word, len);
	}
}

size_t text_change(uint8_t *data, size_t n, size_t max, unsigned seed, size_t scenes)
{
	struct dice d = {seed};
	if (n < 6 || roll(&d, 5) == 0)
		return LLVMFuzzerMutate(data, n, max);
	for (uint32_t i = 0, times = 1 + roll(&d, 3); i < times; i++)
		n = change(&d, data, n, max, scenes);
	return n;
}
