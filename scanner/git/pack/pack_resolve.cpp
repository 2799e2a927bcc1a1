// SPDX-License-Identifier: Apache-2.0
// The walk goes down one path of a family at a time and holds the bases on it. Of the deltas of one
// base the one with the largest family comes last, and the base is let go before the walk goes down
// there. So the number of bases held at a time is at most the logarithm of the size of the family;
// only reference deltas, whose families are not known beforehand, can exceed that.
#include "scanner/git/pack/pack_resolve.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "scanner/git/object_hash.h"
#include "scanner/git/pack/entry_data.h"

namespace keyhound {
namespace {

bool is_base_less(const ReferenceDelta& a, const ReferenceDelta& b) { return a.base < b.base; }

class DeltaResolver {
 public:
  DeltaResolver(std::string_view content, std::size_t id_size, const PackScanLimits& limits,
                PackScan& scan)
      : content_(content), id_size_(id_size), limits_(limits), entries_(scan.entries) {
    references_ = scan.reference_deltas;
    std::sort(references_.begin(), references_.end(),
              [](const ReferenceDelta& a, const ReferenceDelta& b) {
                return std::tie(a.base, a.entry) < std::tie(b.base, b.entry);
              });
    link_children();
  }

  void resolve_families() {
    for (EntryNumber root = 0; root < entries_.size(); ++root) {
      const ScannedEntry& entry = entries_[root];
      if (!entry.type || entry.id.is_null()) continue;
      std::vector<EntryNumber> deltas = deltas_of(root);
      if (deltas.empty()) continue;
      std::size_t used = 0;
      auto bytes = decoder_.inflate(content_.substr(entry.data), entry.size, limits_.object, used);
      if (bytes) walk({std::move(*bytes), *entry.type, std::move(deltas), 0});
    }
  }

  void resolve_from(ObjectReader& others) {
    for (std::size_t i = 0; i < references_.size(); ++i) {
      const bool is_first = i == 0 || references_[i - 1].base != references_[i].base;
      if (!is_first) continue;
      std::vector<EntryNumber> deltas;
      add_references(references_[i].base, deltas);
      if (deltas.empty()) continue;
      const auto base = others.read(references_[i].base, limits_.object);
      if (!base) continue;
      RawBuffer bytes(base->bytes.size());
      std::copy(base->bytes.begin(), base->bytes.end(), bytes.room().begin());
      walk({std::move(bytes), base->type, std::move(deltas), 0});
    }
  }

 private:
  // A base, and which of its deltas comes next.
  struct Frame {
    RawBuffer bytes;
    ObjectType type = ObjectType::kBlob;
    std::vector<EntryNumber> deltas;
    std::size_t next = 0;
  };

  void link_children() {
    children_begin_.assign(entries_.size() + 1, 0);
    weights_.assign(entries_.size(), 1);
    for (EntryNumber n = static_cast<EntryNumber>(entries_.size()); n-- > 0;) {
      const EntryNumber base = entries_[n].base;
      if (base == kNoEntry) continue;
      ++children_begin_[base + 1];
      weights_[base] += weights_[n];  // a base stands before its deltas
    }
    for (std::size_t i = 1; i < children_begin_.size(); ++i)
      children_begin_[i] += children_begin_[i - 1];
    children_.resize(children_begin_.back());
    std::vector<std::uint32_t> next(children_begin_.begin(), children_begin_.end() - 1);
    for (EntryNumber n = 0; n < entries_.size(); ++n) {
      if (entries_[n].base != kNoEntry) children_[next[entries_[n].base]++] = n;
    }
  }

  void add_references(const ObjectId& base, std::vector<EntryNumber>& to) const {
    const auto range = std::equal_range(references_.begin(), references_.end(),
                                        ReferenceDelta{base, 0}, is_base_less);
    for (auto one = range.first; one != range.second; ++one) {
      if (entries_[one->entry].id.is_null()) to.push_back(one->entry);
    }
  }

