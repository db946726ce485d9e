#ifndef EXPECTED_RECKON_H
#define EXPECTED_RECKON_H

#include "app/expected/expected.h"

/* Ratio, limits and place of a row from what is found and expected. TAU2: as stats/ratio has it. */
void expected_judge(struct expected_row *, double tau2);

#endif
