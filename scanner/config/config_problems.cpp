// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_problems.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scanner/base/nearest_key.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostLines = 20;

}  // namespace

void ConfigProblems::add(std::string line) {
  ++count_;
  if (lines_.size() < kMostLines) lines_.push_back(std::move(line));
}

Status ConfigProblems::status() const {
  if (empty()) return {};
  std::string text = fmt::format("{}", fmt::join(lines_, "\n"));
  if (count_ > lines_.size()) text += fmt::format("\nand {} more problems", count_ - lines_.size());
  return fail(ErrorKind::kConfiguration, std::move(text));
}

std::string meant(std::string_view written, const std::vector<std::string_view>& known) {
  const std::string_view nearest = nearest_key(written, known);
  return nearest.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", nearest);
}

}  // namespace keyhound
