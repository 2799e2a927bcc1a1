// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/file_lookup.h"

#include <fmt/format.h>

#include <optional>

#include "scanner/git/object_text.h"
#include "scanner/git/tree_entries.h"

namespace keyhound {

Result<ObjectId> blob_at_path(ObjectReader& reader, std::size_t id_size, const ObjectId& commit,
                              std::string_view path) {
  KEYHOUND_TRY(const std::string_view bytes, reader.read_as(ObjectType::kCommit, commit));
  KEYHOUND_TRY(const ParsedCommit parsed, parse_commit(bytes));
  ObjectId id = parsed.tree;
  for (std::string_view rest = path;;) {
    const std::size_t slash = rest.find('/');
    const bool is_last = slash == std::string_view::npos;
    const std::string_view name = rest.substr(0, slash);
    KEYHOUND_TRY(const std::string_view tree, reader.read_as(ObjectType::kTree, id));
    std::optional<ObjectId> next;
    for (TreeCursor cursor(tree, id_size); !cursor.at_end(); cursor.advance()) {
      const TreeEntryView& entry = cursor.entry();
      if (entry.name == name && entry.is_tree() != is_last && !entry.is_submodule())
        next = entry.object_id();
    }
    if (!next) {
      return fail(ErrorKind::kUsage,
                  fmt::format("commit {:.12} has no file {}", commit.hex(), path));
    }
    if (is_last) return *next;
    id = *next;
    rest.remove_prefix(slash + 1);
  }
}

}  // namespace keyhound
