#include "tests/faults/region.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const towns[STATIONS] = {"石河子",   "昌吉",   "吐鲁番", "哈密",    "阿克苏", "喀什",
					    "和田",     "伊宁",   "博乐",   "塔城",    "阿勒泰", "奎屯",
					    "克拉玛依", "五家渠", "阿图什", "图木舒克"};
static const char *const given[STATIONS] = {"建军", "国强", "志刚", "海涛", "文斌", "晓东", "永利", "立新",
					    "卫东", "振华", "春生", "庆丰", "福林", "金山", "玉龙", "天佑"};
static const char *const families[][ENGINEERS] = {
	[HEAD] = {"孟"},
	[MANAGER] = {"邓"},
	[ENGINEER] = {"秦", "潘", "姜"},
	[CUSTOMER] = {"曹", "龚"},
};

static char *next_room(void)
{
	static char rooms[4][32];
	static unsigned n;

	return rooms[n++ % 4];
}

const char *region_number(enum whom whom, int station, int which)
{
	char *room = next_room();

	snprintf(room, 32, "+86137%02d%02d%04d", (int)whom + 10, station, which);
	return room;
}

const char *region_name(enum whom whom, int station, int which)
{
	char *room = next_room();

	snprintf(room, 32, "%s%s", families[whom][which], given[station]);
	return room;
}

const char *region_serial(int station, int which)
{
	char *room = next_room();

	snprintf(room, 32, "BRK-%02d-%02d", station, which);
	return room;
}

static void write_stations(FILE *f)
{
	fputs("station,region,address\n", f);
	for (int i = 0; i < STATIONS; i++)
		fprintf(f, "%s站,C,%s市\n", towns[i], towns[i]);
}

static void write_one(FILE *f, enum whom whom, const char *role, int station, int which)
{
	fprintf(f, "%s,%s,%s,%s站,zh\n", region_name(whom, station, which), region_number(whom, station, which), role,
		towns[station]);
}

static void write_people(FILE *f)
{
	fputs("name,mobile,roles,station,language\n", f);
	for (int i = 0; i < STATIONS; i++) {
		write_one(f, HEAD, "station_head", i, 0);
		write_one(f, MANAGER, "sales_manager", i, 0);
		for (int j = 0; j < ENGINEERS; j++)
			write_one(f, ENGINEER, "engineer", i, j);
	}
}

static void write_customers(FILE *f)
{
	fputs("name,mobile,class,language,sales_manager\n", f);
	for (int i = 0; i < STATIONS; i++)
		for (int j = 0; j < MACHINES; j++)
			fprintf(f, "%s,%s,C,zh,\n", region_name(CUSTOMER, i, j), region_number(CUSTOMER, i, j));
}

static void write_machines(FILE *f)
{
	fputs("serial,model,customer,station,km,latitude,longitude,hours,warranty_until\n", f);
	for (int i = 0; i < STATIONS; i++)
		for (int j = 0; j < MACHINES; j++)
			fprintf(f, "%s,EC210D,%s,%s站,,,,,\n", region_serial(i, j), region_name(CUSTOMER, i, j),
				towns[i]);
}

static void import(const struct peer_site *s, const char *kind, void (*write)(FILE *f))
{
	char file[600], out[2048];
	FILE *f;

	snprintf(file, sizeof(file), "%s/%s.csv", s->dir, kind);
	f = fopen(file, "we");
	if (!f)
		peer_die("%s: %s", file, strerror(errno));
	write(f);
	fclose(f);
	if (peer_run(s, out, sizeof(out), "import", kind, file, (char *)NULL) != 0)
		peer_die("import %s: %s", kind, out);
}

void region_import(const struct peer_site *s)
{
	import(s, "stations", write_stations);
	import(s, "people", write_people);
	import(s, "customers", write_customers);
	import(s, "machines", write_machines);
}
