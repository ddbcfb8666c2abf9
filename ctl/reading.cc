#include "reading.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>
#include <variant>

#include "access_advice.h"
#include "adapters/yaml/desired_state_reader.h"
#include "assembly/read_now.h"
#include "assembly/settings_loading.h"

namespace campaignd {

tl::expected<Settings, CommandFailure> read_settings_of(const Invocation& invocation, const Environment& environment) {
  const std::string& file = invocation.settings_file;
  auto settings = load_settings(file, environment);
  if (settings) return std::move(*settings);
  const bool is_there = ::access(file.c_str(), F_OK) == 0 || errno != ENOENT;
  return tl::unexpected(CommandFailure{std::move(settings.error()), "",
                                       is_there ? access_advice(file) : "Name the settings file with --config FILE."});
}

tl::expected<SourceText, CommandFailure> read_source(const std::string& path) {
  Source::Reading reading = read_now(path);
  if (auto* text = std::get_if<SourceText>(&reading)) return std::move(*text);
  if (auto* unreadable = std::get_if<SourceUnreadable>(&reading)) {
    return tl::unexpected(CommandFailure{with_paths(std::move(unreadable->errors), path), "", access_advice(path)});
  }
  const std::string why = "it is being written just now: " + std::get<Unsettled>(reading).waiting_for;
  return tl::unexpected(CommandFailure{{{Severity::kError, path, 0, 0, why}}, "", "Try again in a moment."});
}

std::optional<DesiredState> read_if_good(const std::string& path) {
  const auto text = read_source(path);
  if (!text) return std::nullopt;
  auto desired = read_desired_state(*text);
  return desired ? std::optional(*std::move(desired)) : std::nullopt;
}

std::optional<DesiredState> read_last_good(const Memory& memory) {
  if (!memory.last_good) return std::nullopt;
  auto desired = read_desired_state(SourceText{memory.last_good->files, memory.last_good->revision});
  return desired ? std::optional(*std::move(desired)) : std::nullopt;
}

std::optional<CommandFailure> nothing_at(const std::string& path) {
  std::error_code unknown;
  const auto status = std::filesystem::symlink_status(path, unknown);
  if (status.type() != std::filesystem::file_type::not_found) return std::nullopt;
  return CommandFailure{{{Severity::kError, path, 0, 0, "there is no such file or directory"}}, "", ""};
}

Diagnostics with_paths(Diagnostics errors, const std::string& path) {
  std::error_code unknown;
  const bool is_directory = std::filesystem::is_directory(path, unknown);
  const std::string directory = path.ends_with('/') ? path : path + "/";
  for (Diagnostic& error : errors) {
    // A reader writes `campaigns.d/` for the directory itself.
    const bool is_whole = error.file.empty() || error.file.ends_with('/');
    if (is_directory) {
      error.file = is_whole ? directory : directory + error.file;
    } else {
      error.file = path;
    }
  }
  return errors;
}

}  // namespace campaignd
