// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/definition_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/expanded_size.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/facts/template_lines.h"
#include "scanner/pipelines/line_index.h"

namespace keyhound {
namespace {

bool is_yaml_path(std::string_view path) {
  const std::string lower =
      to_lower_ascii(path.substr(path.size() - std::min<std::size_t>(path.size(), 5)));
  return lower.ends_with(".yml") || lower.ends_with(".yaml");
}

// Whether one of the platform's telling keys begins a line of the text. Saves parsing YAML that is
// no definition.
bool has_key(std::string_view text, std::string_view keys) {
  while (!keys.empty()) {
    const std::size_t blank = std::min(keys.find(' '), keys.size());
    const std::string key = std::string(keys.substr(0, blank)) + ":";
    keys.remove_prefix(std::min(blank + 1, keys.size()));
    for (std::size_t at = text.find(key); at != std::string_view::npos;
         at = text.find(key, at + 1)) {
      if (at == 0 || text[at - 1] == '\n' || text[at - 1] == '"' || text[at - 1] == '\xBF' ||
          text[at - 1] == ' ')
        return true;
    }
  }
  return false;
}

bool may_have_shape(std::string_view text) {
  const auto all = platforms();
  return std::any_of(all.begin(), all.end(), [&](const Platform* one) {
    return one->has_shape != nullptr && has_key(text, one->shape_keys);
  });
}

const Platform* platform_of_shape(const YamlDocument& document) {
  for (const Platform* one : platforms())
    if (one->has_shape != nullptr && one->has_shape(document)) return one;
  return nullptr;
}

Diagnostic unreadable(std::string_view path, std::string_view kind, std::string message,
                      bool incomplete) {
  return {std::string(kind), std::string(path), std::move(message), incomplete};
}

// Reading a file as YAML of a platform that its path or its shape tells.
class Reading {
 public:
  Reading(std::string_view path, std::string_view text, const DefinitionTree* tree,
          std::vector<Diagnostic>& diagnostics)
      : source_{path, text, nullptr, tree}, diagnostics_(diagnostics) {}

  // `platform`: what the path says; null where it says nothing.
  std::optional<Definition> run(const Platform* platform) {
    if (source_.text.size() > kDefinitionBytes) {
      const bool may_be_one =
          platform != nullptr || may_have_shape(source_.text.substr(0, kDefinitionBytes));
      return may_be_one ? refuse_size(platform) : std::nullopt;
    }
    if (platform != nullptr && platform->syntax == DefinitionSyntax::kText) return read(*platform);
    if (platform == nullptr && !may_have_shape(source_.text)) return std::nullopt;
    auto document = YamlDocument::parse(source_.text, kPipelineYamlLimits,
                                        {.duplicate_keys = DuplicateKeys::kReport});
    if (!document)
      return platform == nullptr ? std::nullopt : fall_back(*platform, document.error());
    if (platform == nullptr) platform = platform_of_shape(*document);
    if (platform == nullptr) return std::nullopt;
    if (expands_too_far(*document)) return refuse_aliases(*platform);
    source_.yaml = &*document;
    tell_duplicates(*document);
    return read(*platform);
  }

 private:
  std::optional<Definition> refuse_size(const Platform* platform) {
    diagnostics_.push_back(unreadable(
        source_.path, "large-definition",
        fmt::format("larger than {} KiB: not read as a pipeline definition; its text was scanned",
                    kDefinitionBytes >> 10U),
        platform != nullptr));
    return std::nullopt;
  }

  std::optional<Definition> refuse_aliases(const Platform& platform) {
    diagnostics_.push_back(unreadable(
        source_.path, "large-definition",
        fmt::format("its aliases make more than {} values or {} MiB of it: not read as a "
                    "definition of {}; its text was scanned. Write the values out, or "
                    "use fewer of them",
                    kMostExpanded.nodes, kMostExpanded.bytes >> 20U, platform.name),
        true));
    return std::nullopt;
  }

