// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/data/data_file.h"

#include <algorithm>

#include "scanner/base/check.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::int64_t kYear0 = -62'167'219'200;
constexpr std::int64_t kYear9999 = 253'402'300'799;

}  // namespace

BoardJson board_text(std::string_view text) {
  return text.empty() ? BoardJson() : BoardJson(escape_for_terminal(text));
}

BoardJson board_time(BoardTime time) {
  return time ? BoardJson(std::clamp(time->seconds, kYear0, kYear9999)) : BoardJson();
}

std::string board_line(const BoardJson& value) {
  return value.dump(-1, ' ', false, BoardJson::error_handler_t::replace);
}

DataFile::DataFile(std::string_view list, std::size_t part,
                   const std::vector<std::string_view>& columns)
    : columns_(columns.size()) {
  head_ = "khData.rows(" + board_line(BoardJson(list)) + "," + std::to_string(part) + "," +
          board_line(BoardJson(columns)) + ",[";
}

void DataFile::add(const BoardJson& row) {
  KEYHOUND_CHECK(row.size() == columns_);
  body_ += (rows_ == 0 ? "\n" : ",\n") + board_line(row);
  rows_ += 1;
}

std::string DataFile::text() const { return head_ + body_ + "\n]);\n"; }

std::string data_file_name(std::string_view list, std::size_t part) {
  return std::string(list) + "-" + std::to_string(part) + ".js";
}

}  // namespace keyhound
