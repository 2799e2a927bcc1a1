// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: what of findings, references and suppressions stands in JSON columns,
// since it is read back and judged but not asked for in SQL. Empty texts and lists are left out.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/model/finding.h"
#include "scanner/model/reference.h"

namespace keyhound {

std::string identity_text(const Finding& finding);
std::string tags_text(const Finding& finding);
// also_matched, previous_fingerprints, liveness, accepted.
std::string finding_detail(const Finding& finding);
std::string pipeline_text(const PipelinePlace& place);
std::string reference_detail(const Reference& reference);
std::string suppression_detail(const Suppression& suppression);

// Back into the same members. kCorrupt when the text is not what the functions above write.
Status read_identity_text(std::string_view text, Finding& into);
Status read_tags_text(std::string_view text, Finding& into);
Status read_finding_detail(std::string_view text, Finding& into);
Result<PipelinePlace> read_pipeline_text(std::string_view text);
Status read_reference_detail(std::string_view text, Reference& into);
Status read_suppression_detail(std::string_view text, Suppression& into);

}  // namespace keyhound
