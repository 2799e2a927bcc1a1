// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/dated_fact.h"

#include <algorithm>
#include <array>

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 3> kStatementsOfPeople = {"declared", "manual",
                                                                 "attestation"};

bool is_same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

bool is_observing_source(std::string_view source) {
  return !source.empty() &&
         std::none_of(kStatementsOfPeople.begin(), kStatementsOfPeople.end(),
                      [source](std::string_view word) { return is_same_word(source, word); });
}

bool is_observed(const DatedFact& fact) { return fact.at && is_observing_source(fact.source); }

}  // namespace keyhound
