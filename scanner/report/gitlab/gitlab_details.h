// SPDX-License-Identifier: Apache-2.0
// The details of a vulnerability in GitLab: named and typed fields about owner, exposure, validity,
// commits, policies and further places. Pure, thread-safe.
#pragma once

#include "scanner/model/finding.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// An object; only fields that have something to say.
Json gitlab_details(const Finding& finding);

}  // namespace keyhound
