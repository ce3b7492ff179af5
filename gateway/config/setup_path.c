#include "gateway/config/setup_path.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

/* ---- one path ---- */

static bool resolve(struct setup_reader *r, const struct yaml *n, const char *path, char out[PATH_BYTES])
{
	const char *slash = strrchr(r->s->file, '/');
	int folder = path[0] != '/' && slash ? (int)(slash - r->s->file) + 1 : 0;
	int len = snprintf(out, PATH_BYTES, "%.*s%s", folder, r->s->file, path);

	if (len >= 0 && len < PATH_BYTES)
		return true;
	out[0] = '\0';
	yaml_fault(r->f, n, "this path is too long; at most %d bytes, with the folder of this file", PATH_BYTES - 1);
	return false;
}

bool setup_path(struct setup_reader *r, const struct yaml *n, char out[PATH_BYTES])
{
	char typed[PATH_BYTES];

	return yaml_text(n, typed, sizeof(typed), r->f) && resolve(r, n, typed, out);
}

bool setup_path_of_file(struct setup_reader *r, const struct yaml *n, bool secret, char out[PATH_BYTES])
{
	struct stat st;

	if (!setup_path(r, n, out))
		return false;
	if (stat(out, &st) != 0 || access(out, R_OK) != 0) {
		yaml_fault(r->f, n, "this file cannot be read (%s); mend the path or its permissions", strerror(errno));
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		yaml_fault(r->f, n, "this is not a file; name one");
		return false;
	}
	if (secret && (st.st_mode & 007) != 0) {
		yaml_fault(r->f, n, "anybody on this computer could read this secret; `chmod o-rwx` it");
		return false;
	}
	return true;
}

/* ---- flows ---- */

static bool add_flow(struct setup_reader *r, const struct yaml *n, const char *path)
{
	if (r->s->flows_n == FLOW_FILES_MAX) {
		yaml_fault(r->f, n, "at most %d flow files can be used; leave some out", FLOW_FILES_MAX);
		return false;
	}
	text_copy(r->s->flows[r->s->flows_n++], PATH_BYTES, path);
	return true;
}

static int is_yaml(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return e->d_name[0] != '.' && n > 5 && strcmp(e->d_name + n - 5, ".yaml") == 0;
}

static bool add_from_folder(struct setup_reader *r, const struct yaml *n, const char *folder, const char *name)
{
	char path[PATH_BYTES + 256 + 2]; /* a name has at most 255 bytes */

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (strlen(path) < PATH_BYTES)
		return add_flow(r, n, path);
	yaml_fault(r->f, n, "the path of `%s` is too long; shorten it", name);
	return true;
}

static void add_folder(struct setup_reader *r, const struct yaml *n, const char *folder)
{
	struct dirent **names;
	int count = scandir(folder, &names, is_yaml, alphasort);
	bool room = true;

	if (count < 0) {
		yaml_fault(r->f, n, "this folder cannot be read (%s); mend its permissions", strerror(errno));
		return;
	}
	if (count == 0)
		yaml_fault(r->f, n, "there is no *.yaml in this folder; put a flow there, or name another folder");
	for (int i = 0; i < count; i++) {
		room = room && add_from_folder(r, n, folder, names[i]->d_name);
		free(names[i]);
	}
	free(names);
}

static void read_one(struct setup_reader *r, const struct yaml *n)
{
	char path[PATH_BYTES];
	struct stat st;

	if (!setup_path(r, n, path))
		return;
	if (stat(path, &st) != 0)
		yaml_fault(r->f, n, "there is no such file or folder (%s); paths are relative to this file",
			   strerror(errno));
	else if (S_ISDIR(st.st_mode))
		add_folder(r, n, path);
	else
		add_flow(r, n, path);
}

void setup_path_of_flows(struct setup_reader *r, const struct yaml *list)
{
	if (!yaml_is_list(list, "[FILE or FOLDER, ...]", r->f))
		return;
	for (size_t i = 0; i < yaml_count(list); i++)
		read_one(r, yaml_item(list, i));
}
