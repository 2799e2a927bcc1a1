// SPDX-License-Identifier: Apache-2.0
// The inventory for people: each secret with the places that name it.
#include <fmt/format.h>

#include <algorithm>

#include "scanner/report/inventory_format.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/text/finding_text.h"
#include "scanner/report/text/text_page.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostPlaces = 8;  // of one secret that are listed

std::string describe(const Reference& reference) {
  std::string text = describe_place(reference.location, "");
  if (!reference.job.empty()) text += ", job " + reference.job;
  if (!reference.step.empty()) text += ", step " + reference.step;
  if (!reference.environment.empty()) text += ", environment " + reference.environment;
  if (!reference.field.empty()) text += ", field " + reference.field;
  if (!reference.bound_as.empty() && reference.bound_as != reference.name)
    text += ", as " + reference.bound_as;
  text += " (" + reference.sink + ")";
  if (reference.is_fork_triggered) text += ", a stranger's pull request starts it";
  return text;
}

void write_item(TextPage& page, const InventoryItem& item) {
  const bool is_secret = item.kind == "secret";
  page.line(
      {{item.id, TextStyle::kBold},
       {fmt::format("  {}, {}{}", item.platform, item.store, is_secret ? "" : ", " + item.kind),
        TextStyle::kDim}},
      4);
  std::string_view label = "used in";
  for (std::size_t i = 0; i < std::min(kMostPlaces, item.references.size()); ++i) {
    page.field(label, {{describe(item.references[i])}});
    label = "";
  }
  if (item.references.size() > kMostPlaces) {
    page.field(
        "", {{"and " + count_of(item.references.size() - kMostPlaces, "more place", "more places"),
              TextStyle::kDim}});
  }
}

void write_unresolved(TextPage& page, const std::vector<Reference>& unresolved) {
  for (const Reference& one : unresolved) {
    page.line({{"NOT NAMED", TextStyle::kYellow},
               {"  " + describe(one) + (one.kind == "include" ? ", by " + one.name : "")},
               {fmt::format("  {}, {}", one.platform, one.store), TextStyle::kDim}},
              4);
  }
}

void write_completeness(TextPage& page, const std::vector<Reference>& unresolved,
                        const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& one : diagnostics) write_diagnostic(page, one);
  const auto unread = static_cast<std::uint64_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](const Diagnostic& one) { return one.incomplete; }));
  if (unresolved.empty() && unread == 0) return;
  std::string reasons;
  if (!unresolved.empty()) {
    reasons += count_of(unresolved.size(), "place", "places") +
               " with secrets that are named at run time or elsewhere only";
  }
  if (unread > 0) {
    reasons += (reasons.empty() ? "" : ", and ") + count_of(unread, "definition", "definitions") +
               " could not be read";
  }
  page.line({{"INCOMPLETE: ", TextStyle::kAlarm}, {reasons + "."}}, 4);
}

void render(const Inventory& inventory, const ReportOptions& options, const ReportSink& sink) {
  TextPage page(options, sink);
  for (const InventoryItem& item : inventory.items) write_item(page, item);
  write_unresolved(page, inventory.unresolved);
  if (!inventory.items.empty() || !inventory.unresolved.empty()) page.blank();
  write_completeness(page, inventory.unresolved, inventory.diagnostics);
  std::uint64_t definitions = 0;
  std::size_t places = 0;
  for (const DefinitionCount& one : inventory.definitions) definitions += one.count;
  for (const InventoryItem& item : inventory.items) places += item.references.size();
  page.line({{count_of(inventory.items.size(), "secret", "secrets"), TextStyle::kBold},
             {fmt::format(" named in {} of {}.", count_of(places, "place", "places"),
                          count_of(definitions, "pipeline definition", "pipeline definitions"))}},
            4);
  page.finish();
}

void write_change(TextPage& page, std::string_view what, TextStyle style,
                  const std::vector<InventoryItem>& items) {
  for (const InventoryItem& item : items) {
    page.line({{std::string(what), style}}, 4);
    write_item(page, item);
    page.blank();
  }
}

void render_diff(const InventoryDiff& diff, const ReportOptions& options, const ReportSink& sink) {
  TextPage page(options, sink);
  write_change(page, "NEW SECRET", TextStyle::kYellow, diff.added);
  write_change(page, "NEW PLACE", TextStyle::kYellow, diff.more_places);
  write_change(page, "SECRET NO LONGER NAMED", TextStyle::kGreen, diff.removed);
  write_change(page, "PLACE GONE", TextStyle::kGreen, diff.fewer_places);
  write_unresolved(page, diff.unresolved);
  write_completeness(page, diff.unresolved, diff.diagnostics);
  page.line({{fmt::format("{} more, {} fewer; {} in more places, {} in fewer.",
                          count_of(diff.added.size(), "secret", "secrets"), diff.removed.size(),
                          diff.more_places.size(), diff.fewer_places.size())}},
            4);
  page.finish();
}

}  // namespace

extern const InventoryFormat kTextInventoryFormat;
const InventoryFormat kTextInventoryFormat = {"text", "secrets and the places that name them",
                                              render, render_diff};

}  // namespace keyhound
