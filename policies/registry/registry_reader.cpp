// SPDX-License-Identifier: Apache-2.0
// Any file may hold what the others depend on, so the defaults of all layers are read before the
// entries. Problems are collected and told together.
#include "policies/registry/registry_reader.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "policies/registry/maxima.h"
#include "policies/registry/observation_merge.h"
#include "policies/registry/schema.h"
#include "policies/registry/uniqueness.h"
#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostProblemsTold = 1000;
// A credential has 4 KiB: while a vector of many grows, it has them twice.
constexpr std::size_t kMostReserved = 100'000;
constexpr std::size_t kMostMaxima = 1000;  // every entry is compared with each
// Parties, credentials, exceptions and observations of all layers: a file of 32 MB could hold three
// million, and each takes up to 5 KiB of memory.
constexpr std::size_t kMostEntries = 250'000;

struct LayerDefaults {
  RegistryDefaults values;  // those of the layers above, and its own over them
  std::optional<DefaultPlaces> own;
  RegistryPlace place;
};

class RegistryReader {
 public:
  explicit RegistryReader(LayerReader layers) : input_(std::move(layers)) {}

  void read_all_defaults();
  void read_all_entries();
  Result<Registry> finish();

  // Readers of the top level's keys.
  void read_layer_name(ReadContext& context, const YamlNode& value);
  void read_parties(ReadContext& context, const YamlNode& value);
  void read_credentials(ReadContext& context, const YamlNode& value);
  void read_exceptions(ReadContext& context, const YamlNode& value);
  void read_maxima(ReadContext& context, const YamlNode& value);
  void read_observations(ReadContext& context, const YamlNode& value);

 private:
  void check_defaults();
  // False, after one error, where the registry has as many entries as it may have.
  bool may_add(ReadContext& context, const YamlNode& item);
  void add(std::vector<RegistryProblem> problems);

  LayerReader input_;
  Registry registry_;
  std::vector<LayerDefaults> defaults_;  // one a layer
  std::size_t layer_ = 0;                // of the file that is read
  std::vector<RegistryProblem> problems_;
  std::size_t entries_ = 0;
};

template <auto Function>
void by(ReadContext& context, const YamlNode& value, RegistryReader& reader) {
  (reader.*Function)(context, value);
}

// Read before the entries.
void skip(ReadContext&, const YamlNode&, RegistryReader&) {}

void read_api_version(ReadContext& context, const YamlNode& value, RegistryReader&) {
  constexpr std::array<std::string_view, 1> kVersions = {"keyhound.dev/v1"};
  std::string version;
  read_choice(context, value, kVersions, version);
}

void read_kind(ReadContext& context, const YamlNode& value, RegistryReader&) {
  constexpr std::array<std::string_view, 1> kKinds = {"CredentialRegistry"};
  std::string kind;
  read_choice(context, value, kKinds, kind);
}

constexpr std::array<KeyReader<RegistryReader>, 10> kTopKeys = {{
    {"apiVersion", read_api_version},
    {"kind", read_kind},
    {"layer", by<&RegistryReader::read_layer_name>},
    {"extends", skip},
    {"defaults", skip},
    {"maxima", by<&RegistryReader::read_maxima>},
    {"parties", by<&RegistryReader::read_parties>},
    {"credentials", by<&RegistryReader::read_credentials>},
    {"exceptions", by<&RegistryReader::read_exceptions>},
    {"observations", by<&RegistryReader::read_observations>},
}};

void RegistryReader::read_all_defaults() {
  defaults_.resize(input_.layers.size());
  std::size_t next = 0;
  for (std::size_t layer = 0; layer < defaults_.size(); ++layer) {
    LayerDefaults& defaults = defaults_[layer];
    if (layer > 0) defaults.values = defaults_[layer - 1].values;
    for (; next < input_.files.size() && input_.files[next].layer == layer; ++next) {
      const ParsedRegistryFile& parsed = input_.files[next];
      const YamlNode* node = parsed.document.roots().front()->find("defaults");
      if (node == nullptr) continue;
      ReadContext context(parsed.file, parsed.document, problems_);
      if (defaults.own) {
        context.error(*node, "defaults are given once for all files of a layer; first at " +
                                 to_string(defaults.place));
        continue;
      }
      defaults.place = context.place(*node);
      read_defaults(context, *node, defaults.values);
      defaults.own = places_of_defaults(context, *node);
    }
  }
}

void RegistryReader::read_all_entries() {
  registry_.files = input_.names;
  registry_.digest = input_.digest();
  registry_.layers = std::move(input_.layers);
  registry_.credentials_place.file = registry_.files.front();
  for (const ParsedRegistryFile& parsed : input_.files) {
    ReadContext context(parsed.file, parsed.document, problems_);
    const YamlNode& root = *parsed.document.roots().front();
    for (const auto& [key, value] : root.entries()) {
      const bool is_first = registry_.credentials_place.end == SourcePosition{};
      if (is_first && key_text(key) == "credentials") {
        registry_.credentials_place = context.place(key);
      }
    }
    layer_ = parsed.layer;
    read_mapping(context, root, "a registry", kTopKeys, *this);
  }
}

