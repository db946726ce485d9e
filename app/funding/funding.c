/* The inclusion fund as a feature: its routes and panels. */
#include "app/funding/funding.h"

static const struct route routes[] = {
    { GET, "/funding/rates", SEE_FUNDING_RATES, rates_show },
    { GET, "/funding/rates/new", CHANGE_FUNDING_RATES, band_form }, { POST, "/funding/rates/new", CHANGE_FUNDING_RATES, band_add },
    { GET, "/funding/rates/:band", SEE_FUNDING_RATES, band_show }, { POST, "/funding/rates/:band", CHANGE_FUNDING_RATES, band_change },
    { GET, "/funding/terms/new", CHANGE_FUNDING_RATES, term_form }, { POST, "/funding/terms/new", CHANGE_FUNDING_RATES, term_save },
    { GET, "/funding/terms/:term", CHANGE_FUNDING_RATES, term_form }, { POST, "/funding/terms/:term", CHANGE_FUNDING_RATES, term_save },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 63, CHANGE_FUNDING_RATES, rates_home_panel },
    { 0 }
};

const struct feature funding_feature = { "funding", routes, panels };
