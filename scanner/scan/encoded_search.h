// SPDX-License-Identifier: Apache-2.0
// EncodedSearch: where a text holds credentials in encoded form (scanner/decode). Of a text that
// derives from another only what it adds is decoded. One per thread. See encoded_search.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/copied_range.h"
#include "scanner/decode/decode_walk.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/model/diagnostic.h"
#include "scanner/scan/fruitless_runs.h"
#include "scanner/scan/scan_context.h"

namespace keyhound {

// A region with matches in what it holds. Offsets alone, no secret.
struct EncodedMatches {
  EncodedRegion region;
  bool looks_at_origin = false;  // of a rule to which ScanContext::looks_at_origin() applies
  auto operator<=>(const EncodedMatches&) const = default;
};

// What a text holds, plain and encoded, for texts that derive from it.
struct SearchedText {
  TextMatches plain;
  std::vector<EncodedMatches> encoded;  // sorted

  [[nodiscard]] bool empty() const { return plain.matches.empty() && encoded.empty(); }
  [[nodiscard]] std::size_t memory() const {
    return plain.memory() + encoded.capacity() * sizeof(EncodedMatches);
  }
};

// For an input that holds encoded text beyond the limits.
Diagnostic diagnose_undecoded(std::string subject);

// Whether the secret of a match stands in the decoded bytes, not beside them.
bool is_decoded(const DecodedText& text, const Match& match);

// Whether a match in a decoded text says something: it is not there without decoding, and among
// bytes that are no text its rule is one that tells by itself. Of an assignment, whose value is not
// known yet, it may be more than is_decoded() says later.
bool is_trusted(const ScanContext& context, const DecodedText& text, const Match& match);

class EncodedSearch {
 public:
  // REQUIRES: the context outlives the search.
  explicit EncodedSearch(const ScanContext& context) : context_(&context) {}

  // Replaces `found` with the regions of `text` that hold matches, sorted.
  Status find(Matcher& matcher, std::string_view text, std::vector<EncodedMatches>& found);

  // The same for a text that derives from one with the regions `base`: exactly the answer of
  // find(). REQUIRES: `copied` is as CopiedRange says.
  Status find_derived(Matcher& matcher, std::string_view text, std::span<const EncodedMatches> base,
                      std::size_t base_size, std::span<const CopiedRange> copied,
                      std::vector<EncodedMatches>& found);

  // Regions that hold text and were not decoded to their end, so far.
  [[nodiscard]] std::uint64_t unfinished() const { return unfinished_; }

  // Nanoseconds spent without those of the matcher, when it measures.
  void measure(bool on) { is_measuring_ = on; }
  [[nodiscard]] std::uint64_t nanoseconds() const { return nanoseconds_; }

 private:
  class Probe;
  Status probe(Matcher& matcher, std::string_view text, std::vector<EncodedMatches>& found);

  const ScanContext* context_;
  DecodeWalk walk_;
  FruitlessRuns fruitless_;
  std::vector<EncodedRegion> regions_;
  std::vector<CopiedRange> kept_;
  std::vector<Match> matches_;
  std::uint64_t unfinished_ = 0;
  bool is_measuring_ = false;
  std::uint64_t nanoseconds_ = 0;
};

}  // namespace keyhound
