// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/pipeline_scan.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>

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

// Rules take a name for a secret where our words stand before it: "the credential 'API_TOKEN'".
// Names have their places elsewhere, too. Where those are clean, the message is cleaned word by
// word, so that only what is a secret by itself is hidden.
void clean_message(TextCleaner& cleaner, std::string& message, bool has_clean_names) {
  std::string cleaned = message;
  cleaner.clean(cleaned);
  if (cleaned == message) return;
  if (!has_clean_names) {
    message = std::move(cleaned);
    return;
  }
  std::string words;
  for (std::size_t begin = 0; begin < message.size();) {
    const std::size_t end = std::min(message.find(' ', begin), message.size());
    std::string word = message.substr(begin, end - begin);
    cleaner.clean(word);
    words += word;
    if (end < message.size()) words += ' ';
    begin = end + 1;
  }
  message = std::move(words);
}

// True: there was nothing to hide in the place's names.
bool clean_pipeline(TextCleaner& cleaner, Occurrence& place) {
  PipelinePlace cleaned = *place.pipeline;
  clean_place(cleaner, cleaned);
  const PipelinePlace& own = *place.pipeline;
  const bool is_clean = cleaned.job == own.job && cleaned.step == own.step &&
                        cleaned.key_path == own.key_path && cleaned.environment == own.environment;
  place.pipeline = std::make_shared<const PipelinePlace>(std::move(cleaned));
  return is_clean;
}

void clean(TextCleaner& cleaner, Finding& finding) {
  bool has_clean_names = true;
  for (Occurrence& place : finding.occurrences) {
    cleaner.clean(place.location.path);
    if (place.pipeline) has_clean_names = clean_pipeline(cleaner, place) && has_clean_names;
  }
  clean_message(cleaner, finding.message, has_clean_names);
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
  for (Diagnostic& one : set.diagnostics()) output.diagnostics.push_back(std::move(one));
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
