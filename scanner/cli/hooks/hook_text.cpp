// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/hook_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/text_encode.h"
#include "scanner/hooks/hook_script.h"
#include "scanner/report/occurrence_text.h"

namespace keyhound {
namespace {

std::string_view subject_of(HookKind kind) {
  return kind == HookKind::kPreCommit ? "commit" : "push";
}

// Where a finding stands: of a push, also in which commit.
std::string place_of(HookKind kind, const Finding& finding) {
  const Occurrence& first = finding.first();
  std::string place = describe_place(first.location, first.commit.id);
  const bool names_commit = !is_in_file(first.location) || first.commit.id.empty();
  if (kind == HookKind::kPrePush && !names_commit)
    place += fmt::format(" in commit {}", short_id(first.commit.id));
  if (finding.occurrences.size() > 1)
    place += fmt::format(" and {} more", finding.occurrences.size() - 1);
  return escape_for_terminal(place);
}

std::string finding_text(HookKind kind, const Finding& finding) {
  std::string text =
      fmt::format("  {}\n    {} ({}, {})", place_of(kind, finding),
                  escape_for_terminal(finding.title), finding.rule_id, to_string(finding.severity));
  if (!finding.secret_redacted.empty()) text += ": " + escape_for_terminal(finding.secret_redacted);
  return text + "\n";
}

std::string more_text(std::size_t count) {
  if (count <= kMostNamed) return {};
  return fmt::format("  and {} more\n", count - kMostNamed);
}

// A path that can stand in a command that is copied; PATH for one that cannot.
std::string path_word(const std::string& path) {
  if (path.empty() || escape_for_terminal(path) != path) return "PATH";
  const bool is_plain = std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' ||
           c == '.' || c == '_' || c == '-';
  });
  const std::string word = is_plain ? path : quote_for_shell(path);
  return path.front() == '-' ? "./" + word : word;
}

std::string take_out_of_commit(const ScanResult& result, const Finding& finding) {
  const std::string path = path_word(finding.first().location.path);
  return fmt::format("{} {}", result.scan.head.empty() ? "git rm --cached" : "git restore --staged",
                     path);
}

std::string take_out_of_push(const Finding& finding) {
  const std::string& commit = finding.first().commit.id;
  if (commit.empty()) return "git commit --amend, or git rebase --interactive";
  return fmt::format("git rebase --interactive {}^   (edit that commit)", short_id(commit));
}

std::string_view past_check(HookKind kind) {
  return kind == HookKind::kPreCommit ? "git commit --no-verify" : "git push --no-verify";
}

std::string recorded_text(HookKind kind, std::string_view ledger) {
  if (kind == HookKind::kPrePush) return "'keyhound ci' sees it on the server";
  if (ledger.empty()) return "the next push says so";
  return fmt::format("the next push records it in {}", escape_for_terminal(ledger));
}

// Why a comment beside one of the findings does not silence it.
std::string comments_text(const ScanResult& result, const std::vector<const Finding*>& findings) {
  std::string text;
  std::size_t named = 0;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    const bool is_theirs =
        diagnostic.kind == "inline-comment" &&
        std::any_of(findings.begin(), findings.end(), [&diagnostic](const Finding* finding) {
          return finding->first().location.path == diagnostic.subject;
        });
    if (!is_theirs || ++named > kMostNamed) continue;
    text += fmt::format("keyhound: {}: {}\n", escape_for_terminal(diagnostic.subject),
                        escape_for_terminal(diagnostic.message));
  }
  return text;
}

}  // namespace

std::string hook_report(HookKind kind, const ScanResult& result,
                        const std::vector<const Finding*>& findings) {
  std::string text;
  if (!findings.empty()) {
    text += fmt::format("keyhound: this {} would bring in {}:\n", subject_of(kind),
                        count_of(findings.size(), "finding", "findings"));
  }
  for (std::size_t i = 0; i < std::min(findings.size(), kMostNamed); ++i)
    text += finding_text(kind, *findings[i]);
  text += more_text(findings.size());
  text += comments_text(result, findings);

  std::size_t unread = 0;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (!diagnostic.incomplete || ++unread > kMostNamed) continue;
    text += fmt::format("keyhound: not scanned: {}: {}\n", escape_for_terminal(diagnostic.subject),
                        escape_for_terminal(diagnostic.message));
  }
  return text + more_text(unread);
}

std::string hook_advice(HookKind kind, const ScanResult& result,
                        const std::vector<const Finding*>& findings, std::string_view ledger) {
  if (findings.empty()) return {};
  const Finding& first = *findings.front();
  std::string text = fmt::format("keyhound: the {} was stopped. How to go on:\n", subject_of(kind));
  text += fmt::format("  take it out     {}\n", kind == HookKind::kPreCommit
                                                    ? take_out_of_commit(result, first)
                                                    : take_out_of_push(first));
  text +=
      "                  and keep the value in a secret store or the environment\n"
      "  rotate it       if it left this machine before: whoever saw it can use it\n";
  text += fmt::format(
      "  it is none      write  keyhound:allow {} reason=\"...\"  into a comment on its line,\n"
      "                  or accept it in the baseline: keyhound baseline update\n",
      first.rule_id);
  text += fmt::format("  go past it      {}; {}\n", past_check(kind), recorded_text(kind, ledger));
  return text;
}

std::string failure_advice(HookKind kind) {
  return fmt::format(
      "keyhound: the {0} was stopped, since what was not scanned may hold a credential. Mend what "
      "is "
      "named above,\nkeyhound: or let this one through with KEYHOUND_ALLOW_FAILURE=1 git {0}\n",
      subject_of(kind));
}

std::string let_through_text(HookKind kind) {
  return fmt::format(
      "keyhound: warning: the {} was not scanned as a whole; let through, since failures are "
      "allowed\n",
      subject_of(kind));
}

std::string unchecked_text(const UncheckedCommits& unchecked, std::string_view ledger) {
  const std::size_t count = unchecked.commits.size();
  if (count == 0) return {};
  std::string text = fmt::format(
      "keyhound: {} of {} was not checked before the commit (git commit --no-verify, a rebase or a "
      "cherry-pick):\n",
      count, count_of(unchecked.pushed, "pushed commit", "pushed commits"));
  for (std::size_t i = 0; i < std::min(count, kMostNamed); ++i)
    text += fmt::format("  {}\n", short_id(unchecked.commits[i].id.hex()));
  text += more_text(count);
  text += ledger.empty() ? "keyhound: this is recorded nowhere; name a ledger with 'git config "
                           "keyhound.ledger FILE'\n"
                         : fmt::format("keyhound: recorded in {}\n", escape_for_terminal(ledger));
  return text;
}

}  // namespace keyhound
