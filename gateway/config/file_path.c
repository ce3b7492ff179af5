#include "gateway/config/file_path.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "templates/file/yaml_get.h"

static bool resolve(const struct yaml *n, const char *path, char out[PATH_BYTES], struct faults *f)
{
	const char *slash = strrchr(n->file, '/');
	int folder = path[0] != '/' && slash ? (int)(slash - n->file) + 1 : 0;
	int len = snprintf(out, PATH_BYTES, "%.*s%s", folder, n->file, path);

	if (len >= 0 && len < PATH_BYTES)
		return true;
	out[0] = '\0';
	yaml_fault(f, n, "this path is too long; at most %d bytes, with the folder of this file", PATH_BYTES - 1);
	return false;
}

bool file_path(const struct yaml *n, char out[PATH_BYTES], struct faults *f)
{
	char typed[PATH_BYTES];

	return yaml_text(n, typed, sizeof(typed), f) && resolve(n, typed, out, f);
}

bool file_path_to_read(const struct yaml *n, bool secret, char out[PATH_BYTES], struct faults *f)
{
	struct stat st;

	if (!file_path(n, out, f))
		return false;
	if (stat(out, &st) != 0 || access(out, R_OK) != 0) {
		yaml_fault(f, n, "this file cannot be read (%s); mend the path or its permissions", strerror(errno));
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		yaml_fault(f, n, "this is not a file; name one");
		return false;
	}
	if (secret && (st.st_mode & 007) != 0) {
		yaml_fault(f, n, "anybody on this computer could read this secret; `chmod o-rwx` it");
		return false;
	}
	return true;
}
