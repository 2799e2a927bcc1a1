// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/commit_graph_file.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "scanner/base/file.h"
#include "scanner/git/byte_reader.h"

namespace keyhound {
namespace {

constexpr std::string_view kMagic = "CGPH";
constexpr std::size_t kFanoutBytes = std::size_t{256} * 4;
constexpr std::size_t kDataNumbers = 16;  // bytes behind the tree's id
constexpr std::uint32_t kNoParent = 0x70000000;
constexpr std::uint32_t kMoreParents = 0x80000000;
constexpr std::size_t kMostParents = 10'000;
constexpr std::uint64_t kMostChainBytes = 1U << 20U;

std::uint32_t u32_at(std::string_view bytes, std::size_t offset) {
  return ByteReader(bytes.substr(offset, 4)).u32();
}

ObjectId to_id(std::string_view bytes) {
  return ObjectId::from_bytes({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

// The chunk `name` of a file whose table of contents starts at `toc`.
std::string_view chunk(std::string_view file, std::string_view toc, std::string_view name) {
  constexpr std::size_t kRow = 12;
  for (std::size_t at = 0; at + 2 * kRow <= toc.size(); at += kRow) {
    if (toc.substr(at, 4) != name) continue;
    ByteReader begin(toc.substr(at + 4, 8));
    ByteReader end(toc.substr(at + kRow + 4, 8));
    const std::uint64_t from = begin.number(8);
    const std::uint64_t to = end.number(8);
    return from <= to && to <= file.size() ? file.substr(from, to - from) : std::string_view();
  }
  return {};
}

}  // namespace

std::optional<CommitGraphFile::Layer> CommitGraphFile::open_layer(const std::string& path,
                                                                  std::size_t id_size) {
  auto mapped = MappedFile::open(path);
  if (!mapped) return std::nullopt;
  Layer layer;
  layer.file = std::move(*mapped);
  const std::string_view file = layer.file.bytes();
  ByteReader header(file);
  const bool is_known = header.take(kMagic.size()) == kMagic && header.number(1) == 1 &&
                        header.number(1) == (id_size == ObjectId::kSha1Size ? 1U : 2U);
  const std::uint64_t chunks = header.number(1);
  header.number(1);  // layers below; the chain file says which
  const std::string_view toc = header.take((chunks + 1) * 12);
  if (!is_known || !header.is_good()) return std::nullopt;
  layer.fanout = chunk(file, toc, "OIDF");
  layer.ids = chunk(file, toc, "OIDL");
  layer.data = chunk(file, toc, "CDAT");
  layer.edges = chunk(file, toc, "EDGE");
  if (layer.fanout.size() != kFanoutBytes) return std::nullopt;
  layer.count = u32_at(layer.fanout, kFanoutBytes - 4);
  const bool fits = layer.ids.size() == std::uint64_t{layer.count} * id_size &&
                    layer.data.size() == std::uint64_t{layer.count} * (id_size + kDataNumbers);
  if (!fits) return std::nullopt;
  return layer;
}

CommitGraphFile CommitGraphFile::open(const std::string& objects_dir, std::size_t id_size) {
  CommitGraphFile graph;
  graph.id_size_ = id_size;
  std::vector<std::string> paths = {objects_dir + "/info/commit-graph"};
  if (const auto chain =
          read_file(objects_dir + "/info/commit-graphs/commit-graph-chain", kMostChainBytes)) {
    std::vector<std::string> chained;
    std::istringstream lines(*chain);
    for (std::string line; std::getline(lines, line);) {
      if (ObjectId::from_hex(line))
        chained.push_back(objects_dir + "/info/commit-graphs/graph-" + line + ".graph");
    }
    if (!chained.empty()) paths = std::move(chained);
  }
  for (const std::string& path : paths) {
    auto layer = open_layer(path, id_size);
    if (!layer || layer->count >= kNoParent - graph.total_) return CommitGraphFile();
    layer->first = graph.total_;
    graph.total_ += layer->count;
    graph.layers_.push_back(std::move(*layer));
  }
  return graph;
}

std::optional<std::uint32_t> CommitGraphFile::position_in(const Layer& layer,
                                                          std::string_view id) const {
  const auto first = static_cast<std::uint8_t>(id[0]);
  std::uint32_t low = first == 0 ? 0 : u32_at(layer.fanout, (first - 1U) * std::size_t{4});
  std::uint32_t high = std::min(layer.count, u32_at(layer.fanout, first * std::size_t{4}));
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const std::string_view there = layer.ids.substr(middle * id_size_, id_size_);
    if (there == id) return middle;
    if (there < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return std::nullopt;
}

std::optional<ObjectId> CommitGraphFile::id_at(std::uint32_t position) const {
  for (const Layer& layer : layers_) {
    if (position < layer.first || position - layer.first >= layer.count) continue;
    return to_id(layer.ids.substr((position - layer.first) * id_size_, id_size_));
  }
  return std::nullopt;
}

// The parents of an octopus from the second on; the last has the highest bit set.
bool CommitGraphFile::add_more_parents(const Layer& layer, std::uint32_t edge, Shape& shape) const {
  for (std::size_t at = edge; (at + 1) * 4 <= layer.edges.size(); ++at) {
    const std::uint32_t value = u32_at(layer.edges, at * 4);
    const auto parent = id_at(value & ~kMoreParents);
    if (!parent || shape.parents.size() == kMostParents) return false;
    shape.parents.push_back(*parent);
    if ((value & kMoreParents) != 0) return true;
  }
  return false;
}

std::optional<CommitGraphFile::Shape> CommitGraphFile::find(const ObjectId& id) const {
  if (id.bytes().size() != id_size_) return std::nullopt;
  const std::string_view bytes(reinterpret_cast<const char*>(id.bytes().data()), id_size_);
  for (const Layer& layer : layers_) {
    const auto position = position_in(layer, bytes);
    if (!position) continue;
    const std::size_t row = id_size_ + kDataNumbers;
    const std::string_view data = layer.data.substr(*position * row, row);
    Shape shape;
    shape.tree = to_id(data.substr(0, id_size_));
    const std::uint32_t first = u32_at(data, id_size_);
    const std::uint32_t second = u32_at(data, id_size_ + 4);
    if (first != kNoParent) {
      const auto parent = id_at(first);
      if (!parent) return std::nullopt;
      shape.parents.push_back(*parent);
    }
    if ((second & kMoreParents) != 0) {
      if (!add_more_parents(layer, second & ~kMoreParents, shape)) return std::nullopt;
    } else if (second != kNoParent) {
      const auto parent = id_at(second);
      if (!parent) return std::nullopt;
      shape.parents.push_back(*parent);
    }
    // The two lowest bits of the generation's word are the highest of the date.
    const std::uint64_t high = u32_at(data, id_size_ + 8) & 3U;
    shape.committed =
        Timestamp{static_cast<std::int64_t>(high << 32U | u32_at(data, id_size_ + 12))};
    return shape;
  }
  return std::nullopt;
}

}  // namespace keyhound
