/* The dealer: who and what there is, how it is written down, and how its people put things. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "tests/year/days.h"
#include "tests/year/lives.h"

#define SHANGHAI (8 * HOUR)

const char *const act_names[] = {
	"open",    "phone",  "dispatch", "depart", "arrive",   "repaired", "delay",   "wait",      "left", "reassign",
	"cancel",  "assign", "assign",   "close",  "undo",     "postpone", "report",  "send_back", "file", "answer",
	"entrust", "phoned", "written",  "mend",   "unsolved", "grade",    "invalid", "reopen",    "told"};
const char *const process_names[PROCESSES] = {"repair", "maintenance", "complaint", "survey"};

const struct fault_said faults_said[] = {
	{"发动机无法启动，仪表盘报警", 'e'},
	{"Engine overheats on the slope", 'e'},
	{"柴油机冒黑烟", 'e'},
	{"引擎异响", 'e'},
	{"履带脱落", 'c'},
	{"变速箱挂不上档", 'c'},
	{"front AXLE leaks", 'c'},
	{"底盘异响，左侧", 'c'},
	{"驾驶室玻璃破裂", 'b'},
	{"车门关不上", 'b'},
	{"cab door does not close", 'b'},
	{"发动机罩变形，车身刮伤", 'b'}, /* two kinds: the first of the flow */
	{"空调不制冷", 0},
	{"液压油温高", 0},
	{"no hydraulic pressure", 0},
	{"大臂动作慢", 0},
};
const size_t faults_said_n = sizeof(faults_said) / sizeof(faults_said[0]);

static const char *const family[20] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴",
				       "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"};
static const char *const given[25] = {"建国", "志强", "海涛", "文斌", "永刚", "玉兰", "秀英", "桂芳", "丽娟",
				      "晓东", "国栋", "立新", "振华", "春生", "光明", "少军", "德福", "长庚",
				      "凤鸣", "宏伟", "金山", "松柏", "雪峰", "云飞", "子龙"};
static const char *const stations[STATIONS] = {
	"东山站", "西岭站", "南湖站", "北川站", "临江站", "青峰站", "白石站", "红旗站",
	"沙湾站", "河口站", "平原站", "古城站", "新桥站", "柳林站", "松岗站", "梅园站",
	"云台站", "龙泉站", "凤台站", "天池站", "石门站", "银川站", "金沙站", "玉泉站",
};

/* ---- what there is ---- */

char station_region(int station)
{
	return "ABC"[station % 3];
}

enum plan station_plan(int station)
{
	return station < 0 || station % 6 < 3 ? STANDARD : station % 6 < 4 ? DEPOT : URUMQI;
}

int machine_station(int machine)
{
	return machine % STATIONS;
}

/* One customer in nine has no class: the end of the string. */
char machine_class(int machine)
{
	return "ABCDBCDC"[machine % CUSTOMERS % 9];
}

int machine_km(int machine)
{
	return machine % 17 == 0 ? -1 : machine * 7 % 301;
}

const char *station_name(int station)
{
	return stations[station];
}

void machine_serial(int machine, char out[16])
{
	snprintf(out, 16, "EC%05d", 10000 + machine);
}

static void engineer_name(int station, int engineer, char out[24])
{
	int i = station * ENGINEERS_EACH + engineer;

	snprintf(out, 24, "%s%s", family[i % 20], given[i / 20 % 25]);
}

static void mobile(char kind, int i, char out[24])
{
	snprintf(out, 24, "+86138%c%07d", kind, i);
}

/* ---- on paper ---- */

static FILE *begin(const char *dir, const char *name, const char *header)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "we");
	if (f)
		fprintf(f, "%s\n", header);
	return f;
}

static bool finish(FILE *f)
{
	return f && fclose(f) == 0;
}

static bool write_people(const char *dir)
{
	static const char *const few[] = {"agent",           "sales_director",  "unit_manager",  "service_director",
					  "service_manager", "general_manager", "supervisor",    "claims",
					  "headquarters",    "parts",           "administrator", "retail",
					  "support",         "technical",       "finance",       "workshop"};
	FILE *f = begin(dir, "people.csv", "name,mobile,roles,station,language");
	char number[24], name[24];

	for (int s = 0; f && s < STATIONS; s++) {
		mobile('1', s, number);
		fprintf(f, "阿%s,%s,station_head,%s,zh\n", given[s % 25], number, stations[s]);
		mobile('2', s, number);
		fprintf(f, "欧%s,%s,sales_manager,%s,zh\n", given[s % 25], number, stations[s]);
		for (int e = 0; e < ENGINEERS_EACH; e++) {
			mobile('0', s * ENGINEERS_EACH + e, number);
			engineer_name(s, e, name);
			fprintf(f, "%s,%s,engineer,%s,zh\n", name, number, stations[s]);
		}
	}
	for (int i = 0; f && i < (int)(sizeof(few) / sizeof(few[0])); i++) {
		mobile('3', i, number);
		fprintf(f, "艾%s,%s,%s,,zh\n", given[i], number, few[i]);
	}
	return finish(f);
}

