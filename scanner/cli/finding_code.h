// SPDX-License-Identifier: Apache-2.0
// FindingCode: the lines of code that findings stand in, for people who review them. Used by one
// thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/git/git_library.h"
#include "scanner/git/object_reader.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/masked_line.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

class FindingCode {
 public:
  // `result` is of a scan of `target`. REQUIRES: both it and the context outlive the object.
  static Result<FindingCode> create(const ScanContext& context, const ScanResult& result,
                                    std::string target);

  // The line of the finding's first place that can be read, in a file or a blob, as "12: code",
  // with every secret masked; empty: there is none.
  std::string line_of(const Finding& finding);

 private:
  FindingCode(const ScanResult& result, std::string target, TextScanner scanner)
      : result_(&result), target_(std::move(target)), scanner_(std::move(scanner)) {}
  std::optional<std::string> text_of(const Occurrence& place);
  std::optional<std::string> blob_text(const std::string& hex);
  [[nodiscard]] std::vector<MaskedPlace> secrets_in(const Occurrence& place) const;

  std::unique_ptr<GitLibrary> git_ = std::make_unique<GitLibrary>();
  const ScanResult* result_;
  std::string target_;
  TextScanner scanner_;
  std::unique_ptr<OpenRepository> repository_;
  std::unique_ptr<ObjectReader> reader_;
  bool is_opened_ = false;
};

}  // namespace keyhound
