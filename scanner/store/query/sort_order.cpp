// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/sort_order.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <vector>

#include "scanner/base/nearest_key.h"

namespace keyhound {
namespace {

struct SortKey {
  const QuestionColumn* column = nullptr;
  bool is_descending = false;
};

bool begins_with_greatest(const QuestionColumn& column) {
  return column.type == CellType::kNumber || column.type == CellType::kSeconds ||
         column.type == CellType::kFlag || !column.ordered_by.empty();
}

tl::unexpected<Error> unknown_column(const Question& question, std::string_view name) {
  std::vector<std::string_view> names;
  for (const QuestionColumn& column : question.columns) names.push_back(column.name);
  const std::string_view near = nearest_key(name, names);
  return fail(
      ErrorKind::kUsage,
      fmt::format("--sort: '{}' is no column of '{}'{}; choose from {}", name, question.name,
                  near.empty() ? "" : fmt::format(". Did you mean '{}'?", near),
                  fmt::join(names, ", ")));
}

Result<SortKey> sort_key(const Question& question, std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  const std::string_view way = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  if (colon != std::string_view::npos && way != "asc" && way != "desc") {
    return fail(ErrorKind::kUsage,
                fmt::format("--sort: '{}' is none of asc, desc (behind {}:)", way, name));
  }
  for (const QuestionColumn& column : question.columns) {
    if (column.name != name) continue;
    return SortKey{&column, way.empty() ? begins_with_greatest(column) : way == "desc"};
  }
  return unknown_column(question, name);
}

}  // namespace

Result<std::string> order_of(const Question& question, std::string_view sort) {
  std::string order;
  while (!sort.empty()) {
    const std::string_view text = sort.substr(0, sort.find(','));
    sort.remove_prefix(std::min(sort.size(), text.size() + 1));
    KEYHOUND_TRY(const SortKey key, sort_key(question, text));
    const QuestionColumn& column = *key.column;
    // Where nothing is known is last, whichever way: the two databases do not agree on it.
    order +=
        fmt::format("{}{} NULLS LAST, ", column.ordered_by.empty() ? column.sql : column.ordered_by,
                    key.is_descending ? " DESC" : "");
  }
  return order + std::string(question.order_by);
}

}  // namespace keyhound
