// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/delta_forest.h"

#include <algorithm>
#include <bit>
#include <mutex>
#include <unordered_map>

#include "scanner/base/check.h"
#include "scanner/git/loose_objects.h"
#include "scanner/git/pack/pack_entry.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kNodeWeight = 256;  // of an object without a byte, in bytes

}  // namespace

// Fills a forest from top to bottom.
struct DeltaForest::Builder {
  DeltaForest& forest;
  std::vector<NodeNumber> first_of_pack;                // and one more, for the loose objects
  std::unordered_map<ObjectId, NodeNumber> loose = {};  // made when a delta's base is loose
  std::once_flag loose_once = {};
  std::vector<bool> has_failed = {};

  void add_pack(std::uint32_t number) {
    const Pack& pack = *forest.packs_->packs()[number];
    const EntryOrder& order = pack.order();
    first_of_pack.push_back(forest.size());
    for (std::size_t i = 0; i < order.offsets.size(); ++i) {
      DeltaNode node;
      node.pack = number;
      node.index = order.positions[i];
      node.offset = order.offsets[i];
      forest.nodes_.push_back(node);
    }
  }

  [[nodiscard]] const std::vector<std::uint64_t>& starts_of(std::uint32_t pack) const {
    return forest.packs_->packs()[pack]->order().offsets;
  }

  void list_loose() {
    const auto& directories = forest.packs_->loose_directories();
    for (std::uint32_t i = 0; i < directories.size(); ++i) {
      list_loose_objects(directories[i], forest.packs_->id_size(), [&](const ObjectId& id) {
        forest.loose_ids_.push_back(id);
        forest.loose_directories_.push_back(i);
        return true;
      });
    }
  }

  void add_loose_objects() {
    first_of_pack.push_back(forest.size());
    for (std::uint32_t i = 0; i < forest.loose_ids_.size(); ++i) {
      DeltaNode node;
      node.index = i;
      forest.nodes_.push_back(node);
    }
  }

  // The table of nodes is the largest of a scan, and is made in its size at once.
  void add_all() {
    list_loose();
    const auto& packs = forest.packs_->packs();
    std::size_t count = forest.loose_ids_.size();
    for (const auto& pack : packs) count += pack->order().offsets.size();
    forest.nodes_.reserve(count);
    for (std::uint32_t i = 0; i < packs.size(); ++i) add_pack(i);
    add_loose_objects();
  }

  // Reads the headers of all objects, in ranges that know nothing of each other.
  void read_headers(const WorkCrew& crew) {
    constexpr std::size_t kLeastOfRange = 16384;
    const std::size_t parts = crew.parts_of(forest.nodes_.size(), kLeastOfRange);
    std::vector<std::vector<BrokenNode>> broken(parts);
    crew.run_ranges(forest.nodes_.size(), parts,
                    [&](std::size_t part, std::size_t begin, std::size_t end) {
                      for (std::size_t n = begin; n < end; ++n) {
                        const auto node = static_cast<NodeNumber>(n);
                        const bool is_loose = forest.nodes_[n].pack == ObjectPlace::kLoose;
                        std::string reason = is_loose ? read_loose(node) : read_packed(node);
                        if (!reason.empty()) broken[part].push_back({node, std::move(reason)});
                      }
                    });
    has_failed.resize(forest.nodes_.size());
    for (std::vector<BrokenNode>& some : broken)
      for (BrokenNode& one : some) fail(one.node, std::move(one.reason));
  }

  void fail(NodeNumber n, std::string reason) {
    forest.broken_.push_back({n, std::move(reason)});
    has_failed[n] = true;
  }

  // The node at `offset` of the pack that starts with node `first`. Bases stand before their
  // deltas, mostly not far, so the search gallops back from `n`.
  [[nodiscard]] NodeNumber node_at(std::uint32_t pack, NodeNumber n, std::uint64_t offset) const {
    const std::vector<std::uint64_t>& starts = starts_of(pack);
    const std::size_t at = n - first_of_pack[pack];
    std::size_t step = 1;
    while (step < at && starts[at - step] > offset) step *= 2;
    const auto from = starts.begin() + static_cast<std::ptrdiff_t>(at - std::min(step, at));
    const auto found =
        std::lower_bound(from, starts.begin() + static_cast<std::ptrdiff_t>(at), offset);
    if (found == starts.begin() + static_cast<std::ptrdiff_t>(at) || *found != offset)
      return kNoNode;
    return first_of_pack[pack] + static_cast<NodeNumber>(found - starts.begin());
  }

