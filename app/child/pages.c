/* The register's routes and panels. */
#include "app/child/child.h"

static const struct route routes[] = { { 0 } };

const struct feature child_feature = { "child", routes, NULL };
