// SPDX-License-Identifier: Apache-2.0
// For tests of ci-templates/: where they are, and programs that stand in for those of the
// platforms.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

namespace fs = std::filesystem;

inline fs::path templates() { return fs::path(kSourceDir) / "ci-templates"; }

inline std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  CAPTURE(path.string());
  REQUIRE(stream.good());
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

inline bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

// Programs in front of PATH: keyhound as built, and a docker that prints its arguments and
// variables, one a line.
class Tools {
 public:
  Tools() {
    const char* other = std::getenv("KEYHOUND_PROGRAM");
    fs::create_directory(dir_ / "bin");
    fs::create_symlink(other != nullptr ? other : kProgram, dir_ / "bin/keyhound");
  }

  // A keyhound that prints its arguments and ends with `code`.
  void replace_keyhound(int code) {
    write_program("keyhound", "printf '%s\\n' \"$@\"\nexit " + std::to_string(code) + "\n");
  }

  // Any other program, as a shell script.
  void add_program(const std::string& name, const std::string& script) {
    write_program(name, script);
  }

  void add_docker() {
    write_program("docker", "printf '%s\\n' \"$@\"\nenv | sed 's/^/variable /'\n");
  }

  RunResult run_script(const fs::path& script, const std::string& cwd,
                       std::map<std::string, std::string> environment,
                       const std::vector<std::string>& arguments = {}) const {
    RunOptions options;
    options.empty_environment = true;
    options.cwd = cwd;
    options.environment = std::move(environment);
    options.environment["PATH"] = (dir_ / "bin") + ":/usr/bin:/bin";
    options.environment["HOME"] = dir_ / "bin";
    std::vector<std::string> command = {"sh", script.string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run(command, options);
  }

 private:
  void write_program(const std::string& name, const std::string& script) {
    fs::remove(dir_ / ("bin/" + name));  // the link, not what it leads to
    dir_.write_file("bin/" + name, "#!/bin/sh\n" + script);
    fs::permissions(dir_ / ("bin/" + name), fs::perms::owner_all);
  }

  TempDir dir_;
};

}  // namespace keyhound::testing
