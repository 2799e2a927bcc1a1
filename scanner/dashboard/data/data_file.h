// SPDX-License-Identifier: Apache-2.0
// Private to scanner/dashboard/: DataFile is a script that hands rows to the page (assets/data.js).
// Scripts are what a page may load from a file system too. Rows are lists whose places the file
// names once, so that 20,000 of them stay small. It is for the pages alone and may change.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dashboard/model/board_model.h"

namespace keyhound {

using BoardJson = nlohmann::ordered_json;

// As a page shows it: what would act on the reader is an escape. Empty: null.
BoardJson board_text(std::string_view text);
// Seconds since the epoch, within the years that every browser can write; null where unknown.
BoardJson board_time(BoardTime time);
// `value` on one line. Never fails.
std::string board_line(const BoardJson& value);

class DataFile {
 public:
  // `list` and `part` are what the page asks for: "findings", 0.
  DataFile(std::string_view list, std::size_t part, const std::vector<std::string_view>& columns);

  // REQUIRES: one value a column.
  void add(const BoardJson& row);
  [[nodiscard]] std::size_t rows() const { return rows_; }
  // The whole script.
  [[nodiscard]] std::string text() const;

 private:
  std::size_t columns_;
  std::string head_;
  std::string body_;
  std::size_t rows_ = 0;
};

// "findings-0.js".
std::string data_file_name(std::string_view list, std::size_t part);

}  // namespace keyhound
