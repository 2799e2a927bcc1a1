// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/included_definitions.h"

#include <fmt/format.h>

#include <set>
#include <string>

#include "scanner/pipelines/definition_reader.h"

namespace keyhound {
namespace {

struct Wanted {
  const Platform* platform;
  std::string path;
};

// Files that were not among the others though they are definitions in any case: nobody asked for
// them.
bool is_definition_by_itself(const Platform& platform, std::string_view path) {
  return platform.has_path != nullptr && platform.has_path(path);
}

// The files of a definition that nobody has read.
std::vector<Wanted> unread(const Definition& definition, std::set<std::string>& known) {
  std::vector<Wanted> wanted;
  for (const Include& include : definition.includes)
    for (const std::string& path : include.files)
      if (known.insert(path).second) wanted.push_back({definition.platform, path});
  return wanted;
}

}  // namespace

void read_included_definitions(std::vector<Definition>& definitions, const DefinitionTree& tree,
                               std::vector<Diagnostic>& diagnostics) {
  std::set<std::string> known;
  for (const Definition& one : definitions) known.insert(one.path);
  std::size_t read = 0;
  std::size_t left_out = 0;
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    for (const Wanted& wanted : unread(definitions[i], known)) {
      if (read == kMostIncludedDefinitions) {
        ++left_out;
        continue;
      }
      const auto text = tree.read(wanted.path);
      if (!text) continue;
      auto one = read_definition_of(*wanted.platform, wanted.path, *text, &tree, diagnostics);
      if (!one) continue;
      ++read;
      one->is_beside = is_definition_by_itself(*wanted.platform, wanted.path);
      definitions.push_back(std::move(*one));
    }
  }
  if (left_out > 0)
    diagnostics.push_back(
        {"included-limit",
         {},
         fmt::format("{} files that pipeline definitions include were not read as such, more than "
                     "{} were; their text was scanned",
                     left_out, kMostIncludedDefinitions),
         true});
}

}  // namespace keyhound
