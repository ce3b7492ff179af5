/* What reading a text needs of the installation: the lexicon, and the codes' words of all flows, ready to be found.
 * Made once with flows and wording, and never changed; a reload makes a new one. */
#ifndef READER_H
#define READER_H

#include "handlers/model/flow.h"
#include "templates/lexicon/lexicon.h"

struct text_reader;

/* Reads the lexicons in the folder of the templates, and checks that no code's word reads like a time; faults go to
 * `f`. NULL when a lexicon cannot be read or memory runs out. The flows must outlive it. Free with reader_free(). */
struct text_reader *reader_load(const char *templates, const struct flows *flows, struct faults *f);
void reader_free(struct text_reader *r);

const struct lexicon *reader_words(const struct text_reader *r);
const struct flows *reader_flows(const struct text_reader *r);

/* The code whose longest word, or the past of it, folded text s[n] begins with: its length and its flow. A word in letters
 * ends where its letters end; how a digit code ends is the caller's to see. Where several flows share the word, it is
 * that of `prefer`, else of the first of them. NULL if there is none. */
const struct code *reader_code(const struct text_reader *r, const char *s, size_t n, const struct flow *prefer,
			       size_t *len, const struct flow **flow);

#endif
