/* An input of text_fuzz.c, changed: by words, so that most of what is tried can be read. */
#ifndef TEXT_CHANGE_H
#define TEXT_CHANGE_H

#include <stddef.h>
#include <stdint.h>

/* Changes `data` in place, up to `max` bytes, to one of so many scenes at times; returns its new length. */
size_t text_change(uint8_t *data, size_t n, size_t max, unsigned seed, size_t scenes);

#endif