static bool write_customers(const char *dir)
{
	FILE *f = begin(dir, "customers.csv", "name,mobile,class,language,sales_manager");
	char number[24], class;

	for (int i = 0; f && i < CUSTOMERS; i++) {
		mobile('9', i, number);
		class = machine_class(i);
		fprintf(f, "第%d矿业公司,%s,%.1s,zh,\n", i + 1, number, &class);
	}
	return finish(f);
}

static bool write_machines(const char *dir)
{
	FILE *f =
		begin(dir, "machines.csv", "serial,model,customer,station,km,latitude,longitude,hours,warranty_until");
	char serial[16], km[8];

	for (int i = 0; f && i < MACHINES; i++) {
		machine_serial(i, serial);
		snprintf(km, sizeof(km), "%d", machine_km(i));
		fprintf(f, "%s,EC210D,第%d矿业公司,%s,%s,,,,\n", serial, i % CUSTOMERS + 1,
			stations[machine_station(i)], machine_km(i) < 0 ? "" : km);
	}
	return finish(f);
}

bool dealer_write(const char *dir)
{
	FILE *f = begin(dir, "stations.csv", "station,region,address");

	for (int i = 0; f && i < STATIONS; i++)
		fprintf(f, "%s,%c,工业大道\n", stations[i], station_region(i));
	return finish(f) && write_people(dir) && write_customers(dir) && write_machines(dir);
}

static void write_stations(FILE *f, enum plan plan)
{
	const char *comma = "";

	fprintf(f, "    stations: [");
	for (int i = 0; i < STATIONS; i++) {
		if (station_plan(i) != plan)
			continue;
		fprintf(f, "%s%s", comma, stations[i]);
		comma = ", ";
	}
	fprintf(f, "]\n");
}

/* An afternoon in August on which stock is taken. */
static bool write_closed(const char *dir)
{
	FILE *f = begin(dir, "closed.ics",
			"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//year//ZH\nBEGIN:VEVENT\nUID:1@year\n"
			"DTSTAMP:20260101T000000Z\nDTSTART:20260814T073000Z\nDTEND:20260814T140000Z\nSUMMARY:盘点\n"
			"END:VEVENT\nEND:VCALENDAR");

	return finish(f);
}

bool config_write(const char *dir, const char *here, const char *repair)
{
	static const char *const others[] = {"maintenance", "complaint", "commercial_claim", "survey",
					     "campaign",    "inquiry"}; /* as scripts/department loads them */
	FILE *f = begin(dir, "year.yaml",
			"database: year.db\ntime_zone: Asia/Shanghai\ncountry_code: 86\ndefault_channel: sms");

	if (!f)
		return false;
	fprintf(f, "flows:\n  - %s\n", repair);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		fprintf(f, "  - %s/handlers/%s.yaml\n", here, others[i]);
	fprintf(f, "templates: %s/templates\n", here);
	fprintf(f, "broker: {host: 127.0.0.1, port: 1883, prefix: fieldgate/v1, protocol: 5}\nhttp: {listen: off}\n");
	fprintf(f, "calendars:\n  standard:\n    hours: {mon-fri: [09:00-12:00, 13:30-18:00], sat: 10:00-12:00}\n");
	fprintf(f, "    days: [%s/scripts/sample/holidays-2026-cn.ics]\n    make_up: mon\n", here);
	fprintf(f, "  depot:\n    hours: {mon-sun: [00:00-02:00, 06:00-24:00]}\n");
	write_stations(f, DEPOT);
	fprintf(f, "  urumqi:\n    zone: Asia/Urumqi\n    hours: {mon-sat: [10:00-14:00, 15:30-19:30]}\n");
	fprintf(f, "    days: [%s/scripts/sample/holidays-2026-cn.ics, closed.ics]\n    make_up: sat\n", here);
	write_stations(f, URUMQI);
	return finish(f) && write_closed(dir);
}

/* ---- as texts ---- */

int life_station(const struct story *s, size_t act)
{
	int station = s->machine >= 0 ? machine_station(s->machine) : -1;

	if (s->process == SURVEY)
		return s->station;
	for (size_t i = 0; i <= act && i < s->n; i++) {
		if (s->acts[i].kind == ASSIGN_STATION)
			station = s->acts[i].other;
		else if (s->acts[i].kind == ASSIGN_MACHINE)
			station = machine_station(s->acts[i].other);
	}
	return station;
}

