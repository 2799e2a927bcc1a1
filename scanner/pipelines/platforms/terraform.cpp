// SPDX-License-Identifier: Apache-2.0
// Terraform and OpenTofu: configurations and files of variables.
// https://developer.hashicorp.com/terraform/language
#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/terraform/terraform_reader.h"

namespace keyhound {
namespace {

bool has_path(std::string_view path) {
  for (const std::string_view end : {".tf", ".tfvars", ".tofu"})
    if (path.ends_with(end) && path.size() > end.size()) return true;
  return false;
}

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  const HclFile file = read_hcl(source.text);
  into.form = source.path.ends_with(".tfvars") ? "variables" : "configuration";
  TerraformReader(file, source, into).read();
  if (!file.is_complete)
    diagnostics.push_back({"unreadable-definition", std::string(source.path),
                           "parts of it are not Terraform's language, or nested too deeply: they "
                           "were not read as a definition; its text was scanned",
                           false});
}

}  // namespace

extern const Platform kTerraformPlatform;
const Platform kTerraformPlatform = {
    .id = "terraform",
    .name = "Terraform",
    .syntax = DefinitionSyntax::kText,
    .has_path = has_path,
    .read = read,
};

}  // namespace keyhound