  // Says why it cannot be used; nothing when it can.
  std::string read_packed(NodeNumber n) {
    DeltaNode& node = forest.nodes_[n];
    const Pack& pack = *forest.packs_->packs()[node.pack];
    const auto entry = read_pack_entry(pack.content, node.offset, forest.packs_->id_size());
    if (!entry) return entry.error().message;
    node.header_size = static_cast<std::uint8_t>(entry->data - node.offset);
    node.size = entry->size;
    if (entry->data > forest.end(n)) return "its header reaches into the next object";
    if (entry->type) {
      node.type = *entry->type;
    } else if (!entry->base_id.is_null()) {
      node.base = find_base(node.pack, entry->base_id);
      if (node.base == kNoNode)
        return "its delta base " + entry->base_id.hex() + " is not in the repository";
    } else {
      node.base = node_at(node.pack, n, entry->base_offset);
      if (node.base == kNoNode) return "no object of the pack stands where its delta base should";
    }
    return {};
  }

  // In the same pack, in another, or loose.
  NodeNumber find_base(std::uint32_t pack, const ObjectId& id) {
    const auto& packs = forest.packs_->packs();
    if (const auto here = packs[pack]->index.find(id))
      return node_at_any(pack, packs[pack]->index.offset(*here));
    for (std::uint32_t other = 0; other < packs.size(); ++other) {
      if (const auto there = packs[other]->index.find(id))
        return node_at_any(other, packs[other]->index.offset(*there));
    }
    std::call_once(loose_once, [this] {
      for (std::uint32_t i = 0; i < forest.loose_ids_.size(); ++i)
        loose.emplace(forest.loose_ids_[i], first_of_pack.back() + i);
    });
    const auto found = loose.find(id);
    return found == loose.end() ? kNoNode : found->second;
  }

  [[nodiscard]] NodeNumber node_at_any(std::uint32_t pack, std::uint64_t offset) const {
    return node_at(pack, first_of_pack[pack] + static_cast<NodeNumber>(starts_of(pack).size()),
                   offset);
  }

  std::string read_loose(NodeNumber n) {
    DeltaNode& node = forest.nodes_[n];
    const std::string& directory =
        forest.packs_->loose_directories()[forest.loose_directories_[node.index]];
    const auto header = read_loose_header(directory, forest.loose_ids_[node.index]);
    if (!header) return header.error().message;
    node.type = header->type;
    node.size = header->size;
    return {};
  }

  void link_children() {
    std::vector<std::uint32_t>& begin = forest.children_begin_;
    begin.assign(forest.nodes_.size() + 1, 0);
    for (NodeNumber n = 0; n < forest.size(); ++n) {
      if (forest.nodes_[n].base != kNoNode) ++begin[forest.nodes_[n].base + 1];
    }
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    forest.children_.resize(begin.back());
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (NodeNumber n = 0; n < forest.size(); ++n) {
      const NodeNumber base = forest.nodes_[n].base;
      if (base != kNoNode) forest.children_[next[base]++] = n;
    }
  }

  // Gives every node its family's type and a weight, the bases before their deltas.
  void settle_families() {
    std::vector<NodeNumber> order;
    order.reserve(forest.nodes_.size());
    for (NodeNumber n = 0; n < forest.size(); ++n) {
      DeltaNode& root = forest.nodes_[n];
      if (root.base != kNoNode || has_failed[n]) continue;
      forest.roots_[static_cast<std::size_t>(root.type)].push_back(n);
      const std::uint64_t copied = root.size / 8;
      std::size_t next = order.size();
      order.push_back(n);
      for (; next < order.size(); ++next) {
        DeltaNode& node = forest.nodes_[order[next]];
        node.type = root.type;
        forest.weights_[order[next]] = kNodeWeight + node.size + copied;
        const auto children = forest.children(order[next]);
        order.insert(order.end(), children.begin(), children.end());
      }
    }
    for (auto n = order.rbegin(); n != order.rend(); ++n) {
      const NodeNumber base = forest.nodes_[*n].base;
      if (base != kNoNode) forest.weights_[base] += forest.weights_[*n];
    }
    if (order.size() != forest.nodes_.size()) fail_unreached(order);
  }

  void fail_unreached(const std::vector<NodeNumber>& reached) {
    std::vector<bool> is_reached(forest.nodes_.size());
    for (const NodeNumber n : reached) is_reached[n] = true;
    for (NodeNumber n = 0; n < forest.size(); ++n) {
      if (is_reached[n] || has_failed[n]) continue;
      fail(n, "its chain of delta bases does not end at a whole object that can be read");
    }
  }
};