void RegistryReader::read_layer_name(ReadContext& context, const YamlNode& value) {
  std::string name;
  read_id(context, value, name);
  RegistryLayer& layer = registry_.layers[layer_];
  if (!layer.name.empty() && !name.empty() && layer.name != name) {
    context.error(value, "another file of this layer gives it another name");
  } else if (!name.empty()) {
    layer.name = name;
  }
}

bool RegistryReader::may_add(ReadContext& context, const YamlNode& item) {
  if (entries_ > kMostEntries) return false;
  if (++entries_ <= kMostEntries) return true;
  context.error(item,
                "a registry has at most 250000 entries: parties, credentials, exceptions and "
                "observations of all its layers; give each part of the organisation a registry of "
                "its own");
  return false;
}

void RegistryReader::read_parties(ReadContext& context, const YamlNode& value) {
  for (const YamlNode& item : read_items(context, value, "a list of parties")) {
    if (!may_add(context, item)) return;
    Party& party = registry_.parties.emplace_back();
    party.layer = layer_;
    read_party(context, item, party);
  }
}

void RegistryReader::read_credentials(ReadContext& context, const YamlNode& value) {
  const RegistryDefaults& defaults = defaults_[layer_].values;
  const std::span<const YamlNode> items = read_items(context, value, "a list of credentials");
  const std::size_t more = std::min(items.size(), kMostReserved);
  registry_.credentials.reserve(registry_.credentials.size() + more);
  for (const YamlNode& item : items) {
    if (!may_add(context, item)) return;
    Credential& credential = registry_.credentials.emplace_back();
    credential.layer = layer_;
    credential.lifecycle.rotation = defaults.rotation;
    credential.review = defaults.review;
    credential.scope.environment = defaults.environment;
    read_credential(context, item, credential);
  }
}

void RegistryReader::read_exceptions(ReadContext& context, const YamlNode& value) {
  for (const YamlNode& item : read_items(context, value, "a list of exceptions")) {
    if (!may_add(context, item)) return;
    Exception& exception = registry_.exceptions.emplace_back();
    exception.layer = layer_;
    read_exception(context, item, exception);
  }
}

void RegistryReader::read_maxima(ReadContext& context, const YamlNode& value) {
  for (const YamlNode& item : read_items(context, value, "a list of maxima")) {
    if (registry_.maxima.size() == kMostMaxima) {
      context.error(item, "a registry has at most 1000 maxima; join some of them");
      return;
    }
    Maximum& maximum = registry_.maxima.emplace_back();
    maximum.layer = layer_;
    read_maximum(context, item, maximum);
  }
}

void RegistryReader::read_observations(ReadContext& context, const YamlNode& value) {
  for (const YamlNode& item : read_items(context, value, "a list of observations")) {
    if (!may_add(context, item)) return;
    Observation& row = registry_.observations.emplace_back();
    row.layer = layer_;
    read_observation(context, item, row);
  }
}

// Only what a layer says itself is checked, against its own maxima and those above it: entries that
// inherit more than a lower layer allows are for policies to judge.
void RegistryReader::check_defaults() {
  for (std::size_t layer = 0; layer < defaults_.size(); ++layer) {
    const LayerDefaults& defaults = defaults_[layer];
    if (!defaults.own) continue;
    const auto check = [&](const std::optional<Duration>& value, const RegistryPlace& place,
                           std::optional<Duration> Maximum::*limit) {
      if (!value || place.file.empty()) return;
      for (const Maximum& row : registry_.maxima) {
        const bool holds = row.layer <= layer && row.selectors == MaximumSelectors{};
        if (!holds || !(row.*limit) || *value <= *(row.*limit)) continue;
        problems_.push_back({place, "this default is above the maximum at " + to_string(row.place) +
                                        "; lower it to at most " +
                                        describe_duration(*(row.*limit))});
        return;
      }
    };
    const Rotation& rotation = defaults.values.rotation;
    check(rotation.period, defaults.own->period, &Maximum::rotation);
    check(rotation.grace, defaults.own->grace, &Maximum::grace);
    check(rotation.on_leak, defaults.own->on_leak, &Maximum::on_leak);
    check(defaults.values.review.period, defaults.own->review, &Maximum::review);
  }
}

void RegistryReader::add(std::vector<RegistryProblem> problems) {
  for (RegistryProblem& problem : problems) problems_.push_back(std::move(problem));
}

Result<Registry> RegistryReader::finish() {
  input_.files.clear();
  check_defaults();
  add(find_repetitions(registry_));
  add(find_weakened_maxima(registry_));
  add(std::move(input_.problems));
  if (problems_.empty() && input_.unparsable.empty()) {
    add(merge_observations(registry_));
    if (problems_.empty()) return std::move(registry_);
  }
  sort_problems(registry_.files, problems_);
  std::vector<std::string> lines = std::move(input_.unparsable);
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

}  // namespace

Result<Registry> read_registry(LayerReader layers) {
  RegistryReader reader(std::move(layers));
  reader.read_all_defaults();
  reader.read_all_entries();
  return reader.finish();
}

}  // namespace keyhound
