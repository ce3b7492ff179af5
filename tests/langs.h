/* The languages of a configuration that lists none, by name. */
#ifndef LANGS_H
#define LANGS_H

#include "templates/wording/lang.h"

#define ZH ((enum lang)0)
#define EN ((enum lang)1)

#endif
