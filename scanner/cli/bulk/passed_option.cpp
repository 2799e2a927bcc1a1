// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/passed_option.h"

#include "scanner/cli/cli11.h"

namespace keyhound {
namespace {

bool is_flag(const CLI::Option& option) { return option.get_expected_max() == 0; }

}  // namespace

CLI::Option* add_passed_option(CLI::App& app, const CLI::Option& original,
                               const PassedOptionNames& names,
                               std::vector<std::string>& arguments) {
  const std::string passed = original.get_name();
  const std::string name = names.name != nullptr ? names.name : passed;
  const std::string description =
      names.description != nullptr ? names.description : original.get_description();
  if (is_flag(original)) {
    return app.add_flag_callback(
        name, [passed, &arguments] { arguments.push_back(passed); }, description);
  }
  const bool is_repeatable = original.get_expected_max() > 1;
  return app
      .add_option_function<std::vector<std::string>>(
          name,
          [passed, &arguments](const std::vector<std::string>& values) {
            for (const std::string& value : values) arguments.push_back(passed + "=" + value);
          },
          description)
      ->expected(1, is_repeatable ? CLI::detail::expected_max_vector_size : 1)
      ->allow_extra_args(false)
      ->default_str(names.description == nullptr ? original.get_default_str() : "")
      ->type_name(original.get_type_name());
}

}  // namespace keyhound
