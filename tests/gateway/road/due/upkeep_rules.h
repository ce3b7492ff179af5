/* The rules of tests/talks/schedules, in a folder of their own, for a group of tests. */
#ifndef UPKEEP_RULES_H
#define UPKEEP_RULES_H

/* The folder, and the configuration in it. */
extern char upkeep_folder[256], upkeep_config[300];

int upkeep_load(void **state);
int upkeep_unload(void **state);

#endif
