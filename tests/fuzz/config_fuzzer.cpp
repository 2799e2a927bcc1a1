// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, a configuration is read, or refused with the file's name in front of each
// problem. What was read is listed, and laid over itself.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/config/config_listing.h"
#include "scanner/config/config_merge.h"
#include "scanner/config/config_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto file = parse_configuration(text, "in.toml");
  if (!file) {
    KEYHOUND_CHECK(file.error().kind == ErrorKind::kConfiguration);
    KEYHOUND_CHECK(file.error().message.starts_with("in.toml:"));
    return 0;
  }
  Configuration merged;
  merged.sources.push_back({"in.toml", "", "", ""});
  merge_configuration(file->configuration, merged);
  const std::size_t rows = list_configuration(merged).size();
  merge_configuration(file->configuration, merged);
  KEYHOUND_CHECK(list_configuration(merged).size() >= rows);
  for (const AllowlistEntry& entry : merged.allowlists) static_cast<void>(allowlist_of(entry));
  return 0;
}
