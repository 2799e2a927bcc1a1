// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/reference_cleaner.h"

namespace keyhound {

void clean_reference(TextCleaner& cleaner, Reference& reference) {
  for (std::string* text : {&reference.name, &reference.id, &reference.field, &reference.bound_as,
                            &reference.key_path, &reference.runner, &reference.job, &reference.step,
                            &reference.environment, &reference.location.path}) {
    cleaner.clean(*text);
  }
}

void clean_place(TextCleaner& cleaner, PipelinePlace& place) {
  for (std::string* text : {&place.job, &place.step, &place.key_path, &place.environment})
    cleaner.clean(*text);
}

}  // namespace keyhound
