// SPDX-License-Identifier: Apache-2.0
// An object is decoded in two steps: down the chain of delta bases, by headers alone, to a whole
// object or one in the cache; then back up, applying one delta after the other. Both are loops, so
// a chain may have any depth.
#include "scanner/git/pack/pack_reader.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "scanner/git/loose_objects.h"
#include "scanner/git/pack/base_cache.h"
#include "scanner/git/pack/checksum.h"
#include "scanner/git/pack/delta.h"
#include "scanner/git/pack/entry_data.h"
#include "scanner/git/pack/pack_entry.h"
#include "scanner/git/pack/zlib_stream.h"

namespace keyhound {
namespace {

constexpr int kMostReplacements = 8;  // of damaged bases, for one object

bool is_same(const ObjectPlace& a, const ObjectPlace& b) {
  return a.pack == b.pack && a.directory == b.directory && a.offset == b.offset;
}

// One delta of a chain.
struct Link {
  ObjectPlace place;
  std::uint64_t data = 0;
  std::uint64_t size = 0;
};

class PackReader final : public ObjectReader {
 public:
  PackReader(const PackSet& packs, std::size_t cache_bytes) : packs_(packs), cache_(cache_bytes) {}

  Result<ObjectData> read(const ObjectId& id, std::uint64_t limit) override {
    KEYHOUND_TRY(object_, first_good<StoredObjectRef>(id, [&](const ObjectPlace& place) {
                   int tries = kMostReplacements;
                   auto object = read_at(place, id, limit, tries);
                   replaced_.clear();
                   return object;
                 }));
    return ObjectData{object_->type, object_->data.bytes()};
  }

  Result<ObjectHeader> read_header(const ObjectId& id) override {
    return first_good<ObjectHeader>(
        id, [&](const ObjectPlace& place) { return read_header_at(place, id); });
  }

 private:
  // What `get` answers for the first of the object's places that is not damaged; else what is wrong
  // with the first.
  template <class T, class Get>
  Result<T> first_good(const ObjectId& id, const Get& get) {
    Result<T> answer = fail(ErrorKind::kNotFound, "object " + id.hex() + " is not stored");
    for (std::size_t skip = 0;; ++skip) {
      const auto place = packs_.find(id, skip);
      if (!place) return answer;
      Result<T> got = get(*place);
      if (got) return got;
      if (place->pack != ObjectPlace::kLoose) {
        got = fail(got.error().within("object " + id.hex() + " in " +
                                      packs_.packs()[place->pack]->path + " at offset " +
                                      std::to_string(place->offset)));
      }
      if (skip == 0) answer = std::move(got);
    }
  }

  // `tries`: how many more damaged bases may be replaced.
  Result<StoredObjectRef> read_at(const ObjectPlace& place, const ObjectId& id, std::uint64_t limit,
                                  int& tries);
  bool replace_base(ObjectPlace damaged, std::uint64_t limit, int& tries);
  Result<StoredObjectRef> decode(const ObjectPlace& place, const ObjectId& id, std::uint64_t limit);
  Result<StoredObjectRef> read_chain(ObjectPlace place, const ObjectId& id, std::uint64_t limit,
                                     std::vector<Link>& chain);
  Result<StoredObjectRef> read_loose(const ObjectPlace& place, const ObjectId& id,
                                     std::uint64_t limit);
  Result<ObjectHeader> read_header_at(ObjectPlace place, const ObjectId& id);
  Result<ObjectPlace> base_of(const ObjectPlace& place, const PackEntry& entry);
  Result<DeltaSizes> peek_sizes(const ObjectPlace& place, const PackEntry& entry);
  Result<std::string_view> checked_stream(const ObjectPlace& place, std::uint64_t data);

  [[nodiscard]] StoredObjectRef known(const ObjectPlace& place);
  [[nodiscard]] const Pack& pack_of(const ObjectPlace& place) const {
    return *packs_.packs()[place.pack];
  }

  const PackSet& packs_;
  BaseCache cache_;
  EntryDecoder decoder_;
  ZlibStream zlib_;
  ObjectPlace failed_;  // where the last decode() that failed did so
  std::vector<std::pair<ObjectPlace, StoredObjectRef>> replaced_;  // damaged bases, from elsewhere
  StoredObjectRef object_;  // what the last read() returned a view of
};

// Finds out that a walk along bases goes in a circle. Offset deltas point backwards, so that only
// reference deltas can close one. Every place is compared with one further back, which moves up at
// each power of two.
class CircleCheck {
 public:
  bool closes_at(const ObjectPlace& place) {
    if (is_same(place, mark_) && steps_ > 0) return true;
    if ((steps_ & (steps_ - 1)) == 0) mark_ = place;
    ++steps_;
    return false;
  }

