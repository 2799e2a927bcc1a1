// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_message.h"

#include <fmt/format.h>

#include "scanner/base/text_encode.h"
#include "scanner/base/utf8.h"
#include "scanner/report/liveness_words.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/sarif_revisions.h"

namespace keyhound {

namespace {

// Where the secret is, as the end of a sentence.
std::string describe_state(const Finding& finding) {
  const Occurrence& place = primary_occurrence(finding);
  const std::string where = sarif_plain(describe_place(place.location, place.commit.id));
  const std::string_view commit = short_id(finding.first().commit.id);
  if (finding.in_head()) {
    const std::string since = commit.empty() ? "" : fmt::format(", since commit '{}'", commit);
    return fmt::format("is in HEAD at '{}'{}", where, since);
  }
  if (commit.empty()) return fmt::format("is at '{}'", where);
  if (!finding.first().reachable) {
    return fmt::format("is in commit '{}', which no ref reaches, at '{}'", commit, where);
  }
  return fmt::format("is in history: added in commit '{}' at '{}'", commit, where);
}

std::string describe_credential(const CredentialMatch& match) {
  if (match.id.empty()) return "";
  const std::string owner = match.owner.empty() ? "no owner" : "owner '" + match.owner + "'";
  return sarif_plain(fmt::format("Credential '{}' ({}): ", match.id, owner));
}

std::string list_failed(const Finding& finding) {
  std::string failed;
  for (const PolicyVerdict& verdict : finding.policies) {
    if (verdict.outcome != Outcome::kFail) continue;
    failed += fmt::format("{}'{}'", failed.empty() ? "" : ", ", verdict.policy_id);
  }
  return failed.empty() ? failed : " Fails " + failed + ".";
}

std::string secret_message(const Finding& finding) {
  std::string text =
      fmt::format("{}{} '{}' {}.", describe_credential(finding.credential),
                  sarif_plain(finding.title), finding.secret_redacted, describe_state(finding));
  const std::size_t count = finding.occurrences.size();
  if (count > 1) text += " It occurs in " + count_of(count, "place", "places") + ".";
  if (const std::string liveness = liveness_words(finding); !liveness.empty())
    text += " Liveness: " + as_sentence(sarif_plain(liveness));
  if (finding.is_documentation) text += " It is a published sample value, no leak.";
  return text + list_failed(finding);
}

}  // namespace

std::string sarif_plain(std::string_view text) {
  std::string result = escape_for_terminal(text);
  if (result.find("](") == std::string::npos) return result;
  for (std::size_t at = result.find('['); at != std::string::npos; at = result.find('[', at + 2)) {
    result.insert(at, 1, '\\');
  }
  return result;
}

std::string as_sentence(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
  if (text.empty()) return text;
  const bool is_ended = text.back() == '.' || text.back() == '!' || text.back() == '?';
  return is_ended ? text : text + ".";
}

std::string shorten(std::string_view text, std::size_t limit) {
  std::size_t end = 0;
  std::size_t before_last = 0;
  for (std::size_t count = 0; end < text.size(); ++count) {
    if (count == limit) return std::string(text.substr(0, before_last)) + "…";
    before_last = end;
    end += next_utf8(text.substr(end)).length;
  }
  return std::string(text);
}

std::string sarif_message(const Finding& finding) {
  if (finding.kind == FindingKind::kSecret) return secret_message(finding);
  std::string text = as_sentence(sarif_plain(finding.message));
  if (text.empty()) text = as_sentence(sarif_plain(finding.title));
  if (finding.related.empty()) return text;
  text +=
      finding.kind == FindingKind::kPipeline ? " See [the other place](1)." : " See [the leak](1).";
  return text;
}

}  // namespace keyhound
