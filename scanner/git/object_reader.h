// SPDX-License-Identifier: Apache-2.0
// ObjectReader: the contents of git objects by id. The seam between those who need objects and the
// way they are stored: packs and loose objects (pack/pack_reader.h), or libgit2 for tests. One per
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/repository.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

enum class ObjectType : std::uint8_t { kCommit, kTree, kBlob, kTag };

std::string_view to_string(ObjectType type);  // "commit", "tree", "blob", "tag"

struct ObjectData {
  ObjectType type = ObjectType::kBlob;
  std::string_view bytes;  // valid until the next read() of the same reader
};

struct ObjectHeader {
  ObjectType type = ObjectType::kBlob;
  std::uint64_t size = 0;
};

class ObjectReader {
 public:
  virtual ~ObjectReader() = default;

  // The object exactly as stored: replace refs and grafts are ignored. kNotFound when the
  // repository does not hold it, kCorrupt when it is damaged, kLimit when its header announces
  // more than `limit` bytes, before anything is inflated.
  virtual Result<ObjectData> read(const ObjectId& id, std::uint64_t limit) = 0;
  // Type and size without the content.
  virtual Result<ObjectHeader> read_header(const ObjectId& id) = 0;

  Result<ObjectData> read(const ObjectId& id) { return read(id, kDefaultLimit); }
  // The bytes of an object that must have `type`; kCorrupt when it has another.
  Result<std::string_view> read_as(ObjectType type, const ObjectId& id);

  static constexpr std::uint64_t kDefaultLimit = std::uint64_t{1} << 30;
};

// The reference that others are compared with. Where libgit2 cannot read the repository, every read
// is the same error. REQUIRES: `repository` outlives the reader.
std::unique_ptr<ObjectReader> make_libgit2_reader(const Repository& repository);

// Every object that the repository and its alternates store, reachable or not, sorted, each once.
// Packs whose index cannot be read are named in `diagnostics`.
std::vector<ObjectId> all_object_ids(const Repository& repository,
                                     std::vector<Diagnostic>& diagnostics);

// The diagnostic for an object that could not be read: kind "missing-object", "corrupt-object",
// "object-too-large" or "unreadable-object", subject its id, `role` ("tree of commit ...") and the
// remedy in the message.
Diagnostic diagnose_object(const ObjectId& id, std::string_view role, const Error& error);

}  // namespace keyhound
