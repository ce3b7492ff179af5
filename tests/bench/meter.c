#include "tests/bench/meter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double meter_cpu(pid_t pid)
{
	clockid_t clock;
	struct timespec t;

	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &t) != 0)
		return 0;
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double meter_thread_cpu(pid_t tid)
{
	char path[64];
	double ns = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/schedstat", (long)tid);
	f = fopen(path, "re");
	if (f && fscanf(f, "%lf", &ns) != 1)
		ns = 0;
	if (f)
		fclose(f);
	return ns / 1e9;
}

double meter_resident(pid_t pid, bool peak)
{
	const char *key = peak ? "VmHWM:" : "VmRSS:";
	char path[64], line[256];
	double kib = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)pid);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, key, strlen(key)) == 0)
			kib = strtod(line + strlen(key), NULL);
	if (f)
		fclose(f);
	return kib / 1024;
}

void figures_add(struct figures *f, double v)
{
	size_t i = f->n;

	if (f->n == FIGURES_MAX)
		return;
	for (f->n++; i > 0 && f->all[i - 1] > v; i--)
		f->all[i] = f->all[i - 1];
	f->all[i] = v;
}

double figures_median(const struct figures *f)
{
	return f->n ? (f->all[(f->n - 1) / 2] + f->all[f->n / 2]) / 2 : 0;
}

double figures_least(const struct figures *f)
{
	return f->n ? f->all[0] : 0;
}

double figures_most(const struct figures *f)
{
	return f->n ? f->all[f->n - 1] : 0;
}
