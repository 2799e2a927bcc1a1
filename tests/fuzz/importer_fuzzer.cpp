// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, every importer answers with entries that the registry loads again, or with
// problems that name the file. The first byte chooses the importer.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "policies/importers/import_run.h"
#include "scanner/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto all = keyhound::importers();
  const keyhound::Importer& importer = *all[data[0] % all.size()];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  keyhound::ImportOptions options;
  options.now = keyhound::Timestamp{1'795'392'000};
  options.repository = "acme/pay";
  options.path = "kv/metadata";
  const auto imported = keyhound::run_import(
      importer, {keyhound::make_import_file("in", std::string(text))}, options);
  if (!imported) {
    KEYHOUND_CHECK(imported.error().message.starts_with("in"));
    return 0;
  }
  const std::string yaml = keyhound::write_import(*imported, options);
  KEYHOUND_CHECK(keyhound::parse_registry(yaml, "out.yaml").has_value());
  KEYHOUND_CHECK(yaml == keyhound::write_import(*imported, options));
  return 0;
}
