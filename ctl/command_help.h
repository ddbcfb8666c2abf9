// The help of the commands that look and change nothing, and of those that act; one text a command, as it is shown.
#pragma once

#include <string_view>

namespace campaignd::help {

extern const std::string_view kValidate;
extern const std::string_view kPlan;
extern const std::string_view kStatus;
extern const std::string_view kSends;
extern const std::string_view kWhy;
extern const std::string_view kHistory;
extern const std::string_view kImport;
extern const std::string_view kResources;
extern const std::string_view kSchema;

extern const std::string_view kApply;
extern const std::string_view kReconcile;
extern const std::string_view kPause;
extern const std::string_view kResume;
extern const std::string_view kApprove;
extern const std::string_view kRearm;
extern const std::string_view kFreeze;

}  // namespace campaignd::help
