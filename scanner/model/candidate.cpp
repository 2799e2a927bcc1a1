// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/candidate.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace keyhound {

std::string_view to_string(CheckOutcome outcome) {
  constexpr std::array<std::string_view, 4> kNames = {"passed", "dropped", "raised", "lowered"};
  return kNames[static_cast<std::size_t>(outcome)];
}

bool candidate_order(const Candidate& a, const Candidate& b) {
  const auto key = [](const Candidate& one) {
    const Location& place = one.location;
    return std::tuple(std::tie(place.path, place.part, place.start.line), !one.is_confirmed,
                      std::tie(place.start, place.end, one.rule_id, one.encoding,
                               one.secret_redacted, one.dropped));
  };
  return key(a) < key(b);
}

void CandidateList::add(Candidate candidate) {
  items.push_back(std::move(candidate));
  if (items.size() >= 2 * kMost) settle();
}

void CandidateList::add(CandidateList more) {
  left_out += more.left_out;
  for (Candidate& candidate : more.items) add(std::move(candidate));
}

void CandidateList::settle() {
  std::sort(items.begin(), items.end(), candidate_order);
  if (items.size() <= kMost) return;
  left_out += items.size() - kMost;
  items.resize(kMost);
}

}  // namespace keyhound
