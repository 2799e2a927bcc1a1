// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/subject.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "scanner/model/fingerprint.h"
#include "scanner/store/query/repository_names.h"
#include "scanner/store/query/since.h"

namespace keyhound {
namespace {

constexpr std::size_t kShownCandidates = 5;
constexpr std::string_view kFingerprintBeginning = "kh1:";

Result<std::vector<Subject>> find_subjects(Database& database, std::string_view sql,
                                           const std::vector<SqlValue>& parameters) {
  std::vector<Subject> found;
  KEYHOUND_TRY_STATUS(database.query(sql, parameters, [&found](const SqlRow& row) -> Status {
    found.push_back({whole_number(row[0]), std::string(text_of(row[1]))});
    return {};
  }));
  return found;
}

tl::unexpected<Error> ambiguous(const Question& question, const std::string& text,
                                const std::vector<Subject>& found) {
  std::vector<std::string> names;
  for (const Subject& one : found) {
    if (names.size() == kShownCandidates) break;
    names.push_back(one.text);
  }
  return fail(ErrorKind::kUsage, fmt::format("query {}: '{}' may be {}{}; say which", question.name,
                                             text, fmt::join(names, ", "),
                                             found.size() > kShownCandidates ? " or another" : ""));
}

// Tables cut fingerprints that do not fit, so what stands in front of the "…" is enough.
std::string without_ellipsis(std::string text) {
  for (const std::string_view cut : {"\u2026", "..."}) {
    if (text.ends_with(cut)) text.resize(text.size() - cut.size());
  }
  return text;
}

Result<Subject> resolve_credential(Database& database, const Question& question,
                                   const std::string& written) {
  std::string text = without_ellipsis(written);
  if (const auto whole = canonical_fingerprint(text)) text = *whole;
  if (!text.starts_with(kFingerprintBeginning)) {
    return fail(ErrorKind::kUsage,
                fmt::format("query {}: '{}' is no fingerprint: they begin with {}, as 'keyhound "
                            "query open --format json' shows them",
                            question.name, written, kFingerprintBeginning));
  }
  // No character of a fingerprint is greater than '~'.
  const std::vector<SqlValue> range = {storable(text), storable(text + "~")};
  KEYHOUND_TRY(const std::vector<Subject> found,
               find_subjects(database,
                             "SELECT id, fingerprint FROM credentials WHERE fingerprint >= $1 AND "
                             "fingerprint < $2 ORDER BY fingerprint LIMIT 6",
                             range));
  if (found.empty()) {
    return fail(ErrorKind::kNotFound,
                fmt::format("query {}: the store knows no credential {}", question.name, written));
  }
  if (found.size() > 1 && found.front().text != text) return ambiguous(question, written, found);
  return found.front();
}

Result<Subject> resolve_repository(Database& database, const Question& question,
                                   const std::string& text) {
  KEYHOUND_TRY(const RepositoryNames names, RepositoryNames::load(database));
  const std::vector<RepositoryName> named = names.named(text);
  if (named.empty()) {
    return fail(ErrorKind::kNotFound,
                fmt::format("query {}: {}", question.name, names.describe_unknown(text)));
  }
  std::vector<Subject> found;
  for (const RepositoryName& one : named) found.push_back({one.id, one.name});
  if (found.size() > 1) return ambiguous(question, text, found);
  return found.front();
}

Result<Subject> resolve_run(Database& database, const Question& question, const std::string& text) {
  const std::string_view any = "SELECT id, run_key FROM runs ORDER BY id DESC LIMIT 1";
  const std::string_view by_key = "SELECT id, run_key FROM runs WHERE run_key = $1";
  std::vector<SqlValue> key;
  const bool is_last = text.empty() || text == "last";
  if (!is_last) key.push_back(storable(text));
  KEYHOUND_TRY(const std::vector<Subject> found,
               find_subjects(database, is_last ? any : by_key, key));
  if (!found.empty()) return found.front();
  KEYHOUND_TRY(const std::string runs, describe_last_runs(database));
  return fail(ErrorKind::kNotFound, is_last ? fmt::format("query {}: {}", question.name, runs)
                                            : fmt::format("query {}: there is no run '{}'; {}",
                                                          question.name, text, runs));
}

}  // namespace

Result<Subject> resolve_subject(Database& database, const Question& question,
                                const std::string& text) {
  switch (question.subject) {
    case SubjectKind::kCredential:
      if (text.empty()) {
        return fail(ErrorKind::kUsage,
                    fmt::format("query {}: name a fingerprint behind it", question.name));
      }
      return resolve_credential(database, question, text);
    case SubjectKind::kRepository:
      if (text.empty()) {
        return fail(ErrorKind::kUsage,
                    fmt::format("query {}: name a repository behind it", question.name));
      }
      return resolve_repository(database, question, text);
    case SubjectKind::kRun:
      return resolve_run(database, question, text);
    case SubjectKind::kNone:
      break;
  }
  return fail(ErrorKind::kInternal, "a question without a subject was asked for one");
}

}  // namespace keyhound
