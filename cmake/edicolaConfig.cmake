# find_package(edicola) gives the target edicola::edicola.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(ICU 67 COMPONENTS uc i18n)
find_dependency(fmt)
find_dependency(simdjson)
find_dependency(nlohmann_json)
include(${CMAKE_CURRENT_LIST_DIR}/edicola-targets.cmake)
