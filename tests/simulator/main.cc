// otpiq-sim: the simulated OTPIQ API as a program. README.md beside this file is its manual.
#include <signal.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

#include "simulator/generator.h"
#include "simulator/server.h"

namespace {

using namespace campaignd::simulator;

struct Flags {
  int port = 0;
  std::string port_file;
  std::string project_file;
  int generate = 0;
  std::string mix = "mixed";
  std::uint64_t seed = 1;
  std::vector<std::string> settings;
  std::vector<std::string> faults;
  double chaos = 0;
  std::optional<std::string> key, shape, patch_shape;
  std::optional<int> delay_ms, running_ms, list_max;
};

void describe(CLI::App& app, Flags& flags);
void set_up(Simulator& simulator, const Flags& flags);
void apply_options(Simulator& simulator, const Flags& flags);
Json parsed_or_throw(const std::string& text, const std::string& what);
std::string text_of(const std::string& file);
sigset_t block_end_signals();

}  // namespace

int main(int count, char** arguments) {
  Flags flags;
  CLI::App app{"otpiq-sim: the OTPIQ campaigns API on a loopback port, to try things without sending"};
  describe(app, flags);
  CLI11_PARSE(app, count, arguments);

  const sigset_t end_signals = block_end_signals();  // before there are threads, so that only sigwait sees them
  try {
    ServerOptions options;
    options.port = flags.port;
    options.seed = flags.seed;
    SimulatorServer server{options};
    set_up(server.simulator(), flags);
    if (!flags.port_file.empty()) {
      std::ofstream file{flags.port_file};
      file << server.port() << '\n';
      if (!file.flush()) throw std::runtime_error{"cannot write " + flags.port_file};
    }
    std::cout << "listening on 127.0.0.1:" << server.port() << std::endl;  // flushed: who started us waits for it
    int signal = 0;
    sigwait(&end_signals, &signal);
  } catch (const std::exception& error) {
    std::cerr << "otpiq-sim: " << error.what() << '\n';
    return 1;
  }
  return 0;
}

