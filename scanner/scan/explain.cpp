// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/decode/text_encoding.h"
#include "scanner/git/committed_file.h"
#include "scanner/git/git_library.h"
#include "scanner/git/repository.h"
#include "scanner/scan/text_explainer.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

// What a place's words mean. `name` is all of them but the line.
struct Place {
  std::string name;
  std::uint64_t line = 0;  // 0: all
};

struct NamedText {
  std::string path;  // that rules see
  std::string commit;
  std::string content;
};

bool exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// A file whose name ends like a line number is that file.
Result<Place> read_place(const std::string& words) {
  if (exists(words)) return Place{words, 0};
  const std::size_t colon = words.rfind(':');
  if (colon == std::string::npos || colon + 1 == words.size()) return Place{words, 0};
  Place place{words.substr(0, colon), 0};
  const char* const end = words.data() + words.size();
  const auto [rest, error] = std::from_chars(words.data() + colon + 1, end, place.line);
  if (error != std::errc() || rest != end) return Place{words, 0};
  if (place.line == 0) return fail(ErrorKind::kUsage, words + ": lines count from 1");
  return place;
}

// As a scan of the repository would name it; outside of one, as it was given.
std::string scanned_path(const std::string& file) {
  std::error_code error;
  const fs::path whole = fs::canonical(file, error);
  if (error) return file;
  const auto repository = Repository::discover(whole.parent_path().string());
  if (!repository || repository->is_bare()) return fs::path(file).lexically_normal().string();
  const fs::path root = fs::canonical(repository->work_dir(), error);
  const fs::path inside = whole.lexically_relative(root);
  return error || inside.empty() ? file : inside.string();
}

Result<NamedText> read_work_file(const std::string& file) {
  std::error_code error;
  if (fs::is_directory(file, error)) {
    return fail(ErrorKind::kUsage, file +
                                       ": a directory; name a file, or use 'keyhound scan "
                                       "--explain' for all of it");
  }
  NamedText text;
  KEYHOUND_TRY(text.content, read_file(file, kMostExplained));
  text.path = scanned_path(file);
  return text;
}

Result<NamedText> read_in_commit(const std::string& name, std::size_t colon) {
  const GitLibrary library;
  KEYHOUND_TRY(const Repository repository, Repository::discover("."));
  NamedText text;
  text.path = name.substr(colon + 1);
  KEYHOUND_TRY(CommittedFile file,
               read_committed_file(repository, name.substr(0, colon), text.path, kMostExplained));
  text.commit = std::move(file.commit);
  text.content = std::move(file.content);
  return text;
}

Result<NamedText> read_text(const std::string& name) {
  const std::size_t colon = name.find(':');
  if (exists(name)) return read_work_file(name);
  if (colon == std::string::npos || colon == 0 || colon + 1 == name.size())
    return fail(ErrorKind::kNotFound, name + ": no such file");
  auto committed = read_in_commit(name, colon);
  if (committed || committed.error().kind != ErrorKind::kNotFound) return committed;
  return fail(ErrorKind::kNotFound, name + ": no such file, and no repository to look in");
}

Status check_line(const Place& place, std::string_view content) {
  auto lines = static_cast<std::uint64_t>(std::count(content.begin(), content.end(), '\n'));
  if (!content.empty() && content.back() != '\n') ++lines;
  if (place.line <= lines) return {};
  return fail(ErrorKind::kUsage, fmt::format("{} has {} line{}; there is no line {}", place.name,
                                             lines, lines == 1 ? "" : "s", place.line));
}

}  // namespace

Result<Explanation> explain_place(const ScanContext& context, const std::string& words,
                                  Confidence least) {
  KEYHOUND_TRY(const Place place, read_place(words));
  KEYHOUND_TRY(NamedText text, read_text(place.name));
  Explanation explanation;
  explanation.target = words;
  explanation.line = place.line;
  explanation.path = text.path;
  if (const TextEncoding encoding = detect_encoding(text.content);
      encoding != TextEncoding::kBytes) {
    text.content = transcode_to_utf8(text.content, encoding);
    explanation.encoding = unit_size(encoding) == 2 ? "UTF-16" : "UTF-32";
  }
  KEYHOUND_TRY_STATUS(check_line(place, text.content));
  KEYHOUND_TRY(TextExplainer explainer, TextExplainer::create(context));
  KEYHOUND_TRY(std::vector<Candidate> candidates,
               explainer.explain({text.content, text.path, text.commit}, least));
  for (Candidate& candidate : candidates) {
    const Location& at = candidate.location;
    if (place.line == 0 || (at.start.line <= place.line && place.line <= at.end.line))
      explanation.candidates.add(std::move(candidate));
  }
  explanation.candidates.settle();
  return explanation;
}

}  // namespace keyhound
