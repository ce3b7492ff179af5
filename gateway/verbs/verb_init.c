#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gateway/command/verb.h"
#include "gateway/import/import.h"
#include "templates/text/text.h"

#ifndef FIELDGATE_SHARE
#define FIELDGATE_SHARE "/usr/local/share/fieldgate"
#endif

static int run(const struct call *c);

const struct verb verb_init = {
	.name = "init",
	.usage = "DIR",
	.brief = "writes an empty, commented installation",
	.help = "DIR is a folder that is empty, or not there yet. It gets a configuration, copies of the flows and "
		"templates\n"
		"that come with fieldgate, to be changed at will, and CSV files to fill in and import, and a\n"
		"talk to rehearse with people of its own. README.txt there says what to do next.\n",
	.least = 1,
	.most = 1,
	.run = run,
};

static const char config[] =
	"# The gateway's configuration. Paths are relative to this file.\n"
	"# `fieldgate check` reads it and everything it names, and points at each fault.\n"
	"\n"
	"# Tickets, people and texts. Made when it is not there; keep it on a local disk.\n"
	"database: fieldgate.db\n"
	"\n"
	"# The zone in which people write their times, by its name in the tz database.\n"
	"time_zone: Asia/Shanghai\n"
	"\n"
	"# Put before numbers that are written without a country code.\n"
	"country_code: 86\n"
	"\n"
	"# One file for each process; a folder stands for every *.yaml in it.\n"
	"flows: [flows]\n"
	"\n"
	"# The wording of every text, in the folders zh and en.\n"
	"templates: templates\n"
	"\n"
	"# The channel for people who have not written to us yet; others get their texts where they last wrote.\n"
	"default_channel: sms\n"
	"\n"
	"# The MQTT broker. Write protocol 3.1.1 where it is too old for 5.\n"
	"broker: {host: 127.0.0.1, port: 1883, prefix: fieldgate/v1, protocol: 5}\n"
	"\n"
	"# Where /healthz, /readyz and /metrics are read, by anyone who reaches it; `off` for nowhere. Beyond this\n"
	"# computer, keep it behind a proxy with TLS.\n"
	"http: {listen: 127.0.0.1:8088}\n"
	"\n"
	"# Answers to one number within an hour, before lists, helps and refusals get none: against loops. 0 for no "
	"limit.\n"
	"limits: {answers: 1200}\n"
	"\n"
	"# Working time, for targets in working hours and days; Monday to Friday 09:00 to 18:00 if nothing is said.\n"
	"# The one without `stations` is for all others. Beside the sample installation lies holidays-2026-cn.ics.\n"
	"# calendars:\n"
	"#   standard:\n"
	"#     hours: {mon-fri: [09:00-12:00, 13:30-18:00], sat: 10:00-12:00}\n"
	"#     days: [holidays-2026-cn.ics]  # public holidays and make-up working days (调休), year by year\n"
	"#     make_up: mon                  # whose hours a make-up working day has\n"
	"#   kashi:\n"
	"#     zone: Asia/Urumqi             # time_zone if left out\n"
	"#     stations: [喀什站]\n"
	"#     hours: {mon-fri: 08:00-17:00}\n";

static const char readme[] =
	"An installation of fieldgate. In this order:\n"
	"\n"
	"1. fieldgate.yaml: set time zone, country code and broker.\n"
	"2. stations.csv, people.csv, customers.csv, machines.csv: fill them in under their header lines, as UTF-8;\n"
	"   several values in one field are parted by `;`. `fieldgate help import` names the roles.\n"
	"3. Import them, here, in this order; again whenever they have changed:\n"
	"     fieldgate import stations stations.csv\n"
	"     fieldgate import people people.csv\n"
	"     fieldgate import customers customers.csv\n"
	"     fieldgate import machines machines.csv\n"
	"4. flows/ and templates/ say what the codes do and how the texts read: change what you like.\n"
	"5. fieldgate check\n"
	"6. fieldgate serve\n"
	"\n"
	"A conversation can be tried without sending anything: `fieldgate rehearse first.talk` plays one with the\n"
	"people in example/, and `fieldgate help rehearse` says how to write your own.\n";

