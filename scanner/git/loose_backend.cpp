// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/loose_backend.h"

#include <git2/sys/odb_backend.h>

#include <cstring>
#include <limits>
#include <vector>

#include "scanner/git/alternates.h"
#include "scanner/git/loose_objects.h"

namespace keyhound {
namespace {

constexpr int kPackPriority = 2;
constexpr int kLoosePriority = 1;

// libgit2 calls the functions below with the git_odb_backend that leads this struct.
struct LooseBackend {
  git_odb_backend base = {};
  std::string objects_dir;
};

const std::string& directory_of(git_odb_backend* backend) {
  return reinterpret_cast<LooseBackend*>(backend)->objects_dir;
}

git_object_t to_git_type(ObjectType type) {
  switch (type) {
    case ObjectType::kCommit:
      return GIT_OBJECT_COMMIT;
    case ObjectType::kTree:
      return GIT_OBJECT_TREE;
    case ObjectType::kBlob:
      return GIT_OBJECT_BLOB;
    case ObjectType::kTag:
      break;
  }
  return GIT_OBJECT_TAG;
}

// The code for an error, with its message where libgit2_error() finds it.
int report(const Error& error) {
  git_error_set_str(GIT_ERROR_ODB, error.message.c_str());
  return error.kind == ErrorKind::kNotFound ? GIT_ENOTFOUND : GIT_ERROR;
}

int read_object(void** buffer, std::size_t* size, git_object_t* type, git_odb_backend* backend,
                const git_oid* oid) {
  const auto object = read_loose_object(directory_of(backend), from_git_oid(*oid),
                                        std::numeric_limits<std::size_t>::max());
  if (!object) return report(object.error());
  *buffer = git_odb_backend_data_alloc(backend, object->bytes.size() + 1);
  if (*buffer == nullptr) return GIT_ERROR;
  std::memcpy(*buffer, object->bytes.data(), object->bytes.size());
  static_cast<char*>(*buffer)[object->bytes.size()] = '\0';
  *size = object->bytes.size();
  *type = to_git_type(object->header.type);
  return 0;
}

int read_object_header(std::size_t* size, git_object_t* type, git_odb_backend* backend,
                       const git_oid* oid) {
  const auto header = read_loose_header(directory_of(backend), from_git_oid(*oid));
  if (!header) return report(header.error());
  *size = header->size;
  *type = to_git_type(header->type);
  return 0;
}

int exists(git_odb_backend* backend, const git_oid* oid) {
  return has_loose_object(directory_of(backend), from_git_oid(*oid)) ? 1 : 0;
}

// The one object whose id begins with the `length` hex digits of `prefix`.
int find_by_prefix(git_oid* found, git_odb_backend* backend, const git_oid* prefix,
                   std::size_t length) {
  std::size_t count = 0;
  list_loose_objects(directory_of(backend), ObjectId::kSha1Size, [&](const ObjectId& id) {
    const git_oid oid = to_git_oid(id);
    if (git_oid_ncmp(&oid, prefix, length) != 0) return true;
    *found = oid;
    return ++count < 2;
  });
  if (count == 1) return 0;
  return count == 0 ? GIT_ENOTFOUND : GIT_EAMBIGUOUS;
}

int read_by_prefix(git_oid* found, void** buffer, std::size_t* size, git_object_t* type,
                   git_odb_backend* backend, const git_oid* prefix, std::size_t length) {
  const int code = find_by_prefix(found, backend, prefix, length);
  return code < 0 ? code : read_object(buffer, size, type, backend, found);
}

int for_each(git_odb_backend* backend, git_odb_foreach_cb callback, void* payload) {
  int code = 0;
  list_loose_objects(directory_of(backend), ObjectId::kSha1Size, [&](const ObjectId& id) {
    const git_oid oid = to_git_oid(id);
    code = callback(&oid, payload);
    return code == 0;
  });
  return code;
}

void free_backend(git_odb_backend* backend) { delete reinterpret_cast<LooseBackend*>(backend); }

git_odb_backend* make_loose_backend(const std::string& objects_dir) {
  auto* backend = new LooseBackend;
  git_odb_init_backend(&backend->base, GIT_ODB_BACKEND_VERSION);
  backend->objects_dir = objects_dir;
  backend->base.read = read_object;
  backend->base.read_header = read_object_header;
  backend->base.read_prefix = read_by_prefix;
  backend->base.exists = exists;
  backend->base.exists_prefix = find_by_prefix;
  backend->base.foreach = for_each;
  backend->base.free = free_backend;
  return &backend->base;
}

Status add_backend(git_odb* odb, git_odb_backend* backend, int priority) {
  const int code = git_odb_add_backend(odb, backend, priority);
  if (code == 0) return {};
  backend->free(backend);
  return fail(libgit2_error(code, "the objects cannot be opened"));
}

}  // namespace

Result<GitOdb> open_object_database(const std::string& objects_dir) {
  git_odb* made = nullptr;
  if (const int code = git_odb_new(&made); code < 0)
    return fail(libgit2_error(code, "object database"));
  GitOdb odb(made);
  // What is missing is told by those who read the objects; see PackSet.
  std::vector<Diagnostic> unused;
  for (const std::string& directory : object_directories(objects_dir, unused)) {
    git_odb_backend* packs = nullptr;
    if (git_odb_backend_pack(&packs, directory.c_str()) == 0) {
      KEYHOUND_TRY_STATUS(add_backend(made, packs, kPackPriority));
    }
    KEYHOUND_TRY_STATUS(add_backend(made, make_loose_backend(directory), kLoosePriority));
  }
  return odb;
}

}  // namespace keyhound