  // The file is not YAML: what people write before a template engine makes YAML of it is read line
  // by line, anything else is told.
  std::optional<Definition> fall_back(const Platform& platform, const Error& error) {
    const bool is_template = has_template_marks(source_.text);
    diagnostics_.push_back(unreadable(
        source_.path, is_template ? "template-definition" : "unreadable-definition",
        is_template
            ? fmt::format("a template, not YAML yet ({}); read line by line", error.message)
            : fmt::format("{}: not read as a definition of {}; its text was scanned. Correct it, "
                          "and check again",
                          error.message, platform.name),
        !is_template));
    if (!is_template) return std::nullopt;
    Definition definition = begin(platform);
    read_template_lines(source_, definition);
    return definition;
  }

  void tell_duplicates(const YamlDocument& document) {
    constexpr std::size_t kTold = 3;
    const std::size_t count = document.duplicates().size();
    for (std::size_t i = 0; i < std::min(count, kTold); ++i) {
      const YamlDuplicate& one = document.duplicates()[i];
      const SourcePosition at = document.position(one.repeat);
      tell_duplicate(
          fmt::format("{}:{}: this key is there already, at line {}; the first one was read",
                      at.line, at.column, document.position(one.first).line));
    }
    if (count > kTold)
      tell_duplicate(
          fmt::format("{} more keys are there twice; the first ones were read", count - kTold));
  }

  void tell_duplicate(std::string message) {
    diagnostics_.push_back(unreadable(source_.path, "duplicate-key", std::move(message), false));
  }

  Definition begin(const Platform& platform) const {
    Definition definition;
    definition.path = std::string(source_.path);
    definition.text = std::string(source_.text);
    definition.platform = &platform;
    return definition;
  }

  Definition read(const Platform& platform) {
    Definition definition = begin(platform);
    const std::size_t told = diagnostics_.size();
    platform.read(source_, definition, diagnostics_);
    if (definition.is_cut_short)
      diagnostics_.push_back(unreadable(
          source_.path, "definition-limit",
          "aliases, merges or includes make more of it than keyhound reads: not all of it was "
          "checked; its text was scanned",
          true));
    read_scripts(definition, platform);
    tell_scripts(definition, diagnostics_.size() > told);
    return definition;
  }

  // Scripts that could be read in part only: the first one, and how many there are. `is_told`: why
  // the file has no end was said, and a script that ends with it is part of that.
  void tell_scripts(const Definition& definition, bool is_told) {
    const Script* first = nullptr;
    std::size_t count = 0;
    bool is_limited = false;
    for (const Script& script : definition.scripts) {
      const ScriptCommands& commands = script.commands;
      const bool is_cut = commands.too_deep || commands.too_many || commands.too_long;
      if (commands.is_complete && !is_cut) continue;
      is_limited = is_limited || is_cut;
      if (count++ == 0) first = &script;
    }
    if (first == nullptr || (is_told && !is_limited)) return;
    const SourcePosition at = LineIndex(source_.text).position(first->text.whole.begin);
    diagnostics_.push_back(unreadable(
        source_.path, "unfinished-script",
        fmt::format("{}:{}: {} this script{}: what could be read was checked; its text was scanned",
                    at.line, at.column,
                    is_limited ? "a limit of reading was met in"
                               : "a string, here-document or block has no end in",
                    count == 1 ? std::string() : fmt::format(" and {} more", count - 1)),
        is_limited));
  }

  DefinitionSource source_;
  std::vector<Diagnostic>& diagnostics_;
};

}  // namespace

bool may_be_definition(std::string_view path) {
  return is_yaml_path(path) || platform_of_path(path) != nullptr;
}

std::optional<Definition> read_definition(std::string_view path, std::string_view bytes,
                                          const DefinitionTree* tree,
                                          std::vector<Diagnostic>& diagnostics) {
  if (!may_be_definition(path)) return std::nullopt;
  return Reading(path, bytes, tree, diagnostics).run(platform_of_path(path));
}

std::optional<Definition> read_definition_of(const Platform& platform, std::string_view path,
                                             std::string_view bytes, const DefinitionTree* tree,
                                             std::vector<Diagnostic>& diagnostics) {
  return Reading(path, bytes, tree, diagnostics).run(&platform);
}

}  // namespace keyhound
