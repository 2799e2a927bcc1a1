// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/git_handles.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace keyhound {

Error libgit2_error(int code, std::string_view context) {
  ErrorKind kind = ErrorKind::kCorrupt;
  if (code == GIT_ENOTFOUND) kind = ErrorKind::kNotFound;
  if (code == GIT_EINVALIDSPEC || code == GIT_EAMBIGUOUS) kind = ErrorKind::kUsage;
  const ::git_error* last = git_error_last();
  const char* reason =
      last != nullptr && last->message != nullptr ? last->message : "no reason given";
  return Error{kind, reason}.within(context);
}

git_oid to_git_oid(const ObjectId& id) {
  git_oid oid = {};
  const std::size_t size = std::min(id.bytes().size(), sizeof oid.id);
  std::memcpy(oid.id, id.bytes().data(), size);
  return oid;
}

ObjectId from_git_oid(const git_oid& oid) { return ObjectId::from_bytes(oid.id); }

}  // namespace keyhound
