// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

namespace keyhound {

namespace {

struct Header {
  std::string_view key;
  std::string_view value;
};

// Headers and message are parted by the first blank line; either may be missing.
struct ObjectParts {
  std::string_view headers;
  std::string_view message;
};

ObjectParts split(std::string_view bytes) {
  if (bytes.starts_with('\n')) return {{}, bytes.substr(1)};
  const std::size_t blank = bytes.find("\n\n");
  if (blank == std::string_view::npos) return {bytes, {}};
  return {bytes.substr(0, blank + 1), bytes.substr(blank + 2)};
}

// Takes the first line; a continuation line (of a signature) has an empty key.
Header take_header(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  const std::size_t space = std::min(line.find(' '), line.size());
  return {line.substr(0, space), line.substr(std::min(space + 1, line.size()))};
}

std::optional<ObjectType> parse_type(std::string_view name) {
  for (const ObjectType type :
       {ObjectType::kCommit, ObjectType::kTree, ObjectType::kBlob, ObjectType::kTag}) {
    if (to_string(type) == name) return type;
  }
  return std::nullopt;
}

}  // namespace

Signature parse_signature(std::string_view line) {
  Signature result;
  const std::size_t close = line.rfind('>');
  const std::size_t open = line.rfind('<', close);
  if (close == std::string_view::npos || open == std::string_view::npos) {
    result.name = line;
    return result;
  }
  result.name = line.substr(0, open);
  while (result.name.ends_with(' ')) result.name.remove_suffix(1);
  result.email = line.substr(open + 1, close - open - 1);
  std::string_view time = line.substr(close + 1);
  while (time.starts_with(' ')) time.remove_prefix(1);
  std::int64_t seconds = 0;
  const auto parsed = std::from_chars(time.data(), time.data() + time.size(), seconds);
  if (parsed.ec == std::errc()) result.when.seconds = seconds;
  return result;
}

Result<ParsedCommit> parse_commit(std::string_view bytes) {
  ParsedCommit commit;
  const ObjectParts parts = split(bytes);
  commit.headers = commit.written.text = parts.headers;
  commit.message = parts.message;
  bool has_tree = false;
  std::string_view rest = parts.headers;
  for (std::uint32_t line = 0; !rest.empty(); ++line) {
    const auto [key, value] = take_header(rest);
    const bool is_tree = key == "tree" && !has_tree;
    const bool is_id = is_tree || key == "parent";
    if (is_id && commit.written.lines_before == line) commit.written = {rest, line + 1};
    if (is_id) {
      const auto id = ObjectId::from_hex(value);
      if (!id) return fail(ErrorKind::kCorrupt, "its " + std::string(key) + " is not an object id");
      if (is_tree) commit.tree = *id;
      if (!is_tree) commit.parents.push_back(*id);
      has_tree |= is_tree;
    } else if (key == "author") {
      commit.author = parse_signature(value);
    } else if (key == "committer") {
      commit.committer = parse_signature(value);
    }
  }
  if (!has_tree) return fail(ErrorKind::kCorrupt, "it names no tree");
  return commit;
}

Result<ParsedTag> parse_tag(std::string_view bytes) {
  ParsedTag tag;
  const ObjectParts parts = split(bytes);
  tag.message = parts.message;
  std::optional<ObjectType> type;
  std::string_view rest = parts.headers;
  while (!rest.empty()) {
    const auto [key, value] = take_header(rest);
    if (key == "object") tag.target = ObjectId::from_hex(value).value_or(ObjectId());
    if (key == "type") type = parse_type(value);
    if (key == "tag") tag.name = value;
    if (key == "tagger") tag.tagger = parse_signature(value);
  }
  if (tag.target.is_null()) return fail(ErrorKind::kCorrupt, "it names no object");
  if (!type) return fail(ErrorKind::kCorrupt, "the type of its object is unknown");
  tag.target_type = *type;
  return tag;
}

}  // namespace keyhound
