// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/import_run.h"

#include <utility>

#include "policies/importers/import_builder.h"
#include "policies/registry/yaml_text.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostProblemsTold = 100;

std::string told(const std::vector<std::string>& problems) {
  std::string text;
  for (std::size_t i = 0; i < problems.size() && i < kMostProblemsTold; ++i) {
    text += (i == 0 ? "" : "\n") + problems[i];
  }
  if (problems.size() > kMostProblemsTold) {
    text += "\nand " + std::to_string(problems.size() - kMostProblemsTold) + " more";
  }
  return text;
}

}  // namespace

ImportFile make_import_file(std::string name, std::string text) {
  std::string digest = "sha256:" + to_hex(sha256(text));
  return {std::move(name), std::move(text), std::move(digest)};
}

Result<ImportedRegistry> run_import(const Importer& importer, const std::vector<ImportFile>& files,
                                    const ImportOptions& options) {
  if (!options.approver.empty() && options.approver == options.requested_by) {
    return fail(ErrorKind::kUsage,
                "an exception that its requester approves waives nothing; name another approver");
  }
  if (!importer.has_columns && !options.columns.empty()) {
    return fail(ErrorKind::kUsage, "these files have no columns to map; leave out --map");
  }
  ImportBuilder builder(importer, options);
  importer.read(files, builder);
  ImportedRegistry imported = builder.finish();
  if (!builder.problems().empty()) {
    return fail(ErrorKind::kConfiguration, told(builder.problems()));
  }
  std::string digests;
  for (const ImportFile& file : files) {
    imported.files.push_back({file.name, file.digest});
    digests += file.digest;
  }
  imported.digest = "sha256:" + to_hex(sha256(digests));
  return imported;
}

std::string write_import(const ImportedRegistry& imported, const ImportOptions& options) {
  RegistryDocument document = imported.document;
  document.head = {"Imported by `keyhound registry import " + imported.format + "` on " +
                   format_timestamp(options.now).substr(0, 10) + ", from:"};
  for (const ImportedSource& file : imported.files) {
    document.head.push_back("  " + yaml_text(file.name) + " " + file.digest);
  }
  if (!document.credentials.empty()) {
    document.head.emplace_back(
        "Every credential is a proposal: name who is accountable, let them accept it, and set");
    document.head.emplace_back("`status: active`. It holds no secrets.");
  }
  return write_registry(document);
}

}  // namespace keyhound
