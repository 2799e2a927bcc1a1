// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/allowlist.h"

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

bool any_matches(const std::vector<TextTest>& tests, std::string_view text) {
  return std::any_of(tests.begin(), tests.end(),
                     [text](const TextTest& test) { return test(text); });
}

Result<std::vector<TextTest>> compile_all(const std::vector<std::string>& regexes,
                                          const PatternCompiler& compiler) {
  std::vector<TextTest> tests;
  for (const std::string& regex : regexes) {
    KEYHOUND_TRY(TextTest test, compiler(regex));
    tests.push_back(std::move(test));
  }
  return tests;
}

bool holds_empty(const std::vector<std::string>& texts) {
  return std::find(texts.begin(), texts.end(), "") != texts.end();
}

std::string_view target_text(Allowlist::Target target, const AllowlistSubject& subject) {
  switch (target) {
    case Allowlist::Target::kMatch:
      return subject.match;
    case Allowlist::Target::kLine:
      return subject.line;
    case Allowlist::Target::kSecret:
      break;
  }
  return subject.secret;
}

}  // namespace

Result<AllowlistFilter> AllowlistFilter::compile(const std::vector<Allowlist>& allowlists,
                                                 const PatternCompiler& compiler) {
  AllowlistFilter filter;
  for (const Allowlist& list : allowlists) {
    if (list.regexes.empty() && list.paths.empty() && list.stopwords.empty() &&
        list.commits.empty()) {
      return fail(ErrorKind::kConfiguration,
                  "an allowlist without regexes, paths, stopwords or commits allows nothing");
    }
    if (holds_empty(list.regexes) || holds_empty(list.paths) || holds_empty(list.stopwords) ||
        holds_empty(list.commits)) {
      return fail(ErrorKind::kConfiguration,
                  "an allowlist with an empty regex, path, stopword or commit allows everything");
    }
    Entry entry{list.condition, list.target, {}, {}, {}, list.commits};
    KEYHOUND_TRY(entry.regexes, compile_all(list.regexes, compiler));
    KEYHOUND_TRY(entry.paths, compile_all(list.paths, compiler));
    for (const std::string& word : list.stopwords) entry.stopwords.push_back(to_lower_ascii(word));
    filter.entries_.push_back(std::move(entry));
  }
  return filter;
}

bool AllowlistFilter::allows(const AllowlistSubject& subject) const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [&subject](const Entry& entry) { return entry_allows(entry, subject); });
}

std::optional<std::size_t> AllowlistFilter::first_allowing(const AllowlistSubject& subject) const {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (entry_allows(entries_[i], subject)) return i;
  }
  return std::nullopt;
}

bool AllowlistFilter::looks_at_commits() const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [](const Entry& entry) { return !entry.commits.empty(); });
}

bool AllowlistFilter::entry_allows(const Entry& entry, const AllowlistSubject& subject) {
  const bool all = entry.condition == Allowlist::Condition::kAll;
  bool decided = false;
  const auto ask = [&](bool has_criterion, auto&& agrees) {
    if (!has_criterion || decided) return;
    if (agrees() != all) decided = true;  // kAny: one agrees; kAll: one does not
  };
  ask(!entry.commits.empty(), [&] {
    return std::find(entry.commits.begin(), entry.commits.end(), subject.commit) !=
           entry.commits.end();
  });
  ask(!entry.stopwords.empty(), [&] {
    const std::string secret = to_lower_ascii(subject.secret);
    return std::any_of(
        entry.stopwords.begin(), entry.stopwords.end(),
        [&secret](const std::string& word) { return secret.find(word) != std::string::npos; });
  });
  ask(!entry.paths.empty(), [&] { return any_matches(entry.paths, subject.path); });
  ask(!entry.regexes.empty(),
      [&] { return any_matches(entry.regexes, target_text(entry.target, subject)); });
  return decided != all;
}

bool AllowlistFilter::looks_at_origin() const {
  return std::any_of(entries_.begin(), entries_.end(), [](const Entry& entry) {
    return !entry.paths.empty() || !entry.commits.empty();
  });
}

}  // namespace keyhound
