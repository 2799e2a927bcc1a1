// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/query_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scanner/base/nearest_key.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/scan_options.h"
#include "scanner/cli/store_option.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kTableRows = 100;  // that a person reads, unless more are asked for
constexpr std::size_t kLongestPath = 4096;

void add_list(CLI::App& app, const char* name, std::vector<std::string>& values,
              const char* description, const char* type) {
  app.add_option(name, values, description)->type_name(type)->allow_extra_args(false);
}

Result<const Question*> question_of(const std::string& name) {
  if (const Question* question = find_question(name)) return question;
  std::vector<std::string_view> names;
  for (const Question* question : questions()) names.push_back(question->name);
  const std::string_view near = nearest_key(name, names);
  return fail(ErrorKind::kUsage,
              fmt::format("query: there is no question '{}'{}\n'keyhound query' lists them.", name,
                          near.empty() ? "" : fmt::format(". Did you mean '{}'?", near)));
}

struct GivenFilter {
  const char* option;
  FilterKind kind;
  bool is_given;
};

std::vector<GivenFilter> filters_of(const QueryOptions& options) {
  return {{"--severity", FilterKind::kSeverity, !options.severity.empty()},
          {"--repository", FilterKind::kRepository, !options.repositories.empty()},
          {"--owner", FilterKind::kOwner, !options.owners.empty()},
          {"--policy", FilterKind::kPolicy, !options.policies.empty()},
          {"--rule", FilterKind::kRule, !options.rules.empty()},
          {"--path", FilterKind::kPath, !options.path.empty()},
          {"--since", FilterKind::kSinceTime, !options.since.empty()}};
}

// A filter that did nothing would be taken for one that did.
Status check_filters(const Question& question, const QueryOptions& options) {
  const std::vector<GivenFilter> filters = filters_of(options);
  for (const GivenFilter& filter : filters) {
    if (!filter.is_given || takes(question, filter.kind)) continue;
    std::vector<std::string> known;
    for (const GivenFilter& other : filters) {
      if (takes(question, other.kind)) known.emplace_back(other.option);
    }
    known.insert(known.end(), {"--sort", "--limit"});
    return fail(ErrorKind::kUsage,
                fmt::format("query: {} does not go with '{}', which takes {}", filter.option,
                            question.name, fmt::join(known, ", ")));
  }
  if (options.subject.empty() || question.subject != SubjectKind::kNone) return {};
  return fail(ErrorKind::kUsage, fmt::format("query: '{}' is one argument too many for '{}'",
                                             options.subject, question.name));
}

Result<std::optional<Severity>> severity_of_option(const std::string& word) {
  if (word.empty()) return std::optional<Severity>();
  if (const auto severity = parse_severity(word)) return severity;
  return fail(ErrorKind::kUsage,
              fmt::format("--severity: '{}' is none of critical, high, medium, low, info", word));
}

}  // namespace

void add_query_options(CLI::App& app, QueryOptions& options) {
  app.add_option("question", options.question, "What to ask; without it, the questions are listed")
      ->type_name("QUESTION");
  app.add_option(
         "subject", options.subject,
         "Of 'credential' a fingerprint, of 'repository' a name, of 'coverage' and 'unread' "
         "a run (default: the last)")
      ->type_name("SUBJECT");
  add_store_option(app, options.store);
  app.add_option("--since", options.since,
                 "Only from then on: a run's key, a date, yesterday, 7d, 36h")
      ->type_name("DATE|RUN");
  app.add_option("--severity", options.severity,
                 "Only findings of this severity or worse: critical, high, medium, low, info")
      ->type_name("SEVERITY");
  add_list(app, "--repository", options.repositories,
           "Only repositories whose name, or its last segments, match (again for more)", "GLOB");
  add_list(app, "--owner", options.owners, "Only what this party owns (again for more)", "OWNER");
  add_list(app, "--policy", options.policies, "Only what fails this policy (again for more)", "ID");
  add_list(app, "--rule", options.rules, "Only what this rule found (again for more)", "ID");
  app.add_option("--path", options.path, "Only places whose path matches; of 'places'")
      ->type_name("GLOB");
  app.add_option("--sort", options.sort,
                 "Columns to sort by, parted by commas, each with :asc or :desc behind it or not")
      ->type_name("COLUMNS");
  app.add_option("--limit", options.limit,
                 "Most rows; 0: all (default: 100 in a table, all in other formats)")
      ->type_name("ROWS");
  app.add_option("--format", options.format, "text, json, csv")
      ->capture_default_str()
      ->type_name("FORMAT");
  app.add_option("--output", options.output, "File to write (default: standard output)")
      ->type_name("FILE");
  app.add_flag("--fail-on-rows", options.fail_on_rows, "End with code 1 when there are rows");
  app.add_option("--now", options.now,
                 "Answer as of this time, e.g. 2026-11-23T00:00:00Z (default: the clock)")
      ->type_name("TIME");
}

Result<QueryRequest> query_request_of(const QueryOptions& options) {
  QueryRequest request;
  KEYHOUND_TRY(request.question, question_of(options.question));
  KEYHOUND_TRY_STATUS(check_filters(*request.question, options));
  KEYHOUND_TRY(request.severity, severity_of_option(options.severity));
  KEYHOUND_TRY(request.now, time_of(options.now));
  if (options.path.size() > kLongestPath)
    return fail(ErrorKind::kUsage, "--path: the pattern is too long");
  request.subject = options.subject;
  request.repositories = options.repositories;
  request.owners = options.owners;
  request.policies = options.policies;
  request.rules = options.rules;
  request.path = options.path;
  request.since = options.since;
  request.sort = options.sort;
  request.limit = options.limit.value_or(options.format == "text" ? kTableRows : 0);
  return request;
}

}  // namespace keyhound
