// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/finding_collector.h"

#include <fmt/format.h>

#include <algorithm>

namespace keyhound {
namespace {

bool is_same(const Occurrence& a, const Occurrence& b) {
  return a.location.path == b.location.path && a.location.part == b.location.part &&
         a.location.start == b.location.start && a.blob == b.blob && a.commit.id == b.commit.id;
}

template <class T>
void add_unique(std::vector<T>& to, const T& value) {
  if (std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
}

std::string remedy_for(const Rule& rule) {
  const bool has_issuer = !rule.provider.empty() && rule.provider != "generic";
  return fmt::format(
      "Revoke it{}, issue a new one into a secret store, and record owner and rotation in the "
      "registry; removing the text is not enough, since history keeps it.",
      has_issuer ? " at " + rule.provider : "");
}

}  // namespace

void FindingCollector::add(FoundOccurrence found) { add_to(entry_for(*found.hit), found); }

void FindingCollector::add_to(Entry& entry, FoundOccurrence& found) {
  for (const HitPart& part : found.hit->parts)
    found.occurrence.parts.push_back({context_->rule(part.rule).id, part.start, part.end});
  entry.occurrences.emplace_back(found.order, std::move(found.occurrence));
}

// A secret may stand in thousands of places, so the list of each gets its room at once.
void FindingCollector::add(std::vector<FoundOccurrence> found) {
  std::vector<Entry*> entries;
  entries.reserve(found.size());
  for (const FoundOccurrence& one : found) {
    entries.push_back(&entry_for(*one.hit));
    ++entries.back()->coming;
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    Entry& entry = *entries[i];
    if (const std::size_t all = entry.occurrences.size() + entry.coming;
        all > entry.occurrences.capacity())
      entry.occurrences.reserve(std::max(all, entry.occurrences.capacity() * 2));
    entry.coming = 0;
    add_to(entry, found[i]);
  }
}

FindingCollector::Entry& FindingCollector::entry_for(const TextHit& hit) {
  const auto [place, is_new] =
      entries_.try_emplace(Key{hit.rule, hit.fingerprint.key_id, hit.fingerprint.mac});
  Entry& entry = place->second;
  Finding& finding = entry.finding;
  if (is_new) {
    finding.fingerprint = hit.fingerprint;
    finding.previous_fingerprints = hit.previous_fingerprints;
    finding.secret_redacted = hit.secret_redacted;
    finding.confidence = hit.confidence;
    entry.checksum_wrong = hit.checksum_wrong;
    finding.is_documentation = hit.is_documentation;
  }
  // Two writings of one secret (a key block, escaped) may differ in these; the order in which
  // threads find them must not show.
  finding.secret_redacted = std::min(finding.secret_redacted, hit.secret_redacted);
  entry.checksum_wrong = entry.checksum_wrong && hit.checksum_wrong;
  finding.is_documentation = finding.is_documentation && hit.is_documentation;
  finding.confidence = std::max(finding.confidence, hit.confidence);
  entry.is_plain = entry.is_plain || hit.encoding.empty();
  if (!hit.encoding.empty()) entry.encodings.insert(hit.encoding);
  for (const auto& pair : hit.identity) add_unique(finding.identity, pair);
  for (const std::uint32_t other : hit.also_matched) {
    add_unique(finding.also_matched, context_->rule(other).id);
  }
  return entry;
}

void FindingCollector::settle_occurrences(Entry& entry) {
  auto& found = entry.occurrences;
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    const auto key = [](const auto& one) {
      const Occurrence& o = one.second;
      return std::tie(one.first, o.location.path, o.location.part, o.location.start, o.blob,
                      o.commit.id);
    };
    return key(a) < key(b);
  });
  std::vector<Occurrence> settled;
  settled.reserve(found.size());
  // Places that HEAD or the work tree holds: a file that HEAD holds unchanged is one place seen
  // twice.
  std::map<std::tuple<std::string, LocationPart, SourcePosition>, std::size_t> present;
  for (auto& [order, occurrence] : found) {
    if (!settled.empty() && is_same(settled.back(), occurrence)) {
      settled.back().in_worktree = settled.back().in_worktree || occurrence.in_worktree;
      continue;
    }
    const bool is_uncommitted = occurrence.in_worktree && occurrence.commit.id.empty();
    if (is_uncommitted || occurrence.in_head) {
      const Location& place = occurrence.location;
      const auto [twin, is_new] =
          present.try_emplace({place.path, place.part, place.start}, settled.size());
      if (!is_new && is_uncommitted) {
        settled[twin->second].in_worktree = true;
        continue;
      }
    }
    settled.push_back(std::move(occurrence));
  }
  entry.finding.occurrences = std::move(settled);
}

void FindingCollector::describe(Entry& entry, std::uint32_t index) const {
  const Rule& rule = context_->rule(index);
  Finding& finding = entry.finding;
  finding.rule_id = rule.id;
  finding.title = rule.description;
  finding.severity = rule.severity;
  finding.score = score_of(rule.severity);
  finding.tags = rule.tags;
  if (!entry.encodings.empty()) add_unique(finding.tags, std::string("encoded"));
  finding.remedy = remedy_for(rule);
  std::sort(finding.identity.begin(), finding.identity.end());
  std::sort(finding.also_matched.begin(), finding.also_matched.end());
  const auto& place = finding.first();
  std::string where =
      place.commit.id.empty() ? "" : fmt::format(", introduced by commit {:.12}", place.commit.id);
  finding.message =
      fmt::format("{} found ({}){}.", rule.description, finding.secret_redacted, where);
  if (!entry.encodings.empty()) {
    finding.message += fmt::format(
        " {} {}.", entry.is_plain ? "In other places it is encoded, decoded from" : "Decoded from",
        fmt::join(entry.encodings, "; "));
  }
  if (entry.checksum_wrong) {
    finding.message +=
        " Its checksum is wrong, so it may be altered or made up; confidence is lowered.";
  }
  if (finding.is_documentation) describe_documentation(finding);
}

void FindingCollector::describe_documentation(Finding& finding) {
  finding.severity = Severity::kInfo;
  finding.score = score_of(finding.severity);
  finding.tags.emplace_back(kDocumentationTag);
  finding.message += " It is a published sample value, no leak.";
  finding.remedy.clear();
}

std::vector<Finding> FindingCollector::take(TextScanner& scanner) {
  TextCleaner cleaner(scanner);
  std::vector<Finding> findings;
  findings.reserve(entries_.size());
  for (auto& [key, entry] : entries_) {
    settle_occurrences(entry);
    describe(entry, std::get<0>(key));
    for (Occurrence& occurrence : entry.finding.occurrences) {
      cleaner.clean(occurrence.location.path);
      cleaner.clean(occurrence.commit.author);
      cleaner.clean(occurrence.commit.author_email);
    }
    for (auto& [name, value] : entry.finding.identity) cleaner.clean(value);
    findings.push_back(std::move(entry.finding));
  }
  entries_.clear();
  std::sort(findings.begin(), findings.end(), report_order);
  return findings;
}

void TextCleaner::clean(std::string& text) {
  if (text.empty()) return;
  const auto [place, is_new] = known_.try_emplace(text);
  if (is_new) place->second = scanner_->redact_secrets(text);
  text = place->second;
}

}  // namespace keyhound
