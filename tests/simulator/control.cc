#include "simulator/control.h"

#include <algorithm>
#include <array>

#include "simulator/answer_shapes.h"
#include "simulator/dashboard.h"
#include "simulator/generator.h"

namespace campaignd::simulator {
namespace {

// What a control call works on: `rest` is the path after the first word, `body` null where none was sent.
struct Control {
  World& world;
  const Call& call;
  std::string_view rest;
  const Json& body;
  Moment moment;
  Instant now;
};

Answer refused(const std::string& why, int status = 400) {
  return json_answer({{"error", why}}, status);
}
Answer done_or(const std::optional<std::string>& problem);
Json clock_json(const World& world, Moment moment);
bool is_object(const Control& control) {
  return control.body.is_object();
}

Answer state(const Control& control);
Answer requests(const Control& control);
Answer clock(const Control& control);
Answer faults(const Control& control);
Answer options(const Control& control);
Answer campaigns(const Control& control);
Answer resources(const Control& control);
Answer templates(const Control& control);
Answer numbers(const Control& control);
Answer info(const Control& control);
Answer project(const Control& control);
Answer land(const Control& control);
Answer generate(const Control& control);

struct Route {
  std::string_view method;
  std::string_view word;
  bool takes_rest;
  Answer (*answer)(const Control&);
};

constexpr std::array kRoutes{Route{"GET", "state", false, state},
                             Route{"GET", "requests", false, requests},
                             Route{"DELETE", "requests", false, requests},
                             Route{"GET", "clock", false, clock},
                             Route{"POST", "clock", false, clock},
                             Route{"GET", "faults", false, faults},
                             Route{"POST", "faults", false, faults},
                             Route{"DELETE", "faults", true, faults},
                             Route{"GET", "options", false, options},
                             Route{"POST", "options", false, options},
                             Route{"GET", "campaigns", true, campaigns},
                             Route{"PUT", "campaigns", true, campaigns},
                             Route{"POST", "campaigns", false, campaigns},
                             Route{"DELETE", "campaigns", true, campaigns},
                             Route{"GET", "resources", false, resources},
                             Route{"PUT", "resources", false, resources},
                             Route{"PUT", "templates", true, templates},
                             Route{"PUT", "numbers", true, numbers},
                             Route{"PUT", "info", false, info},
                             Route{"PUT", "project", false, project},
                             Route{"POST", "land", false, land},
                             Route{"POST", "generate", false, generate}};

constexpr std::string_view kPrefix = "/_sim/";

}  // namespace

bool is_control(const Call& call) {
  return std::string_view{call.path}.starts_with(kPrefix);
}

Answer answer_control(World& world, const Call& call, Moment moment) {
  world.advance_to(moment);
  const std::string_view path = std::string_view{call.path}.substr(kPrefix.size());
  const auto slash = path.find('/');
  const std::string_view word = path.substr(0, slash);
  const std::string_view rest = slash == std::string_view::npos ? "" : path.substr(slash + 1);
  const auto body = call.body.empty() ? Json(nullptr) : parse_json(call.body);
  if (!body) return refused("the body is not valid JSON");
  for (const auto& route : kRoutes) {
    if (route.method == call.method && route.word == word && (route.takes_rest || rest.empty())) {
      Answer answer = route.answer({world, call, rest, *body, moment, world.clock.now(moment.machine)});
      answer.body += '\n';  // people call these from a terminal
      return answer;
    }
  }
  return refused("no such control call; see tests/simulator/README.md", 404);
}

Json state_json(World& world, Moment moment) {
  world.advance_to(moment);
  Json campaigns = Json::array();
  for (const Campaign* campaign : world.project.newest_first()) {
    campaigns.push_back(campaign_state(*campaign, world.project.catalog));
  }
  Json state = clock_json(world, moment);
  state["projectName"] = world.project.name;
  state["credit"] = world.project.credit;
  state["counters"] = world.counters();
  state["options"] = write_fields(world.options, option_fields());
  state["faults"] = world.faults.list();
  state["campaigns"] = std::move(campaigns);
  return state;
}

namespace {

Answer done_or(const std::optional<std::string>& problem) {
  return problem ? refused(*problem) : json_answer({{"ok", true}});
}

Json clock_json(const World& world, Moment moment) {
  return {{"now", format_rfc3339(world.clock.now(moment.machine))},
          {"offsetMs", world.clock.offset(moment.machine).count()},
          {"frozen", world.clock.is_frozen()}};
}

Answer state(const Control& control) {
  return json_answer(state_json(control.world, control.moment));
}

Answer requests(const Control& control) {
  if (control.call.method == "DELETE") {
    control.world.log.clear();
    return done_or(std::nullopt);
  }
  RequestFilter filter;
  for (const auto& [name, value] : control.call.query) {
    if (name == "method") {
      filter.method = value;
    } else if (name == "campaign") {
      filter.campaign = lower_case(value);
    } else if (name == "after" && !value.empty() && value.size() < 18 && digits_of(value) == value) {
      filter.after = std::stoull(value);
    } else {
      return refused("requests takes method, campaign and after (a number)");
    }
  }
  Json list = Json::array();
  for (const auto& request : control.world.log.matching(filter)) list.push_back(request_json(request));
  return json_answer({{"count", list.size()}, {"requests", std::move(list)}});
}

Answer clock(const Control& control) {
  if (control.call.method == "POST") {
    if (const auto problem = move_clock(control.world.clock, control.body, control.moment.machine)) {
      return refused(*problem);
    }
    control.world.advance_to(control.moment);
  }
  return json_answer(clock_json(control.world, control.moment));
}

Answer faults(const Control& control) {
  FaultBook& book = control.world.faults;
  if (control.call.method == "GET") return json_answer(book.list());
  if (control.call.method == "DELETE") {
    if (control.rest.empty()) {
      book.clear();
      return done_or(std::nullopt);
    }
    const std::string number{control.rest};
    const bool is_number = number.size() < 18 && digits_of(number) == number;
    if (!is_number || !book.remove(std::stoull(number))) return refused("no such fault", 404);
    return done_or(std::nullopt);
  }
  // One, or a list of them: all are read before the first is taken.
  std::vector<Fault> asked;
  const Json list = control.body.is_array() ? control.body : Json::array({control.body});
  for (const auto& json : list) {
    if (const auto problem = read_fault(json, asked.emplace_back())) return refused(*problem);
  }
  Json ids = Json::array();
  for (auto& fault : asked) ids.push_back(book.add(std::move(fault)));
  return json_answer({{"ids", std::move(ids)}}, 201);
}

Answer options(const Control& control) {
  if (control.call.method == "POST") {
    if (const auto problem = control.world.set_options(control.body)) return refused(*problem);
  }
  return json_answer(write_fields(control.world.options, option_fields()));
}

Answer campaigns(const Control& control) {
  Project& project = control.world.project;
  if (control.call.method == "POST") {
    if (!is_object(control)) return refused("an object is expected");
    if (control.body.contains("_id") && !is_object_id(text_at(control.body, "_id"))) {
      return refused("\"_id\" must be 24 hexadecimal digits");
    }
    return json_answer(campaign_state(add_campaign(project, control.body, control.now), project.catalog), 201);
  }
  if (control.call.method == "DELETE" && control.rest.empty()) {
    project.erase_all();
    return done_or(std::nullopt);
  }
  Campaign* campaign = project.find(control.rest);
  if (campaign == nullptr) return refused("no such campaign", 404);
  if (control.call.method == "DELETE") {
    project.erase(control.rest);
    return done_or(std::nullopt);
  }
  if (control.call.method == "PUT") {
    if (!is_object(control)) return refused("an object is expected");
    edit_campaign(project, *campaign, control.body, control.now);
  }
  return json_answer(campaign_state(*campaign, project.catalog));
}

Answer resources(const Control& control) {
  if (control.call.method == "PUT") control.world.project.catalog.replace(control.body);
  return json_answer(control.world.project.catalog.resources());
}

Answer templates(const Control& control) {
  if (!is_object(control)) return refused("an object is expected");
  if (!control.world.project.catalog.edit_template(control.rest, control.body)) {
    return refused("no such template", 404);
  }
  return done_or(std::nullopt);
}

Answer numbers(const Control& control) {
  if (!is_object(control)) return refused("an object is expected");
  if (!control.world.project.catalog.edit_number(control.rest, control.body)) {
    return refused("no such phone number", 404);
  }
  return done_or(std::nullopt);
}

Answer info(const Control& control) {
  if (!is_object(control)) return refused("an object is expected");
  Project& stored = control.world.project;
  for (const auto& [key, value] : control.body.items()) {
    stored.info_extra.erase(key);
    if (key == "projectName" && value.is_string()) {
      stored.name = value.get<std::string>();
    } else if (key == "credit" && value.is_number()) {
      stored.credit = value.get<double>();
    } else {
      stored.info_extra[key] = value;
    }
  }
  return done_or(std::nullopt);
}

Answer project(const Control& control) {
  return done_or(control.world.load(control.body, control.moment));
}

Answer land(const Control& control) {
  return json_answer({{"landed", control.world.land_all(control.moment)}});
}

Answer generate(const Control& control) {
  constexpr int kMost = 1'000'000;
  struct Wanted {
    int campaigns = 0;
    std::uint64_t seed = 1;
    Mix mix = Mix::kMixed;
  } wanted;
  constexpr std::array kFields{json_field<&Wanted::campaigns>("campaigns"), json_field<&Wanted::seed>("seed"),
                               json_field<&Wanted::mix>("mix")};
  if (const auto problem = read_fields<Wanted>(control.body, wanted, kFields)) return refused(*problem);
  if (wanted.campaigns > kMost) return refused("\"campaigns\" may be at most " + std::to_string(kMost));
  control.world.project = generate_project(wanted.campaigns, wanted.seed, wanted.mix, control.now);
  return done_or(std::nullopt);
}

}  // namespace
}  // namespace campaignd::simulator
