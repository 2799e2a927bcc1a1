// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/pipeline_comments.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "scanner/filters/comment_company.h"
#include "scanner/filters/inline_comment.h"
#include "scanner/pipelines/line_index.h"

namespace keyhound {
namespace {

class Silencer {
 public:
  Silencer(const ScanContext& context, ScanOutput& output) : context_(context), output_(output) {
    for (const Suppression& one : output.comments.suppressions) secrets_.push_back(one.location);
  }

  // A literal that joins another on a line is found, as any secret is.
  void meet(const PipelineFinding& found) {
    if (found.credential != kNoFact || !found.is_literal) return;
    company_[found.definition].add(comments_of(found), {found.check->info.id, {name_of(found)}});
  }

  bool silences(const PipelineFinding& found) {
    if (found.credential != kNoFact) return false;
    return is_silenced_by_comment(found) || (found.is_literal && holds_silenced_secret(found));
  }

 private:
  Location location_of(const PipelineFinding& found) {
    const Definition& definition = *found.definition;
    const LineIndex& lines = lines_.try_emplace(&definition, definition.text).first->second;
    return {definition.path, LocationPart::kContent, lines.position(found.range.begin),
            lines.position(found.range.end)};
  }

  static std::vector<InlineComment> comments_of(const PipelineFinding& found) {
    auto comments = comments_on_lines(found.definition->text, found.range.begin, found.range.end);
    if (!found.is_literal)  // the others' comments are about secrets
      std::erase_if(comments, [](const InlineComment& one) { return one.is_foreign; });
    return comments;
  }

  // The same for the same value, and not the value.
  std::string name_of(const PipelineFinding& found) {
    const auto [begin, end] = std::pair(found.range.begin, found.range.end);
    const std::string_view value =
        std::string_view(found.definition->text).substr(begin, end - begin);
    return std::to_string(names_.try_emplace(value, names_.size()).first->second);
  }

  bool is_silenced_by_comment(const PipelineFinding& found) {
    const auto comments = comments_of(found);
    if (comments.empty()) return false;
    const std::string_view id = found.check->info.id;
    CommentedSecret asked{id};
    if (found.is_literal) {
      asked.fingerprints = {name_of(found)};
      asked.company = &company_[found.definition];
    }
    CommentAnswer answer = ask_comments(comments, asked, context_.settings().now);
    for (std::string& one : unknown_rule_complaints(comments, context_))
      answer.complaints.push_back(std::move(one));
    if (answer.complaints.empty() && !answer.silenced_by) return false;
    const Location place = location_of(found);
    for (const std::string& one : answer.complaints)
      output_.comments.complaints.push_back(comment_complaint(one, place));
    if (!answer.silenced_by) return false;
    output_.comments.suppressions.push_back(suppression_of(*answer.silenced_by, id, place));
    return true;
  }

  bool holds_silenced_secret(const PipelineFinding& found) {
    if (secrets_.empty()) return false;
    const Location place = location_of(found);
    return std::any_of(secrets_.begin(), secrets_.end(), [&place](const Location& secret) {
      return secret.path == place.path && secret.start < place.end && place.start < secret.end;
    });
  }

  const ScanContext& context_;
  ScanOutput& output_;
  std::vector<Location> secrets_;
  std::unordered_map<const Definition*, LineIndex> lines_;
  std::unordered_map<const Definition*, CommentCompany> company_;
  std::map<std::string_view, std::size_t> names_;  // of literals, in their definitions' texts
};

}  // namespace

void drop_silenced(const ScanContext& context, std::vector<PipelineFinding>& found,
                   ScanOutput& output) {
  if (!context.settings().reads_comments) return;
  Silencer silencer(context, output);
  for (const PipelineFinding& one : found) silencer.meet(one);
  output.drops[static_cast<std::size_t>(DropReason::kSuppressed)] += std::erase_if(
      found, [&silencer](const PipelineFinding& one) { return silencer.silences(one); });
}

}  // namespace keyhound
