# Everything comes from Debian 12: by CMake's own config files where a package has them, else by pkg-config.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(date REQUIRED CONFIG)  # date::date-tz sets USE_OS_TZDB
find_package(tl-expected REQUIRED CONFIG)
find_package(simdjson REQUIRED CONFIG)
find_package(spdlog REQUIRED CONFIG)
find_package(yaml-cpp REQUIRED CONFIG)
find_package(CLI11 REQUIRED CONFIG)
find_package(nlohmann_json REQUIRED CONFIG)
find_package(SQLite3 REQUIRED)
find_package(CURL 7.88 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)  # for SHA-256

pkg_check_modules(systemd REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(httplib REQUIRED IMPORTED_TARGET cpp-httplib)
pkg_check_modules(git2 REQUIRED libgit2)
