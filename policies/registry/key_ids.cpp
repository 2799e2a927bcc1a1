// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/key_ids.h"

namespace keyhound {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes a run of digits, without its leading zeros, or one other character off the front.
std::string_view take_part(std::string_view& text) {
  std::size_t length = 1;
  if (is_digit(text.front())) {
    while (length < text.size() && is_digit(text[length])) ++length;
  }
  std::string_view part = text.substr(0, length);
  text.remove_prefix(length);
  while (part.size() > 1 && part.front() == '0') part.remove_prefix(1);
  return part;
}

}  // namespace

std::string key_id_of(std::string_view fingerprint) {
  const std::size_t first = fingerprint.find(':');
  const std::size_t last = fingerprint.rfind(':');
  if (first == last) return {};
  return std::string(fingerprint.substr(first + 1, last - first - 1));
}

bool KeyIdOrder::operator()(std::string_view a, std::string_view b) const {
  std::string_view rest_a = a;
  std::string_view rest_b = b;
  while (!rest_a.empty() && !rest_b.empty()) {
    const std::string_view part_a = take_part(rest_a);
    const std::string_view part_b = take_part(rest_b);
    const bool are_numbers = is_digit(part_a.front()) && is_digit(part_b.front());
    if (are_numbers && part_a.size() != part_b.size()) return part_a.size() < part_b.size();
    if (part_a != part_b) return part_a < part_b;
  }
  if (rest_a.empty() != rest_b.empty()) return rest_a.empty();
  return a < b;  // "k1" and "k01" are two ids
}

}  // namespace keyhound
