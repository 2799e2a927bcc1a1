// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/plan_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scanner/base/csv_cell.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kWidestName = 70;

std::string size_text(std::uint64_t kib) {
  constexpr std::uint64_t kStep = 1024;
  if (kib == 0) return "-";
  if (kib < kStep) return fmt::format("{} KiB", kib);
  if (kib < kStep * kStep) return fmt::format("{} MiB", (kib + kStep / 2) / kStep);
  return fmt::format("{:.1f} GiB", static_cast<double>(kib) / (kStep * kStep));
}

// What is special about it, and what becomes of it.
std::string state_text(const Target& target) {
  std::string state = target.excluded.empty() ? "scan" : target.excluded;
  if (!target.excluded_message.empty()) state += ": " + target.excluded_message;
  std::string notes;
  for (const auto& [is_so, note] :
       {std::pair{target.is_private, "private"}, std::pair{target.is_archived, "archived"},
        std::pair{target.is_fork, "fork"}, std::pair{target.is_mirror, "mirror"},
        std::pair{target.is_empty, "empty"}}) {
    if (is_so && target.excluded != note) notes += (notes.empty() ? "" : ", ") + std::string(note);
  }
  return escape_for_terminal(notes.empty() ? state : fmt::format("{} ({})", state, notes));
}

}  // namespace

std::string plan_totals(const Plan& plan) {
  std::map<std::string, std::size_t> left_out;
  std::size_t scanned = 0;
  for (const Target& target : plan.targets) {
    target.excluded.empty() ? ++scanned : ++left_out[target.excluded];
  }
  std::string text = fmt::format("{} target{}: {} to scan", plan.targets.size(),
                                 plan.targets.size() == 1 ? "" : "s", scanned);
  for (const auto& [reason, count] : left_out) {
    text += fmt::format(", {} left out ({})", count, escape_for_terminal(reason));
  }
  return text;
}

std::string plan_as_table(const Plan& plan, const PlanShards& shards) {
  std::size_t width = 4;
  for (const Target& target : plan.targets) {
    width = std::max(width, std::min(escape_for_terminal(target.name).size(), kWidestName));
  }
  const std::string_view shard_head = shards.empty() ? "" : "SHARD  ";
  std::string text = fmt::format("{:<{}}  {:>9}  {}STATE\n", "NAME", width, "SIZE", shard_head);
  for (std::size_t i = 0; i < plan.targets.size(); ++i) {
    const Target& target = plan.targets[i];
    std::string shard;
    if (!shards.empty()) {
      shard = fmt::format("{:>5}  ", target.excluded.empty() ? std::to_string(shards[i]) : "-");
    }
    text += fmt::format("{:<{}}  {:>9}  {}{}\n", escape_for_terminal(target.name), width,
                        size_text(target.size_kib), shard, state_text(target));
  }
  text += "\n" + plan_totals(plan) + "\n";
  if (!plan.complete) text += "The plan is not complete: see what is told of its sources.\n";
  return text;
}

std::string plan_as_csv(const Plan& plan, const PlanShards& shards) {
  std::string text =
      "name,kind,location,provider,provider_id,organisation,default_branch,size_kib,archived,fork,"
      "private,empty,mirror,excluded,excluded_message";
  text += shards.empty() ? "\n" : ",shard\n";
  const auto yes_no = [](bool is_so) { return std::string(is_so ? "yes" : "no"); };
  for (std::size_t i = 0; i < plan.targets.size(); ++i) {
    const Target& target = plan.targets[i];
    std::vector<std::string> cells = {target.name,
                                      target.kind == TargetKind::kUrl ? "url" : "path",
                                      target.location,
                                      target.provider,
                                      target.provider_id,
                                      target.organisation,
                                      target.default_branch,
                                      std::to_string(target.size_kib),
                                      yes_no(target.is_archived),
                                      yes_no(target.is_fork),
                                      yes_no(target.is_private),
                                      yes_no(target.is_empty),
                                      yes_no(target.is_mirror),
                                      target.excluded,
                                      target.excluded_message};
    if (!shards.empty()) {
      cells.push_back(target.excluded.empty() ? std::to_string(shards[i]) : "");
    }
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      text += (cell == 0 ? "" : ",") + csv_cell(cells[cell]);
    }
    text += "\n";
  }
  return text;
}

}  // namespace keyhound
