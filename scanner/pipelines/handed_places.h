// SPDX-License-Identifier: Apache-2.0
// HandedPlaces: where a definition names or uses references that callers hand secrets to. Borrows
// the definition, which must not change; immutable, thread-safe. A look-up costs what it finds.
#pragma once

#include <cstdint>
#include <vector>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

class HandedPlaces {
 public:
  // A finding that is about more names the first ones.
  static constexpr std::size_t kMostOfFinding = 64;

  explicit HandedPlaces(const Definition& definition);

  [[nodiscard]] bool empty() const { return places_.empty(); }

  // The references that a finding is about: those that stand in its place, or that its script uses
  // there; in the order of their places.
  [[nodiscard]] std::vector<const SecretReference*> at(const PipelineFinding& finding) const;

 private:
  struct Place {
    TextRange range;
    const SecretReference* reference = nullptr;
    const Script* script = nullptr;  // that uses it; nullptr: the reference stands there
  };

  void add(const SecretReference& reference, TextRange range, const Script* script);

  std::vector<Place> places_;  // by where they begin
};

}  // namespace keyhound