/* A talk that holds, and the people in it: for rehearsals alone, for nothing of it is imported. */
static const struct {
	const char *name, *content;
} examples[] = {
	{"example/stations.csv", "station,region,address\n示例站,C,边境路1号\n"},
	{"example/people.csv", "name,mobile,roles,station,language\n"
			       "阿里木,13800000001,station_head,示例站,zh\n"
			       "李雷,13800000011,engineer,示例站,zh\n"
			       "赵强,13800000021,sales_manager,,zh\n"
			       "钱伟,13800000031,sales_director,,zh\n"
			       "孙丽,13800000032,unit_manager,,zh\n"
			       "吴敏,13800000041,agent,,zh\n"},
	{"example/customers.csv", "name,mobile,class,language,sales_manager\n王建国,13900000001,A,zh,赵强\n"},
	{"example/machines.csv", "serial,model,customer,station,km,latitude,longitude,hours,warranty_until\n"
				 "EC210-0042,EC210D,王建国,示例站,35,,,,\n"},
	{"first.talk",
	 "# `fieldgate rehearse first.talk` plays this: with the flows and templates here, the people of\n"
	 "# example/, a clock of its own, and no broker. `fieldgate help rehearse` explains the lines.\n"
	 "use example\n"
	 "at 2026-11-21 09:00\n"
	 "desk: open repair EC210-0042 down \"发动机无法启动\"\n"
	 "  > 阿里木: ~ EC210-0042.*发动机无法启动\n"
	 "  > 钱伟: ~ EC210-0042\n"
	 "  > 孙丽: ~ 停机\n"
	 "at 09:12\n"
	 "阿里木: 派工 14:00 李雷\n"
	 "  > 王建国: ~ 14:00\n"
	 "  > 李雷: ~ 发动机无法启动\n"
	 "  > ...                      # and the others\n"
	 "at 13:40\n"
	 "李雷: 出发 16:30\n"
	 "  > 王建国: ~ 16:30\n"
	 "  > ...\n"
	 "  ticket: en_route\n"
	 "  node departed: 13:40\n"},
};

static bool fails(const char *path)
{
	verb_error("%s: %s; name a folder that can be written", path, strerror(errno));
	return false;
}

static bool join(char *out, const char *folder, const char *name)
{
	int n = snprintf(out, PATH_BYTES, "%s/%s", folder, name);
	if (n >= 0 && n < PATH_BYTES)
		return true;
	verb_error("the path %s/%s is too long; name a shorter one", folder, name);
	return false;
}

static bool make_folder(const char *dir, const char *name)
{
	char path[PATH_BYTES];
	if (!join(path, dir, name))
		return false;
	return mkdir(path, 0777) == 0 || errno == EEXIST || fails(path);
}

static bool write_file(const char *dir, const char *name, const char *content)
{
	char path[PATH_BYTES];
	if (!join(path, dir, name))
		return false;
	FILE *to = fopen(path, "wxe");
	if (!to)
		return fails(path);
	bool written = fputs(content, to) >= 0;
	return (fclose(to) == 0 && written) || fails(path);
}

static bool write_table(const char *dir, const char *kind)
{
	char name[64], header[512] = "";
	const char *const *columns = import_columns(kind);
	size_t n = 0;
	for (size_t i = 0; columns[i]; i++)
		n += (size_t)snprintf(header + n, sizeof(header) - n, "%s%s", i ? "," : "", columns[i]);
	text_copy(header + n, sizeof(header) - n, "\n");
	snprintf(name, sizeof(name), "%s.csv", kind);
	return write_file(dir, name, header);
}

/* ---- flows and templates */

static bool copy_open(FILE *from, const char *path)
{
	FILE *to = fopen(path, "wxe");
	if (!to)
		return fails(path);
	char piece[8192];
	size_t n;
	bool good = true;
	while (good && (n = fread(piece, 1, sizeof(piece), from)) > 0)
		good = fwrite(piece, 1, n, to) == n;
	good = !ferror(from) && good;
	return (fclose(to) == 0 && good) || fails(path);
}

static bool copy_file(const char *from_dir, const char *to_dir, const char *name)
{
	char from_path[PATH_BYTES], to_path[PATH_BYTES];
	if (!join(from_path, from_dir, name) || !join(to_path, to_dir, name))
		return false;
	FILE *from = fopen(from_path, "re");
	if (!from)
		return fails(from_path);
	bool good = copy_open(from, to_path);
	fclose(from);
	return good;
}

