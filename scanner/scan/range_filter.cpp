// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/range_filter.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "scanner/scan/archive_scan.h"

namespace keyhound {
namespace {

// A secret under a rule.
using SecretKey = std::tuple<std::uint32_t, std::vector<std::uint8_t>>;

SecretKey key_of(const TextHit& hit) { return {hit.rule, hit.fingerprint.mac}; }

const BlobEvent* event_of(const HistoryMap& map, const FoundOccurrence& one) {
  const auto id = ObjectId::from_hex(one.occurrence.blob);
  if (!id) return nullptr;
  const std::string path = text_path(*one.hit, one.occurrence.location);
  auto event =
      std::lower_bound(map.events.begin(), map.events.end(), *id,
                       [](const BlobEvent& e, const ObjectId& blob) { return e.blob < blob; });
  for (; event != map.events.end() && event->blob == *id; ++event) {
    if (event->commit == one.order && map.paths[event->path] == path) return &*event;
  }
  return nullptr;
}

}  // namespace

bool holds_secret(const ObjectId& blob, std::string_view path, const TextHit& hit,
                  ObjectScanner& scanner) {
  scanner.text_scanner().count_drops(false);
  const auto& hits = scanner.scan_blob(blob, {{&path, 1}, {}}, "older version of a changed file");
  scanner.text_scanner().count_drops(true);
  return std::any_of(hits.begin(), hits.end(),
                     [&hit](const TextHit& other) { return key_of(other) == key_of(hit); });
}

std::vector<FoundOccurrence> keep_introduced(const HistoryMap& map,
                                             std::vector<FoundOccurrence> found,
                                             ObjectScanner& scanner) {
  std::stable_sort(
      found.begin(), found.end(),
      [](const FoundOccurrence& a, const FoundOccurrence& b) { return a.order < b.order; });
  std::set<std::tuple<ObjectId, std::string, SecretKey>> dropped;
  std::vector<FoundOccurrence> kept;
  for (FoundOccurrence& one : found) {
    const bool is_content =
        one.occurrence.location.part == LocationPart::kContent || !one.hit->entry.empty();
    const BlobEvent* event = is_content ? event_of(map, one) : nullptr;
    if (event != nullptr && !event->previous.is_null()) {
      const std::string path = text_path(*one.hit, one.occurrence.location);
      const bool was_there = map.holds(event->previous)
                                 ? dropped.contains({event->previous, path, key_of(*one.hit)})
                                 : holds_secret(event->previous, path, *one.hit, scanner);
      if (was_there) {
        dropped.insert({event->blob, path, key_of(*one.hit)});
        continue;
      }
    }
    kept.push_back(std::move(one));
  }
  return kept;
}

}  // namespace keyhound
