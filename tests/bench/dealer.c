#include "tests/bench/dealer.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "handlers/model/ticket.h"
#include "handlers/model/ticket_number.h"

#define LONE (ENGINEERS / 2) /* tickets 0 to LONE - 1 are the only ones of their engineers */
#define OF_STATION (ENGINEERS / STATIONS)

const int step_texts[STEPS] = {[DISPATCH] = 3, [DEPART] = 4, [DELAY] = 3, [ARRIVE] = 3, [LEAVE] = 3};

static const char *const family[20] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴",
				       "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"};
static const char *const given[25] = {"建国", "志强", "海涛", "文斌", "永刚", "玉兰", "秀英", "桂芳", "丽娟",
				      "晓东", "国栋", "立新", "振华", "春生", "光明", "少军", "德福", "长庚",
				      "凤鸣", "宏伟", "金山", "松柏", "雪峰", "云飞", "子龙"};

/* ---- who is who ---- */

static size_t station_of(size_t ticket)
{
	return ticket % STATIONS;
}

static size_t engineer_of(size_t ticket)
{
	size_t k = ticket / STATIONS, half = OF_STATION / 2;

	return station_of(ticket) * OF_STATION + (k < half ? half + k : k % half);
}

static void name_of(size_t person, char *out, size_t size)
{
	snprintf(out, size, "%s%s", family[person % 20], given[person / 20 % 25]);
}

static void mobile_of(char kind, size_t person, char out[24])
{
	snprintf(out, 24, "+86138%c%07zu", kind, person);
}

void dealer_serial(size_t machine, char out[16])
{
	snprintf(out, 16, "EC%05zu", 10000 + machine);
}

/* ---- files to import ---- */

static FILE *begin(const char *dir, const char *kind, const char *header)
{
	char path[1024];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.csv", dir, kind);
	f = fopen(path, "we");
	if (f)
		fprintf(f, "%s\n", header);
	return f;
}

static bool finish(FILE *f)
{
	return f && fclose(f) == 0;
}

static bool write_stations(const char *dir)
{
	FILE *f = begin(dir, "stations", "station,region,address");

	for (size_t i = 0; f && i < STATIONS; i++)
		fprintf(f, "第%zu服务站,%c,工业大道%zu号\n", i + 1, "ABC"[i % 3], i + 1);
	return finish(f);
}

static void write_person(FILE *f, char kind, size_t i, const char *name, const char *role, size_t station)
{
	char mobile[24];

	mobile_of(kind, i, mobile);
	if (station)
		fprintf(f, "%s,%s,%s,第%zu服务站,zh\n", name, mobile, role, station);
	else
		fprintf(f, "%s,%s,%s,,zh\n", name, mobile, role);
}

static bool write_people(const char *dir)
{
	static const char *const few[FEW] = {"sales_director",  "unit_manager", "service_director", "service_manager",
					     "general_manager", "agent",        "supervisor",       "headquarters"};
	FILE *f = begin(dir, "people", "name,mobile,roles,station,language");
	char name[64];

	for (size_t i = 0; f && i < STATIONS; i++) {
		snprintf(name, sizeof(name), "阿%s", given[i % 25]);
		write_person(f, '1', i, name, "station_head", i + 1);
		snprintf(name, sizeof(name), "欧%s", given[i % 25]);
		write_person(f, '2', i, name, "sales_manager", i + 1);
	}
	for (size_t i = 0; f && i < ENGINEERS; i++) {
		name_of(i, name, sizeof(name));
		write_person(f, '0', i, name, "engineer", i / OF_STATION + 1);
	}
	for (size_t i = 0; f && i < FEW; i++) {
		snprintf(name, sizeof(name), "艾%s", given[i]);
		write_person(f, '3', i, name, few[i], 0);
	}
	return finish(f);
}

static bool write_customers(const char *dir)
{
	FILE *f = begin(dir, "customers", "name,mobile,class,language,sales_manager");

	for (size_t i = 0; f && i < CUSTOMERS; i++) {
		char mobile[24];

		mobile_of('9', i, mobile);
		fprintf(f, "第%zu矿业公司,%s,%c,zh,\n", i, mobile, "ABCD"[i % 4]);
	}
	return finish(f);
}

static bool write_machines(const char *dir)
{
	FILE *f = begin(dir, "machines", "serial,model,customer,station,km,latitude,longitude,hours,warranty_until");

	for (size_t i = 0; f && i < POOL; i++) {
		char serial[16];

		dealer_serial(i, serial);
		fprintf(f, "%s,EC210D,第%zu矿业公司,第%zu服务站,%zu,43.8256,87.6168,%zu,2027-12-31\n", serial,
			i % CUSTOMERS, station_of(i) + 1, i % 300, 1000 + i);
	}
	return finish(f);
}

bool dealer_files(const char *dir)
{
	return write_stations(dir) && write_people(dir) && write_customers(dir) && write_machines(dir);
}

/* ---- the pool ---- */

static enum step after_state(const char *state)
{
	if (strcmp(state, "dispatched") == 0)
		return DEPART;
	if (strcmp(state, "en_route") == 0)
		return DELAY;
	if (strcmp(state, "on_site") == 0)
		return LEAVE;
	return DISPATCH; /* reported, left */
}

static bool begins_with_another(int64_t number)
{
	for (number /= 10; number >= 10000; number /= 10)
		if (ticket_number_ok(number))
			return true;
	return false;
}

