/* The words that templates ask people to send. */
#ifndef ASKED_WORDS_H
#define ASKED_WORDS_H

#include "handlers/span/reader.h"
#include "templates/wording/wording.h"

/* Finds the words, spelled out in templates, that whoever sends them is refused, as no code has them (any more).
 * That can be told only where a template says plainly that it is a code's word: behind what asks for a reply and a
 * colon, with the ticket's number behind the word, or behind what asks for a reply in quotation marks. Templates
 * that customers get are left out, and those that no flow uses: what a customer answers goes to people, whatever it
 * is. */
void asked_words_check(const struct text_reader *r, const struct wording *w, struct faults *f);

#endif
