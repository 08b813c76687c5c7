# One list of warnings for every target of the project.
function(edicola_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
                                           -Woverloaded-virtual -Wold-style-cast)
  if(EDICOLA_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
