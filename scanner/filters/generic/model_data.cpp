// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/model_data.h"

#include <span>

#include "scanner/base/check.h"
#include "scanner/base/embedded_text.h"

namespace keyhound {

std::span<const EmbeddedText> generic_model_files();

namespace {

std::string_view file_named(std::string_view name) {
  for (const EmbeddedText& file : generic_model_files()) {
    if (file.name == name) return file.content;
  }
  KEYHOUND_CHECK(false);
  return {};
}

}  // namespace

std::string_view common_words() { return file_named("words.txt"); }
std::string_view trained_model() { return file_named("model.txt"); }

}  // namespace keyhound
