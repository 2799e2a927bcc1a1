// SPDX-License-Identifier: Apache-2.0
// Loading takes three passes over the files, since any file may hold what the others depend on:
// parse all, read the one `defaults:`, then read the entries. Problems are collected and told
// together, in the order of files and lines.
#include "policies/registry/registry.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "policies/registry/schema.h"
#include "policies/registry/uniqueness.h"
#include "policies/registry/value_readers.h"
#include "scanner/base/file.h"

namespace keyhound {
namespace {

// A registry of 20,000 credentials in one file has about 15 MB and 1.2 million nodes.
constexpr YamlLimits kLimits = {
    .bytes = 32U << 20U, .depth = 32, .nodes = 2'000'000, .documents = 8};
constexpr std::size_t kMostProblemsTold = 1000;

struct Source {
  std::string file;
  std::string text;
};

struct ParsedFile {
  std::string file;
  std::size_t bytes;
  YamlDocument document;
};

class RegistryLoader {
 public:
  void parse(const Source& source);
  void read_all_defaults();
  void read_all_entries();
  Result<Registry> finish();

  // Readers of the top level's keys.
  void read_api_version(ReadContext& context, const YamlNode& value);
  void read_kind(ReadContext& context, const YamlNode& value);
  void read_parties(ReadContext& context, const YamlNode& value);
  void read_credentials(ReadContext& context, const YamlNode& value);
  void read_exceptions(ReadContext& context, const YamlNode& value);

