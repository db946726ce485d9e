/* Any bytes as a file: each kind's check reads nothing beyond them, ends, and keeps no more than was sent. */
#include "file/kind.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct file_check c = file_check_bytes(bytes, len);
    if (c.size < 0 || (size_t)c.size > len || !c.why || (c.kind && *c.why))
        abort();
    return 0;
}
