// SPDX-License-Identifier: Apache-2.0
// What a .secrets.baseline of detect-secrets accepts: results by file, line and the SHA-1 of the
// secret, and the files, lines and secrets that its filters leave out. Pure.
// https://github.com/Yelp/detect-secrets/blob/master/docs/design.md
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/migration/foreign_waiver.h"
#include "scanner/migration/gitleaks_config.h"

namespace keyhound {

// kConfiguration when it is no such baseline. Filters and plugins without an equivalent are notes,
// and so are filters whose regex, which Python reads, does not compile here.
Result<ForeignWaivers> read_detect_secrets_baseline(std::string_view json,
                                                    const std::string& origin,
                                                    const RegexCheck& check);

}  // namespace keyhound
