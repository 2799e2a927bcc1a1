// SPDX-License-Identifier: Apache-2.0
// Private to scanner/dashboard/: columns of the store as the model has them. Pure.
#pragma once

#include <string>
#include <unordered_map>

#include "scanner/dashboard/model/board_model.h"
#include "scanner/store/sql_value.h"

namespace keyhound {

// Row numbers of a table to indexes in a list of the model.
using BoardIndex = std::unordered_map<std::int64_t, std::size_t>;

// The columns of a row from left to right.
class BoardCells {
 public:
  explicit BoardCells(const SqlRow& row) : row_(row) {}

  std::string text() { return std::string(text_of(next())); }
  std::int64_t number() { return whole_number(next()); }
  std::uint64_t count();  // 0 for a negative number
  double real() { return real_number(next()); }
  bool flag() { return number() != 0; }
  BoardTime time();  // none for NULL and for what is no time
  std::size_t rank();

 private:
  const SqlValue& next() { return row_.at(at_++); }

  const SqlRow& row_;
  std::size_t at_ = 0;
};

}  // namespace keyhound
