// SPDX-License-Identifier: Apache-2.0
// A tree of files in memory, for definitions that include others.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/glob.h"
#include "scanner/pipelines/platform.h"

namespace keyhound::testing {

class TextTree : public DefinitionTree {
 public:
  explicit TextTree(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  [[nodiscard]] std::optional<std::string> read(const std::string& path) const override {
    const auto found = files_.find(path);
    return found == files_.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] std::vector<std::string> find(const std::string& glob) const override {
    std::vector<std::string> found;
    for (const auto& [path, text] : files_)
      if (glob_matches(glob, path)) found.push_back(path);
    return found;
  }

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace keyhound::testing
