// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/pipelines/platforms/terraform/terraform_reader.h"
#include "scanner/pipelines/platforms/terraform/terraform_stores.h"
#include "tests/support/read_definition.h"

namespace keyhound::testing {
namespace {

TEST_CASE("Terraform's files are known by what their names end in") {
  for (const std::string_view path : {"main.tf", "a/prod.tfvars", "x.auto.tfvars", "main.tofu"})
    CHECK(platform_of_path(path) == find_platform("terraform"));
  CHECK(platform_of_path(".tf") == nullptr);
  CHECK(platform_of_path("main.tfstate") == nullptr);
}

TEST_CASE("Values of blocks are bindings of their kinds") {
  const Definition facts = read_facts("main.tf", R"(provider "aws" {
  secret_key = "x"
  assume_role { external_id = "y" }
}
terraform {
  backend "s3" { access_key = "z" }
}
variable "db_password" {
  default   = "a\"b"
  sensitive = true
}
locals { token = "t-${var.other}" }
resource "r" "n" {
  tags = { api_key = "k" }
  list = [{ inner = "i" }]
  body = jsonencode({ password = "p" })
}
)");
  CHECK(list_bindings(facts, BindingKind::kProviderArgument) ==
        Lines{"provider/aws/secret_key = x literal",
              "provider/aws/assume_role/external_id = y literal",
              "terraform/backend/s3/access_key = z literal"});
  CHECK(list_bindings(facts, BindingKind::kParameter) ==
        Lines{"variable/db_password/default = a\"b literal"});
  CHECK(list_bindings(facts, BindingKind::kVariable) == Lines{"locals/token = t-${var.other}"});
  CHECK(list_bindings(facts, BindingKind::kInput) ==
        Lines{"resource/r/n/tags/api_key = k literal", "resource/r/n/list/inner = i literal",
              "resource/r/n/list = ", "resource/r/n/body/password = p literal",
              "resource/r/n/body = "});
  for (const Binding& one : facts.bindings) CHECK(one.is_sensitive == (one.name == "db_password"));
  CHECK(text_at(facts, facts.bindings[0].value.whole) == "\"x\"");
  CHECK(text_at(facts, facts.bindings[0].name_range) == "secret_key");
}

TEST_CASE("A file of variables is read to any depth") {
  const Definition facts =
      read_facts("prod.tfvars", "region = \"eu\"\napps = {\n  web = { \"api-key\" = \"k\" }\n}\n");
  CHECK(facts.form == "variables");
  CHECK(list_bindings(facts, BindingKind::kVariable) ==
        Lines{"region = eu literal", "apps/web/api-key = k literal"});
}

TEST_CASE("Data sources, ephemeral resources and sensitive variables are references") {
  const Definition facts = read_facts("main.tf", R"(output "a" { value = var.hidden }
output "b" {
  value     = data.aws_secretsmanager_secret_version.db.secret_string
  sensitive = true
}
output "c" { value = data.aws_secretsmanager_secret_version.db.arn }
output "d" { value = "${var.api_token}-${var.region}" }
variable "hidden" { sensitive = true }
data "aws_secretsmanager_secret_version" "db" { secret_id = "prod/db" }
ephemeral "vault_kv_secret_v2" "app" {
  mount = "kv"
  name  = "app"
}
data "aws_ssm_parameter" "p" { name = "/x/${var.env}" }
data "google_secret_manager_secret_version" "g" { secret = var.which }
data "azurerm_key_vault_secret" "z" { name = "pw" }
data "aws_ami" "x" { name = "y" }
)");
  CHECK(
      list_references(facts) ==
      Lines{"terraform-variables:hidden at output/a/value: var.hidden",
            "aws-secrets-manager:prod/db at output/b/value: "
            "data.aws_secretsmanager_secret_version.db.secret_string",
            "terraform-variables:api_token at output/d/value: var.api_token",
            "aws-secrets-manager:prod/db at data/aws_secretsmanager_secret_version/db: "
            "\"prod/db\"",
            "vault:kv/app at ephemeral/vault_kv_secret_v2/app: \"app\"",
            "aws-ssm:/x/${var.env} at data/aws_ssm_parameter/p: \"/x/${var.env}\"",
            "gcp-secret-manager:google_secret_manager_secret_version.g at "
            "data/google_secret_manager_secret_version/g: \"google_secret_manager_secret_version\"",
            "azure-key-vault:pw at data/azurerm_key_vault_secret/z: \"pw\""});
  REQUIRE(facts.references.size() == 8);
  CHECK(facts.references[0].confidence == Confidence::kHigh);
  CHECK(facts.references[2].confidence == Confidence::kMedium);
  CHECK(facts.references[5].resolution == Resolution::kPattern);
  CHECK(facts.references[6].resolution == Resolution::kDynamic);
  CHECK(facts.bindings[0].references.size() == 1);
  CHECK(facts.bindings[1].is_sensitive);
}

TEST_CASE("What machines and provisioners run are scripts with what is written into them") {
  const Definition facts = read_facts("main.tf", R"(resource "aws_instance" "w" {
  user_data = <<-EOT
    #!/bin/bash
    export TOKEN=${var.api_token} REGION=${var.region}
  EOT
  provisioner "local-exec" { command = "deploy ${var.api_token}" }
  provisioner "remote-exec" { inline = ["a", "b"] }
}
)");
  REQUIRE(facts.scripts.size() == 3);
  CHECK(facts.scripts[0].text.text ==
        "#!/bin/bash\nexport TOKEN=${var.api_token} REGION=${var.region}\n");
  REQUIRE(facts.scripts[0].templates.size() == 2);
  CHECK(facts.scripts[0].templates[0].references == std::vector<FactIndex>{0});
  CHECK(facts.scripts[0].templates[1].references.empty());
  CHECK(facts.scripts[0].uses.size() == 1);
  CHECK(facts.scripts[1].uses.size() == 1);
  CHECK(facts.scripts[2].text.text == "a\nb");
  CHECK(facts.references[0].sink == SecretSink::kScript);
}

TEST_CASE("What is not Terraform's language is told, and the rest is read") {
  std::vector<Diagnostic> diagnostics;
  const auto facts =
      read_definition("main.tf", "provider \"x\" {\n  a = \"b\"\n", nullptr, diagnostics);
  REQUIRE(facts);
  CHECK(facts->bindings.size() == 1);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].kind == "unreadable-definition");
  CHECK(read_facts("main.tf", "").bindings.empty());
  CHECK(read_facts("main.tf", "variable {}\noutput \"x\" {}\ndata {}\n").references.empty());
}

}  // namespace
}  // namespace keyhound::testing