  // The deltas of an object that have no id yet, the one with the largest family last.
  [[nodiscard]] std::vector<EntryNumber> deltas_of(EntryNumber n) const {
    std::vector<EntryNumber> deltas(children_.begin() + children_begin_[n],
                                    children_.begin() + children_begin_[n + 1]);
    add_references(entries_[n].id, deltas);
    const auto heaviest = std::max_element(
        deltas.begin(), deltas.end(),
        [this](EntryNumber a, EntryNumber b) { return weights_[a] < weights_[b]; });
    if (heaviest != deltas.end()) std::iter_swap(heaviest, deltas.end() - 1);
    return deltas;
  }

  Result<RawBuffer> decode(EntryNumber n, std::string_view base) {
    std::size_t used = 0;
    KEYHOUND_TRY(const std::string_view delta,
                 decoder_.inflate_delta(content_.substr(entries_[n].data), entries_[n].size,
                                        limits_.object, used));
    return decoder_.apply(base, delta, limits_.object);
  }

  void walk(Frame root) {
    std::vector<Frame> stack;
    std::uint64_t held = root.bytes.bytes().size();
    stack.push_back(std::move(root));
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const EntryNumber n = frame.deltas[frame.next++];
      const ObjectType type = frame.type;
      Result<RawBuffer> made = RawBuffer();
      const bool is_new = entries_[n].id.is_null();
      if (is_new) made = decode(n, frame.bytes.bytes());
      if (frame.next == frame.deltas.size()) {
        held -= frame.bytes.bytes().size();
        stack.pop_back();
      }
      if (!is_new || !made) continue;
      entries_[n].id = hash_object(type, made->bytes(), id_size_);
      std::vector<EntryNumber> deltas = deltas_of(n);
      if (deltas.empty() || held + made->bytes().size() > limits_.held) continue;
      held += made->bytes().size();
      stack.push_back({std::move(*made), type, std::move(deltas), 0});
    }
  }

  std::string_view content_;
  std::size_t id_size_;
  const PackScanLimits& limits_;
  std::vector<ScannedEntry>& entries_;
  std::vector<ReferenceDelta> references_;  // by base
  std::vector<std::uint32_t> children_begin_;
  std::vector<EntryNumber> children_;  // offset deltas
  std::vector<std::uint32_t> weights_;
  EntryDecoder decoder_;
};

}  // namespace

void resolve_deltas(std::string_view content, std::size_t id_size, const PackScanLimits& limits,
                    ObjectReader* others, PackScan& scan) {
  DeltaResolver resolver(content, id_size, limits, scan);
  resolver.resolve_families();
  if (others != nullptr) resolver.resolve_from(*others);
}

void index_by_scan(Pack& pack, std::size_t id_size, ObjectReader* others,
                   const PackScanLimits& limits, std::vector<Diagnostic>& diagnostics) {
  PackScan scan = scan_pack(pack.content, id_size, limits);
  resolve_deltas(pack.content, id_size, limits, others, scan);
  std::vector<PackIndex::Entry> found;
  for (const ScannedEntry& entry : scan.entries) {
    if (!entry.id.is_null()) found.push_back({entry.id, entry.offset, {}});
  }
  for (const ScanProblem& problem : scan.problems) {
    diagnostics.push_back({"corrupt-pack", pack.path,
                           "the object at offset " + std::to_string(problem.offset) +
                               " cannot be read: " + problem.error.message + "; see `git fsck`"});
  }
  if (scan.is_cut_off) {
    diagnostics.push_back({"corrupt-pack", pack.path,
                           "behind the last of these no more objects were looked for, as that took "
                           "too long; restore it from another clone"});
  }
  const std::uint64_t all = std::max<std::uint64_t>(pack.announced_count, scan.entries.size());
  if (found.size() < all) {
    diagnostics.push_back({"corrupt-pack", pack.path,
                           std::to_string(all - found.size()) + " of " + std::to_string(all) +
                               " objects cannot be read; restore it from another clone"});
  }
  pack.index = PackIndex::make(std::move(found), id_size);
}

}  // namespace keyhound