static bool take_row(struct dealer *d, sqlite3_stmt *q)
{
	const char *serial = (const char *)sqlite3_column_text(q, 1), *state = (const char *)sqlite3_column_text(q, 2);
	size_t i = serial ? strtoull(serial + 2, NULL, 10) - 10000 : POOL;

	if (i >= POOL || d->number[i])
		return false;
	d->number[i] = sqlite3_column_int64(q, 0);
	d->next[i] = after_state(state);
	d->unclear[i] = begins_with_another(d->number[i]);
	if (!d->first || d->number[i] / 10 < d->first)
		d->first = d->number[i] / 10;
	return true;
}

bool dealer_load(struct dealer *d, const char *database)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	time_t now = time(NULL);
	size_t n = 0;

	*d = (struct dealer){.salt = (unsigned)now ^ (unsigned)getpid() << 20};
	if (sqlite3_open_v2(database, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db,
			       "SELECT t.number, m.serial, t.state FROM ticket t INDEXED BY ticket_open "
			       "JOIN machine m ON m.id = t.machine WHERE t.ended IS NULL",
			       -1, &q, NULL) == SQLITE_OK)
		while (sqlite3_step(q) == SQLITE_ROW && take_row(d, q))
			n++;
	sqlite3_finalize(q);
	sqlite3_close(db);
	/* By the second, which goes faster than the cycles do: a run on the database of one that ended a minute ago says nothing that
	 * was said there. */
	for (size_t i = 0; i < POOL; i++)
		d->cycle[i] = (unsigned)(now % 1440);
	return n == POOL;
}

size_t dealer_ticket(const struct dealer *d, int64_t number)
{
	int64_t i = number / 10 - d->first;

	return i >= 0 && i < POOL && d->number[i] == number ? (size_t)i : POOL;
}

/* ---- texts ---- */

/* No digits, which might be a time, and no two alike within ten minutes, which would be a resend. */
static void words_for(unsigned cycle, char out[16])
{
	static const char *const words[20] = {"东", "西", "南", "北", "中", "红", "黄", "蓝", "绿", "紫",
					      "风", "云", "雷", "雨", "雪", "山", "河", "湖", "海", "江"};

	snprintf(out, 16, "%s%s%s", words[cycle / 400 % 20], words[cycle / 20 % 20], words[cycle % 20]);
}

static void write_text(const struct dealer *d, size_t i, const char *number, char *out, size_t size)
{
	unsigned cycle = d->cycle[i], minute = (unsigned)(i * 13 + cycle * 37) % 1440, h = minute / 60, m = minute % 60;
	char name[64], words[16];

	words_for(cycle, words);
	switch (d->next[i]) {
	case DISPATCH:
		name_of(engineer_of(i), name, sizeof(name));
		snprintf(out, size, "派工 %" PRId64 " %02u:%02u %s", d->number[i], h, m, name);
		break;
	case DEPART:
		snprintf(out, size, "出发%s %u分钟", number, 30 + minute / 3);
		break;
	case DELAY:
		snprintf(out, size, "延误%s %u分钟 堵车%s", number, 30 + minute / 3, words);
		break;
	case ARRIVE:
		snprintf(out, size, "到达%s 现场%s", number, words);
		break;
	default:
		snprintf(out, size, "未修复%s 缺件%s", number, words);
	}
}

void dealer_move(struct dealer *d, size_t i, bool numbered, struct text_in *out)
{
	char number[32] = "";

	if (numbered)
		snprintf(number, sizeof(number), " %" PRId64, d->number[i]);
	out->ticket = i;
	out->step = d->next[i];
	if (out->step == DISPATCH)
		mobile_of('1', station_of(i), out->from);
	else
		mobile_of('0', engineer_of(i), out->from);
	write_text(d, i, number, out->text, sizeof(out->text));
	d->next[i] = (d->next[i] + 1) % STEPS;
	d->cycle[i] += d->next[i] == DISPATCH;
	d->count++;
}

static size_t next_clear(const struct dealer *d, size_t *cursor, size_t from, size_t to)
{
	for (size_t tried = 0; tried < to - from; tried++) {
		size_t i = from + (*cursor)++ % (to - from);

		if (!d->unclear[i])
			return i;
	}
	return from;
}

void dealer_next(struct dealer *d, struct text_in *out)
{
	if (d->count % 6 == 0)
		dealer_move(d, next_clear(d, &d->lone, 0, LONE), false, out);
	else
		dealer_move(d, next_clear(d, &d->numbered, LONE, POOL), true, out);
}

/* What the relay needs stands in a field that the gateway ignores. */
size_t dealer_json(struct dealer *d, const struct text_in *in, int64_t sent, char *out, size_t size)
{
	time_t s = sent / 1000;
	struct tm tm;
	char at[32];

	gmtime_r(&s, &tm);
	strftime(at, sizeof(at), "%Y-%m-%dT%H:%M:%S", &tm);
	return (size_t)snprintf(out, size,
				"{\"id\":\"%08x-%" PRIu64 "\",\"from\":\"%s\",\"text\":\"%s\",\"sent_at\":\"%s.%03dZ\","
				"\"relay\":\"%" PRId64 " %d\"}",
				d->salt, d->count, in->from, in->text, at, (int)(sent % 1000), d->number[in->ticket],
				step_texts[in->step]);
}
