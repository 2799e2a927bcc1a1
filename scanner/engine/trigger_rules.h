// SPDX-License-Identifier: Apache-2.0
// Private to engine/: TriggerRules tells which rules each trigger stands for. Plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace keyhound {

// The rules of trigger number i are rules[begins[i]] up to, not with, rules[begins[i + 1]].
struct TriggerRules {
  std::vector<std::uint32_t> begins = {0};
  std::vector<std::uint32_t> rules;

  [[nodiscard]] std::size_t size() const { return begins.size() - 1; }

  [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t trigger) const {
    return std::span(rules).subspan(begins[trigger], begins[trigger + 1] - begins[trigger]);
  }

  // Adds the next trigger.
  void add(std::span<const std::uint32_t> own) {
    rules.insert(rules.end(), own.begin(), own.end());
    begins.push_back(static_cast<std::uint32_t>(rules.size()));
  }
};

}  // namespace keyhound
