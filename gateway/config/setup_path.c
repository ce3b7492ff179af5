#include "gateway/config/setup_path.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "gateway/config/file_path.h"
#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

struct path_list {
	struct faults *f;
	const char *what; /* one of them is */
	char (*paths)[PATH_BYTES];
	size_t *n, most;
};

static bool add_path(const struct path_list *l, const struct yaml *n, const char *path)
{
	if (*l->n == l->most) {
		yaml_fault(l->f, n, "at most %zu %s files can be used; leave some out", l->most, l->what);
		return false;
	}
	text_copy(l->paths[(*l->n)++], PATH_BYTES, path);
	return true;
}

static int is_yaml(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return e->d_name[0] != '.' && n > 5 && strcmp(e->d_name + n - 5, ".yaml") == 0;
}

static bool add_from_folder(const struct path_list *l, const struct yaml *n, const char *folder, const char *name)
{
	char path[PATH_BYTES + 256 + 2]; /* a name has at most 255 bytes */

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (strlen(path) < PATH_BYTES)
		return add_path(l, n, path);
	yaml_fault(l->f, n, "the path of `%s` is too long; shorten it", name);
	return true;
}

static void add_folder(const struct path_list *l, const struct yaml *n, const char *folder)
{
	struct dirent **names;
	int count = scandir(folder, &names, is_yaml, alphasort);
	bool room = true;

	if (count < 0) {
		yaml_fault(l->f, n, "this folder cannot be read (%s); mend its permissions", strerror(errno));
		return;
	}
	if (count == 0)
		yaml_fault(l->f, n, "there is no *.yaml in this folder; put a %s there, or name another folder",
			   l->what);
	for (int i = 0; i < count; i++) {
		room = room && add_from_folder(l, n, folder, names[i]->d_name);
		free(names[i]);
	}
	free(names);
}

static void add_one(const struct path_list *l, const struct yaml *n)
{
	char path[PATH_BYTES];
	struct stat st;

	if (!file_path(n, path, l->f))
		return;
	if (stat(path, &st) != 0)
		yaml_fault(l->f, n, "there is no such file or folder (%s); paths are relative to this file",
			   strerror(errno));
	else if (S_ISDIR(st.st_mode))
		add_folder(l, n, path);
	else
		add_path(l, n, path);
}

static void read_list(const struct path_list *l, const struct yaml *list)
{
	if (!yaml_is_list(list, "[FILE or FOLDER, ...]", l->f))
		return;
	for (size_t i = 0; i < yaml_count(list); i++)
		add_one(l, yaml_item(list, i));
}

void setup_path_of_flows(struct setup_reader *r, const struct yaml *list)
{
	struct path_list l = {r->f, "flow", r->s->flows, &r->s->flows_n, FLOW_FILES_MAX};

	read_list(&l, list);
}

void setup_path_of_channels(struct setup_reader *r, const struct yaml *list)
{
	struct path_list l = {r->f, "channel", r->s->channels, &r->s->channels_n, CHANNEL_FILES_MAX};

	read_list(&l, list);
}
