// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "policies/evidence/chain_check.h"
#include "policies/evidence/head_json.h"
#include "policies/evidence/ledger_file.h"
#include "policies/evidence/ledger_line.h"

namespace keyhound {
namespace {

constexpr std::chrono::milliseconds kLockWait{10'000};

struct KindName {
  LedgerProblemKind kind;
  std::string_view name;
};

constexpr KindName kKindNames[] = {
    {LedgerProblemKind::kMalformed, "malformed"},
    {LedgerProblemKind::kChanged, "changed"},
    {LedgerProblemKind::kRemoved, "removed"},
    {LedgerProblemKind::kReordered, "reordered"},
    {LedgerProblemKind::kDuplicated, "duplicated"},
    {LedgerProblemKind::kBrokenLink, "broken-link"},
    {LedgerProblemKind::kHead, "wrong-head"},
    {LedgerProblemKind::kSignature, "wrong-signature"},
    {LedgerProblemKind::kClock, "clock-back"},
    {LedgerProblemKind::kAnchor, "anchor"},
    {LedgerProblemKind::kUnknownEvent, "unknown-event"},
    {LedgerProblemKind::kTornTail, "torn-tail"},
};

// The size under the lock, so that a batch that is being written is not taken for a torn line. The
// lock is not kept: what is before that offset does not change any more.
Result<std::uint64_t> settled_size(const std::string& path) {
  KEYHOUND_TRY(const LedgerFile file, LedgerFile::open(path, LedgerAccess::kRead, kLockWait));
  return file.size();
}

using LineStep = std::function<Status(const Line&)>;

Status for_each_line(const std::string& path, const LineStep& step) {
  KEYHOUND_TRY(const std::uint64_t size, settled_size(path));
  auto file = File::open(path);
  if (!file) return fail(file.error().within(path));
  LineReader lines(*file, 0, size);
  while (true) {
    auto line = lines.next();
    if (!line) return fail(line.error().within(path));
    if (!*line) return {};
    KEYHOUND_TRY_STATUS(step(**line));
  }
}

// The first problem that is an error, as one. REQUIRES: there is one.
tl::unexpected<Error> first_error(const std::string& path, const LedgerCheck& check) {
  const auto first = std::find_if(
      check.problems.begin(), check.problems.end(),
      [](const LedgerProblem& p) { return p.is_error && p.kind != LedgerProblemKind::kTornTail; });
  if (first == check.problems.end()) {  // behind a hundred warnings
    return fail(ErrorKind::kCorrupt,
                path + ": it does not verify; 'keyhound evidence verify' says where");
  }
  const std::string place = first->line == 0 ? "" : fmt::format("line {}: ", first->line);
  return fail(ErrorKind::kCorrupt, fmt::format("{}: {}{}", path, place, first->message));
}

}  // namespace

std::string_view name_of(LedgerProblemKind kind) {
  const auto* found = std::find_if(std::begin(kKindNames), std::end(kKindNames),
                                   [kind](const KindName& row) { return row.kind == kind; });
  return found->name;
}

Result<LedgerAnchor> parse_anchor(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
  text = text.substr(0, text.find_last_not_of(kBlank) + 1);
  LedgerAnchor anchor;
  if (const auto digest = parse_digest(text)) {
    anchor.digest = *digest;
    return anchor;
  }
  const auto document = parse_json(text);
  auto head = document ? parse_head_document(*document)
                       : Result<TreeHead>(fail(ErrorKind::kCorrupt, "it is no JSON"));
  if (!head || head->tree_size == 0) {
    return fail(ErrorKind::kConfiguration,
                fmt::format("the anchor is neither 64 hex digits nor what 'keyhound evidence head' "
                            "prints{}",
                            head ? "" : ": " + head.error().message));
  }
  anchor.head = std::move(*head);
  return anchor;
}

Result<LedgerCheck> verify_ledger(const std::string& path, const LedgerCheckOptions& options) {
  ChainCheck check(options);
  KEYHOUND_TRY_STATUS(for_each_line(path, [&check](const Line& line) {
    check.add(line);
    return Status();
  }));
  check.finish();
  return check.result();
}

Status read_ledger(const std::string& path, const EventCallback& callback,
                   const LedgerReadOptions& options) {
  LedgerCheckOptions check_options = options.check;
  check_options.clock_may_go_back = true;
  ChainCheck check(check_options);
  return for_each_line(path, [&](const Line& line) -> Status {
    const auto event = check.add(line);
    if (options.stop_at_problems && check.result().error_count > 0) {
      return first_error(path, check.result());
    }
    if (event) callback(*event);
    return {};
  });
}

Result<LedgerCheck> read_verified_ledger(const std::string& path, const EventCallback& callback,
                                         const LedgerCheckOptions& options) {
  ChainCheck check(options);
  KEYHOUND_TRY_STATUS(for_each_line(path, [&](const Line& line) -> Status {
    const auto event = check.add(line);
    if (check.result().error_count > 0) return first_error(path, check.result());
    if (event) callback(*event);
    return {};
  }));
  check.finish();
  if (check.result().error_count > 0) return first_error(path, check.result());
  if (check.result().events == 0)
    return fail(ErrorKind::kCorrupt, path + ": the ledger holds no event; nothing can be shown");
  return check.result();
}

}  // namespace keyhound
