# How this project's targets are made. Each folder of lib/ is one object library, so that tests link exactly what ships.

add_library(campaignd_warnings INTERFACE)
target_compile_options(campaignd_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wcast-align -Wformat=2 -Wimplicit-fallthrough
  -Wno-missing-field-initializers  # what an aggregate's braces leave out has its default, on purpose
  $<$<BOOL:${CAMPAIGND_WERROR}>:-Werror>)

if(CAMPAIGND_SANITIZE)
  add_compile_options(-fsanitize=${CAMPAIGND_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CAMPAIGND_SANITIZE})
else()
  add_compile_options($<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2> -fstack-protector-strong)
  add_link_options(-Wl,-z,relro,-z,now)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

set_property(GLOBAL PROPERTY CAMPAIGND_LIBRARIES "")

# campaignd_library(NAME SOURCES file… [LINKS target…]): an object library of one folder, with lib/ on the include path.
function(campaignd_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
  add_library(${name} OBJECT ${arg_SOURCES})
  target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}/lib")
  target_link_libraries(${name} PUBLIC ${arg_LINKS} PRIVATE campaignd_warnings)
  set_property(GLOBAL APPEND PROPERTY CAMPAIGND_LIBRARIES ${name})
endfunction()

# campaignd_link(TARGET [library…]): links object libraries of lib/ into an executable; all of them where none is named.
function(campaignd_link target)
  set(libraries ${ARGN})
  if(NOT libraries)
    get_property(libraries GLOBAL PROPERTY CAMPAIGND_LIBRARIES)
  endif()
  target_link_libraries(${target} PRIVATE ${libraries} campaignd_warnings Threads::Threads)
endfunction()

# campaignd_test(NAME SOURCES file… [LIBRARIES library…] [LINKS target…] [LABELS label…] [TIMEOUT seconds]):
# a doctest program, run by ctest as one test. Without LIBRARIES it links the whole of lib/.
function(campaignd_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LIBRARIES;LINKS;LABELS")
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(${name} PRIVATE
    CAMPAIGND_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" CAMPAIGND_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    CAMPAIGND_BINARY_DIR="${PROJECT_BINARY_DIR}")
  campaignd_link(${name} ${arg_LIBRARIES})
  target_link_libraries(${name} PRIVATE ${arg_LINKS} campaignd_doctest_main)
  target_precompile_headers(${name} REUSE_FROM campaignd_test_headers)
  add_test(NAME ${name} COMMAND ${name})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
endfunction()
