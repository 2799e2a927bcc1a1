// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/control_report.h"

#include <algorithm>
#include <array>
#include <map>

#include "policies/evaluation/policy_definition.h"
#include "policies/evidence/event.h"
#include "policies/evidence/ledger_reader.h"
#include "scanner/base/nearest_key.h"

namespace keyhound {
namespace {

// Every policy that may test a control: those in use, and built-in ones that are switched off,
// since they may have evidence from before.
std::vector<std::pair<const PolicyInfo*, bool>> known_policies(std::span<const PolicyInfo> in_use) {
  std::map<std::string_view, std::pair<const PolicyInfo*, bool>> by_id;
  for (const PolicyInfo& info : in_use) by_id[info.id] = {&info, true};
  for (const PolicyInfo& info : builtin_policies()) by_id.try_emplace(info.id, &info, false);
  std::vector<std::pair<const PolicyInfo*, bool>> all;
  all.reserve(by_id.size());
  for (const auto& [id, policy] : by_id) all.push_back(policy);
  return all;
}

class RowMaker {
 public:
  RowMaker(const ControlFramework& framework, std::span<const PolicyInfo> in_use)
      : framework_(framework), policies_(known_policies(in_use)) {}

  // The controls of the framework, then those that only policies name; each with its policies.
  Result<std::vector<ControlRow>> make() {
    for (const Control& control : framework_.controls) {
      row_of_[control.id] = rows_.size();
      rows_.emplace_back().control = control;
    }
    for (const auto& [info, is_in_use] : policies_) add_named(*info, is_in_use);
    for (std::size_t i = 0; i < framework_.controls.size(); ++i) {
      for (const std::string& id : framework_.controls[i].policies) {
        KEYHOUND_TRY_STATUS(add_listed(framework_.controls[i], id, rows_[i]));
      }
    }
    const auto unlisted = rows_.begin() + static_cast<std::ptrdiff_t>(framework_.controls.size());
    std::sort(unlisted, rows_.end(),
              [](const ControlRow& a, const ControlRow& b) { return a.control.id < b.control.id; });
    return std::move(rows_);
  }

  [[nodiscard]] bool is_known(std::string_view policy) const {
    return std::any_of(policies_.begin(), policies_.end(),
                       [policy](const auto& one) { return one.first->id == policy; });
  }

 private:
  static void add(ControlRow& row, const PolicyInfo& info, bool is_in_use) {
    for (const ControlPolicy& other : row.policies) {
      if (other.id == info.id) return;
    }
    row.policies.push_back({info.id, info.title, is_in_use, 0});
  }

  void add_named(const PolicyInfo& info, bool is_in_use) {
    for (const auto& [framework, ids] : info.controls) {
      if (framework != framework_.id) continue;
      for (const std::string& id : ids) {
        const auto [place, is_new] = row_of_.try_emplace(id, rows_.size());
        if (is_new) {
          ControlRow& row = rows_.emplace_back();
          row.control.id = id;
          row.is_listed = false;
        }
        add(rows_[place->second], info, is_in_use);
      }
    }
  }

  Status add_listed(const Control& control, const std::string& id, ControlRow& row) {
    std::vector<std::string_view> known;
    for (const auto& [info, is_in_use] : policies_) {
      if (info->id == id) {
        add(row, *info, is_in_use);
        return {};
      }
      known.push_back(info->id);
    }
    const std::string_view nearest = nearest_key(id, known);
    return fail(ErrorKind::kConfiguration,
                to_string(control.place) + ": one of its policies does not exist; " +
                    (nearest.empty() ? "'keyhound policy list' names all"
                                     : "did you mean " + std::string(nearest) + "?"));
  }

  const ControlFramework& framework_;
  std::vector<std::pair<const PolicyInfo*, bool>> policies_;
  std::map<std::string, std::size_t> row_of_;
  std::vector<ControlRow> rows_;
};

ControlState state_of(const ControlRow& row) {
  if (row.policies.empty()) return ControlState::kUntested;
  if (!row.has_evidence()) return ControlState::kNoEvidence;
  const auto current = [&row](Outcome outcome) {
    return row.evidence.current[static_cast<std::size_t>(outcome)];
  };
  if (current(Outcome::kFail) > 0) return ControlState::kFailing;
  if (current(Outcome::kError) > 0) return ControlState::kUndecided;
  if (current(Outcome::kWaived) > 0) return ControlState::kWaived;
  // Every subject became not-applicable: nothing shows how the control stands.
  return current(Outcome::kPass) > 0 ? ControlState::kPassing : ControlState::kNoEvidence;
}

void add_evidence(ControlRow& row, const PolicyTallies& tallies) {
  for (ControlPolicy& policy : row.policies) {
    const PolicyTally* tally = tallies.find(policy.id);
    if (tally == nullptr) continue;
    policy.evaluations = evaluations(tally->counts);
    PolicyTally& sum = row.evidence;
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      sum.events[i].merge(tally->events[i]);
      sum.counts[i] += tally->counts[i];
      sum.current[i] += tally->current[i];
    }
    if (tally->first) sum.first = std::min(sum.first.value_or(*tally->first), *tally->first);
    if (tally->last) sum.last = std::max(sum.last.value_or(*tally->last), *tally->last);
  }
  row.state = state_of(row);
}

Status keep_control(const ControlReportRequest& request, std::vector<ControlRow>& rows) {
  if (request.control.empty()) return {};
  std::erase_if(rows, [&request](const ControlRow& row) {
    return !is_control_within(row.control.id, request.control);
  });
  if (!rows.empty()) return {};
  std::vector<std::string_view> known;
  for (const Control& control : request.framework->controls) known.push_back(control.id);
  const std::string_view nearest = nearest_key(request.control, known);
  return fail(
      ErrorKind::kUsage,
      "there is no control '" + request.control + "' in " + request.framework->id + "; " +
          (nearest.empty() ? "'keyhound controls show " + request.framework->id + "' lists them"
                           : "did you mean '" + std::string(nearest) + "'?"));
}

}  // namespace

std::string_view to_string(ControlState state) {
  constexpr std::array<std::string_view, 6> kNames = {"untested", "no-evidence", "passing",
                                                      "waived",   "undecided",   "failing"};
  return kNames[static_cast<std::size_t>(state)];
}

Result<ControlReport> make_control_report(const ControlReportRequest& request) {
  ControlReport report;
  report.framework = *request.framework;
  report.framework.controls.clear();
  report.ledger_path = request.ledger;
  report.since = request.since;
  report.until = request.until;
  report.now = request.now;
  RowMaker maker(*request.framework, request.policies);
  KEYHOUND_TRY(report.rows, maker.make());
  KEYHOUND_TRY_STATUS(keep_control(request, report.rows));

  PolicyTallies tallies;
  if (!request.ledger.empty()) {
    const auto take = [&](const LedgerEvent& event) {
      const auto evaluation = evaluation_of(event);
      const bool is_wanted = evaluation && (!request.since || *request.since <= evaluation->time) &&
                             (!request.until || evaluation->time <= *request.until);
      if (!is_wanted) return;
      ++report.events;
      tallies.add(*evaluation);
    };
    KEYHOUND_TRY(report.ledger, read_verified_ledger(request.ledger, take, request.check));
  }
  for (ControlRow& row : report.rows) add_evidence(row, tallies);
  for (const auto& [policy, tally] : tallies.all()) {
    if (maker.is_known(policy)) continue;
    std::uint64_t count = 0;
    for (const std::uint64_t one : tally.counts) count += one;
    report.unknown_policies.emplace_back(policy, count);
  }
  return report;
}

}  // namespace keyhound
