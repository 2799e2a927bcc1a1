// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/archive_scan.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "scanner/scan/archive_walk.h"

namespace keyhound {
namespace {

auto key_of(const TextHit& hit) { return std::tie(hit.path, hit.rule, hit.fingerprint.mac); }

}  // namespace

ArchiveContent scan_archive(TextScanner& scanner, const ArchiveLimits& limits,
                            const ArchiveInput& input) {
  return ArchiveWalk(scanner, limits, input).run();
}

void add_inner_hits(std::vector<TextHit>& hits, std::vector<TextHit> inner) {
  if (inner.empty()) return;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::vector<std::uint8_t>>> known;
  for (const TextHit& hit : inner) known.insert(key_of(hit));
  std::erase_if(hits, [&known](const TextHit& hit) { return known.contains(key_of(hit)); });
  std::move(inner.begin(), inner.end(), std::back_inserter(hits));
}

Location location_of(const TextHit& hit, const std::string& path, LocationPart part) {
  if (hit.entry.empty()) return {path, part, hit.start, hit.end};
  return {path + "!" + hit.entry, hit.in_entry_name ? LocationPart::kPath : part, hit.start,
          hit.end};
}

std::string text_path(const TextHit& hit, const Location& location) {
  if (hit.entry.empty()) return location.path;
  return location.path.substr(0, location.path.size() - hit.entry.size() - 1);
}

}  // namespace keyhound