static bool has_ending(const char *name, const char *ending)
{
	size_t n = strlen(name), e = strlen(ending);
	return name[0] != '.' && n > e && strcmp(name + n - e, ending) == 0;
}

/* Copies the files with that ending out of share/from into dir/to. */
static bool copy_folder(const char *share, const char *from, const char *dir, const char *to, const char *ending)
{
	char from_path[PATH_BYTES], to_path[PATH_BYTES];
	if (!join(from_path, share, from) || !join(to_path, dir, to) || !make_folder(dir, to))
		return false;
	struct dirent **names;
	int n = scandir(from_path, &names, NULL, alphasort);
	if (n < 0)
		return fails(from_path);
	bool good = true;
	for (int i = 0; i < n; i++) {
		if (good && has_ending(names[i]->d_name, ending))
			good = copy_file(from_path, to_path, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	return good;
}

static bool is_share(const char *path)
{
	char flows[PATH_BYTES + 32], templates[PATH_BYTES + 32];
	snprintf(flows, sizeof(flows), "%s/handlers/repair.yaml", path);
	snprintf(templates, sizeof(templates), "%s/templates/zh", path);
	return access(flows, R_OK) == 0 && access(templates, R_OK) == 0;
}

/* Where flows and templates come from: the source the program was built in, what was installed beside it, what it was
 * built to be installed with. The first two follow a program that was moved. */
static bool find_share(char out[PATH_BYTES])
{
	static const char *const beside[] = {"/..", "/../share/fieldgate"};
	char program[PATH_BYTES];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	program[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(program, '/');
	if (slash)
		*slash = '\0';
	for (size_t i = 0; slash && i < 2; i++) {
		int length = snprintf(out, PATH_BYTES, "%s%s", program, beside[i]);
		if (length > 0 && length < PATH_BYTES && is_share(out))
			return true;
	}
	snprintf(out, PATH_BYTES, "%s", FIELDGATE_SHARE);
	if (is_share(out))
		return true;
	verb_error("the flows and templates that come with fieldgate are not in %s; install it with `make install`",
		   FIELDGATE_SHARE);
	return false;
}

/* ---- the folder itself */

/* VERB_DONE if there is nothing in it, or no such folder. */
static int check_empty(const char *dir)
{
	struct dirent **names;
	/* Without a filter all entries are told: NULL is allowed there. */
	// cppcheck-suppress nullPointer
	int n = scandir(dir, &names, NULL, NULL);
	if (n < 0 && errno == ENOENT)
		return VERB_DONE;
	if (n < 0) {
		fails(dir);
		return VERB_BROKEN;
	}
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
	/* "." and ".." are always there. */
	if (n <= 2)
		return VERB_DONE;
	verb_error("%s is not empty; name a folder that is, or a new one", dir);
	return VERB_FAULTY;
}

static bool write_all(const char *share, const char *dir)
{
	bool good = copy_folder(share, "handlers", dir, "flows", ".yaml") && make_folder(dir, "templates") &&
		    copy_folder(share, "templates/zh", dir, "templates/zh", ".txt") &&
		    copy_folder(share, "templates/zh", dir, "templates/zh", ".yaml") &&
		    copy_folder(share, "templates/en", dir, "templates/en", ".txt") &&
		    copy_folder(share, "templates/en", dir, "templates/en", ".yaml");
	for (size_t i = 0; good && import_kinds[i]; i++)
		good = write_table(dir, import_kinds[i]);
	good = good && make_folder(dir, "example");
	for (size_t i = 0; good && i < sizeof(examples) / sizeof(*examples); i++)
		good = write_file(dir, examples[i].name, examples[i].content);
	return good && write_file(dir, "README.txt", readme) && write_file(dir, "fieldgate.yaml", config);
}

static int run(const struct call *c)
{
	const char *dir = c->args[0];
	char share[PATH_BYTES];
	int code = check_empty(dir);
	if (code != VERB_DONE)
		return code;
	if (!find_share(share))
		return VERB_BROKEN;
	if (mkdir(dir, 0777) != 0 && errno != EEXIST) {
		fails(dir);
		return VERB_BROKEN;
	}
	if (!write_all(share, dir))
		return VERB_BROKEN;
	printf("wrote an installation to %s; %s/README.txt says what to do next\n", dir, dir);
	return VERB_DONE;
}
