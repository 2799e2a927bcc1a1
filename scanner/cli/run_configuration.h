// SPDX-License-Identifier: Apache-2.0
// What a configuration means for a run: it fills in what the command line leaves open, and has its
// say in the scan's settings and in its result.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/scan_options.h"
#include "scanner/config/configuration.h"
#include "scanner/model/rule.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_context.h"

namespace keyhound {

// Fills in `options` and `requests`: a list that the command line gives takes the place of the
// configuration's, but --rules, which adds to it. kConfiguration, with the place, for a path that
// cannot be read from a commit, or a report that would be written outside of what is scanned.
Status apply_configuration(const Configuration& configuration, ScanOptions& options,
                           std::vector<ScanRequest>& requests);

// The report format and the reports in files alone.
Status apply_outputs(const Configuration& configuration, ScanOptions& options);

// The files and folders of policies that it names.
Result<std::vector<std::string>> policies_of(const Configuration& configuration);

// The baseline that the configuration names for the target: a file, or of a bare repository a path
// in its commits; empty: none.
std::string baseline_of(const Configuration& configuration, const std::string& target);

// The rule files and rules of the configuration, for commands with rules and no other options.
Status apply_rules(const Configuration& configuration, RuleOptions& options);

// Its registries and policies, for commands that judge and do not scan: those of the command line
// take their place.
Status apply_judging(const Configuration& configuration, JudgeOptions& options);

// kConfiguration with the places of ids that are no rule's and no check's, and of regexes that do
// not compile; and when no rule is left that is not disabled.
Status check_configuration(const Configuration& configuration, const RuleSet& rules);

// What the configuration drops at `now`. REQUIRES: it was checked.
ScanSettings settings_of(const Configuration& configuration, Timestamp now);

// The severity that it gives the findings of a rule or check; null: none.
const ConfiguredText* severity_for(const Configuration& configuration, const std::string& id);
// The entry of rules.disable that switches a rule or check off; null: it is on.
const ConfiguredText* disabled_by(const Configuration& configuration, const std::string& id);

// The globs that it excludes.
std::vector<std::string> excluded_paths_of(const Configuration& configuration);

// Gives findings the severities of the configuration, and tells what it silences: entries that have
// ended as diagnostics, those with a reason as suppressions. `target`: what paths in reports begin
// from; `is_whole`: everything was looked at, so that an entry which dropped nothing is not needed.
void tell_configuration(const Configuration& configuration, const ScanContext& context,
                        const std::string& target, bool is_whole, ScanResult& result);

}  // namespace keyhound
