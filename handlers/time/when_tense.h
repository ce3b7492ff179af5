/* Whether a time lies ahead of the moment at which its text was sent, or behind it. */
#ifndef WHEN_TENSE_H
#define WHEN_TENSE_H

enum when_tense {
	AHEAD, /* a promise: any clock time past means tomorrow */
	BEHIND /* something that happened: the latest such time not after the moment */
};

#endif
