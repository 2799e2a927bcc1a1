// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/check.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "scanner/pipelines/handed_secrets.h"

namespace keyhound {

#define KEYHOUND_CHECK_FILE(Name) extern const Check k##Name##Check;
#include "checks.inc"
#undef KEYHOUND_CHECK_FILE

namespace {

#define KEYHOUND_CHECK_FILE(Name) &k##Name##Check,
std::vector<const Check*> all_checks() {
  std::vector<const Check*> all = {
#include "checks.inc"
  };
  std::sort(all.begin(), all.end(),
            [](const Check* a, const Check* b) { return a->info.number < b->info.number; });
  return all;
}
#undef KEYHOUND_CHECK_FILE

}  // namespace

std::span<const Check* const> checks() {
  static const std::vector<const Check*> kAll = all_checks();
  return kAll;
}

const Check* find_check(std::string_view id_or_number) {
  const auto all = checks();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Check* check) {
    return check->info.id == id_or_number || check->info.number == id_or_number;
  });
  return found == all.end() ? nullptr : *found;
}

const std::vector<CheckInfo>& check_infos() {
  static const std::vector<CheckInfo> kInfos = [] {
    std::vector<CheckInfo> infos;
    for (const Check* check : checks()) infos.push_back(check->info);
    return infos;
  }();
  return kInfos;
}

namespace {

RaisedCheck raised_of(const Check& check, const CheckOptions& options) {
  const auto found = options.raised.find(check.info.id);
  return found == options.raised.end() ? RaisedCheck{} : found->second;
}

void check_one(const DefinitionSet& set, const Definition& definition, const CheckOptions& options,
               std::vector<PipelineFinding>& all) {
  const std::size_t first = all.size();
  for (const Check* check : checks()) {
    const RaisedCheck raised = raised_of(*check, options);
    const std::size_t begin = all.size();
    check->run({definition, set, options.strict || raised.is_on, options.owner}, all);
    for (std::size_t i = begin; i < all.size(); ++i) {
      all[i].check = check;
      all[i].definition = &definition;
      all[i].level = std::max(all[i].level, raised.least);
    }
  }
  tell_handed_secrets(set, definition, std::span(all).subspan(first));
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
  if (definition.is_beside)
    all.erase(std::remove_if(begin, all.end(),
                             [](const PipelineFinding& one) { return one.elsewhere.empty(); }),
              all.end());
  std::stable_sort(begin, all.end(), [](const PipelineFinding& a, const PipelineFinding& b) {
    return std::tie(a.range, a.check->info.number) < std::tie(b.range, b.check->info.number);
  });
  // Aliases, merge keys and templates bring one place of the text into several jobs.
  all.erase(std::unique(begin, all.end(),
                        [](const PipelineFinding& a, const PipelineFinding& b) {
                          return a.check == b.check && a.range == b.range &&
                                 a.subject == b.subject && a.credential == b.credential;
                        }),
            all.end());
}

}  // namespace

std::vector<PipelineFinding> run_checks(const DefinitionSet& set, const CheckOptions& options) {
  std::vector<PipelineFinding> all;
  if (options.only != nullptr) {
    check_one(set, *options.only, options, all);
  } else {
    for (const Definition& definition : set.definitions()) check_one(set, definition, options, all);
  }
  return all;
}

}  // namespace keyhound
