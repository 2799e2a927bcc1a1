// SPDX-License-Identifier: Apache-2.0
// The environment and the settings that git gets for work on mirrors. Pure, but for
// mirror_environment(), which reads that of this process.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "scanner/bulk/mirrors/credential_setting.h"

namespace keyhound {

// What this process's environment says about how hosts are reached (proxies, certificates, the ssh
// agent), and for the rest values with which git asks nobody, reads no file of the user's or the
// system's, and speaks only `protocols`. `with_all`: everything that is not git's own is passed,
// for a credential helper of the user's.
std::map<std::string, std::string> mirror_environment(const std::vector<std::string>& protocols,
                                                      bool with_all);

// Settings that go before those of any file.
std::vector<GitSetting> safe_git_settings();

}  // namespace keyhound