DeltaForest::DeltaForest(const PackSet& packs, bool with_ids, const WorkCrew& crew)
    : packs_(&packs) {
  Builder builder{*this, {}};
  builder.add_all();
  builder.read_headers(crew);
  weights_.resize(nodes_.size());
  builder.link_children();
  builder.settle_families();
  std::sort(broken_.begin(), broken_.end(),
            [](const BrokenNode& a, const BrokenNode& b) { return a.node < b.node; });
  if (with_ids) index_ids();
}

void DeltaForest::index_ids() {
  if (!table_.empty()) return;
  // At most two thirds are taken: fewer would not be found sooner, for a table that fits no cache.
  const std::size_t slots = std::bit_ceil(std::size_t{size()} * 3 / 2 + 1);
  table_.resize(slots);
  for (NodeNumber n = 0; n < size(); ++n) {
    const std::string_view id = id_bytes(n);
    const std::uint64_t word = hash_(id);
    const auto tag = static_cast<std::uint32_t>(word >> 32);
    std::size_t place = word & (slots - 1);
    while (table_[place].node != kNoNode) {
      const Slot& slot = table_[place];
      if (slot.tag == tag && id_bytes(slot.node) == id) break;
      place = (place + 1) & (slots - 1);
    }
    if (table_[place].node == kNoNode) {
      table_[place] = {tag, n};
    } else {
      nodes_[n].is_duplicate = true;
    }
  }
}

std::uint64_t DeltaForest::end(NodeNumber n) const {
  const std::uint32_t pack = nodes_[n].pack;
  KEYHOUND_CHECK(pack != ObjectPlace::kLoose);
  const bool is_last = n + 1 == size() || nodes_[n + 1].pack != pack;
  return is_last ? packs_->packs()[pack]->content.size() : nodes_[n + 1].offset;
}

std::span<const NodeNumber> DeltaForest::children(NodeNumber n) const {
  return {children_.data() + children_begin_[n], children_begin_[n + 1] - children_begin_[n]};
}

const std::vector<NodeNumber>& DeltaForest::roots(ObjectType type) const {
  return roots_[static_cast<std::size_t>(type)];
}

const std::string& DeltaForest::loose_directory(NodeNumber n) const {
  return packs_->loose_directories()[loose_directories_[nodes_[n].index]];
}

std::string_view DeltaForest::id_bytes(NodeNumber n) const {
  const DeltaNode& node = nodes_[n];
  if (node.pack != ObjectPlace::kLoose)
    return packs_->packs()[node.pack]->index.id_bytes(node.index);
  const auto bytes = loose_ids_[node.index].bytes();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

ObjectId DeltaForest::id(NodeNumber n) const {
  const std::string_view bytes = id_bytes(n);
  return ObjectId::from_bytes({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

template <class IsIt>
NodeNumber DeltaForest::look_up(std::string_view id_bytes, const IsIt& is_it) const {
  KEYHOUND_CHECK(!table_.empty());
  if (id_bytes.size() != packs_->id_size()) return kNoNode;
  const std::uint64_t word = hash_(id_bytes);
  const auto tag = static_cast<std::uint32_t>(word >> 32);
  std::size_t place = word & (table_.size() - 1);
  while (table_[place].node != kNoNode) {
    const Slot& slot = table_[place];
    if (slot.tag == tag && is_it(slot.node)) return slot.node;
    place = (place + 1) & (table_.size() - 1);
  }
  return kNoNode;
}

NodeNumber DeltaForest::find(std::string_view id_bytes) const {
  return look_up(id_bytes, [&](NodeNumber n) { return this->id_bytes(n) == id_bytes; });
}

NodeNumber DeltaForest::find_likely(std::string_view id_bytes) const {
  return look_up(id_bytes, [](NodeNumber) { return true; });
}

void DeltaForest::prefetch(NodeNumber n) const {
  const DeltaNode& node = nodes_[n];
  if (node.pack == ObjectPlace::kLoose) return;
  const Pack& pack = *packs_->packs()[node.pack];
  pack.index.prefetch_crc(node.index);
  __builtin_prefetch(pack.content.data() + node.offset);
  __builtin_prefetch(children_begin_.data() + n);
}

NodeNumber DeltaForest::find(const ObjectId& id) const {
  return find({reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()});
}

}  // namespace keyhound