 private:
  ObjectPlace mark_;
  std::uint64_t steps_ = 0;
};

Result<ObjectPlace> PackReader::base_of(const ObjectPlace& place, const PackEntry& entry) {
  if (entry.base_id.is_null()) return ObjectPlace{place.pack, 0, entry.base_offset};
  const PackIndex& index = pack_of(place).index;
  if (const auto same_pack = index.find(entry.base_id))
    return ObjectPlace{place.pack, 0, index.offset(*same_pack)};
  if (const auto elsewhere = packs_.find(entry.base_id)) return *elsewhere;
  return fail(ErrorKind::kCorrupt,
              "its delta base " + entry.base_id.hex() + " is not in the repository");
}

// The zlib stream at `data` and what follows it, after the entry's bytes were checked against the
// index.
Result<std::string_view> PackReader::checked_stream(const ObjectPlace& place, std::uint64_t data) {
  const Pack& pack = pack_of(place);
  if (pack.checks == PackChecks::kQuick) return pack.content.substr(data);
  const EntryOrder& order = pack.order();
  const auto& offsets = order.offsets;
  const auto found = order.find(place.offset);
  if (!found)
    return fail(ErrorKind::kCorrupt, "no object of the pack stands where its delta base should");
  const std::uint64_t end = *found + 1 < offsets.size() ? offsets[*found + 1] : pack.content.size();
  if (data >= end) return fail(ErrorKind::kCorrupt, "its header reaches into the next object");
  const auto crc = pack.index.crc(order.positions[*found]);
  if (crc && *crc != entry_crc(pack.content.substr(place.offset, end - place.offset)))
    return fail(ErrorKind::kCorrupt, "its bytes are not those that the index has the checksum of");
  return pack.content.substr(data, end - data);
}

Result<StoredObjectRef> PackReader::read_loose(const ObjectPlace& place, const ObjectId& id,
                                               std::uint64_t limit) {
  KEYHOUND_TRY(const LooseObject loose,
               read_loose_object(packs_.loose_directories()[place.directory], id, limit));
  auto object = std::make_shared<StoredObject>();
  object->type = loose.header.type;
  object->data = RawBuffer(loose.bytes.size());
  std::copy(loose.bytes.begin(), loose.bytes.end(), object->data.room().begin());
  return object;
}

// Walks to the end of the chain; `chain` gets its deltas, the last one first to be applied.
Result<StoredObjectRef> PackReader::read_chain(ObjectPlace place, const ObjectId& id,
                                               std::uint64_t limit, std::vector<Link>& chain) {
  CircleCheck circle;
  ObjectId at = id;
  for (;;) {
    failed_ = place;
    if (place.pack == ObjectPlace::kLoose) return read_loose(place, at, limit);
    if (StoredObjectRef object = known(place)) return object;
    if (circle.closes_at(place)) return fail(ErrorKind::kCorrupt, "its delta bases form a circle");
    KEYHOUND_TRY(const PackEntry entry,
                 read_pack_entry(pack_of(place).content, place.offset, packs_.id_size()));
    if (!entry.is_delta()) {
      KEYHOUND_TRY(const std::string_view stream, checked_stream(place, entry.data));
      auto object = std::make_shared<StoredObject>();
      object->type = *entry.type;
      std::size_t used = 0;
      KEYHOUND_TRY(object->data, decoder_.inflate(stream, entry.size, limit, used));
      cache_.add(place.pack, place.offset, object);
      return object;
    }
    if (chain.empty()) {
      // Before anything of the chain is inflated.
      KEYHOUND_TRY(const DeltaSizes sizes, peek_sizes(place, entry));
      if (sizes.result > limit) {
        return fail(ErrorKind::kLimit, "it has " + std::to_string(sizes.result) +
                                           " bytes, more than the limit of " +
                                           std::to_string(limit));
      }
    }
    chain.push_back({place, entry.data, entry.size});
    KEYHOUND_TRY(place, base_of(place, entry));
    at = entry.base_id;
  }
}

StoredObjectRef PackReader::known(const ObjectPlace& place) {
  for (const auto& [damaged, object] : replaced_) {
    if (is_same(damaged, place)) return object;
  }
  return cache_.find(place.pack, place.offset);
}

Result<StoredObjectRef> PackReader::decode(const ObjectPlace& place, const ObjectId& id,
                                           std::uint64_t limit) {
  std::vector<Link> chain;
  KEYHOUND_TRY(StoredObjectRef object, read_chain(place, id, limit, chain));
  if (object->data.bytes().size() > limit) {
    return fail(ErrorKind::kLimit, "it has " + std::to_string(object->data.bytes().size()) +
                                       " bytes, more than the limit of " + std::to_string(limit));
  }
  for (auto link = chain.rbegin(); link != chain.rend(); ++link) {
    failed_ = link->place;
    KEYHOUND_TRY(const std::string_view stream, checked_stream(link->place, link->data));
    std::size_t used = 0;
    KEYHOUND_TRY(const std::string_view delta,
                 decoder_.inflate_delta(stream, link->size, limit, used));
    auto next = std::make_shared<StoredObject>();
    next->type = object->type;
    KEYHOUND_TRY(next->data, decoder_.apply(object->data.bytes(), delta, limit));
    object = std::move(next);
    cache_.add(link->place.pack, link->place.offset, object);
  }
  return object;
}

// Reads the object that stands at `damaged` from another place where it is stored, for the deltas
// of it.
bool PackReader::replace_base(ObjectPlace damaged, std::uint64_t limit, int& tries) {
  if (damaged.pack == ObjectPlace::kLoose) return false;
  const EntryOrder& order = pack_of(damaged).order();
  const auto found = order.find(damaged.offset);
  if (!found) return false;
  const ObjectId id = pack_of(damaged).index.id(order.positions[*found]);
  for (std::size_t skip = 0; tries > 0; ++skip) {
    const auto place = packs_.find(id, skip);
    if (!place) return false;
    if (is_same(*place, damaged)) continue;
    --tries;
    auto object = read_at(*place, id, limit, tries);
    if (!object) continue;
    replaced_.emplace_back(damaged, std::move(*object));
    return true;
  }
  return false;
}

// Calls itself by way of replace_base(), once for each of the few tries at most.
Result<StoredObjectRef> PackReader::read_at(const ObjectPlace& place, const ObjectId& id,
                                            std::uint64_t limit, int& tries) {
  for (;;) {
    auto object = decode(place, id, limit);
    if (object || is_same(failed_, place)) return object;
    if (!replace_base(failed_, limit, tries)) return object;
  }
}

Result<DeltaSizes> PackReader::peek_sizes(const ObjectPlace& place, const PackEntry& entry) {
  std::array<char, kMaxDeltaSizesBytes> start;
  const std::size_t wanted = std::min<std::uint64_t>(start.size(), entry.size);
  KEYHOUND_TRY(const std::size_t got, zlib_.read_start(pack_of(place).content.substr(entry.data),
                                                       std::span<char>(start).first(wanted)));
  return read_delta_sizes({start.data(), got});
}

Result<ObjectHeader> PackReader::read_header_at(ObjectPlace place, const ObjectId& id) {
  ObjectHeader header;
  CircleCheck circle;
  ObjectId at = id;
  for (bool is_first = true;; is_first = false) {
    if (place.pack == ObjectPlace::kLoose) {
      KEYHOUND_TRY(const ObjectHeader loose,
                   read_loose_header(packs_.loose_directories()[place.directory], at));
      return ObjectHeader{loose.type, is_first ? loose.size : header.size};
    }
    if (circle.closes_at(place)) return fail(ErrorKind::kCorrupt, "its delta bases form a circle");
    KEYHOUND_TRY(const PackEntry entry,
                 read_pack_entry(pack_of(place).content, place.offset, packs_.id_size()));
    if (!entry.is_delta()) return ObjectHeader{*entry.type, is_first ? entry.size : header.size};
    if (is_first) {
      KEYHOUND_TRY(const DeltaSizes sizes, peek_sizes(place, entry));
      header.size = sizes.result;
    }
    KEYHOUND_TRY(place, base_of(place, entry));
    at = entry.base_id;
  }
}

}  // namespace

std::unique_ptr<ObjectReader> make_pack_reader(const PackSet& packs, std::size_t cache_bytes) {
  return std::make_unique<PackReader>(packs, cache_bytes);
}

}  // namespace keyhound
