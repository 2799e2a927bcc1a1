// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/pipeline_scan.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <memory>

#include "scanner/base/ascii.h"
#include "scanner/base/process_end.h"
#include "scanner/git/head_tree.h"
#include "scanner/git/object_hash.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/repository_owner.h"
#include "scanner/pipelines/inventory/reference_list.h"
#include "scanner/pipelines/place.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/parallel.h"
#include "scanner/scan/pipeline_comments.h"
#include "scanner/scan/pipeline_findings.h"
#include "scanner/scan/reference_cleaner.h"
#include "scanner/scan/secret_places.h"

namespace keyhound {
namespace {

constexpr std::string_view kEmbeddedTag = "embedded-credential";

// Everything that the checks find, in the order of run_checks(). `aside` is done by one of the
// threads meanwhile.
std::vector<PipelineFinding> check_all(const DefinitionSet& set, const CheckOptions& options,
                                       std::size_t threads, const std::function<void()>& aside) {
  constexpr std::size_t kGrain = 16;
  const std::vector<Definition>& definitions = set.definitions();
  std::vector<std::vector<PipelineFinding>> found(definitions.size());
  run_parallel(definitions.size() + 1, kGrain, threads,
               [&](std::size_t, std::size_t begin, std::size_t end) {
                 CheckOptions own = options;
                 for (std::size_t i = begin; i < end; ++i) {
                   if (i == definitions.size()) {
                     aside();
                     continue;
                   }
                   own.only = &definitions[i];
                   found[i] = run_checks(set, own);
                 }
               });
  std::vector<PipelineFinding> all;
  for (std::vector<PipelineFinding>& some : found)
    std::move(some.begin(), some.end(), std::back_inserter(all));
  return all;
}

// What checks say about credentials becomes part of the credentials' findings.
void tell_secrets(const std::vector<PipelineFinding>& found, std::vector<Finding>& secrets) {
  for (const PipelineFinding& one : found) {
    if (one.credential == kNoFact) continue;
    Finding& finding = secrets[one.definition->credentials[one.credential].finding];
    const bool is_told =
        std::find(finding.tags.begin(), finding.tags.end(), kEmbeddedTag) != finding.tags.end();
    if (is_told) continue;
    finding.message += " " + one.message + ".";
    finding.tags.emplace_back(kEmbeddedTag);
  }
}

// Whether HEAD holds the definitions as they were read.
void mark_in_head(OpenRepository* opened, const DefinitionSet& set,
                  std::vector<Finding>& findings) {
  if (opened == nullptr || findings.empty()) return;
  std::vector<Diagnostic> told;
  const auto reader = make_pack_reader(opened->packs(told, PackChecks::kQuick));
  const HeadTree head = HeadTree::read(opened->repository(), *reader, told);
  std::map<std::string, bool> known;
  for (Finding& finding : findings) {
    Occurrence& place = finding.occurrences.front();
    const auto [held, is_new] = known.try_emplace(place.location.path, false);
    if (is_new) {
      const Definition* definition = set.find(place.location.path);
      held->second =
          definition != nullptr &&
          head.holds(place.location.path, hash_object(ObjectType::kBlob, definition->text,
                                                      opened->repository().id_size()));
    }
    place.in_head = held->second;
  }
}

// Rules take a word of ours for a secret at times: "TOKEN is written". Names in the message stand
// for themselves elsewhere; a value is never part of one.
void clean_message(TextCleaner& cleaner, std::string& message) {
  std::string cleaned = message;
  cleaner.clean(cleaned);
  const auto [own, other] =
      std::mismatch(message.begin(), message.end(), cleaned.begin(), cleaned.end());
  const auto end = std::mismatch(message.rbegin(), std::make_reverse_iterator(own),
                                 cleaned.rbegin(), std::make_reverse_iterator(other))
                       .first.base();
  const bool is_word = std::all_of(own, end, is_lower_ascii);
  if (!is_word) message = std::move(cleaned);
}

void clean(TextCleaner& cleaner, Finding& finding) {
  clean_message(cleaner, finding.message);
  for (Occurrence& place : finding.occurrences) {
    cleaner.clean(place.location.path);
    if (!place.pipeline) continue;
    PipelinePlace cleaned = *place.pipeline;
    clean_place(cleaner, cleaned);
    place.pipeline = std::make_shared<const PipelinePlace>(std::move(cleaned));
  }
}

}  // namespace

PipelineScan scan_pipelines(const ScanContext& context, const ScanRequest& request,
                            OpenRepository* opened, std::vector<Finding>& secrets,
                            ScanOutput& output, TextScanner& cleaner) {
  PipelineScan result;
  hand_over_credentials(context, secrets, output.definitions);
  const auto owned = std::make_shared<const DefinitionSet>(std::move(output.definitions));
  keep_to_end(owned);
  const DefinitionSet& set = *owned;
  CheckOptions options;
  options.strict = request.strict_pipelines;
  options.raised = request.raised_checks;
  if (opened != nullptr) options.owner = repository_owner(opened->repository().origin_uri());
  auto found = check_all(set, options, thread_count(request.threads),
                         [&] { result.references = references_of(set); });
  const std::vector<std::string>& disabled = context.settings().disabled_rules;
  std::erase_if(found, [&disabled](const PipelineFinding& one) {
    return std::find(disabled.begin(), disabled.end(), one.check->info.id) != disabled.end();
  });
  drop_silenced(context, found, output);
  tell_secrets(found, secrets);
  tell_places(context, set, opened, secrets, output.diagnostics);
  const bool in_worktree = request.mode != ScanMode::kHistoryOnly;
  result.findings = findings_of(found, context.key(), in_worktree, context.previous_keys());
  mark_in_head(opened, set, result.findings);
  result.definitions = set.counts();

  TextCleaner texts(cleaner);
  for (Finding& finding : result.findings) clean(texts, finding);
  for (Finding& finding : secrets)
    for (const Occurrence& place : finding.occurrences)
      if (place.pipeline) {
        clean(texts, finding);
        break;
      }
  for (Reference& reference : result.references) clean_reference(texts, reference);
  return result;
}

}  // namespace keyhound
