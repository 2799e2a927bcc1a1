// SPDX-License-Identifier: Apache-2.0
// The folder of a mirror: what may stand in it, whether it is whole, and its configuration, which
// is ours and written anew wherever it is another. REQUIRES: the mirror's lock.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "scanner/bulk/target_failure.h"

namespace keyhound {

enum class MirrorState { kAbsent, kUsable, kDamaged };

// Makes the folder safe for git: everything that is not part of a mirror is removed (hooks,
// attributes, other configuration, borrowed objects, locks and halves of packs that a killed git
// left behind), links are not followed, and the configuration says only where `url` is. kDamaged
// when what must be there is not, or a pack and its index do not fit. A failure: the cache folder
// cannot be worked with.
tl::expected<MirrorState, TargetFailure> prepare_mirror_folder(const std::string& path,
                                                               const std::string& url);

// Removes the folder (or what stands in its place) with everything in it.
tl::expected<void, TargetFailure> remove_mirror_folder(const std::string& path);

// How many packs it has.
std::size_t count_packs(const std::string& path);

}  // namespace keyhound
