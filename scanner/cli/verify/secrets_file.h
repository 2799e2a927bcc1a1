// SPDX-License-Identifier: Apache-2.0
// A file of credentials to verify: one a line, the one to verify first and then its parts:
// "RULE-ID=SECRET [RULE-ID=SECRET ...] [identity:NAME=VALUE ...]". Values with blanks, quotes or
// line ends stand in double quotes, with \n, \t, \" and \\ in them. "#" begins a comment.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/fingerprint.h"
#include "scanner/model/rule.h"
#include "scanner/model/verifier.h"
#include "scanner/verify/verification_candidate.h"

namespace keyhound {

struct ListedSecret {
  VerificationCandidate candidate;
  std::size_t line = 0;  // from 1
};

// The credentials of the file's text, each once. Errors name line and part and never a value:
// kConfiguration for a rule that there is not and for a line of another form.
Result<std::vector<ListedSecret>> parse_secrets(std::string_view text, const RuleSet& rules,
                                                const FingerprintKey& key);

// The same of a file, "-": standard input. kConfiguration also for a file that others than its
// owner may read, since secrets stand in it, and for one that is not the user's own.
Result<std::vector<ListedSecret>> read_secrets(const std::string& path, const RuleSet& rules,
                                               const FingerprintKey& key);

// The credential that `parts` are under that rule, with fingerprint and redacted form. Where
// `verifier` asks for the secret alone (null: not known), it is the same one whatever stands
// beside.
VerificationCandidate make_candidate(const Rule& rule, const FingerprintKey& key,
                                     CredentialParts parts, const Verifier* verifier = nullptr);

}  // namespace keyhound
