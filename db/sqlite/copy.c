#include "db/sqlite/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/sqlite/folder_owner.h"
#include "db/sqlite/sql_reason.h"

static bool sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

static bool sync_folder_of(const char *path)
{
	char *copy = strdup(path);
	bool ok = copy && sync_path(dirname(copy), O_RDONLY | O_DIRECTORY);

	free(copy);
	return ok;
}

static void say_not_made(const char *file, int error, char *why, size_t size)
{
	const char *help = "";

	if (error == EACCES || error == EPERM)
		help = ": give this user the right to write its folder";
	else if (error == ENOSPC || error == EDQUOT)
		help = ": make room on its disk";
	snprintf(why, size, "%s cannot be made (%s)%s", file, strerror(error), help);
}

/* VACUUM INTO does not sync; put_in_place() does. */
static bool copy_into(sqlite3 *db, const char *part, char *why, size_t size)
{
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(db, "VACUUM INTO ?1", -1, &q, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(q, 1, part, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	if (rc != SQLITE_DONE)
		sql_reason(db, rc, part, why, size);
	sqlite3_finalize(q);
	return rc == SQLITE_DONE;
}

/* Never over a file that is there. */
static bool put_in_place(const char *part, const char *dest, char *why, size_t size)
{
	if (!sync_path(part, O_RDWR)) {
		snprintf(why, size, "%s cannot be synced: %s", part, strerror(errno));
		return false;
	}
	if (renameat2(AT_FDCWD, part, AT_FDCWD, dest, RENAME_NOREPLACE) != 0 &&
	    (errno != EINVAL || rename(part, dest) != 0)) {
		say_not_made(dest, errno, why, size);
		return false;
	}
	if (!sync_folder_of(dest)) {
		snprintf(why, size, "the folder of %s cannot be synced: %s", dest, strerror(errno));
		return false;
	}
	return true;
}

static bool make_part(const char *dest, const char *part, char *why, size_t size)
{
	int fd;

	if (access(dest, F_OK) == 0) {
		snprintf(why, size, "%s exists already: name a new file", dest);
		return false;
	}
	fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0) {
		folder_owner_give(fd, part);
		close(fd);
		return true;
	}
	if (errno == EEXIST)
		snprintf(why, size,
			 "%s exists: another backup is running, or one was broken off: in that case remove it", part);
	else
		say_not_made(part, errno, why, size);
	return false;
}

bool copy_make(sqlite3 *db, const char *dest, char *why, size_t size)
{
	char *part = NULL;
	bool ok = false;

	if (asprintf(&part, "%s.part", dest) < 0) {
		snprintf(why, size, "out of memory");
		return false;
	}
	if (make_part(dest, part, why, size)) {
		ok = copy_into(db, part, why, size) && put_in_place(part, dest, why, size);
		if (!ok)
			unlink(part);
	}
	free(part);
	return ok;
}
