// SPDX-License-Identifier: Apache-2.0
// Parses commit and tag objects. All views point into the object. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"

namespace keyhound {

// "Ana Author <ana@acme.example> 1768046400 +0100"; what is malformed stays empty.
struct Signature {
  std::string_view name;
  std::string_view email;
  Timestamp when;
};

// The headers of a commit that somebody wrote: author, committer, signatures, merged tags. Lines of
// ids (tree, parents) stand before them.
struct WrittenHeaders {
  std::string_view text;
  std::uint32_t lines_before = 0;
};

struct ParsedCommit {
  ObjectId tree;
  std::vector<ObjectId> parents;
  Signature author;
  Signature committer;
  std::string_view headers;  // all of them
  WrittenHeaders written;
  std::string_view message;
};

struct ParsedTag {
  ObjectId target;
  ObjectType target_type = ObjectType::kCommit;
  std::string_view name;
  Signature tagger;
  std::string_view message;
};

// kCorrupt when there is no tree, or a header of tree or parent is not an id.
Result<ParsedCommit> parse_commit(std::string_view bytes);
// kCorrupt when there is no object or no known type.
Result<ParsedTag> parse_tag(std::string_view bytes);

Signature parse_signature(std::string_view line);

}  // namespace keyhound
