// SPDX-License-Identifier: Apache-2.0
// Patterns of files that leave a job, and the files that keep credentials. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// A pattern without what names the work tree: "./", "${{ github.workspace }}/", "$CI_PROJECT_DIR/",
// "$(Build.SourcesDirectory)/". Empty: the work tree itself.
std::string below_work_tree(std::string_view pattern);

// Whether a pattern (as below_work_tree() gives it) takes the whole work tree: ".", "*", "**/*".
bool is_whole_work_tree(std::string_view pattern);

enum class CredentialFile {
  kNone,
  kUsual,  // plans and settings, which may hold credentials
  kSure,   // .npmrc, .git/config, id_rsa, *.tfstate: made to hold them
};

// Of the last part of the pattern, or of a folder that keeps credentials. Templates of such files
// (.env.example) are none.
CredentialFile credential_file(std::string_view pattern);

// Whether what the pattern names begins with a dot.
bool is_hidden_file(std::string_view pattern);

}  // namespace keyhound
