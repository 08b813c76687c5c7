// A folder of its own for a test that needs files; gone when the test ends.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace edicola {

class Scratch {
 public:
  Scratch() {
    // In memory where there is such a folder: indexes wait for the disk at every commit.
    std::filesystem::path above = "/dev/shm";
    if (::access(above.c_str(), W_OK) != 0) above = std::filesystem::temp_directory_path();
    std::string name = (above / "edicola-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::string path(std::string_view name = {}) const {
    return name.empty() ? path_.string() : (path_ / name).string();
  }

  // Makes the file, and the folders it stands in; its path.
  [[nodiscard]] std::string write(std::string_view name, std::string_view content = {}) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file.string();
  }

 private:
  std::filesystem::path path_;
};

}  // namespace edicola