void life_sender(const struct story *s, const struct act *a, char out[24])
{
	int station = life_station(s, (size_t)(a - s->acts));

	static const int offices[] = {[-BY_AGENT] = 0, [-BY_DIRECTOR] = 3, [-BY_SUPERVISOR] = 6, [-BY_CLAIMS] = 7};

	if (a->by <= BY_AGENT)
		mobile('3', offices[-a->by], out);
	else if (a->by == BY_HEAD)
		mobile('1', station, out);
	else
		mobile('0', station * ENGINEERS_EACH + a->by, out);
}

static void write_time(int64_t at, char out[24])
{
	int year, month, mday;
	int64_t local = at + SHANGHAI;

	day_date(local / DAY, &year, &month, &mday);
	snprintf(out, 24, "%02d-%02d %02" PRId64 ":%02" PRId64, month, mday, local % DAY / HOUR, local % HOUR / MINUTE);
}

static const char *const tiers[TIERS] = {"一般", "重大", "特大"};

/* A complaint is opened by text. */
static void opening_text(const struct story *s, char *out, size_t size)
{
	char serial[16];

	machine_serial(s->machine, serial);
	snprintf(out, size, "投诉 %s %s %s", tiers[s->tier], serial, faults_said[s->fault].words);
}

static const char *word_of(const struct story *s, enum act_kind kind)
{
	static const char *const words[ACTS] = {[PHONE] = "电话解决",
						[DISPATCH] = "派工",
						[DEPART] = "出发",
						[ARRIVE] = "到达",
						[REPAIRED] = "修复",
						[DELAY] = "延误",
						[WAIT] = "待件",
						[LEFT] = "未修复",
						[REASSIGN] = "转派",
						[CANCEL] = "取消",
						[ASSIGN_STATION] = "归站",
						[ASSIGN_MACHINE] = "归站",
						[CLOSE] = "回访",
						[UNDO] = "撤销",
						[POSTPONE] = "推迟",
						[REPORT] = "交报告",
						[SEND_BACK] = "退回",
						[FILED] = "归档",
						[ANSWER] = "投诉答复",
						[ENTRUST] = "委派",
						[MEND] = "整改",
						[REPORT_PHONED] = "电话报告",
						[REPORT_WRITTEN] = "书面报告",
						[REOPEN] = "重开",
						[UNSOLVED] = "未解决",
						[GRADE] = "定级",
						[INVALID] = "不成立",
						[RATED] = "电话评价"};

	if (s->process == MAINTENANCE && kind == DISPATCH)
		return "计划";
	if (s->process == MAINTENANCE && kind == REPAIRED)
		return "完成";
	return s->process == MAINTENANCE && kind == LEFT ? "未完成" : words[kind];
}

static void tail_of(const struct story *s, const struct act *a, char *out, size_t size)
{
	static const char *const tails[ACTS] = {[PHONE] = "重启后正常",    [REPAIRED] = "更换继电器",
						[DELAY] = "堵车",          [WAIT] = "等液压泵",
						[LEFT] = "需带专用工具",   [CANCEL] = "客户取消",
						[CLOSE] = "客户满意",      [UNDO] = "",
						[POSTPONE] = "用户停工",   [SEND_BACK] = "缺照片",
						[ANSWER] = "明天上门处理", [REPORT_PHONED] = "已向总监说明",
						[MEND] = "已更换软管",     [REOPEN] = "客户再次来电",
						[UNSOLVED] = "又漏油",     [REPORT_WRITTEN] = "已查明原因",
						[INVALID] = "客户误解",    [RATED] = "满意"};
	int station = life_station(s, (size_t)(a - s->acts));

	*out = '\0';
	if (a->kind == REASSIGN || a->kind == ENTRUST || (a->kind == DISPATCH && a->other >= 0))
		engineer_name(station, a->other, out);
	else if (a->kind == ASSIGN_STATION)
		snprintf(out, size, "%s", stations[a->other]);
	else if (a->kind == ASSIGN_MACHINE)
		machine_serial(a->other, out);
	else if (a->kind == GRADE)
		snprintf(out, size, "%s", tiers[a->other]);
	else if (a->kind == REPAIRED && s->process == MAINTENANCE)
		snprintf(out, size, "%d小时", a->other);
	else if (tails[a->kind])
		snprintf(out, size, "%s", tails[a->kind]);
}

void life_text(const struct story *s, const struct act *a, char *out, size_t size)
{
	char time[24] = "", tail[32] = "";

	if (a->kind == OPENED) {
		opening_text(s, out, size);
		return;
	}
	if (a->told)
		write_time(a->told, time);
	tail_of(s, a, tail, sizeof(tail));
	snprintf(out, size, "%s %" PRId64 "%s%s%s%s", word_of(s, a->kind), s->number, *time ? " " : "", time,
		 *tail ? " " : "", tail);
}
