// SPDX-License-Identifier: Apache-2.0
// Who owns a file and who may write it, as checks ask it. Links are followed.
#pragma once

#include <optional>
#include <string>

namespace keyhound {

struct FileTrust {
  bool is_regular = false;
  bool is_of_another = false;  // owned by neither the user who runs this nor root
  bool is_writable_by_all = false;
  unsigned owner = 0;  // user id
};

// nullopt: there is no such file.
std::optional<FileTrust> trust_of(const std::string& path);

// Why the file should not be relied on, e.g. "it belongs to user 1001"; empty: it may be.
std::string distrust(const FileTrust& trust);

}  // namespace keyhound
