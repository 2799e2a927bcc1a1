// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/detect_secrets_waivers.h"

#include <fmt/format.h>

#include "scanner/base/ascii.h"
#include "scanner/migration/json_input.h"

namespace keyhound {
namespace {

constexpr std::string_view kFilters = "detect_secrets.filters.";

class BaselineReader {
 public:
  BaselineReader(const std::string& origin, const RegexCheck& check)
      : origin_(origin), check_(check) {}

  Result<ForeignWaivers> read(const Json& root) {
    const auto results = root.is_object() ? root.find("results") : root.end();
    if (!root.is_object() || results == root.end() || !results->is_object()) {
      return fail(ErrorKind::kConfiguration,
                  origin_ + ": expected an object with results; is it a .secrets.baseline?");
    }
    for (const auto& [path, findings] : results->items()) read_file(path, findings);
    if (const auto filters = root.find("filters_used"); filters != root.end()) {
      for (const Json& filter : *filters) read_filter(filter);
    }
    if (const auto exclude = root.find("exclude"); exclude != root.end()) {  // before version 1
      read_pattern(*exclude, "files", "should_exclude_file");
      read_pattern(*exclude, "lines", "should_exclude_line");
    }
    if (const auto plugins = root.find("plugins_used"); plugins != root.end()) {
      for (const Json& plugin : *plugins) read_plugin(plugin);
    }
    return std::move(read_);
  }

 private:
  void no_equivalent(std::string message, std::string next_step) {
    read_.notes.push_back(
        {MigrationNote::Kind::kNoEquivalent, origin_, std::move(message), std::move(next_step)});
  }

  void read_file(const std::string& path, const Json& findings) {
    if (!findings.is_array()) return;
    for (const Json& finding : findings) {
      ForeignWaiver waiver;
      waiver.tool = "detect-secrets";
      waiver.place = fmt::format("{}: {}", origin_, path);
      waiver.path = portable_path(path);
      waiver.rule = json_text(finding, "type");
      waiver.line = waiver.end_line = json_number(finding, "line_number");
      waiver.secret_sha1 = to_lower_ascii(json_text(finding, "hashed_secret"));
      const auto verdict = finding.is_object() ? finding.find("is_secret") : finding.end();
      if (finding.is_object() && verdict != finding.end() && verdict->is_boolean() &&
          !verdict->get<bool>())
        waiver.verdict = "false-positive";
      read_.waivers.push_back(std::move(waiver));
    }
  }

  void read_filter(const Json& filter) {
    const std::string path = json_text(filter, "path");
    std::string_view name = path;
    if (!name.starts_with(kFilters)) {
      no_equivalent(fmt::format("filter {} is code of your own", path),
                    "say in [[allowlists]] what it leaves out");
      return;
    }
    name.remove_prefix(kFilters.size());
    if (name.starts_with("regex.")) {
      read_pattern(filter, "pattern", name.substr(6));
    } else if (name.starts_with("wordlist.")) {
      no_equivalent("the word list is not read",
                    "write its words as stopwords of an [[allowlists]] table");
    }
    // The others are heuristics against false alarms, of which keyhound has its own.
  }

  // A regex, or a list of them, that leaves out files, lines or secrets.
  void read_pattern(const Json& holder, const char* key, std::string_view what) {
    if (!holder.is_object()) return;
    const auto patterns = holder.find(key);
    if (patterns == holder.end() || patterns->is_null()) return;
    if (!patterns->is_array()) {
      add_pattern(*patterns, what);
      return;
    }
    for (const Json& pattern : *patterns) add_pattern(pattern, what);
  }

  void add_pattern(const Json& pattern, std::string_view what) {
    if (!pattern.is_string()) return;
    const auto& regex = pattern.get_ref<const std::string&>();
    if (regex.empty()) return;
    if (const Status compiles = check_(regex); !compiles) {
      no_equivalent(fmt::format("{}: '{}' does not compile in RE2: {}", what, regex,
                                compiles.error().message),
                    "write it without what only Python's regexes have, such as lookaround");
      return;
    }
    Allowlist list;
    list.description = fmt::format("{} of detect-secrets", what);
    if (what == "should_exclude_file") {
      list.paths.push_back(regex);
    } else {
      list.regexes.push_back(regex);
      if (what == "should_exclude_line") list.target = Allowlist::Target::kLine;
    }
    read_.allowlists.push_back(std::move(list));
  }

  void read_plugin(const Json& plugin) {
    if (json_text(plugin, "path").empty()) return;
    no_equivalent(fmt::format("plugin {} is code of your own", json_text(plugin, "name")),
                  "write a rule for what it finds (docs/rules.md)");
  }

  const std::string& origin_;
  const RegexCheck& check_;
  ForeignWaivers read_;
};

}  // namespace

Result<ForeignWaivers> read_detect_secrets_baseline(std::string_view json,
                                                    const std::string& origin,
                                                    const RegexCheck& check) {
  auto parsed = parse_json_input(json);
  if (!parsed) return fail(parsed.error().within(origin));
  return BaselineReader(origin, check).read(*parsed);
}

}  // namespace keyhound