namespace {

// A validator that does not describe itself: the help is to be read by people.
CLI::Validator silent(CLI::Validator validator) {
  return validator.description("");
}

void describe_start(CLI::App& app, Flags& flags) {
  const char* const group = "What it starts with";
  app.add_option("--port", flags.port, "Port on 127.0.0.1, where alone it listens (any free one)")
      ->type_name("PORT")
      ->check(silent(CLI::Range(0, 65535)))
      ->group(group);
  app.add_option("--port-file", flags.port_file, "Write the port's number to this file once it listens")
      ->type_name("FILE")
      ->group(group);
  auto* const project = app.add_option("--project", flags.project_file,
                                       "The project, as JSON; tests/simulator/demo.json has one of everything")
                            ->type_name("FILE")
                            ->check(silent(CLI::ExistingFile))
                            ->group(group);
  app.add_option("--generate", flags.generate, "So many made-up campaigns instead (none)")
      ->type_name("N")
      ->check(silent(CLI::Range(0, 1'000'000)))
      ->excludes(project)
      ->group(group);
  app.add_option("--mix", flags.mix, "What --generate makes: mixed, scheduled, draft (mixed)")
      ->type_name("WORD")
      ->check(silent(CLI::IsMember({"mixed", "scheduled", "draft"})))
      ->group(group);
  app.add_option("--seed", flags.seed, "Of --generate, --chaos and everything else that is left to chance (1)")
      ->type_name("N")
      ->group(group);
}

void describe_behaviour(CLI::App& app, Flags& flags) {
  const char* const group = "How it behaves";
  const CLI::Validator is_shape = silent(CLI::IsMember({"id", "object-_id", "object-id", "object-bare", "mixed"}));
  app.add_option("--key", flags.key, "The API key that it accepts (sk_dev_simulator)")->type_name("KEY")->group(group);
  app.add_option("--shape", flags.shape,
                 "What template and phoneNumber of a campaign are: id, object-_id, object-id, object-bare, mixed "
                 "(object-_id)")
      ->type_name("WORD")
      ->check(is_shape)
      ->group(group);
  app.add_option("--patch-shape", flags.patch_shape, "The same, in answers to PATCH and other writes")
      ->type_name("WORD")
      ->check(is_shape)
      ->group(group);
  app.add_option("--running-ms", flags.running_ms, "How long a started campaign runs (300000)")
      ->type_name("MS")
      ->check(silent(CLI::NonNegativeNumber))
      ->group(group);
  app.add_option("--list-max", flags.list_max, "Cut a whole list short after so many campaigns (never)")
      ->type_name("N")
      ->check(silent(CLI::NonNegativeNumber))
      ->group(group);
  app.add_option("--set", flags.settings, "Any option of the manual, for example pastEnd=last; may be repeated")
      ->type_name("NAME=VALUE")
      ->group(group);
}

void describe_failures(CLI::App& app, Flags& flags) {
  const char* const group = "What goes wrong";
  app.add_option("--delay-ms", flags.delay_ms, "Answer every API call so much later (0)")
      ->type_name("MS")
      ->check(silent(CLI::NonNegativeNumber))
      ->group(group);
  app.add_option("--fault", flags.faults,
                 "A fault, for example '{\"kind\":\"drop\",\"method\":\"PATCH\"}'; may be repeated")
      ->type_name("JSON")
      ->group(group);
  app.add_option("--chaos", flags.chaos, "Hit API calls with a fault of any kind, with this probability (0)")
      ->type_name("0..1")
      ->check(silent(CLI::Range(0.0, 1.0)))
      ->group(group);
}

void describe(CLI::App& app, Flags& flags) {
  describe_start(app, flags);
  describe_behaviour(app, flags);
  describe_failures(app, flags);
  app.footer(
      "Try it:\n"
      "  otpiq-sim --port 8700 --project tests/simulator/demo.json\n"
      "  curl -H 'Authorization: Bearer sk_dev_simulator' http://127.0.0.1:8700/api/whatsapp/campaigns\n"
      "  curl http://127.0.0.1:8700/_sim/state       what there is, and what came in\n"
      "For campaignd and campaignctl: api: {baseUrl: \"http://127.0.0.1:8700/api\"}, and the key in a file.\n"
      "The manual, with moving the clock and faults on request: tests/simulator/README.md\n"
      "Nothing is ever sent to anybody. SIGTERM or Ctrl-C ends it, and all is forgotten.");
}

void set_up(Simulator& simulator, const Flags& flags) {
  if (!flags.project_file.empty()) {
    try {
      simulator.load(parsed_or_throw(text_of(flags.project_file), "not a JSON document, or a key stands in it twice"));
    } catch (const std::exception& error) {
      throw std::runtime_error{flags.project_file + ": " + error.what()};
    }
  } else {
    simulator.with([&](World& world, Instant now) {
      world.project = generate_project(flags.generate, flags.seed, *enum_from<Mix>(flags.mix), now);
    });
  }
  apply_options(simulator, flags);
  for (const auto& text : flags.faults) simulator.inject(parsed_or_throw(text, "--fault takes JSON: " + text));
  if (flags.chaos > 0) simulator.inject(Json{{"kind", "chaos"}, {"probability", flags.chaos}});
}

void apply_options(Simulator& simulator, const Flags& flags) {
  Json values = Json::object();
  if (flags.key) values["key"] = *flags.key;
  if (flags.shape) values["shape"] = *flags.shape;
  if (flags.patch_shape) values["patchShape"] = *flags.patch_shape;
  if (flags.delay_ms) values["delayMs"] = *flags.delay_ms;
  if (flags.running_ms) values["runningMs"] = *flags.running_ms;
  if (flags.list_max) values["listMax"] = *flags.list_max;
  for (const auto& setting : flags.settings) {
    const auto equals = setting.find('=');
    if (equals == std::string::npos) throw std::runtime_error{"--set takes NAME=VALUE: " + setting};
    const std::string value = setting.substr(equals + 1);
    values[setting.substr(0, equals)] = parse_json(value).value_or(Json(value));  // a bare word is a string
  }
  simulator.set_options(values);
}

Json parsed_or_throw(const std::string& text, const std::string& what) {
  const auto json = parse_json(text);
  if (!json) throw std::runtime_error{what};
  return *json;
}

std::string text_of(const std::string& file) {
  std::ifstream stream{file, std::ios::binary};
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw std::runtime_error{"cannot be read"};
  return text.str();
}

sigset_t block_end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

}  // namespace
