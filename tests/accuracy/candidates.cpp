// SPDX-License-Identifier: Apache-2.0
// Prints what the generic-secret model sees: a JSON line for each match of a scored rule in the
// files that standard input names, with place, features and path terms. For train.py.
//   accuracy_candidates RULES FOLDER <names
#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scanner/base/file.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/filters/generic/generic_features.h"
#include "scanner/filters/generic/path_traits.h"
#include "scanner/rules/rule_file.h"
#include "scanner/scan/match_judge.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestFile = 64U << 20U;

// A text with the numbers of its lines.
class LineMap {
 public:
  explicit LineMap(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') breaks_.push_back(i);
    }
  }
  [[nodiscard]] std::size_t line(std::size_t place) const {
    return static_cast<std::size_t>(std::lower_bound(breaks_.begin(), breaks_.end(), place) -
                                    breaks_.begin()) +
           1;
  }
  [[nodiscard]] std::size_t column(std::size_t place) const {
    const std::size_t number = line(place);
    return number == 1 ? place : place - breaks_[number - 2] - 1;
  }

 private:
  std::vector<std::size_t> breaks_;
};

nlohmann::json describe(const ScanContext& context, std::string_view text, const LineMap& lines,
                        const Match& match, const std::string& path) {
  nlohmann::json row;
  const std::size_t begin = match.start + static_cast<std::size_t>(match.score.value_begin);
  row["path"] = path;
  row["rule"] = context.rule(match.rule).id;
  row["line"] = lines.line(begin);
  row["column"] = lines.column(begin);
  row["begin"] = begin;
  row["size"] = match.score.value_size;
  row["state"] = static_cast<int>(match.score.state);
  row["quoted"] = match.score.is_quoted;
  const PathTermSet terms = path_terms(read_path(path), match.score.is_quoted);
  row["language"] = terms.language;
  row["flags"] = std::vector<bool>(std::begin(terms.flags), std::end(terms.flags));
  const bool is_assigned = context.rule(match.rule).scored == Rule::Scored::kAssignment;
  const auto assignment =
      is_assigned ? read_assignment(text, match.secret_start, match.secret_end)
                  : std::optional(describe_value(text, match.secret_start, match.secret_end));
  if (assignment) row["features"] = generic_features(text, *assignment);
  return row;
}

Status print_candidates(const std::string& rules, const std::string& folder) {
  KEYHOUND_TRY(RuleFile file, load_rule_files(rules));
  KEYHOUND_TRY(RuleSet set, make_rule_set(std::move(file)));
  KEYHOUND_TRY(const RuleEngine engine, RuleEngine::create(std::move(set)));
  KEYHOUND_TRY(const ScanContext context, ScanContext::create(engine));
  KEYHOUND_TRY(Matcher matcher, Matcher::create(engine));
  const MatchJudge judge(context);
  std::vector<Match> matches;
  nlohmann::json header;
  header["features"] =
      std::vector<std::string>(generic_feature_names().begin(), generic_feature_names().end());
  header["terms"] = std::vector<std::string>(path_term_names().begin(), path_term_names().end());
  std::cout << header.dump() << '\n';
  for (std::string path; std::getline(std::cin, path);) {
    KEYHOUND_TRY(const std::string text, read_file(folder + "/" + path, kLargestFile));
    const LineMap lines(text);
    KEYHOUND_TRY_STATUS(matcher.find(text, matches));
    for (Match& match : matches) {
      judge.note_score(text, match);
      if (match.score.state == MatchScore::State::kUnknown ||
          match.score.state == MatchScore::State::kNoValue)
        continue;
      std::cout << describe(context, text, lines, match, path).dump() << '\n';
    }
  }
  return {};
}

}  // namespace
}  // namespace keyhound

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "accuracy_candidates RULES FOLDER <names\n";
    return 2;
  }
  const auto status = keyhound::print_candidates(argv[1], argv[2]);
  if (!status) std::cerr << "accuracy_candidates: " << status.error().message << '\n';
  return status ? 0 : 2;
}
