// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/known_objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "scanner/git/object_hash.h"
#include "scanner/scan/history_objects.h"
#include "scanner/scan/history_places.h"
#include "scanner/scan/parallel.h"

namespace keyhound {
namespace {

ObjectId id_of(std::string_view bytes) {
  return ObjectId::from_bytes({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

// Names the pack's bytes, without reading them.
std::string pack_key(const Pack& pack) {
  return fmt::format("{}:{}:", pack.announced_count, pack.file.bytes().size()) + pack.checksum;
}

// Whether the pack is what its writer wrote.
bool fits_checksum(const Pack& pack, std::size_t id_size) {
  const std::string_view file = pack.file.bytes();
  return file.size() > id_size &&
         hash_bytes(file.substr(0, file.size() - id_size), id_size) == pack.checksum;
}

// By the first bytes, which are at hand, and seldom by the rest.
void sort_by_id(const DeltaForest& forest, std::vector<NodeNumber>& nodes) {
  std::vector<std::pair<std::uint64_t, NodeNumber>> keyed;
  keyed.reserve(nodes.size());
  for (const NodeNumber node : nodes) {
    std::uint64_t key = 0;
    for (const char byte : forest.id_bytes(node).substr(0, sizeof key))
      key = key << 8 | static_cast<std::uint8_t>(byte);
    keyed.emplace_back(key, node);
  }
  std::sort(keyed.begin(), keyed.end(), [&forest](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return forest.id_bytes(a.second) < forest.id_bytes(b.second);
  });
  for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i] = keyed[i].second;
}

}  // namespace

KnownObjects::KnownObjects(const ScanContext& context, const ScanRequest& request,
                           const DeltaForest& forest)
    : context_(context),
      request_(request),
      forest_(forest),
      object_of_(forest.size(), kUnknown),
      left_out_(forest.size()),
      scanned_(forest.size()) {
  auto state = read_state(
      request.state_file,
      state_basis(context, forest.packs().id_size(), request.archives.has_value()), context);
  if (state) {
    state_ = std::move(*state);
  } else {
    diagnostics.push_back(
        {"damaged-state", request.state_file,
         "everything was scanned, and the file is written anew: " + state.error().message, false});
  }
  check_packs();
  if (!state_) return;
  find_objects();
  for (const ObjectType type : {ObjectType::kCommit, ObjectType::kTag, ObjectType::kBlob})
    leave_out_families(type);
  recall_commits();
}

void KnownObjects::check_packs() {
  const auto& packs = forest_.packs().packs();
  std::vector<char> is_sound(packs.size());
  run_parallel(packs.size(), 1, thread_count(request_.threads),
               [&](std::size_t, std::size_t begin, std::size_t end) {
                 for (std::size_t i = begin; i < end; ++i) {
                   const bool is_old =
                       state_ && std::binary_search(state_->packs.begin(), state_->packs.end(),
                                                    pack_key(*packs[i]));
                   is_sound[i] =
                       is_old || fits_checksum(*packs[i], forest_.packs().id_size()) ? 1 : 0;
                 }
               });
  is_sound_.assign(is_sound.begin(), is_sound.end());
}

void KnownObjects::find_objects() {
  const std::size_t id_size = state_->basis.id_size;
  const std::string_view ids = state_->ids;
  node_of_.resize(state_->bytes.size());
  for (std::uint32_t i = 0; i < node_of_.size(); ++i) {
    node_of_[i] = forest_.find(ids.substr(i * id_size, id_size));
    if (node_of_[i] != kNoNode) object_of_[node_of_[i]] = i;
  }
}

bool KnownObjects::is_sound(NodeNumber node) const {
  const std::uint32_t pack = forest_.node(node).pack;
  return pack == ObjectPlace::kLoose || is_sound_[pack];
}

bool KnownObjects::is_known(NodeNumber node) const {
  return is_sound(node) && object_of_[first_node(forest_, node)] != kUnknown;
}

// A delta can be scanned with its base at hand alone, so a family is walked whole or not at all.
void KnownObjects::leave_out_families(ObjectType type) {
  std::vector<NodeNumber> family;
  for (const NodeNumber root : forest_.roots(type)) {
    family.assign(1, root);
    std::size_t next = 0;
    while (next < family.size() && is_known(family[next])) {
      const auto children = forest_.children(family[next++]);
      family.insert(family.end(), children.begin(), children.end());
    }
    if (next < family.size()) continue;
    for (const NodeNumber node : family) left_out_[node] = true;
  }
}

std::uint64_t KnownObjects::known_bytes(NodeNumber node) const {
  return state_->bytes[object_of_[first_node(forest_, node)]];
}

// The node that a known object's hits belong to; kNoNode when they were looked for anew, or the
// repository does not hold the object.
NodeNumber KnownObjects::left_out_node(std::uint32_t object, ObjectType type) const {
  const NodeNumber node = node_of_[object];
  const bool is_left_out =
      node != kNoNode && left_out_[node] &&
      (forest_.node(node).type == ObjectType::kBlob) == (type == ObjectType::kBlob);
  return is_left_out ? node : kNoNode;
}

void KnownObjects::recall_commits() {
  const std::size_t id_size = state_->basis.id_size;
  for (const KnownCommit& known : state_->commits) {
    const NodeNumber node = left_out_node(known.object, ObjectType::kCommit);
    if (node == kNoNode || forest_.node(node).type != ObjectType::kCommit) continue;
    const Person& author = state_->people[known.author];
    ParsedCommit commit;
    commit.tree = id_of(known.tree);
    for (std::size_t at = 0; at < known.parents.size(); at += id_size)
      commit.parents.push_back(id_of(std::string_view(known.parents).substr(at, id_size)));
    commit.author.name = author.name;
    commit.author.email = author.email;
    commit.committer.when = known.committed;
    commits_.add(node, commit);
  }
}

void KnownObjects::recall_messages(std::vector<MessageHit>& hits, ScanStatistics& statistics) {
  if (!state_) return;
  for (NodeNumber n = 0; n < forest_.size(); ++n) {
    if (left_out_[n] && forest_.node(n).type != ObjectType::kBlob)
      statistics.bytes += known_bytes(n);
  }
  for (const KnownHit& known : state_->hits) {
    const NodeNumber node = left_out_node(known.object, ObjectType::kCommit);
    if (node != kNoNode) hits.push_back({node, known.part, known.hit});
  }
}

void KnownObjects::recall_blobs(HistoryObjects& objects) {
  if (!state_) return;
  for (NodeNumber n = 0; n < forest_.size(); ++n) {
    if (!left_out_[n] || forest_.node(n).type != ObjectType::kBlob) continue;
    ++objects.statistics.blobs;
    objects.statistics.bytes += known_bytes(n);
  }
  // A copy elsewhere may have been scanned anew all the same.
  std::vector<NodeNumber> found;
  for (const BlobHit& one : objects.blob_hits) found.push_back(one.node);
  std::sort(found.begin(), found.end());
  for (const KnownHit& known : state_->hits) {
    const NodeNumber node = left_out_node(known.object, ObjectType::kBlob);
    if (node != kNoNode && !std::binary_search(found.begin(), found.end(), node))
      objects.blob_hits.push_back({node, share(known.hit)});
  }
  for (const std::uint32_t object : state_->undecided) {
    const NodeNumber node = left_out_node(object, ObjectType::kBlob);
    if (node != kNoNode) objects.undecided.push_back(node);
  }
  for (const std::uint32_t object : state_->archives) {
    const NodeNumber node = left_out_node(object, ObjectType::kBlob);
    if (node != kNoNode) objects.archives.push_back({node, state_->bytes[object]});
  }
}

void KnownObjects::recall_drops(std::vector<NodeDrops>& drops) const {
  if (!state_) return;
  for (const KnownDrops& known : state_->drops) {
    const NodeNumber node = node_of_[known.object];
    if (node != kNoNode && left_out_[node])
      drops.push_back(NodeDrops::of(node, known.reason, known.count));
  }
}

std::vector<std::string> KnownObjects::sound_packs() const {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < is_sound_.size(); ++i) {
    if (is_sound_[i]) keys.push_back(pack_key(*forest_.packs().packs()[i]));
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

// Each object once, in no order.
std::vector<NodeNumber> KnownObjects::done_nodes(const HistoryObjects& objects) const {
  std::vector<bool> has_failed(forest_.size());
  for (const FailedObject& one : objects.failed) has_failed[first_node(forest_, one.node)] = true;
  std::vector<NodeNumber> nodes;
  for (NodeNumber n = 0; n < forest_.size(); ++n) {
    const bool is_done = scanned_[n] != 0 || left_out_[n];
    if (is_done && !forest_.node(n).is_duplicate && !has_failed[n] && is_sound(n))
      nodes.push_back(n);
  }
  return nodes;
}

// `nodes` as done_nodes() gives them.
bool KnownObjects::is_all_known(const std::vector<NodeNumber>& nodes) const {
  return state_ && nodes.size() == state_->bytes.size() && sound_packs() == state_->packs &&
         std::all_of(nodes.begin(), nodes.end(), [this](NodeNumber n) { return left_out_[n]; });
}

ScanState KnownObjects::state_of(const HistoryObjects& objects,
                                 const std::vector<NodeNumber>& nodes,
                                 CommitSource& commits) const {
  ScanState state;
  state.basis = state_basis(context_, forest_.packs().id_size(), request_.archives.has_value());
  state.packs = sound_packs();
  std::vector<std::uint32_t> number_of(forest_.size(), kUnknown);
  std::map<std::pair<std::string, std::string>, std::uint32_t> people;
  for (const NodeNumber n : nodes) {
    const auto number = static_cast<std::uint32_t>(state.bytes.size());
    number_of[n] = number;
    state.ids += forest_.id_bytes(n);
    state.bytes.push_back(scanned_[n] != 0 ? scanned_[n] - 1 : known_bytes(n));
    if (forest_.node(n).type != ObjectType::kCommit) continue;
    const auto facts = commits.find(forest_.id(n));
    if (!facts) continue;  // it cannot be parsed, which is found out each time
    const auto [author, is_new] =
        people.try_emplace({std::string(facts->author_name), std::string(facts->author_email)},
                           static_cast<std::uint32_t>(people.size()));
    if (is_new) state.people.push_back({author->first.first, author->first.second});
    const auto raw = [](const ObjectId& id) {
      return std::string(id.bytes().begin(), id.bytes().end());
    };
    KnownCommit commit{number, author->second, facts->committed, raw(facts->tree), {}};
    for (const ObjectId& parent : facts->parents) commit.parents += raw(parent);
    state.commits.push_back(std::move(commit));
  }
  for (const BlobHit& one : objects.blob_hits) {
    if (number_of[one.node] != kUnknown)
      state.hits.push_back({number_of[one.node], LocationPart::kContent, *one.hit});
  }
  for (const MessageHit& one : objects.message_hits) {
    if (number_of[one.node] != kUnknown)
      state.hits.push_back({number_of[one.node], one.part, one.hit});
  }
  for (const NodeDrops& one : objects.drops) {
    if (number_of[one.node] != kUnknown)
      state.drops.push_back({number_of[one.node], one.reason, one.count});
  }
  for (const NodeNumber node : objects.undecided) {
    if (number_of[node] != kUnknown) state.undecided.push_back(number_of[node]);
  }
  for (const ArchiveBlob& one : objects.archives) {
    if (number_of[one.node] != kUnknown) state.archives.push_back(number_of[one.node]);
  }
  return state;
}

void KnownObjects::remember(const HistoryObjects& objects, CommitSource& commits) {
  std::vector<NodeNumber> nodes = done_nodes(objects);
  if (is_all_known(nodes)) return;
  sort_by_id(forest_, nodes);
  const auto written = write_state(request_.state_file, state_of(objects, nodes, commits));
  if (written) return;
  diagnostics.push_back({"unwritten-state", request_.state_file,
                         "the next scan cannot build on this one: " + written.error().message,
                         false});
}

}  // namespace keyhound
