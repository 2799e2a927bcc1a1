// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "scanner/dashboard/data/board_files.h"

namespace keyhound::testing {

// What data files were written, and their rows as objects.
class WrittenFiles {
 public:
  FileSink sink() {
    return [this](std::string_view name, const std::string& content) -> Status {
      files_[std::string(name)] = content;
      return {};
    };
  }
  [[nodiscard]] const std::map<std::string, std::string>& files() const { return files_; }

  [[nodiscard]] nlohmann::json rows(const std::string& name) const {
    const std::string& text = files_.at(name);
    REQUIRE(text.starts_with("khData.rows("));
    REQUIRE(text.ends_with(");\n"));
    const auto call = nlohmann::json::parse("[" + text.substr(12, text.size() - 15) + "]");
    auto rows = nlohmann::json::array();
    for (const auto& row : call[3]) {
      REQUIRE(row.size() == call[2].size());
      auto object = nlohmann::json::object();
      for (std::size_t i = 0; i < row.size(); ++i) object[call[2][i].get<std::string>()] = row[i];
      rows.push_back(object);
    }
    return rows;
  }

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace keyhound::testing
