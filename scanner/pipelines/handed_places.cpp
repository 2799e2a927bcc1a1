// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/handed_places.h"

#include <algorithm>

namespace keyhound {

HandedPlaces::HandedPlaces(const Definition& definition) {
  for (const SecretReference& one : definition.references)
    if (!one.is_tested) add(one, one.range, nullptr);
  for (const Script& script : definition.scripts) {
    for (const ScriptUse& use : script.uses) {
      const SecretReference& one = definition.references[use.reference];
      if (!one.handed.empty()) add(one, script.text.source_of(use.range), &script);
    }
  }
  std::stable_sort(places_.begin(), places_.end(),
                   [](const Place& a, const Place& b) { return a.range.begin < b.range.begin; });
}

void HandedPlaces::add(const SecretReference& reference, TextRange range, const Script* script) {
  if (!reference.handed.empty()) places_.push_back({range, &reference, script});
}

std::vector<const SecretReference*> HandedPlaces::at(const PipelineFinding& finding) const {
  std::vector<const SecretReference*> found;
  auto place = std::lower_bound(
      places_.begin(), places_.end(), finding.range.begin,
      [](const Place& one, std::uint32_t begin) { return one.range.begin < begin; });
  for (; place != places_.end() && place->range.begin <= finding.range.end; ++place) {
    if (found.size() == kMostOfFinding) break;
    const Script* script = place->script;
    const bool is_of_finding = script == nullptr || (script->scope == finding.scope &&
                                                     script->key_path == finding.key_path);
    if (is_of_finding && place->range.end <= finding.range.end) found.push_back(place->reference);
  }
  return found;
}

}  // namespace keyhound
