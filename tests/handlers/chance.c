#include "tests/handlers/chance.h"

uint64_t chance(uint64_t below)
{
	static uint64_t seed = 20261122;

	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % below;
}
