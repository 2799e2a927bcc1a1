// SPDX-License-Identifier: Apache-2.0
// The pipeline part of a scan: what checks say about the definitions that were read, the inventory
// of references, and which places of credentials lie in definitions.
#pragma once

#include <vector>

#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_output.h"
#include "scanner/scan/scan_request.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

class OpenRepository;

struct PipelineScan {
  std::vector<Finding> findings;
  std::vector<Reference> references;
  std::vector<DefinitionCount> definitions;
};

// Takes the output's definitions, checks them, and tells the findings in `secrets` what their
// places are: also those in older versions of definitions, which are read from `opened` (null: no
// repository). `cleaner` keeps secrets out of everything that reports print.
PipelineScan scan_pipelines(const ScanContext& context, const ScanRequest& request,
                            OpenRepository* opened, std::vector<Finding>& secrets,
                            ScanOutput& output, TextScanner& cleaner);

}  // namespace keyhound
