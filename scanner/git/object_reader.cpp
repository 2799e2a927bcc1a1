// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "scanner/git/git_handles.h"

namespace keyhound {

namespace {

Result<ObjectType> object_type(git_object_t type, const ObjectId& id) {
  switch (type) {
    case GIT_OBJECT_COMMIT:
      return ObjectType::kCommit;
    case GIT_OBJECT_TREE:
      return ObjectType::kTree;
    case GIT_OBJECT_BLOB:
      return ObjectType::kBlob;
    case GIT_OBJECT_TAG:
      return ObjectType::kTag;
    default:
      return fail(ErrorKind::kCorrupt, "object " + id.hex() + " is of no type that git has");
  }
}

class Libgit2Reader final : public ObjectReader {
 public:
  explicit Libgit2Reader(const Result<RepositoryHandles*>& handles) {
    if (handles) {
      odb_ = (*handles)->odb.get();
    } else {
      refusal_ = handles.error();
    }
  }

  Result<ObjectHeader> read_header(const ObjectId& id) override {
    if (odb_ == nullptr) return fail(refusal_);
    if (id.bytes().size() != ObjectId::kSha1Size)
      return fail(ErrorKind::kNotFound, "object " + id.hex() + " is not named as objects here are");
    const git_oid oid = to_git_oid(id);
    std::size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    const int code = git_odb_read_header(&size, &type, odb_, &oid);
    if (code < 0) return fail(libgit2_error(code, "object " + id.hex()));
    KEYHOUND_TRY(const ObjectType known, object_type(type, id));
    return ObjectHeader{known, size};
  }

  Result<ObjectData> read(const ObjectId& id, std::uint64_t limit) override {
    KEYHOUND_TRY(const ObjectHeader header, read_header(id));
    if (header.size > limit) {
      return fail(ErrorKind::kLimit, "object " + id.hex() + " has " + std::to_string(header.size) +
                                         " bytes, more than the limit of " + std::to_string(limit));
    }
    const git_oid oid = to_git_oid(id);
    git_odb_object* read = nullptr;
    const int code = git_odb_read(&read, odb_, &oid);
    if (code < 0) return fail(libgit2_error(code, "object " + id.hex()));
    object_.reset(read);
    KEYHOUND_TRY(const ObjectType type, object_type(git_odb_object_type(read), id));
    return ObjectData{
        type, {static_cast<const char*>(git_odb_object_data(read)), git_odb_object_size(read)}};
  }

 private:
  git_odb* odb_ = nullptr;
  Error refusal_;        // why there is none
  GitOdbObject object_;  // what the last read() returned views of
};

}  // namespace

std::string_view to_string(ObjectType type) {
  static constexpr std::string_view kNames[] = {"commit", "tree", "blob", "tag"};
  return kNames[static_cast<std::size_t>(type)];
}

Result<std::string_view> ObjectReader::read_as(ObjectType type, const ObjectId& id) {
  KEYHOUND_TRY(const ObjectData data, read(id));
  if (data.type == type) return data.bytes;
  return fail(ErrorKind::kCorrupt, "object " + id.hex() + " is a " +
                                       std::string(to_string(data.type)) + " and not a " +
                                       std::string(to_string(type)));
}

std::unique_ptr<ObjectReader> make_libgit2_reader(const Repository& repository) {
  return std::make_unique<Libgit2Reader>(repository.handles());
}

std::vector<ObjectId> all_object_ids(const Repository& repository,
                                     std::vector<Diagnostic>& diagnostics) {
  std::vector<ObjectId> ids;
  const auto append = [](const git_oid* oid, void* to) {
    static_cast<std::vector<ObjectId>*>(to)->push_back(from_git_oid(*oid));
    return 0;
  };
  const std::string directory = repository.common_dir() + "/objects";
  const Result<RepositoryHandles*> handles = repository.handles();
  if (!handles) {
    diagnostics.push_back(diagnose("unreadable-objects", directory, handles.error()));
    return ids;
  }
  const int code = git_odb_foreach((*handles)->odb.get(), append, &ids);
  if (code < 0) {
    diagnostics.push_back(diagnose("unreadable-objects", directory,
                                   libgit2_error(code, "the objects cannot all be listed")));
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

Diagnostic diagnose_object(const ObjectId& id, std::string_view role, const Error& error) {
  const std::string what = std::string(role) + ": " + error.message;
  switch (error.kind) {
    case ErrorKind::kNotFound:
      return {"missing-object", id.hex(),
              what + "; fetch it again, or see with `git fsck` what else is missing"};
    case ErrorKind::kCorrupt:
      return {"corrupt-object", id.hex(),
              what + "; see `git fsck`, and restore it from another clone"};
    case ErrorKind::kLimit:
      return {"object-too-large", id.hex(), what};
    default:
      return {"unreadable-object", id.hex(), what};
  }
}

}  // namespace keyhound
