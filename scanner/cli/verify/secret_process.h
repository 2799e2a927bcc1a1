// SPDX-License-Identifier: Apache-2.0
// What a process does that holds secrets longer than a scan does.
#pragma once

#include "scanner/base/result.h"

namespace keyhound {

// No core dump of this process is written, and no other process of the user may look into its
// memory. For the whole of the process; call it before the first secret is kept. kConfiguration
// when the system refuses.
Status keep_process_private();

}  // namespace keyhound
