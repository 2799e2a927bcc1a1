// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/tree_visitor.h"

#include <algorithm>
#include <utility>

#include "scanner/git/pack/tree_carry.h"
#include "scanner/git/pack/tree_visitor_impl.h"

namespace keyhound {
namespace {

EdgeKind kind_of(const TreeEntryView& entry) {
  constexpr std::uint32_t kFileMode = 0100000;
  if (entry.type() == kFileMode) return EdgeKind::kFile;
  if (entry.is_tree()) return EdgeKind::kTree;
  return entry.type() == TreeEntryView::kLinkMode ? EdgeKind::kLink : EdgeKind::kOther;
}

}  // namespace

WantedNodes all_but_blobs(const DeltaForest& forest) {
  WantedNodes wanted(forest.size());
  for (NodeNumber n = 0; n < forest.size(); ++n)
    wanted[n] = forest.node(n).type != ObjectType::kBlob;
  return wanted;
}

TreeVisitor::TreeVisitor(const DeltaForest& forest, const WantedNodes& wanted)
    : impl_(std::make_unique<Impl>(forest, wanted)) {}

TreeVisitor::~TreeVisitor() = default;

CarriedStateRef TreeVisitor::visit(const DecodedObject& object) {
  return impl_->read(object, true);
}

CarriedStateRef TreeVisitor::visit_again(const DecodedObject& object) {
  return impl_->read(object, false);
}

void TreeVisitor::fail(NodeNumber node, const Error& error) {
  impl_->broken.push_back({node, error.message});
}

CarriedStateRef TreeVisitor::Impl::read(const DecodedObject& object, bool is_recorded) {
  if (object.bytes.size() > UINT32_MAX) {
    if (is_recorded) broken.push_back({object.node, "it has more bytes than a tree may have"});
    return nullptr;
  }
  if (!object.has_deltas) {
    if (is_recorded) read_into(object, true, scratch_);
    return nullptr;
  }
  auto layout = std::make_shared<TreeLayout>();
  // Without all its edges it must not be carried on.
  if (!read_into(object, is_recorded, *layout)) return nullptr;
  return layout;
}

// Returns false when a limit was reached.
bool TreeVisitor::Impl::read_into(const DecodedObject& object, bool is_recorded,
                                  TreeLayout& layout) {
  is_full_ = false;
  layout.reader = this;
  layout.boundaries.clear();
  layout.edges.clear();
  new_names_.clear();
  const auto* base = static_cast<const TreeLayout*>(object.base);
  if (base != nullptr) {
    if (object.has_deltas) layout.boundaries.reserve(base->boundaries.size() + 4);
    layout.edges.reserve(base->edges.size() + 4);
  }
  const std::uint32_t end = read_tree_entries(
      object.bytes, forest.packs().id_size(),
      base != nullptr ? std::span<const std::uint32_t>(base->boundaries)
                      : std::span<const std::uint32_t>(),
      object.copied,
      [&](std::size_t first, std::size_t last, std::uint32_t at) {
        carry(object, *base, first, last, at, layout);
      },
      [&](std::uint32_t at, const TreeEntryView& entry) {
        if (object.has_deltas) layout.boundaries.push_back(at);
        add_edge(at, entry, layout);
        if (is_recorded) add_name(entry);
      });
  if (object.has_deltas) layout.boundaries.push_back(end);
  if (!is_recorded) return !is_full_;
  if (end < object.bytes.size()) {
    broken.push_back({object.node, "it breaks off in an entry"});
  }
  record(object, layout);
  if (is_full_) {
    broken.push_back({object.node,
                      "the trees of the repository hold more names or entries than "
                      "are kept"});
  }
  return !is_full_;
}

void TreeVisitor::Impl::carry(const DecodedObject& object, const TreeLayout& base,
                              std::size_t first, std::size_t last, std::uint32_t at,
                              TreeLayout& layout) {
  const std::uint32_t begin = base.boundaries[first];
  const std::uint32_t end = base.boundaries[last];
  const std::uint32_t shift = at - begin;  // modulo 2^32
  if (object.has_deltas) {
    const std::size_t known = layout.boundaries.size();
    layout.boundaries.resize(known + (last - first));
    for (std::size_t i = first; i < last; ++i) {
      layout.boundaries[known + i - first] = base.boundaries[i] + shift;
    }
  }
  const auto is_before = [](const LocatedEdge& edge, std::uint32_t offset) {
    return edge.offset < offset;
  };
  auto edge = std::lower_bound(base.edges.begin(), base.edges.end(), begin, is_before);
  for (; edge != base.edges.end() && edge->offset < end; ++edge) {
    const std::uint32_t offset = edge->offset + shift;
    if (base.reader == this) {
      layout.edges.push_back({offset, edge->edge});
    } else {  // the numbers are another visitor's, who may be changing his tables now
      const TreeCursor cursor(object.bytes.substr(offset), forest.packs().id_size());
      add_edge(offset, cursor.entry(), layout);
    }
  }
}

void TreeVisitor::Impl::add_edge(std::uint32_t at, const TreeEntryView& entry, TreeLayout& layout) {
  if (entry.is_submodule()) return;
  // Most entries end here, before the object is looked at, which is far from the last one's.
  const NodeNumber likely = forest.find_likely(entry.id);
  if (likely != kNoNode && !entry.is_tree() && !wanted[likely]) return;
  ObjectNumber target = likely == kNoNode ? kNoNode : forest.find(entry.id);
  if (target == kNoNode) target = missing_object(entry);
  const std::uint32_t name = names.intern(entry.name);
  if (name == NameTable::kNone || target == kNoNode) {
    is_full_ = true;
    return;
  }
  layout.edges.push_back({at, TreeEdge(name, kind_of(entry), target)});
}

void TreeVisitor::Impl::add_name(const TreeEntryView& entry) {
  if (entry.is_tree() || entry.is_submodule()) return;
  const std::uint32_t name = names.intern(entry.name);
  if (name == NameTable::kNone || part.new_names.size() + new_names_.size() >= kMostEdges) {
    is_full_ = true;
  } else {
    new_names_.push_back(name);
  }
}

// kNoNode when there are too many.
ObjectNumber TreeVisitor::Impl::missing_object(const TreeEntryView& entry) {
  const auto next = static_cast<std::uint32_t>(missing.size());
  const ObjectId id = entry.object_id();
  auto& numbers = missing_numbers[entry.is_tree() ? 1 : 0];
  const auto known = numbers.find(id);
  if (known != numbers.end()) return forest.size() + known->second;
  if (next >= kMostMissing || next >= kNoNode - forest.size()) return kNoNode;
  numbers.emplace(id, next);
  missing.push_back({id, entry.is_tree() ? ObjectType::kTree : ObjectType::kBlob});
  return forest.size() + next;
}

void TreeVisitor::Impl::record(const DecodedObject& object, const TreeLayout& layout) {
  edges_.clear();
  if (part.edges.size() + layout.edges.size() > kMostEdges) {
    is_full_ = true;
  } else {
    for (const LocatedEdge& located : layout.edges) edges_.push_back(located.edge);
  }
  const NodeNumber base = object.base != nullptr ? forest.node(object.node).base : kNoNode;
  part.records.push_back(
      {object.node, base, part.edges.append(edges_), part.new_names.append(new_names_)});
}

}  // namespace keyhound
