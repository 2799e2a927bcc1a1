// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target over the files of a folder (kept crashes and seeds) without libFuzzer, and
// over a few thousand mutations of them from a fixed seed, so that every build fuzzes a little.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kMutationsPerInput = 200;

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::string mutate(std::string input, std::mt19937& random) {
  const auto below = [&random](std::size_t n) {
    return n == 0 ? 0 : static_cast<std::size_t>(random()) % n;
  };
  for (std::size_t i = 0; i <= below(4); ++i) {
    const std::size_t place = below(input.size() + 1);
    switch (random() % 4) {
      case 0:
        input.insert(place, 1, static_cast<char>(random()));
        break;
      case 1:
        input.erase(place, below(8));
        break;
      case 2:
        input.insert(place, input.substr(below(input.size() + 1), below(16)));
        break;
      default:
        if (place < input.size()) input[place] = static_cast<char>(random());
    }
  }
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> inputs = {""};
  if (argc > 1 && std::filesystem::is_directory(argv[1])) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
      std::ifstream stream(entry.path(), std::ios::binary);
      inputs.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    }
  }
  std::mt19937 random(2026);
  std::size_t runs = 0;
  for (const std::string& input : inputs) {
    run(input);
    ++runs;
    for (int i = 0; i < kMutationsPerInput; ++i, ++runs) run(mutate(input, random));
  }
  std::printf("%zu inputs, %zu runs\n", inputs.size(), runs);
  return 0;
}
