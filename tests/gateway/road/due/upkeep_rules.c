#include "tests/gateway/road/due/upkeep_rules.h"

#include <stdio.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/road/due_field.h"

char upkeep_folder[256], upkeep_config[300];

int upkeep_load(void **state)
{
	aide_folder(upkeep_folder, sizeof(upkeep_folder));
	aide_copy("templates", upkeep_folder);
	aide_copy("tests/talks/schedules/.", upkeep_folder);
	snprintf(upkeep_config, sizeof(upkeep_config), "%s/fieldgate.yaml", upkeep_folder);
	due_rules_load(state);
	due_rules_unload(state);
	due_rules_read(upkeep_config);
	return 0;
}

int upkeep_unload(void **state)
{
	aide_remove(upkeep_folder);
	return due_rules_unload(state);
}
