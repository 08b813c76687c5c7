# Indexing makes and drops millions of small strings, which mimalloc does faster than the C library.
# Sanitizers bring an allocator of their own.
function(edicola_allocator target)
  find_package(mimalloc QUIET)
  if(mimalloc_FOUND AND NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    target_link_libraries(${target} PRIVATE mimalloc)
    target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/allocator.cc)
  endif()
endfunction()
