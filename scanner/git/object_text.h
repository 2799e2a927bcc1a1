// SPDX-License-Identifier: Apache-2.0
// Parses commit and tag objects. All views point into the object. Pure, thread-safe.
#pragma once

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

struct ParsedCommit {
  ObjectId tree;
  std::vector<ObjectId> parents;
  Signature author;
  Signature committer;
  std::string_view headers;
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