 private:
  Registry registry_;
  RegistryDefaults defaults_;
  std::vector<ParsedFile> parsed_;
  std::vector<RegistryProblem> problems_;
  std::vector<std::string> unparsable_;  // "<file>:<line>:<column>: <reason>"
};

template <auto Function>
void by(ReadContext& context, const YamlNode& value, RegistryLoader& loader) {
  (loader.*Function)(context, value);
}

void skip(ReadContext&, const YamlNode&, RegistryLoader&) {}

constexpr std::array<KeyReader<RegistryLoader>, 6> kTopKeys = {{
    {"apiVersion", by<&RegistryLoader::read_api_version>},
    {"kind", by<&RegistryLoader::read_kind>},
    {"defaults", skip},  // read before the entries
    {"parties", by<&RegistryLoader::read_parties>},
    {"credentials", by<&RegistryLoader::read_credentials>},
    {"exceptions", by<&RegistryLoader::read_exceptions>},
}};

void RegistryLoader::parse(const Source& source) {
  registry_.files.push_back(source.file);
  if (registry_.files.size() == 1) registry_.credentials_place.file = source.file;
  Result<YamlDocument> document = YamlDocument::parse(source.text, kLimits);
  if (!document) {
    unparsable_.push_back(source.file + ":" + document.error().message);
  } else if (document->roots().size() != 1) {
    const std::string found = document->roots().empty() ? "it is empty" : "it holds several";
    unparsable_.push_back(source.file + ":1:1: a registry file is one YAML document; " + found);
  } else {
    parsed_.push_back({source.file, source.text.size(), std::move(*document)});
  }
}

void RegistryLoader::read_all_defaults() {
  const YamlNode* first = nullptr;
  std::string first_file;
  for (const ParsedFile& parsed : parsed_) {
    const YamlNode* node = parsed.document.roots().front()->find("defaults");
    if (node == nullptr) continue;
    ReadContext context(parsed.file, parsed.bytes, problems_);
    if (first != nullptr) {
      context.error(*node, "defaults are given once for all files; first at " + first_file + ":" +
                               std::to_string(first->start.line) + ":" +
                               std::to_string(first->start.column));
      continue;
    }
    first = node;
    first_file = parsed.file;
    read_defaults(context, *node, defaults_);
  }
}

void RegistryLoader::read_all_entries() {
  for (const ParsedFile& parsed : parsed_) {
    ReadContext context(parsed.file, parsed.bytes, problems_);
    const YamlNode& root = *parsed.document.roots().front();
    for (const auto& [key, value] : root.entries) {
      const bool is_first = registry_.credentials_place.end == SourcePosition{};
      if (is_first && key_text(*key) == "credentials") {
        registry_.credentials_place = context.place(*key);
      }
    }
    read_mapping(context, root, "a registry", kTopKeys, *this);
  }
}

void RegistryLoader::read_api_version(ReadContext& context, const YamlNode& value) {
  constexpr std::array<std::string_view, 1> kVersions = {"keyhound.dev/v1"};
  std::string version;
  read_choice(context, value, kVersions, version);
}

void RegistryLoader::read_kind(ReadContext& context, const YamlNode& value) {
  constexpr std::array<std::string_view, 1> kKinds = {"CredentialRegistry"};
  std::string kind;
  read_choice(context, value, kKinds, kind);
}

void RegistryLoader::read_parties(ReadContext& context, const YamlNode& value) {
  for (const YamlNode* item : read_items(context, value, "a list of parties")) {
    read_party(context, *item, registry_.parties.emplace_back());
  }
}

void RegistryLoader::read_credentials(ReadContext& context, const YamlNode& value) {
  for (const YamlNode* item : read_items(context, value, "a list of credentials")) {
    Credential& credential = registry_.credentials.emplace_back();
    credential.lifecycle.rotation = defaults_.rotation;
    credential.review = defaults_.review;
    credential.scope.environment = defaults_.environment;
    read_credential(context, *item, credential);
  }
}

void RegistryLoader::read_exceptions(ReadContext& context, const YamlNode& value) {
  for (const YamlNode* item : read_items(context, value, "a list of exceptions")) {
    read_exception(context, *item, registry_.exceptions.emplace_back());
  }
}

Result<Registry> RegistryLoader::finish() {
  parsed_.clear();
  for (RegistryProblem& problem : find_repetitions(registry_)) {
    problems_.push_back(std::move(problem));
  }
  if (problems_.empty() && unparsable_.empty()) return std::move(registry_);

  const auto rank = [this](const RegistryProblem& problem) {
    const auto file = std::find(registry_.files.begin(), registry_.files.end(), problem.place.file);
    return std::pair(file - registry_.files.begin(), problem.place.position);
  };
  std::stable_sort(problems_.begin(), problems_.end(),
                   [&rank](const auto& a, const auto& b) { return rank(a) < rank(b); });
  std::vector<std::string> lines = std::move(unparsable_);
  for (const RegistryProblem& problem : problems_) lines.push_back(to_string(problem));
  std::string text;
  for (std::size_t i = 0; i < lines.size() && i < kMostProblemsTold; ++i) {
    text += (i == 0 ? "" : "\n") + lines[i];
  }
  if (lines.size() > kMostProblemsTold) {
    text += "\nand " + std::to_string(lines.size() - kMostProblemsTold) + " more";
  }
  return fail(ErrorKind::kConfiguration, std::move(text));
}

Result<Registry> load_sources(const std::vector<Source>& sources) {
  RegistryLoader loader;
  for (const Source& source : sources) loader.parse(source);
  loader.read_all_defaults();
  loader.read_all_entries();
  return loader.finish();
}

// The registry files of a directory; std::nullopt when `path` is no directory.
Result<std::optional<std::vector<std::string>>> files_of_directory(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(path, error)) return std::optional<std::vector<std::string>>();
  std::vector<std::string> files;
  for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
    const std::string extension = it->path().extension().string();
    if (extension == ".yaml" || extension == ".yml") files.push_back(it->path().string());
  }
  if (error) return fail(errno_error(error.value(), path));
  if (files.empty()) {
    return fail(ErrorKind::kConfiguration, path + ": no *.yaml or *.yml file in this directory");
  }
  std::sort(files.begin(), files.end());
  return std::optional(std::move(files));
}

template <class Entry>
const Entry* find_by_id(const std::vector<Entry>& entries, std::string_view id) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [id](const Entry& entry) { return entry.id == id; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

const Credential* Registry::find_credential(std::string_view id) const {
  return find_by_id(credentials, id);
}

const Party* Registry::find_party(std::string_view id) const { return find_by_id(parties, id); }

Result<Registry> load_registry(const std::string& path) {
  KEYHOUND_TRY(const auto directory, files_of_directory(path));
  const std::vector<std::string> files = directory.value_or(std::vector<std::string>{path});
  std::vector<Source> sources;
  for (const std::string& file : files) {
    KEYHOUND_TRY(std::string text, read_file(file, kLimits.bytes));
    sources.push_back({file, std::move(text)});
  }
  return load_sources(sources);
}

Result<Registry> parse_registry(std::string_view yaml, const std::string& file) {
  return load_sources({{file, std::string(yaml)}});
}

}  // namespace keyhound
