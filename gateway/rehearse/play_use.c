#include "gateway/rehearse/play_use.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/store/roster_rows.h"
#include "gateway/import/import.h"
#include "gateway/state/clock_refresh.h"
#include "templates/text/text.h"

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The folder a file lies in. */
static void folder_of(const char *file, char out[PATH_BYTES])
{
	char *slash;

	text_copy(out, PATH_BYTES, file);
	slash = strrchr(out, '/');
	if (slash)
		slash[slash == out ? 1 : 0] = '\0';
	else
		text_copy(out, PATH_BYTES, ".");
}

static bool beside(const char *file, const char *dir, char out[PATH_BYTES])
{
	char folder[PATH_BYTES];
	int n;

	folder_of(file, folder);
	n = snprintf(out, PATH_BYTES, "%s/%s", folder, dir);
	return n > 0 && n < PATH_BYTES && is_folder(out);
}

/* Beside the talk, else beside the configuration, else the configuration's own folder if it is so called. */
static bool find_folder(const struct rehearsal *r, const char *dir, char out[PATH_BYTES])
{
	char folder[PATH_BYTES], whole[PATH_MAX];
	const char *slash;

	if (dir[0] == '/')
		return text_copy(out, PATH_BYTES, dir) && is_folder(out);
	if (beside(r->talk.file, dir, out) || beside(r->stage.setup->file, dir, out))
		return true;
	folder_of(r->stage.setup->file, folder);
	if (!realpath(folder, whole))
		return false;
	slash = strrchr(whole, '/');
	return slash && strcmp(slash + 1, dir) == 0 && text_copy(out, PATH_BYTES, folder);
}

/* Imports one kind if its file is there. False if it does not hold. */
static bool use_kind(struct rehearsal *r, const char *folder, const char *kind, int *found)
{
	char path[PATH_BYTES + 32];
	struct import_count n;
	int code;

	snprintf(path, sizeof(path), "%s/%s.csv", folder, kind);
	if (access(path, F_OK) != 0)
		return true;
	code = import_file(&r->stage.gateway, kind, path, r->faults, &n);
	if (code != VERB_DONE) {
		rehearsal_fault(r, r->step->line, "%s could not be imported; mend it", path);
		r->code = code;
		return false;
	}
	fprintf(r->out, "%s %s %zu", (*found)++ ? "," : ":", kind, n.added + n.changed + n.unchanged + n.retired);
	return true;
}

/* As an import does beside `serve`: another class or station is another deadline. */
static void refresh_clocks(struct rehearsal *r)
{
	struct clock_refresh refresh = {0};
	int64_t now = stage_now(&r->stage);
	bool good = clock_refresh_look(&refresh, &r->stage.gateway, now);

	while (good && refresh.wanted)
		good = clock_refresh_step(&refresh, &r->stage.gateway, now);
	if (!good)
		rehearsal_store_fault(r);
}

void play_use(struct rehearsal *r, const struct step *s)
{
	char folder[PATH_BYTES];
	int found = 0;
	bool good = true;

	if (!find_folder(r, s->name, folder)) {
		rehearsal_fault(r, s->line,
				"there is no folder `%s` beside the talk, nor beside %s; name one that is there",
				s->name, r->stage.setup->file);
		return;
	}
	fprintf(r->out, "use %s", folder);
	for (size_t i = 0; good && import_kinds[i]; i++)
		good = use_kind(r, folder, import_kinds[i], &found);
	fputc('\n', r->out);
	if (!good)
		return;
	if (found == 0)
		rehearsal_fault(
			r, s->line,
			"there is no stations.csv, people.csv, customers.csv or machines.csv in %s; put one there",
			folder);
	roster_free(&r->roster);
	if (!people_roster(r->stage.gateway.store, &r->roster))
		rehearsal_store_fault(r);
	else if (r->stage.minute) /* before the first time there are no tickets */
		refresh_clocks(r);
}
