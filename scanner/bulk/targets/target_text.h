// SPDX-License-Identifier: Apache-2.0
// A repository as people write it: an URL, git's short form of ssh (git@host:path), or a path.
// Pure, but for looking at the file system where it is a path.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/bulk/target.h"

namespace keyhound {

struct TargetText {
  Target target;                 // of provider "list"
  bool had_credentials = false;  // the URL had some; the target has none
};

// Forms of URLs as in git-clone(1). kUsage for what is none or could be taken for something else
// (transports with commands, options, control characters, a query); no message quotes a part that
// may hold a credential. Paths are taken relative to the current directory, and links resolved, so
// that a repository has one name; that one exists is not asked for.
Result<TargetText> read_target_text(std::string_view text);

// `text` without what may be a credential in it, for messages.
std::string shown_target_text(std::string_view text);

}  // namespace keyhound
