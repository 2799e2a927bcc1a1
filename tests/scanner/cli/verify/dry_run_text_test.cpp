// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/dry_run_text.h"

#include <doctest/doctest.h>

#include "tests/scanner/cli/verify/sample_verification.h"

namespace keyhound {

TEST_CASE("A dry run shows requests, what is known and what is not asked, each with its place") {
  testing::SampleVerification sample;
  sample.ask(LivenessState::kUnchecked)
      .know(LivenessState::kRevoked)
      .skip(SkipCause::kNotAllowed, "b.example is not allowed", "add --allow b.example");
  CHECK(dry_run_text(sample.get(), {"a.env:1:2", "b.env:3:4", ""}) ==
        "Would be asked, in this order for each host (1)\n"
        "    1  api.acme.example: GET https://api.acme.example/me, bearer {secret}\n"
        "       acme_…(21), acme-token, a.env:1:2\n\n"
        "Known without asking (1)\n"
        "    1  revoked, asked 2030-03-17T17:46:40Z\n"
        "       acme_…(21), acme-token, b.env:3:4\n\n"
        "Not asked (1)\n"
        "    1  b.example is not allowed; add --allow b.example\n"
        "       acme_…(21), acme-token\n\n"
        "Dry run: nothing was sent. would ask 1 at 1 host; known before 1: revoked 1; not asked 1: "
        "not allowed 1 (add --allow b.example)\n");
}

TEST_CASE("A dry run shows no control character of a path") {
  testing::SampleVerification sample;
  sample.ask(LivenessState::kUnchecked);
  CHECK(dry_run_text(sample.get(), {"a\x1b[2J\n.env"}).find('\x1b') == std::string::npos);
}

}  // namespace keyhound
