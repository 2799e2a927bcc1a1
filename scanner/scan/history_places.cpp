// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/history_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "scanner/scan/archive_scan.h"
#include "scanner/scan/large_objects.h"
#include "scanner/scan/object_scanner.h"

namespace keyhound {
namespace {

constexpr std::uint32_t kTagOrder = FoundOccurrence::kNotCommitted - 1;
constexpr std::size_t kPathGrain = 4096;
constexpr std::size_t kNamedObjects = 1000;  // that could not be read; the others are counted

bool is_damage(const Diagnostic& diagnostic) { return diagnostic.incomplete; }

// `archives`: by node.
bool is_archive(const std::vector<ArchiveBlob>& archives, NodeNumber node) {
  const auto place =
      std::lower_bound(archives.begin(), archives.end(), node,
                       [](const ArchiveBlob& one, NodeNumber wanted) { return one.node < wanted; });
  return place != archives.end() && place->node == node;
}

}  // namespace

NodeNumber first_node(const DeltaForest& forest, NodeNumber node) {
  return forest.node(node).is_duplicate ? forest.find(forest.id_bytes(node)) : node;
}

HistoryPlaces::HistoryPlaces(const ScanContext& context, const ScanRequest& request,
                             OpenRepository& opened, const History& history,
                             HistoryObjects& objects, const TreeIndex& trees,
                             const Attribution& attribution)
    : context_(context),
      request_(request),
      opened_(opened),
      history_(history),
      objects_(objects),
      trees_(trees),
      attribution_(attribution) {
  commit_numbers_.reserve(history.commits.size());
  for (std::uint32_t i = 0; i < history.commits.size(); ++i)
    commit_numbers_.emplace(history.commits[i].id, i);
}

Status HistoryPlaces::report(ScanOutput& output) {
  output.add(objects_.statistics);
  output.statistics.commits += history_.commits.size();
  output.add(std::vector<Diagnostic>(history_.diagnostics));
  output.add(std::vector<Diagnostic>(attribution_.diagnostics));
  for (const auto* list : {&history_.diagnostics, &attribution_.diagnostics}) {
    for (const Diagnostic& one : *list) diagnosed_.insert(one.subject);
  }
  head_ = HeadTree::read(opened_.repository(), objects_.reader(), output.diagnostics);
  diagnose_objects(output);
  with_unreached_ = request_.unreachable ||
                    std::any_of(output.diagnostics.begin(), output.diagnostics.end(), is_damage);
  place_messages();
  choose_rescanned();
  count_drops(output);
  place_blob_hits();
  KEYHOUND_TRY_STATUS(rescan(output));
  KEYHOUND_TRY_STATUS(place_names(output));
  KEYHOUND_TRY_STATUS(list_comments(output));
  add_removals();
  add_refs(history_, ref_tips(opened_.repository(), history_, commit_numbers_), found_);
  output.collector.add(std::move(found_));
  return {};
}

std::span<const Arrival> HistoryPlaces::arrivals_of(ObjectNumber object) const {
  const auto [begin, end] = std::equal_range(
      attribution_.arrivals.begin(), attribution_.arrivals.end(), Arrival{object, 0, 0},
      [](const Arrival& a, const Arrival& b) { return a.object < b.object; });
  return {begin, end};
}

CommitInfo HistoryPlaces::commit_info(std::uint32_t index) const {
  if (index >= history_.commits.size()) return {};
  const CommitRecord& commit = history_.commits[index];
  const Person& author = history_.people[commit.author];
  return {commit.id.hex(), author.name, author.email, commit.committed};
}

void HistoryPlaces::diagnose(ScanOutput& output, const ObjectId& id, ObjectNumber number,
                             ObjectType type, const Error& error) {
  if (!diagnosed_.insert(id.hex()).second || diagnosed_.size() > kNamedObjects) return;
  std::string role(to_string(type));
  if (const auto arrivals = arrivals_of(number); !arrivals.empty()) {
    const std::string& path = attribution_.paths[arrivals.front().path];
    role += path.empty() ? " of a commit" : " of " + path;
  }
  output.diagnostics.push_back(diagnose_object(id, role, error));
}

// Everything that could not be read, and what reachable trees name that is not there.
void HistoryPlaces::diagnose_objects(ScanOutput& output) {
  const DeltaForest& forest = objects_.forest();
  for (const FailedObject& one : objects_.failed) {
    diagnose(output, forest.id(one.node), first_node(forest, one.node), forest.node(one.node).type,
             one.error);
  }
  for (const BrokenNode& one : trees_.broken()) {
    diagnose(output, forest.id(one.node), one.node, ObjectType::kTree,
             {ErrorKind::kCorrupt, one.reason});
  }
  for (std::uint32_t i = 0; i < trees_.missing().size(); ++i) {
    const ObjectNumber number = forest.size() + i;
    if (arrivals_of(number).empty()) continue;  // only what nothing reaches names it
    const MissingObject& one = trees_.missing()[i];
    diagnose(output, one.id, number, one.type,
             {ErrorKind::kNotFound, "the repository does not hold it"});
  }
  if (diagnosed_.size() > kNamedObjects) {
    output.diagnostics.push_back(
        {"damaged-objects", opened_.repository().common_dir(),
         fmt::format("{} objects in all could not be read; {} of them are named", diagnosed_.size(),
                     kNamedObjects)});
  }
}

void HistoryPlaces::place_unreached(const SharedHit& hit, NodeNumber node, LocationPart part) {
  if (!with_unreached_) return;
  Occurrence occurrence;
  occurrence.location = location_of(*hit, "", part);
  occurrence.blob = objects_.forest().id(node).hex();
  if (objects_.forest().node(node).type == ObjectType::kCommit)
    occurrence.commit.id = occurrence.blob;
  occurrence.reachable = false;
  found_.push_back({hit, std::move(occurrence), kTagOrder});
}

void HistoryPlaces::place_messages() {
  for (const MessageHit& message : objects_.message_hits) {
    const TextHit& hit = message.hit;
    const ObjectId id = objects_.forest().id(message.node);
    if (const auto number = commit_numbers_.find(id); number != commit_numbers_.end()) {
      const CommitRecord& commit = history_.commits[number->second];
      Occurrence occurrence;
      occurrence.location = {"", message.part, hit.start, hit.end};
      occurrence.commit = commit_info(number->second);
      occurrence.in_head = commit.in_head;
      occurrence.reachable = commit.reachable;
      found_.push_back({share(hit), std::move(occurrence), number->second});
      continue;
    }
    const auto tag = std::lower_bound(
        history_.tags.begin(), history_.tags.end(), id,
        [](const AnnotatedTag& one, const ObjectId& wanted) { return one.id < wanted; });
    if (tag == history_.tags.end() || tag->id != id) {
      place_unreached(share(hit), message.node, message.part);
      continue;
    }
    Occurrence occurrence;
    occurrence.location = {"", message.part, hit.start, hit.end};
    occurrence.blob = id.hex();
    if (tag->target_type == ObjectType::kCommit) occurrence.commit.id = tag->target.hex();
    occurrence.commit.author = tag->tagger.name;
    occurrence.commit.author_email = tag->tagger.email;
    occurrence.commit.committed = tag->tagged;
    found_.push_back({share(hit), std::move(occurrence), kTagOrder});
  }
}

void HistoryPlaces::place(const SharedHit& found, ObjectNumber object, const Arrival& arrival) {
  const std::string& path = attribution_.paths[arrival.path];
  const SharedHit hit = hit_at_path(found, path);
  if (!hit) return;
  const ObjectId blob = objects_.forest().id(object);
  Occurrence occurrence;
  occurrence.location = location_of(*hit, path, LocationPart::kContent);
  occurrence.blob = blob.hex();
  occurrence.commit = commit_info(arrival.commit);
  occurrence.in_head = head_.holds(path, blob);
  occurrence.reachable =
      arrival.commit >= history_.commits.size() || history_.commits[arrival.commit].reachable;
  holdings_.push_back({static_cast<std::uint32_t>(found_.size()), arrival.path, object});
  found_.push_back({hit, std::move(occurrence), arrival.commit});
}

void HistoryPlaces::place_blob_hits() {
  const DeltaForest& forest = objects_.forest();
  std::size_t places = found_.size();
  for (const BlobHit& one : objects_.blob_hits)
    places += std::max<std::size_t>(arrivals_of(one.node).size(), 1);
  found_.reserve(places);
  holdings_.reserve(places);
  for (const BlobHit& one : objects_.blob_hits) {
    const NodeNumber node = first_node(forest, one.node);
    if (node != one.node || is_rescanned(node)) continue;  // said of the first, or with its paths
    const auto arrivals = arrivals_of(node);
    for (const Arrival& arrival : arrivals) place(one.hit, node, arrival);
    if (arrivals.empty()) place_unreached(one.hit, node, LocationPart::kContent);
  }
}

// Archives, which are opened now; and of the blobs whose rules or allowlists may ask for a path
// those that stand at such a one.
void HistoryPlaces::choose_rescanned() {
  std::unordered_map<std::uint32_t, bool> known;
  for (const NodeNumber node : objects_.undecided) {
    if (first_node(objects_.forest(), node) != node) continue;
    for (const Arrival& arrival : arrivals_of(node)) {
      const auto [answer, is_new] = known.try_emplace(arrival.path, false);
      if (is_new) answer->second = context_.path_has_a_say(attribution_.paths[arrival.path]);
      if (!answer->second) continue;
      rescanned_.push_back(node);
      break;
    }
  }
  for (const ArchiveBlob& one : objects_.archives) {
    if (first_node(objects_.forest(), one.node) != one.node) continue;
    if (!with_unreached_ && arrivals_of(one.node).empty()) continue;
    rescanned_.push_back(one.node);
    if (objects_.large_copies(one.node).empty()) archives_.push_back(one);
  }
  std::sort(rescanned_.begin(), rescanned_.end());
  rescanned_.erase(std::unique(rescanned_.begin(), rescanned_.end()), rescanned_.end());
}

// What is scanned again with its paths is counted there.
void HistoryPlaces::count_drops(ScanOutput& output) const {
  for (const NodeDrops& one : objects_.drops) {
    if (first_node(objects_.forest(), one.node) != one.node || is_rescanned(one.node)) continue;
    output.drops[static_cast<std::size_t>(one.reason)] += one.count;
  }
}

bool HistoryPlaces::is_rescanned(NodeNumber node) const {
  return std::binary_search(rescanned_.begin(), rescanned_.end(), node);
}

PlacedBlob HistoryPlaces::placed(NodeNumber node, std::uint64_t size) const {
  PlacedBlob blob{node, objects_.forest().id(node), size, {}, {}, {}};
  const auto arrivals = arrivals_of(node);
  for (const Arrival& arrival : arrivals) blob.numbers.push_back(arrival.path);
  std::sort(blob.numbers.begin(), blob.numbers.end());
  blob.numbers.erase(std::unique(blob.numbers.begin(), blob.numbers.end()), blob.numbers.end());
  for (const std::uint32_t number : blob.numbers)
    blob.paths.emplace_back(attribution_.paths[number]);
  if (arrivals.empty()) {
    blob.paths.emplace_back();
  } else {
    blob.commit = commit_info(arrivals.front().commit).id;
  }
  return blob;
}

void HistoryPlaces::place_again(const PlacedBlob& blob, const std::vector<TextHit>& hits) {
  const auto arrivals = arrivals_of(blob.node);
  for (const TextHit& hit : hits) {
    const SharedHit shared = share(hit);
    for (const Arrival& arrival : arrivals) {
      if (arrival.path == blob.numbers[hit.path]) place(shared, blob.node, arrival);
    }
    if (arrivals.empty()) place_unreached(shared, blob.node, LocationPart::kContent);
  }
}

std::vector<TextHit> HistoryPlaces::scan_again(ObjectScanner& scanner, const PlacedBlob& blob,
                                               ScanOutput& output) {
  const TextOrigin origin{blob.paths, blob.commit};
  const auto copies = objects_.large_copies(blob.node);
  if (copies.empty())
    return scanner.scan_blob(blob.id, origin, fmt::format("blob of {}", origin.paths[0]));
  std::vector<TextHit> hits;
  const DeltaForest& forest = objects_.forest();
  const Status status = scan_large_object(scanner.text_scanner(), forest, copies, origin, hits);
  if (!status) diagnose(output, blob.id, blob.node, ObjectType::kBlob, status.error());
  if (is_archive(objects_.archives, blob.node)) {
    output.diagnostics.push_back(
        {"archive-limit", std::string(blob.paths.front()),
         fmt::format("it is too large to be opened, and its bytes were scanned as they stand; scan "
                     "with a --memory-limit of more than twice its size (blob {:.12})",
                     blob.id.hex())});
  }
  return hits;
}

Status HistoryPlaces::rescan(ScanOutput& output) {
  if (rescanned_.empty()) return {};
  const PackSet& packs = opened_.packs(output.diagnostics);
  KEYHOUND_TRY(const auto scanner, ObjectScanner::create(context_, packs));
  for (const NodeNumber node : rescanned_) {
    const bool is_opened = is_archive(archives_, node);
    if (is_opened) continue;
    const PlacedBlob blob = placed(node, 0);
    place_again(blob, scan_again(*scanner, blob, output));
  }
  output.add(std::move(scanner->diagnostics));
  output.add(scanner->drops());
  if (archives_.empty()) return {};
  std::vector<PlacedBlob> blobs;
  for (const ArchiveBlob& one : archives_) blobs.push_back(placed(one.node, one.size));
  KEYHOUND_TRY(const auto hits, open_archives(context_, request_, packs, blobs, output));
  for (std::size_t i = 0; i < blobs.size(); ++i) place_again(blobs[i], hits[i]);
  return {};
}

// File names may hold tokens too; one that does is reported at each commit that created it.
Status HistoryPlaces::place_names(ScanOutput& output) {
  const std::vector<std::string>& paths = attribution_.all_paths;
  const std::size_t slots = thread_count(request_.threads);
  const PackSet& packs = opened_.packs(output.diagnostics);
  WorkerSlots<ObjectScanner> workers(slots, [&] { return ObjectScanner::create(context_, packs); });
  run_parallel(paths.size(), kPathGrain, slots,
               [&](std::size_t slot, std::size_t begin, std::size_t end) {
                 ObjectScanner* worker = workers.get(slot);
                 for (std::size_t i = begin; worker != nullptr && i < end; ++i) {
                   const std::string_view path = paths[i];
                   for (const TextHit& hit : worker->scan_bytes(path, name_origin(path), "path")) {
                     Occurrence occurrence;
                     occurrence.location = {paths[i], LocationPart::kPath, hit.start, hit.end};
                     occurrence.in_head = !head_.blob_at(paths[i]).is_null();
                     worker->found.push_back({share(hit), std::move(occurrence), 0});
                   }
                 }
               });
  KEYHOUND_TRY_STATUS(workers.status());
  for (ObjectScanner* worker : workers.all()) {
    for (const FoundOccurrence& one : worker->found) {
      for (const std::uint32_t commit :
           commits_creating(history_, one.occurrence.location.path, objects_.reader())) {
        FoundOccurrence found = one;
        found.occurrence.commit = commit_info(commit);
        found.occurrence.reachable = history_.commits[commit].reachable;
        found.order = commit;
        found_.push_back(std::move(found));
      }
    }
    output.add(std::move(worker->diagnostics));
    output.add(worker->drops());
  }
  return {};
}

// What comments silence in HEAD, where no scan of its files tells.
Status HistoryPlaces::list_comments(ScanOutput& output) {
  const bool has_files = request_.mode != ScanMode::kHistoryOnly && !opened_.repository().is_bare();
  if (has_files) return {};
  KEYHOUND_TRY(const auto scanner,
               ObjectScanner::create(context_, opened_.packs(output.diagnostics)));
  scanner->comments().keep();
  for (const NodeDrops& one : objects_.drops) {
    if (one.reason != DropReason::kSuppressed) continue;
    const ObjectId blob = objects_.forest().id(one.node);
    for (const Arrival& arrival : arrivals_of(first_node(objects_.forest(), one.node))) {
      const std::string_view path = attribution_.paths[arrival.path];
      if (head_.holds(std::string(path), blob)) scanner->scan_blob(blob, {{&path, 1}, {}}, path);
    }
  }
  output.comments.add(scanner->comments().take());
  return {};
}

// Of each secret at each path: the last commit after which the path held it no more.
void HistoryPlaces::add_removals() {
  const auto key = [this](const Holding& one) {
    const TextHit& hit = *found_[one.found].hit;
    return std::tie(hit.rule, hit.fingerprint.mac, one.path);
  };
  std::sort(holdings_.begin(), holdings_.end(),
            [&key](const Holding& a, const Holding& b) { return key(a) < key(b); });
  for (std::size_t i = 0; i < holdings_.size();) {
    std::size_t end = i + 1;
    while (end < holdings_.size() && key(holdings_[end]) == key(holdings_[i])) ++end;
    add_removal({holdings_.data() + i, end - i});
    i = end;
  }
}

void HistoryPlaces::add_removal(std::span<const Holding> group) {
  std::unordered_set<ObjectNumber> holders;
  for (const Holding& one : group) {
    if (found_[one.found].occurrence.in_head) return;
    holders.insert(one.object);
  }
  const auto by_path = [](const Departure& a, const Departure& b) { return a.path < b.path; };
  const auto [begin, end] =
      std::equal_range(attribution_.departures.begin(), attribution_.departures.end(),
                       Departure{group.front().path, 0, 0, kNoNode}, by_path);
  for (auto one = end; one != begin;) {
    --one;
    if (!holders.contains(one->object) || holders.contains(one->successor)) continue;
    const auto removed = std::make_shared<const CommitInfo>(commit_info(one->commit));
    for (const Holding& holding : group) found_[holding.found].occurrence.removed = removed;
    return;
  }
}

}  // namespace keyhound
