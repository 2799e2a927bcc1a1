// SPDX-License-Identifier: Apache-2.0
// Why the regions of a derived text can be taken from its base.
//
// Which regions a text has around some bytes, and what they hold, is decided by the region and
// kRegionMargin bytes on either side of it (decode/encoded_region.cpp). So a region of the base
// that lies in a copied range, that far from both ends, is one of the text, and the other way
// round. Where the range begins or ends both texts, there is nothing beyond it that could differ.
// What is left are regions with bytes outside of these parts of the copied ranges, and they are
// looked for there.
//
// A range that keeps little after its margins are cut off is searched with its neighbours.
#include "scanner/scan/encoded_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "scanner/decode/cut_run.h"

namespace keyhound {
namespace {

constexpr std::size_t kLeastKept = 256;

std::uint64_t now() {
  const auto time = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(time).count());
}

std::uint64_t total(const MatchTimings& timings) { return timings.trigger + timings.confirm; }

// Adds the time of its life to `sum`, without that of the matcher.
class Clock {
 public:
  Clock(bool is_on, const Matcher& matcher, std::uint64_t& sum)
      : is_on_(is_on), matcher_(matcher), sum_(sum) {
    if (is_on_) start_ = now() - total(matcher_.timings());
  }
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  ~Clock() {
    if (is_on_) sum_ += now() - total(matcher_.timings()) - start_;
  }

 private:
  bool is_on_;
  const Matcher& matcher_;
  std::uint64_t& sum_;
  std::uint64_t start_ = 0;
};

// The parts of the copied ranges whose regions are those of the base.
void keep_inner_parts(std::size_t text_size, std::size_t base_size,
                      std::span<const CopiedRange> copied, std::vector<CopiedRange>& kept) {
  kept.clear();
  for (const CopiedRange& range : copied) {
    const bool is_head = range.begin == 0 && range.base_begin == 0;
    const bool is_tail = range.end() == text_size && range.base_end() == base_size;
    const std::size_t front = is_head ? 0 : kRegionMargin;
    const std::size_t back = is_tail ? 0 : kRegionMargin;
    if (range.size < front + back + kLeastKept) continue;
    kept.push_back({range.begin + front, range.base_begin + front, range.size - front - back});
  }
}

// The part that [begin, end) lies in, of parts in ascending order; nullptr: in none.
const CopiedRange* part_around(std::span<const CopiedRange> parts, std::size_t begin,
                               std::size_t end) {
  const auto behind = std::upper_bound(
      parts.begin(), parts.end(), begin,
      [](std::size_t place, const CopiedRange& part) { return place < part.begin; });
  if (behind == parts.begin()) return nullptr;
  const CopiedRange& part = *std::prev(behind);
  return end <= part.end() ? &part : nullptr;
}

void sort_regions(std::vector<EncodedRegion>& regions) {
  std::sort(regions.begin(), regions.end());
  regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
}

}  // namespace

Diagnostic diagnose_undecoded(std::string subject) {
  return {
      "undecoded-text", std::move(subject),
      fmt::format("encoded text of more than {} MiB, or of too many layers, was decoded in part "
                  "only; decode it and scan what it holds",
                  kLongestRegion >> 20U)};
}

bool is_decoded(const DecodedText& text, const Match& match) {
  return match.secret_start >= text.begin && match.secret_end <= text.end;
}

bool is_trusted(const ScanContext& context, const DecodedText& text, const Match& match) {
  // What is matched of an assignment may be its name alone; the value follows.
  constexpr std::size_t kQuotes = 2;
  constexpr std::size_t kNearValue = 64;
  if (context.rule(match.rule).scored == Rule::Scored::kAssignment) {
    if (match.start >= text.end || match.end + kQuotes < text.begin) return false;
    const std::size_t near = std::min(text.text.size(), match.end + kNearValue);
    return text.is_printable && text.is_changed(match.start, near);
  }
  if (!is_decoded(text, match)) return false;
  if (!text.is_changed(match.start, match.end)) return false;
  return text.is_printable || context.rule(match.rule).confidence == Confidence::kHigh;
}

