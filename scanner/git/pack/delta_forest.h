// SPDX-License-Identifier: Apache-2.0
// DeltaForest: every stored object of a repository as a node, with the node that it is a delta of.
// A whole object is a root; a family is a root with all that derives from it. Built in one pass
// over the headers of the packs. Immutable, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/work_crew.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/pack/pack_set.h"
#include "scanner/git/pack/seeded_hash.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

using NodeNumber = std::uint32_t;
inline constexpr NodeNumber kNoNode = UINT32_MAX;

// There may be millions: 32 bytes.
struct DeltaNode {
  std::uint64_t offset = 0;  // of the entry in its pack, where its header starts; loose: 0
  std::uint64_t size = 0;    // inflated bytes: of the object, or of the delta
  std::uint32_t pack = ObjectPlace::kLoose;
  std::uint32_t index = 0;  // position in the pack's index; loose: in loose ids
  NodeNumber base = kNoNode;
  std::uint8_t header_size = 0;         // bytes of the entry before its zlib stream
  ObjectType type = ObjectType::kBlob;  // of the root of its family
  bool is_duplicate = false;            // a node before it holds the same object

  [[nodiscard]] std::uint64_t data() const { return offset + header_size; }  // the zlib stream
};

// A node that cannot be decoded, whatever is tried, and why.
struct BrokenNode {
  NodeNumber node = kNoNode;
  std::string reason;
};

class DeltaForest {
 public:
  // `crew` reads the headers. REQUIRES: `packs` outlives the forest. Without ids index_ids() must
  // follow.
  explicit DeltaForest(const PackSet& packs, bool with_ids = true, const WorkCrew& crew = {});

  [[nodiscard]] const PackSet& packs() const { return *packs_; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  [[nodiscard]] const DeltaNode& node(NodeNumber n) const { return nodes_[n]; }
  // The offset in its pack behind its entry. REQUIRES: not loose.
  [[nodiscard]] std::uint64_t end(NodeNumber n) const;
  // Those that are deltas of `n`.
  [[nodiscard]] std::span<const NodeNumber> children(NodeNumber n) const;
  // The directory of loose objects that holds it. REQUIRES: loose.
  [[nodiscard]] const std::string& loose_directory(NodeNumber n) const;
  // Inflated bytes of deltas and bases in the subtree: how long it takes to walk.
  [[nodiscard]] std::uint64_t weight(NodeNumber n) const { return weights_[n]; }

  // The roots of families of `type`.
  [[nodiscard]] const std::vector<NodeNumber>& roots(ObjectType type) const;
  // Nodes that no root leads to: their header is damaged, their base is missing, or bases form a
  // circle.
  [[nodiscard]] const std::vector<BrokenNode>& broken() const { return broken_; }

  [[nodiscard]] ObjectId id(NodeNumber n) const;
  [[nodiscard]] std::string_view id_bytes(NodeNumber n) const;  // raw; lives as the forest does
  // Makes find() and is_duplicate ready, unless they are. Takes a while for large repositories;
  // meanwhile other threads may use everything else.
  void index_ids();
  // The node of an object (of several the first); kNoNode when it is not stored. Fast.
  // REQUIRES: index_ids() is done.
  [[nodiscard]] NodeNumber find(std::string_view id_bytes) const;
  [[nodiscard]] NodeNumber find(const ObjectId& id) const;
  // The same by half of a hash of the id, without a look at the ids of nodes: faster, and once in
  // 2^32 times the node of another object. kNoNode only where find() says so.
  [[nodiscard]] NodeNumber find_likely(std::string_view id_bytes) const;
  // Has the processor fetch what decoding the node begins with, which takes it a while.
  void prefetch(NodeNumber n) const;

 private:
  struct Builder;
  template <class IsIt>
  [[nodiscard]] NodeNumber look_up(std::string_view id_bytes, const IsIt& is_it) const;

  const PackSet* packs_;
  std::vector<DeltaNode> nodes_;
  std::vector<std::uint32_t> children_begin_;  // one more than nodes
  std::vector<NodeNumber> children_;
  std::vector<std::uint64_t> weights_;
  std::vector<NodeNumber> roots_[4];
  std::vector<BrokenNode> broken_;
  std::vector<ObjectId> loose_ids_;
  std::vector<std::uint32_t> loose_directories_;  // of loose_ids_
  struct Slot {
    std::uint32_t tag = 0;  // bits of hash_() that do not choose the slot
    NodeNumber node = kNoNode;
  };
  SeededHash hash_;
  std::vector<Slot> table_;  // open addressing by hash_()
};

}  // namespace keyhound
