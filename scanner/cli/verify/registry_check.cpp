// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/registry_check.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "policies/lifecycle/revoked_credentials.h"
#include "policies/lifecycle/verification_layer.h"
#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/scan_options.h"

namespace keyhound {

RegistryCheck::RegistryCheck(Registry registry, Timestamp now)
    : registry_(std::make_unique<const Registry>(std::move(registry))),
      matcher_(std::make_unique<const CredentialMatcher>(*registry_)),
      now_(now) {}

Result<RegistryCheck> RegistryCheck::create(const JudgeOptions& options,
                                            const std::string& output) {
  if (options.registries.empty()) {
    return fail(ErrorKind::kUsage,
                "--registry is missing: which registry says what is revoked (--registry "
                "owners.yaml)");
  }
  KEYHOUND_TRY(const Timestamp now, time_of(options.now));
  KEYHOUND_TRY(Registry registry, load_registry(options.registries));
  for (const std::string& file : registry.files) {
    std::error_code error;
    if (output.empty() || !std::filesystem::equivalent(output, file, error)) continue;
    return fail(ErrorKind::kUsage,
                fmt::format("--registry-output {}: it is a file of the registry itself, whose "
                            "entries it would replace; name another",
                            escape_for_terminal(output)));
  }
  return RegistryCheck(std::move(registry), now);
}

bool RegistryCheck::is_asked(const Finding& finding) const {
  const auto tie = matcher_->match(finding, finding.repository);
  if (!tie || tie->is_weak()) return false;
  return revoked_call(registry_->credentials[tie->credential], finding, now_).has_value();
}

RevokedCheck RegistryCheck::report(const std::vector<Finding>& findings) const {
  return check_revoked(*registry_, findings, now_);
}

int RegistryCheck::exit_code(const RevokedCheck& check) {
  const auto count = [&check](RevokedOutcome outcome) {
    return check.counts[static_cast<std::size_t>(outcome)];
  };
  if (count(RevokedOutcome::kWorks) != 0) return kExitFindings;
  const bool is_untold =
      count(RevokedOutcome::kUntold) != 0 || count(RevokedOutcome::kNoValue) != 0;
  return is_untold ? kExitIncomplete : kExitClean;
}

Status RegistryCheck::write_layer(const std::string& path,
                                  const std::vector<Finding>& findings) const {
  return write_file(path, write_registry(verification_layer(*registry_, findings, now_)));
}

}  // namespace keyhound
