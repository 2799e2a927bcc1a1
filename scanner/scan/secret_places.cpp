// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/secret_places.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include "scanner/git/pack/pack_reader.h"
#include "scanner/pipelines/definition_reader.h"
#include "scanner/pipelines/line_index.h"
#include "scanner/pipelines/place.h"
#include "scanner/scan/open_repository.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostCredentials = 10'000;  // in one definition, that checks hear of
constexpr std::string_view kThrowAwayTag = "throw-away";

bool is_present(const Occurrence& place) { return place.in_worktree || place.in_head; }

bool is_content(const Occurrence& place) { return place.location.part == LocationPart::kContent; }

// Found by a model's score, not by the shape of a provider's token.
bool is_generic(const ScanContext& context, const Finding& finding) {
  const auto rule = context.engine().find(finding.rule_id);
  return rule && context.rule(*rule).scored != Rule::Scored::kNot;
}

// A definition with what finds places in it. Borrows it.
struct Searched {
  explicit Searched(const Definition& definition) : lines(definition.text), places(definition) {}
  LineIndex lines;
  PlaceFinder places;

  [[nodiscard]] TextRange range_of(const Location& location) const {
    return {lines.offset(location.start), lines.offset(location.end)};
  }
};

// The definitions that places lie in.
class Definitions {
 public:
  Definitions(const DefinitionSet& set, OpenRepository* opened,
              std::vector<Diagnostic>& diagnostics)
      : set_(set), opened_(opened), diagnostics_(diagnostics) {}

  // nullptr: the place lies in no definition.
  Searched* find(const Occurrence& place) {
    if (!is_content(place)) return nullptr;
    if (is_present(place)) {
      const Definition* definition = set_.find(place.location.path);
      if (definition != nullptr) return search(*definition);
    }
    return place.blob.empty() || opened_ == nullptr ? nullptr : find_old(place);
  }

 private:
  Searched* search(const Definition& definition) {
    auto& searched = searched_[&definition];
    if (!searched) searched = std::make_unique<Searched>(definition);
    return searched.get();
  }

  Searched* find_old(const Occurrence& place) {
    const auto [known, is_new_path] = is_definition_.try_emplace(place.location.path, false);
    if (is_new_path) known->second = may_be_definition(place.location.path);
    if (!known->second) return nullptr;
    const auto id = ObjectId::from_hex(place.blob);
    if (!id) return nullptr;
    const auto [version, is_new] = old_.try_emplace({place.blob, place.location.path});
    if (is_new) version->second = read(*id, place.location.path);
    return version->second ? search(*version->second) : nullptr;
  }

  std::unique_ptr<Definition> read(const ObjectId& id, const std::string& path) {
    if (!reader_) reader_ = make_pack_reader(opened_->packs(diagnostics_, PackChecks::kQuick));
    const auto data = reader_->read(id, kDefinitionBytes);
    if (!data || data->type != ObjectType::kBlob) return nullptr;
    std::vector<Diagnostic> told;  // of an older version: its text was scanned, that is enough
    auto definition = read_definition(path, data->bytes, nullptr, told);
    return definition ? std::make_unique<Definition>(std::move(*definition)) : nullptr;
  }

  const DefinitionSet& set_;
  OpenRepository* opened_;
  std::vector<Diagnostic>& diagnostics_;
  std::unique_ptr<ObjectReader> reader_;
  std::unordered_map<std::string, bool> is_definition_;  // by path
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Definition>> old_;
  std::map<const Definition*, std::unique_ptr<Searched>> searched_;
};

// What all places of a generic secret together say of it.
void settle_generic(Finding& finding, std::size_t others, std::size_t throw_aways) {
  const std::size_t all = finding.occurrences.size();
  if (others == all) {
    finding.confidence = Confidence::kLow;
  } else if (others + throw_aways == all) {
    finding.severity = Severity::kLow;
    finding.score = score_of(finding.severity);
    finding.tags.emplace_back(kThrowAwayTag);
    finding.message += " It is the password of a database that lives as long as its job.";
  }
}

}  // namespace

void hand_over_credentials(const ScanContext& context, const std::vector<Finding>& secrets,
                           std::vector<Definition>& definitions) {
  std::map<std::string_view, Definition*> by_path;
  for (Definition& one : definitions) by_path.emplace(one.path, &one);
  std::map<const Definition*, LineIndex> lines;
  for (std::size_t number = 0; number < secrets.size(); ++number) {
    const Finding& finding = secrets[number];
    if (finding.confidence < Confidence::kMedium || finding.is_documentation) continue;
    for (const Occurrence& place : finding.occurrences) {
      const auto found = is_content(place) && is_present(place) ? by_path.find(place.location.path)
                                                                : by_path.end();
      if (found == by_path.end() || is_generic(context, finding)) continue;
      Definition& definition = *found->second;
      if (definition.credentials.size() >= kMostCredentials) continue;
      const LineIndex& index = lines.try_emplace(&definition, definition.text).first->second;
      const TextRange range{index.offset(place.location.start), index.offset(place.location.end)};
      definition.credentials.push_back({range, finding.title, static_cast<std::uint32_t>(number)});
    }
  }
}

void tell_places(const ScanContext& context, const DefinitionSet& set, OpenRepository* opened,
                 std::vector<Finding>& secrets, std::vector<Diagnostic>& diagnostics) {
  Definitions definitions(set, opened, diagnostics);
  for (Finding& finding : secrets) {
    std::size_t others = 0;
    std::size_t throw_aways = 0;
    for (Occurrence& place : finding.occurrences) {
      Searched* definition = definitions.find(place);
      if (definition == nullptr) continue;
      const TextRange range = definition->range_of(place.location);
      place.pipeline = std::make_shared<const PipelinePlace>(definition->places.place_at(range));
      const LiteralKind kind = definition->places.literal_at(range);
      if (kind == LiteralKind::kOther) ++others;
      if (kind == LiteralKind::kThrowAway) ++throw_aways;
    }
    if (others + throw_aways > 0 && is_generic(context, finding))
      settle_generic(finding, others, throw_aways);
  }
}

}  // namespace keyhound
