#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gateway/command/verb.h"
#include "gateway/config/setup.h"
#include "gateway/init/init_lines.h"
#include "gateway/init/machine_zone.h"
#include "gateway/init/one_language.h"
#include "templates/text/text.h"
#include "templates/wording/lang.h"

/* The service's unit has these. */
#define SERVICE_FOLDER "/etc/fieldgate"
#define CONFIG_NAME "fieldgate.yaml"
#define SERVICE_DATABASE "database: /var/lib/fieldgate/fieldgate.db\n"

static int run(const struct call *c);

const struct verb verb_init = {
	.name = "init",
	.usage = "[--language LANGUAGE] DIR",
	.brief = "writes an empty, commented installation",
	.help = "DIR is a folder that is empty, or not there yet; a fieldgate.yaml of remarks alone, as the Debian\n"
		"package brings it, does not count and is replaced. DIR gets a configuration, copies of the flows\n"
		"and templates that come with fieldgate, to be changed at will, CSV files to fill in and import,\n"
		"and a talk to rehearse with people of its own. README.txt there says what to do next.\n"
		"\n"
		"  --language LANGUAGE  one that speaks this language alone, with a talk and people in it; the time "
		"zone\n"
		"                       is this computer's, and what only you can know is marked with FILL IN\n",
	.options = {{.name = "--language", .valued = true}},
	.least = 1,
	.most = 1,
	.run = run,
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

/* ---- copying */

/* In the service's folder the service's database is named: it may not write beside its configuration. */
static bool is_service_config(const char *path)
{
	char *whole = realpath(path, NULL);
	bool is = whole && strcmp(whole, SERVICE_FOLDER "/" CONFIG_NAME) == 0;

	free(whole);
	return is;
}

static bool copy_open(FILE *from, const char *path)
{
	FILE *to = fopen(path, "wxe");
	bool service = to && is_service_config(path);
	char piece[8192];
	bool good = true;

	if (!to)
		return fails(path);
	while (good && fgets(piece, sizeof(piece), from)) {
		bool named = service && strncmp(piece, "database:", strlen("database:")) == 0;

		good = fputs(named ? SERVICE_DATABASE : piece, to) >= 0;
	}
	good = !ferror(from) && good;
	return (fclose(to) == 0 && good) || fails(path);
}

static bool copy_file(const char *from_dir, const char *to_dir, const char *name)
{
	char from_path[PATH_BYTES], to_path[PATH_BYTES];
	FILE *from;
	bool good;

	if (!join(from_path, from_dir, name) || !join(to_path, to_dir, name))
		return false;
	from = fopen(from_path, "re");
	if (!from)
		return fails(from_path);
	good = copy_open(from, to_path);
	fclose(from);
	return good;
}

static bool has_ending(const char *name, const char *ending)
{
	size_t n = strlen(name), e = strlen(ending);

	return n > e && strcmp(name + n - e, ending) == 0;
}

/* A file with that ending, or any file; not what editors leave beside it. */
static bool is_wanted(const char *folder, const char *name, const char *ending)
{
	char path[PATH_BYTES];
	struct stat st;

	if (name[0] == '.' || has_ending(name, "~") || !has_ending(name, ending))
		return false;
	return join(path, folder, name) && stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* Copies the files with that ending ("": all files) out of share/from into dir/to. */
static bool copy_folder(const char *share, const char *from, const char *dir, const char *to, const char *ending)
{
	char from_path[PATH_BYTES], to_path[PATH_BYTES];
	struct dirent **names;
	int n;
	bool good = true;

	if (!join(from_path, share, from) || !join(to_path, dir, to) || !make_folder(dir, to))
		return false;
	n = scandir(from_path, &names, NULL, alphasort);
	if (n < 0)
		return fails(from_path);
	for (int i = 0; i < n; i++) {
		if (good && is_wanted(from_path, names[i]->d_name, ending))
			good = copy_file(from_path, to_path, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	return good;
}

/* ---- where it is copied from */

struct share {
	char folder[PATH_BYTES]; /* has `handlers` and `templates` */
	const char *init;        /* in it: the files of every new installation */
};

static bool holds(const struct share *s, const char *file)
{
	char path[2 * PATH_BYTES];

	snprintf(path, sizeof(path), "%s/%s", s->folder, file);
	return access(path, R_OK) == 0;
}

static bool is_share(const struct share *s)
{
	char config[64];

	snprintf(config, sizeof(config), "%s/" CONFIG_NAME, s->init);
	return holds(s, "handlers/repair.yaml") && holds(s, "templates") && holds(s, config);
}

/* The source tree in which the program was built, or what was installed beside it, wherever that is: no path is built
 * in. Programs of other modes than release lie one folder deeper in the tree. */
static bool find_share(struct share *out)
{
	static const struct {
		const char *beside, *init;
	} places[] = {{"/..", "scripts/init"}, {"/../share/fieldgate", "init"}, {"/../..", "scripts/init"}};
	char program[PATH_BYTES];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;

	program[n > 0 ? n : 0] = '\0';
	slash = strrchr(program, '/');
	if (slash)
		*slash = '\0';
	for (size_t i = 0; slash && i < sizeof(places) / sizeof(*places); i++) {
		int length = snprintf(out->folder, PATH_BYTES, "%s%s", program, places[i].beside);

		out->init = places[i].init;
		if (length > 0 && length < PATH_BYTES && is_share(out))
			return true;
	}
	verb_error("the flows and templates that come with fieldgate are not in %s/../share/fieldgate; install its "
		   "package, or the program by `make install`",
		   program);
	return false;
}

/* ---- the folder itself */

/* The configuration that the package brings says nothing yet but how to begin: remarks. */
static bool is_blank_config(const char *dir, const char *name)
{
	char path[PATH_BYTES], line[1024];
	FILE *f;
	bool blank = true;

	if (strcmp(name, CONFIG_NAME) != 0 || !join(path, dir, name))
		return false;
	f = fopen(path, "re");
	if (!f)
		return false;
	while (blank && fgets(line, sizeof(line), f))
		blank = line[0] == '#' || line[0] == '\n';
	fclose(f);
	return blank;
}

/* VERB_DONE if there is nothing in it but such a configuration, or no such folder. */
static int check_empty(const char *dir)
{
	struct dirent **names;
	/* NULL is allowed: without a filter all entries are returned. */
	// cppcheck-suppress nullPointer
	int n = scandir(dir, &names, NULL, NULL);
	bool taken = false;

	if (n < 0 && errno == ENOENT)
		return VERB_DONE;
	if (n < 0) {
		fails(dir);
		return VERB_BROKEN;
	}
	for (int i = 0; i < n; i++) {
		taken = taken || !(strcmp(names[i]->d_name, ".") == 0 || strcmp(names[i]->d_name, "..") == 0 ||
				   is_blank_config(dir, names[i]->d_name));
		free(names[i]);
	}
	free(names);
	if (!taken)
		return VERB_DONE;
	verb_error("%s is not empty; name a folder that is, or a new one", dir);
	return VERB_FAULTY;
}

static bool drop_blank_config(const char *dir)
{
	char path[PATH_BYTES];

	return join(path, dir, CONFIG_NAME) && (unlink(path) == 0 || errno == ENOENT || fails(path));
}

static bool copy_language(const struct share *s, const char *dir, const char *language)
{
	char folder[64];

	snprintf(folder, sizeof(folder), "templates/%s", language);
	return copy_folder(s->folder, folder, dir, folder, ".txt") &&
	       copy_folder(s->folder, folder, dir, folder, ".yaml");
}

/* Of one language, or of all that a configuration without `languages` has. */
static bool copy_languages(const struct share *s, const char *dir, const struct one_language *one)
{
	bool good = make_folder(dir, "templates");

	if (one->name)
		return good && copy_language(s, dir, one->name);
	for (size_t i = 0; good && lang_names[i]; i++)
		good = copy_language(s, dir, lang_names[i]);
	return good;
}

static bool leave_others_out(const char *dir, const struct one_language *one)
{
	char folder[PATH_BYTES], path[PATH_BYTES];
	struct dirent **names;
	int n;
	bool good = join(path, dir, CONFIG_NAME) && (one_language_file(one, path) || fails(path));

	if (!good || !join(folder, dir, "flows"))
		return false;
	n = scandir(folder, &names, NULL, alphasort);
	if (n < 0)
		return fails(folder);
	for (int i = 0; i < n; i++) {
		if (good && is_wanted(folder, names[i]->d_name, ".yaml"))
			good = join(path, folder, names[i]->d_name) && (one_language_file(one, path) || fails(path));
		free(names[i]);
	}
	free(names);
	return good;
}

static bool write_all(const struct share *s, const char *dir, const struct one_language *one)
{
	char talk[64], example[80];

	snprintf(talk, sizeof(talk), "%s/%s", s->init, one->name ? one->name : lang_name(LANG_FIRST));
	snprintf(example, sizeof(example), "%s/example", talk);
	return copy_folder(s->folder, "handlers", dir, "flows", ".yaml") && copy_languages(s, dir, one) &&
	       copy_folder(s->folder, example, dir, "example", "") && copy_folder(s->folder, talk, dir, ".", ".talk") &&
	       copy_folder(s->folder, s->init, dir, ".", "") && (!one->name || leave_others_out(dir, one));
}

/* ---- in one language */

/* A language that is shipped whole: its templates, and its talk with people of its own. */
static bool is_shipped(const struct share *s, const char *name)
{
	char words[64], talk[64];

	snprintf(words, sizeof(words), "templates/%.8s/words.yaml", name);
	snprintf(talk, sizeof(talk), "%s/%.8s/example", s->init, name);
	return lang_may_be(name) && holds(s, words) && holds(s, talk);
}

static int refuse_language(const struct one_language *one, const char *name)
{
	struct text names = text_new(256);

	for (size_t i = 0; i < one->others_n; i++)
		text_addf(&names, "%s%s", i == 0 ? "" : i + 1 == one->others_n ? " and " : ", ", one->others[i]);
	verb_error("there is no language `%s`; there are %s", name, text_str(&names));
	text_free(&names);
	return VERB_USAGE;
}

/* VERB_DONE if it is one of those that are shipped; the others are then those without it. */
static int find_language(const struct share *s, const char *name, struct one_language *one)
{
	char folder[PATH_BYTES];
	struct dirent **names;
	int n = join(folder, s->folder, "templates") ? scandir(folder, &names, NULL, alphasort) : -1;

	if (n < 0)
		return fails(folder), VERB_BROKEN;
	for (int i = 0; i < n; i++) {
		const char *found = names[i]->d_name;

		if (is_shipped(s, found) && strcmp(found, name) == 0)
			one->name = name;
		else if (is_shipped(s, found) && one->others_n < LANGS_MAX)
			text_copy(one->others[one->others_n++], LANG_BYTES, found);
		free(names[i]);
	}
	free(names);
	return one->name ? VERB_DONE : refuse_language(one, name);
}

/* ---- what only this language's installations say */

#define NO_ZONE "Etc/UTC   # FILL IN: where people live, as Europe/London; this computer names no zone"

static bool write_lines(const struct share *s, const char *dir, const struct one_language *one, struct text *open)
{
	char lines[PATH_BYTES], zone[64], value[128] = NO_ZONE;
	struct text at = text_new(2 * PATH_BYTES);
	bool known = machine_zone("/etc", zone, sizeof(zone)), good;

	snprintf(lines, sizeof(lines), "%.900s/%s/%s/lines.txt", s->folder, s->init, one->name);
	if (known)
		snprintf(value, sizeof(value), "%s   # this computer's", zone);
	good = init_lines(lines, dir, value, open, &at) || fails(text_str(&at));
	text_free(&at);
	return good;
}

static bool write_installation(const struct share *s, const char *dir, const struct one_language *one,
			       struct text *open)
{
	return drop_blank_config(dir) && write_all(s, dir, one) && (!one->name || write_lines(s, dir, one, open));
}

static void say_written(const char *dir, const struct one_language *one, const struct text *open)
{
	char zone[64];

	printf("wrote an installation to %s; %s/README.txt says what to do next\n", dir, dir);
	if (one->name && machine_zone("/etc", zone, sizeof(zone)))
		printf("time_zone is this computer's, %s; write another where people live in another\n", zone);
	if (open->len)
		printf("to be looked at, marked with FILL IN:\n%s", text_str(open));
}

static int run(const struct call *c)
{
	static struct share share;
	struct text open = text_new(1024);
	struct one_language one = {0};
	const char *dir = c->args[0];
	int code = check_empty(dir);

	if (code != VERB_DONE)
		return code;
	if (!find_share(&share))
		return VERB_BROKEN;
	if (c->options[0])
		code = find_language(&share, c->options[0], &one);
	if (code != VERB_DONE)
		return code;
	if (mkdir(dir, 0777) != 0 && errno != EEXIST) {
		fails(dir);
		return VERB_BROKEN;
	}
	code = write_installation(&share, dir, &one, &open) ? VERB_DONE : VERB_BROKEN;
	if (code == VERB_DONE)
		say_written(dir, &one, &open);
	text_free(&open);
	return code;
}
