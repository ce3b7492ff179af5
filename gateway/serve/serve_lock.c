#include "gateway/serve/serve_lock.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/store/lock.h"

static void name_holder(const char *database, pid_t pid)
{
	char path[64], comm[64] = "";
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/comm", (long)pid);
	f = fopen(path, "re");
	if (f && fgets(comm, sizeof(comm), f))
		comm[strcspn(comm, "\n")] = '\0';
	if (f)
		fclose(f);
	fprintf(stderr, "fieldgate: process %ld (%s) serves this database already (%s); stop it first\n", (long)pid,
		comm[0] ? comm : "?", database);
}

int serve_lock_take(const char *database)
{
	pid_t holder;
	int fd = lock_take(database, &holder);

	if (fd < 0 && holder)
		name_holder(database, holder);
	else if (fd < 0)
		fprintf(stderr, "fieldgate: cannot lock %s.lock: %s\n", database, strerror(errno));
	return fd;
}
