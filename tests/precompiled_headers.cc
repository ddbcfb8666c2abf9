// CMake makes precompiled headers for a target that compiles something: see CMakeLists.txt.
