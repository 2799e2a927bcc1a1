// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/config/config_values.h"
#include "scanner/config/policy_entries.h"

namespace keyhound {
namespace {

std::string heading(std::string_view section) {
  return section.empty() ? std::string("the top of the file") : fmt::format("[{}]", section);
}

// Where else a key of this name belongs: "; it belongs to [rules]".
std::string home_of(std::string_view key) {
  for (const ConfigSection& section : config_sections()) {
    for (const auto& one : section.keys)
      if (one.info.name == key) return "; it belongs to " + heading(section.name);
  }
  return {};
}

class Reader {
 public:
  Reader(const std::string& name, std::size_t source) : values_(name, source) {}

  Result<ConfigFile> read(const TomlItem& root) {
    for (const TomlMember& member : root.members) {
      const ConfigSection* section = section_named(member.key);
      if (section != nullptr && !section->name.empty()) {
        read_section(member, *section);
      } else {
        read_top(member);
      }
    }
    check_excludes();
    check_contradictions();
    KEYHOUND_TRY_STATUS(values_.problems().status());
    return std::move(file_);
  }

 private:
  static const ConfigSection* section_named(std::string_view name) {
    for (const ConfigSection& section : config_sections())
      if (section.name == name) return &section;
    return nullptr;
  }

  void unknown(const TomlMember& member, std::vector<std::string_view> names,
               std::string_view section) {
    const std::string nearest = meant(member.key, names);
    values_.problem(member.place,
                    fmt::format("unknown key \"{}\" in {}{}", member.key, heading(section),
                                nearest.empty() ? home_of(member.key) : nearest));
  }

  void read_top(const TomlMember& member) {
    const ConfigSection& top = config_sections().front();
    if (member.key == "extends") return read_extends(member, top.keys[0].info);
    if (member.key == "allowlists") return read_allowlists(member, top.keys[1].info);
    std::vector<std::string_view> names = names_of(top.keys);
    for (const ConfigSection& section : config_sections())
      if (!section.name.empty()) names.push_back(section.name);
    unknown(member, std::move(names), "");
  }

  void read_section(const TomlMember& member, const ConfigSection& section) {
    if (member.item.kind != TomlItem::Kind::kTable) {
      return values_.problem(member.item.place,
                             fmt::format("{} must be a table: {}, and is {}", member.key,
                                         heading(section.name), describe(member.item.kind)));
    }
    for (const TomlMember& one : member.item.members) {
      if (section.name == "policies" && read_policy_entries(one, values_, file_.configuration))
        continue;
      if (!values_.read(one, section.keys, file_.configuration))
        unknown(one, names_of(section.keys), section.name);
    }
  }

  // A path alone may stand for a list of one.
  void read_extends(const TomlMember& member, const ConfigKeyInfo& key) {
    std::vector<const TomlItem*> items;
    if (member.item.kind == TomlItem::Kind::kArray) {
      for (const TomlItem& item : member.item.elements) items.push_back(&item);
    } else {
      items.push_back(&member.item);
    }
    for (const TomlItem* item : items) {
      ConfigExtension extension{{}, {}, values_.origin_of(item->place)};
      if (item->kind == TomlItem::Kind::kText) {
        extension.path = item->text;
      } else if (item->kind == TomlItem::Kind::kTable) {
        read_extension(*item, extension);
      } else {
        values_.wrong({member.key, member.place, *item}, key);
        continue;
      }
      if (extension.path.empty()) {
        values_.problem(item->place, "extends must name a path");
      } else {
        file_.extends.push_back(std::move(extension));
      }
    }
  }

  void read_extension(const TomlItem& table, ConfigExtension& extension) {
    for (const TomlMember& member : table.members) {
      std::string* const into = member.key == "path"  ? &extension.path
                                : member.key == "ref" ? &extension.ref
                                                      : nullptr;
      if (into == nullptr) {
        values_.problem(member.place, fmt::format("unknown key \"{}\" in extends{}", member.key,
                                                  meant(member.key, {"path", "ref"})));
      } else if (member.item.kind != TomlItem::Kind::kText || member.item.text.empty()) {
        values_.problem(member.item.place,
                        fmt::format("{} of extends must be a string that is not empty, and is {}",
                                    member.key, describe(member.item.kind)));
      } else {
        *into = member.item.text;
      }
    }
  }

  void read_allowlists(const TomlMember& member, const ConfigKeyInfo& key) {
    if (member.item.kind == TomlItem::Kind::kTable) return read_allowlist(member.item);
    if (member.item.kind != TomlItem::Kind::kArray) return values_.wrong(member, key);
    for (const TomlItem& item : member.item.elements) {
      if (item.kind == TomlItem::Kind::kTable) {
        read_allowlist(item);
      } else {
        values_.wrong({member.key, member.place, item}, key);
      }
    }
  }

  void read_allowlist(const TomlItem& table) {
    AllowlistEntry entry;
    entry.origin = values_.origin_of(table.place);
    for (const TomlMember& member : table.members) {
      if (!values_.read(member, allowlist_keys(), entry))
        unknown(member, names_of(allowlist_keys()), "[allowlists]");
    }
    const bool is_empty = entry.regexes.empty() && entry.paths.empty() && entry.stopwords.empty() &&
                          entry.commits.empty();
    if (is_empty && values_.problems().empty()) {
      values_.problem(table.place,
                      "an allowlist without regexes, paths, stopwords or commits allows nothing");
    }
    for (ConfiguredText& commit : entry.commits) check_commit(commit);
    file_.configuration.allowlists.push_back(std::move(entry));
  }

  // Git writes ids in lower case, and a part of one would match nothing.
  void check_commit(ConfiguredText& commit) {
    std::string& id = commit.value;
    std::transform(id.begin(), id.end(), id.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    const bool is_hex = std::all_of(id.begin(), id.end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
    if (!is_hex || (id.size() != 40 && id.size() != 64)) {
      values_.problem(commit.origin, "commits must hold full ids, of 40 or 64 hex digits");
    }
  }

  void check_excludes() {
    for (const ConfiguredText& glob : file_.configuration.excluded_paths) {
      if (!glob.value.starts_with('/') && !glob.value.starts_with("./")) continue;
      values_.problem(glob.origin,
                      "exclude holds paths from the root of the repository; leave out "
                      "the slash in front");
    }
  }

  void check_contradictions() {
    for (const ConfiguredText& one : file_.configuration.enabled) {
      for (const ConfiguredText& other : file_.configuration.disabled) {
        if (one.value == other.value)
          values_.problem(one.origin, one.value + " is both enabled and disabled in this file");
      }
    }
  }

  ConfigValues values_;
  ConfigFile file_;
};

}  // namespace

Result<ConfigFile> parse_configuration(std::string_view toml, const std::string& name,
                                       std::size_t source) {
  KEYHOUND_TRY(const TomlItem root, read_toml(toml, name));
  return Reader(name, source).read(root);
}

}  // namespace keyhound
