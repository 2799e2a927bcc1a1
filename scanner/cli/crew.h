// SPDX-License-Identifier: Apache-2.0
// The crew that commands hand to code which starts no threads itself.
#pragma once

#include "scanner/base/work_crew.h"

namespace keyhound {

// `threads` workers; 0: one a core.
WorkCrew crew_of(unsigned threads);

}  // namespace keyhound
