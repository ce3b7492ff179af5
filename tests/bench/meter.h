/* What a process costs, and figures of several rounds. */
#ifndef METER_H
#define METER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define FIGURES_MAX 64

double meter_cpu(pid_t pid);                 /* seconds, user and system, of all its threads; 0 if it is gone */
double meter_thread_cpu(pid_t tid);          /* seconds, of that thread alone: a process's first has its number */
double meter_resident(pid_t pid, bool peak); /* MiB */

struct figures { /* one per round */
	double all[FIGURES_MAX];
	size_t n;
};
void figures_add(struct figures *f, double v);
double figures_median(const struct figures *f);
double figures_least(const struct figures *f);
double figures_most(const struct figures *f);

#endif
