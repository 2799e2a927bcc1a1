// SPDX-License-Identifier: Apache-2.0
// PathExclusion: "does the configuration leave this path out?". Immutable, thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/glob.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

class PathExclusion {
 public:
  // Globs (scanner/base/glob.h) over paths from the root of the repository, or of the scanned
  // directory; one that ends with a slash is a directory with all that is in it. `prefix` stands
  // between that root and the paths that are asked about: "src/", or nothing.
  PathExclusion(std::span<const std::string> globs, std::string prefix);

  [[nodiscard]] bool empty() const { return globs_.empty(); }
  [[nodiscard]] bool covers(std::string_view path) const;
  // Whether all that is in the directory is covered: it need not be entered.
  [[nodiscard]] bool covers_directory(std::string_view path) const;

 private:
  std::vector<Glob> globs_;
  std::vector<Glob> directories_;
  std::string prefix_;
};

// Takes out occurrences at paths that are left out, findings of which none remains, which count as
// dropped for their path, and references.
void drop_excluded(const PathExclusion& exclusion, ScanResult& result);

}  // namespace keyhound