// Looks for matches in what a region holds.
class EncodedSearch::Probe final : public DecodedTextVisitor {
 public:
  Probe(const ScanContext& context, Matcher& matcher, std::vector<Match>& matches)
      : context_(context), matcher_(matcher), matches_(matches) {}

  void on_text(const DecodedText& text) override {
    has_text = true;
    if (!status) return;
    status = matcher_.find(text.text, matches_);
    for (const Match& match : matches_) {
      if (!is_trusted(context_, text, match)) continue;
      has_match = true;
      looks_at_origin = looks_at_origin || context_.looks_at_origin(match.rule);
    }
  }

  Status status;
  bool has_text = false;
  bool has_match = false;
  bool looks_at_origin = false;

 private:
  const ScanContext& context_;
  Matcher& matcher_;
  std::vector<Match>& matches_;
};

Status EncodedSearch::probe(Matcher& matcher, std::string_view text,
                            std::vector<EncodedMatches>& found) {
  for (const EncodedRegion& region : regions_) {
    const bool is_run = region.kind == RegionKind::kRun;
    const std::string_view bytes = text.substr(region.begin, region.end - region.begin);
    if (is_run && fruitless_.holds(bytes)) continue;
    Probe probe(*context_, matcher, matches_);
    const bool is_whole = walk_.walk(text, region, probe);
    KEYHOUND_TRY_STATUS(std::move(probe.status));
    const bool is_left = region.is_cut && (!is_run || holds_text_behind(text, region));
    if ((!is_whole && probe.has_text) || is_left) ++unfinished_;
    // What a run holds is decided by its bytes alone.
    if (is_run && is_whole && !probe.has_text) fruitless_.keep(bytes);
    if (probe.has_match) found.push_back({region, probe.looks_at_origin});
  }
  return {};
}

Status EncodedSearch::find(Matcher& matcher, std::string_view text,
                           std::vector<EncodedMatches>& found) {
  const Clock clock(is_measuring_, matcher, nanoseconds_);
  found.clear();
  regions_.clear();
  RegionFinder(text).find(0, text.size(), regions_);
  if (regions_.empty()) return {};
  sort_regions(regions_);
  return probe(matcher, text, found);
}

Status EncodedSearch::find_derived(Matcher& matcher, std::string_view text,
                                   std::span<const EncodedMatches> base, std::size_t base_size,
                                   std::span<const CopiedRange> copied,
                                   std::vector<EncodedMatches>& found) {
  const Clock clock(is_measuring_, matcher, nanoseconds_);
  found.clear();
  regions_.clear();
  keep_inner_parts(text.size(), base_size, copied, kept_);
  RegionFinder finder(text);
  std::size_t done = 0;
  for (const CopiedRange& part : kept_) {
    if (part.begin > done) finder.find(done, part.begin, regions_);
    done = part.end();
  }
  if (done < text.size()) finder.find(done, text.size(), regions_);
  if (!regions_.empty()) {
    std::erase_if(regions_, [this](const EncodedRegion& region) {
      return part_around(kept_, region.begin, region.end) != nullptr;
    });
    sort_regions(regions_);
    KEYHOUND_TRY_STATUS(probe(matcher, text, found));
  }
  if (base.empty()) return {};
  // A part may be copied more than once, in any order.
  for (const CopiedRange& part : kept_) {
    auto one = std::lower_bound(base.begin(), base.end(), part.base_begin,
                                [](const EncodedMatches& candidate, std::size_t begin) {
                                  return candidate.region.begin < begin;
                                });
    for (; one != base.end() && one->region.begin < part.base_end(); ++one) {
      if (one->region.end > part.base_end()) continue;
      EncodedMatches moved = *one;
      moved.region.begin = one->region.begin - part.base_begin + part.begin;
      moved.region.end = one->region.end - part.base_begin + part.begin;
      found.push_back(moved);
    }
  }
  std::sort(found.begin(), found.end());
  return {};
}

}  // namespace keyhound
